import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dateText, firstDayOf, periodOf, startOfDay } from '#src/customers/calendar/index.ts';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { keepNumbers, keepVersions, type ToldVersion } from './contracts.test-data.ts';
import {
  asOf,
  contract,
  firstDay,
  lastDay,
  numbers,
  perYear,
  type Setting,
  setting,
  versionsOf,
  zone,
} from './histories.test-data.ts';
import { type Movements, MovementsAsk, moves, operations, RevenuePeopleAsk } from './index.ts';
import { movementsOf } from './revenue.ts';

/**
 * Random histories (late versions, renewals, overlapping contracts, pauses, changes of offer and currency, two user ids of
 * one person) against a slow recomputation: what every holder has at the end of each day, by the definition.
 */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const known = Date.parse(asOf);

const instant = (told: string | null | undefined): number => {
  const time = told === null || told === undefined ? Number.POSITIVE_INFINITY : Date.parse(told);
  return time < known ? time : Number.POSITIVE_INFINITY; // what lies ahead is not known
};

/** When a version's contract is lost by one of the three ways to recognise it. */
function lostAt({ ends, cancelled, paidThrough }: ToldVersion, { ends: by }: Setting): number {
  const end = ends === undefined ? Number.POSITIVE_INFINITY : Date.parse(ends ?? '');
  const asked = cancelled === undefined ? Number.POSITIVE_INFINITY : Date.parse(cancelled ?? '');
  const paid = paidThrough === undefined ? Number.NEGATIVE_INFINITY : Date.parse(paidThrough ?? '');
  const time = { ended: end, scheduled: Math.min(end, asked), paid: Math.max(end, paid) }[by as 'ended'];
  return time < known ? time : Number.POSITIVE_INFINITY;
}

interface Held {
  /** By book, for a year. */
  readonly amounts: Map<string, bigint>;
  live: number;
}

/** What one contract is worth just before an instant; undefined where it does not count. */
function worth(versions: readonly ToldVersion[], t: number, by: Setting) {
  const spoken = versions.filter(({ recorded }) => Date.parse(recorded ?? '') < known);
  const current = spoken.findLast((one) => Math.min(instant(one.effective), lostAt(one, by)) < t);
  if (current === undefined) return undefined;
  const opens = Math.max(
    instant(current.starts),
    by.trials ? 0 : current.trialEnds ? instant(current.trialEnds) : 0,
  );
  if (opens >= t || lostAt(current, by) < t) return undefined;
  if (by.pastDueDays !== null && instant(current.pastDue) < Number.POSITIVE_INFINITY) {
    const day = dayOf(instant(current.pastDue)) + by.pastDueDays;
    if (startOfDay(day, zone) < t) return undefined;
  }
  const [pause, resume] = [instant(current.paused), instant(current.resumes)];
  if (!by.paused && pause < t && (resume >= t || resume < pause === false ? resume >= t : false))
    return undefined;
  const forever = current.discountEnds === undefined;
  const runs = { all: instant(current.discountEnds) >= t, forever, none: false }[by.discounts as 'all'];
  const price = (current.price ?? 0) - (runs ? (current.discount ?? 0) : 0);
  const amount = BigInt(Math.max(0, price) * perYear[current.period ?? '']);
  return amount > 0n || by.free ? { amount, book: current.currency ?? '' } : undefined;
}

const dayOf = (time: number): number => {
  let day = Math.floor(time / 86_400_000) - 1;
  while (startOfDay(day + 1, zone) <= time) day += 1;
  return day;
};

const days = Array.from({ length: lastDay - firstDay + 2 }, (_, i) => firstDay + i);

/** What a holder has at the end of each day; gaps that are renewed filled with what was there. */
function seriesOf(own: readonly ToldVersion[], by: Setting): Held[] {
  const contracts = [...Map.groupBy(own, ({ contract: name }) => name).values()];
  const series = days.map((day): Held => {
    const t = Math.min(startOfDay(day + 1, zone), known);
    const held: Held = { amounts: new Map(), live: 0 };
    for (const versions of contracts) {
      const found = worth(versions, t, by);
      if (found === undefined) continue;
      held.live += 1;
      held.amounts.set(found.book, (held.amounts.get(found.book) ?? 0n) + found.amount);
    }
    return held;
  });
  for (let i = 1; i < series.length; i += 1) {
    if (series[i]?.live !== 0 || series[i - 1]?.live === 0) continue;
    const back = series.findIndex(({ live }, j) => j > i && live > 0);
    const before = series[i - 1];
    if (back > i && back - i <= by.gapDays && before !== undefined) series.fill(before, i, back);
  }
  return series;
}

interface Moved {
  readonly holder: string;
  readonly day: number;
  readonly book: string;
  readonly move: string;
  readonly amount: bigint;
}

function movesByHand(versions: readonly ToldVersion[], by: Setting): Moved[] {
  const person = (holder: string) => (holder === 'u3 again' ? 'u3' : holder);
  return [...Map.groupBy(versions, ({ holder }) => person(holder))].flatMap(([holder, own]) => {
    let wasThere = false;
    const series = seriesOf(own, by);
    return series.flatMap((now, i) => {
      const before = series[i - 1] ?? { amounts: new Map<string, bigint>(), live: 0 };
      const [had, has] = [before.live > 0, now.live > 0];
      const arrival = wasThere ? 'reactivation' : 'new';
      wasThere ||= has;
      return [...new Set([...before.amounts.keys(), ...now.amounts.keys()])].flatMap((book) => {
        const amount = (now.amounts.get(book) ?? 0n) - (before.amounts.get(book) ?? 0n);
        const stays = amount > 0n ? 'expansion' : 'contraction';
        const move = has && !had ? arrival : had && !has ? 'churn' : stays;
        return amount === 0n ? [] : [{ holder, day: days[i] ?? 0, book, move, amount }];
      });
    });
  });
}

const runs = process.env.PERDURE_LONG ? 150 : 8;
const histories = fc.sample(fc.tuple(fc.array(contract, { minLength: 1, maxLength: 9 }), setting), {
  seed: 28,
  numRuns: runs,
});

it.each(histories.map(([contracts, by], n) => ({ n, contracts, by })))(
  'adds up to the unit for each holder, day and book, as by hand: history $n',
  async ({ n, contracts, by }) => {
    const versions = versionsOf(contracts);
    await keepVersions(engines.warehouse, n + 1, versions);
    await keepNumbers(engines.warehouse, n + 1, numbers);
    const context = asking(engines, paperWorkspace(n + 1));
    const byHand = movesByHand(versions, by);
    const period = (['day', 'week', 'month'] as const)[n % 3] ?? 'month';
    const ask = MovementsAsk.parse({ period, from: '2025-01-01', to: '2025-05-31', asOf, counting: by });
    const { books } = await movementsOf(context, ask);
    const begin = (day: number) => dateText(firstDayOf(periodOf(day, period, 'monday'), period, 'monday'));
    const told = `${JSON.stringify(by)} ${JSON.stringify(versions)}`;
    for (const book of books) {
      for (const row of book.rows) {
        const own = byHand.filter((one) => one.book === book.currency && begin(one.day) === row.period);
        for (const move of moves) {
          const rows = own.filter((one) => one.move === move);
          const exact = Number(rows.reduce((sum, { amount }) => sum + amount, 0n)) / 12;
          const { amount, holders } = row[move];
          expect(
            Math.abs((amount.known ? amount.value : Number.NaN) - exact),
            `${told} ${row.period} ${move}`,
          ).toBeLessThanOrEqual(1);
          const people = new Set(rows.map(({ holder }) => holder));
          const seen = [...people].filter((holder) => holder !== 'acme');
          if (!by.free)
            expect(holders, `${told} ${row.period} ${move}`).toEqual({
              customer: seen.length,
              account: people.size - seen.length,
            });
        }
        const sum = moves.reduce((total, move) => total + numberOf(row[move].amount), numberOf(row.start));
        expect(sum + numberOf(row.rates)).toBe(numberOf(row.end));
      }
      const end = byHand
        .filter((one) => one.book === book.currency)
        .reduce((sum, { amount }) => sum + amount, 0n);
      expect(Math.abs(numberOf(book.rows.at(-1)?.end) * 12 - Number(end)), told).toBeLessThanOrEqual(6);
      await expectLists(context, ask, book);
    }
    const moved = new Set(byHand.map(({ book }) => book));
    for (const one of moved) expect(books.map(({ currency }) => currency)).toContain(one);
  },
);

const numberOf = (figure: { known: boolean; value?: number } | undefined): number =>
  figure?.value ?? Number.NaN;

/** The number equals the list, of people and of accounts. */
async function expectLists(
  context: ReturnType<typeof asking>,
  ask: MovementsAsk,
  book: Movements['books'][number],
) {
  const row =
    book.rows.findLast((one) => moves.some((move) => (one[move].holders?.customer ?? 0) > 0)) ??
    book.rows.at(-1);
  if (row === undefined) return;
  for (const which of [...moves, 'end'] as const) {
    const figure = which === 'end' ? row.holders : row[which].holders;
    if (figure === null) continue;
    for (const holders of ['customer', 'account'] as const) {
      if (figure[holders] === 0 && which !== 'end') continue;
      const { currency, offer } = book;
      const behind = { of: 'movements' as const, ask, book: { currency, offer }, period: row.period, which };
      const page = await run<{ total: number }>(
        operations,
        context,
        'revenue.people',
        RevenuePeopleAsk.parse({ behind, holders }),
      );
      expect(page.total, `${which} ${row.period}`).toBe(figure[holders]);
    }
  }
}
