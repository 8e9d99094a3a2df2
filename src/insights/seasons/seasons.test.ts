import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { dateText, dayNumber, startOfDay } from '#src/customers/calendar/index.ts';
import { operations as offerOperations } from '#src/customers/offers/index.ts';
import { lastOver, type Standing, seasonDays, seasonOn } from '#src/customers/seasons/index.ts';
import { fixedRandom } from '#src/maths/testing/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import type { SeasonsAnswer } from './ask.ts';
import { operations } from './index.ts';

let engines: TestEngines;
const zone = 'Europe/Paris';
const winter = { from: '11-01', to: '02-28' };
const at = (date: string, hour = 12) => startOfDay(dayNumber(date), zone) + hour * 3_600_000;
const day = (date: string) => new Date(at(date)).toISOString();

beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2026-06-01T00:00:00Z') });
});
afterAll(() => engines?.close());

/** A shop that declared its offer long ago, or on a day. */
const shop = async (season: object | null, declaredOn = '2015-01-01'): Promise<Context> => {
  const context = asking(engines, await createTestWorkspace(engines));
  const now = engines.clock.now();
  engines.clock.set(at(declaredOn));
  await run(offerOperations, context, 'offers.create', {
    name: 'Ski',
    kind: 'discontinuous',
    terms: { season },
  });
  engines.clock.set(now);
  return context;
};
const bought = { event: 'Order Completed' };
const told = (context: Context, asOf: string, more: object = {}) =>
  run<SeasonsAnswer>(operations, context, 'seasons.returns', { offer: 'Ski', deed: bought, asOf, ...more });
const total = async (context: Context, asOf: string, which: object) =>
  (
    await run<{ total: number }>(operations, context, 'seasons.people', {
      ask: { offer: 'Ski', deed: bought, asOf },
      which,
    })
  ).total;
const buy = (customer: number, date: string) => ({ customer, at: at(date, 9), event: 'Order Completed' });

describe('a ski shop whose season runs from November to February', () => {
  let context: Context;
  beforeAll(async () => {
    context = await shop(winter);
    await fill(engines.warehouse, context.workspace, [
      { customer: 900, at: at('2020-01-01'), event: 'visit' }, // watched since long before
      // 1 buys three winters running, then never more; 2 comes a fourth time; 3 comes first in the third, 4 only in summer.
      ...['2021-11-01', '2022-12-24', '2024-02-29'].map((date) => buy(1, date)),
      ...['2022-01-10', '2022-11-02', '2023-11-30', '2025-02-28'].map((date) => buy(2, date)),
      ...['2023-12-05', '2024-12-05'].map((date) => buy(3, date)),
      buy(4, '2023-07-14'),
    ]);
  });
  const standing = async (asOf: string) => (await told(context, asOf)).standings;

  it('holds those who bought in the last one for out of season in July, not for gone', async () => {
    expect(await standing(day('2024-07-15'))).toEqual({
      present: 0,
      awaited: 0,
      out_of_season: 3,
      missed_season: 0,
      not_judged: 1,
    });
  });

  it('awaits them until the last day of the season, and says on 1 March that it was missed', async () => {
    expect(await standing(day('2025-02-28'))).toMatchObject({ present: 2, awaited: 1, missed_season: 0 });
    // At midnight of 1 March nothing of the day is known yet: the last day that is, is 28 February.
    expect(await standing(new Date(at('2025-03-01', 0)).toISOString())).toMatchObject({ awaited: 1 });
    expect(await standing(day('2025-03-01'))).toMatchObject({
      out_of_season: 2,
      missed_season: 1,
      awaited: 0,
    });
    expect(await standing(day('2025-10-31'))).toMatchObject({ missed_season: 1 });
    expect(await standing(day('2025-11-01'))).toMatchObject({ present: 0, awaited: 3 });
  });

  it('counts 29 February to the season of a leap year', async () => {
    const { rows } = await told(context, day('2024-07-15'));
    expect(
      rows.map(({ year, to, came, eligible, returned }) => [year, to, came, eligible, returned]),
    ).toEqual([
      [2021, '2022-02-28', 2, 0, 0],
      [2022, '2023-02-28', 2, 2, 2],
      [2023, '2024-02-29', 3, 2, 2],
    ]);
    expect(rows[2]?.fresh).toEqual({ known: true, value: 1 });
  });

  it('compares up to the same day of the season before while it runs, with whole seasons after it', async () => {
    // On 10 December the days until the 9th are over: 3 of 2023's three has come again; 2 of 2022's two by 9 December 2023: customer 2.
    const running = await told(context, day('2024-12-10'));
    expect(running.comparison).toMatchObject({
      until: '12-09',
      now: { year: 2024, eligible: 3, returned: 1 },
      before: { year: 2023, eligible: 2, returned: 1 },
      verdict: 'cannot_say',
    });
    expect(
      await total(context, day('2024-12-10'), { kind: 'season', year: 2024, part: 'returned_by_then' }),
    ).toBe(1);
    const whole = await told(context, day('2025-03-10'));
    expect(whole.comparison).toMatchObject({
      until: null,
      now: { year: 2024, eligible: 3, returned: 2 },
      before: { year: 2023, eligible: 2, returned: 2 },
    });
  });

  it('lists as many as each number says', async () => {
    const asOf = day('2025-03-10');
    const { standings, rows, expected } = await told(context, asOf);
    for (const [name, people] of Object.entries(standings ?? {}))
      expect(await total(context, asOf, { kind: 'standing', standing: name }), name).toBe(people);
    const last = rows.at(-1);
    for (const part of ['came', 'eligible', 'returned', 'missed', 'back'] as const)
      expect(await total(context, asOf, { kind: 'season', year: 2024, part }), part).toBe(last?.[part]);
    for (const { habit, people } of expected?.chances ?? [])
      expect(await total(context, asOf, { kind: 'habit', habit }), habit).toBe(people);
  });

  it('expects as many as came of the same habit before', async () => {
    const { expected } = await told(context, day('2025-03-10'));
    // Past seasons are 2021 to 2024. Once before: 1 and 2 came in 2022, 3 in 2024. Twice: 1 and 2 came in 2023. Three times: 1 did
    // not in 2024, 2 did. For 2025: 1 has missed one, 2 came four times, 3 twice.
    expect(expected).toMatchObject({ year: 2025, returns: { known: false } });
    expect(
      expected?.chances.map(({ habit, people, returned, total: of }) => [habit, people, returned, of]),
    ).toEqual([
      ['once', 0, 3, 3],
      ['twice', 1, 2, 2],
      ['thrice_or_more', 1, 1, 2],
      ['missed_one', 1, 0, 0],
      ['missed_more', 0, 0, 0],
    ]);
  });

  it('asks only those whom conditions mean, and nobody of another workspace', async () => {
    const other = await shop(winter);
    await fill(engines.warehouse, other.workspace, [buy(1, '2024-12-01')]);
    const { rows } = await told(other, day('2025-03-10'));
    expect(rows.map(({ came, fresh }) => [came, fresh.known])).toEqual([[1, false]]);
    const list = [{ kind: 'trait', trait: 'club', how: 'is', values: ['alps'] }];
    await fill(engines.warehouse, context.workspace, [
      {
        customer: 2,
        at: at('2021-01-01'),
        event: 'seen',
        type: 'identify' as const,
        traits: { club: 'alps' },
      },
    ]);
    expect((await told(context, day('2025-03-10'), { people: list })).standings).toMatchObject({
      out_of_season: 1,
      missed_season: 0,
      not_judged: 0,
    });
  });

  it('refuses an offer nobody sells, and one of another kind', async () => {
    const ask = (offer: string) => run(operations, context, 'seasons.returns', { offer, deed: bought });
    await expect(ask('Luge')).rejects.toThrow(/offers.not_sold/);
    await run(offerOperations, context, 'offers.create', { name: 'Club', kind: 'continuous' });
    await expect(ask('Club')).rejects.toThrow(/offers.other_kind/);
  });
});

describe('an offer that declares no season', () => {
  it('has the one its people show after two whole years, and none before', async () => {
    const context = await shop(null);
    const people = Array.from({ length: 30 }, (_, i) => i + 1);
    await fill(
      engines.warehouse,
      context.workspace,
      people.flatMap((customer) =>
        ['2021-12-20', '2022-12-10', '2024-01-05'].map((date) => buy(customer, date)),
      ),
    );
    expect(await told(context, day('2023-11-30'))).toMatchObject({
      season: null,
      noSeason: 'not_watched_long_enough',
    });
    expect(await told(context, day('2024-07-01'))).toMatchObject({
      season: { from: '12-01', to: '01-31', declared: false, held: 1 },
      standings: { out_of_season: 30 },
      own: 30,
    });
    expect(await told(context, day('2025-02-01'))).toMatchObject({ standings: { missed_season: 30 } });
  });

  it('counts contracts by it that began, where nothing else is said of it', async () => {
    const context = await shop(winter);
    const { workspace } = context;
    await engines.records.run(sql`
      insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, currency, effective_at, recorded_at)
      values (${workspace.number}, 'c1', 1, 'customer', 'h1', 'Ski', ${new Date(at('2024-12-01'))}, 'EUR', now(), ${new Date(at('2024-12-01'))})`);
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer) values (${workspace.number}, 'user', 'h1', 7)`);
    const found = await run<SeasonsAnswer>(operations, context, 'seasons.returns', {
      offer: 'Ski',
      asOf: day('2025-01-10'),
    });
    expect(found.standings).toMatchObject({ present: 1 });
  });
});

it('tells random people as they are told one by one', async () => {
  const random = fixedRandom(5);
  const context = await shop({ from: '06-15', to: '09-10' });
  const summer = { from: '06-15', to: '09-10' };
  const first = dayNumber('2021-01-01');
  const days = new Map<number, number[]>();
  for (let customer = 1; customer <= 60; customer += 1)
    days.set(
      customer,
      Array.from({ length: 1 + Math.floor(random() * 6) }, () => first + Math.floor(random() * 4 * 365)),
    );
  await fill(
    engines.warehouse,
    context.workspace,
    [...days].flatMap(([customer, own]) => own.map((on) => buy(customer, dateText(on)))),
  );
  for (const date of ['2023-06-14', '2023-06-15', '2023-09-10', '2023-09-11', '2024-02-29']) {
    const today = dayNumber(date);
    const counts: Record<string, number> = {};
    for (const own of days.values()) {
      const known = own.filter((on) => on < today);
      if (known.length === 0) continue;
      const name = slowly(summer, known, today - 1);
      counts[name] = (counts[name] ?? 0) + 1;
    }
    // Asked at midnight: the last day known is the one before.
    const { standings } = await told(context, new Date(at(date, 0)).toISOString());
    expect(
      Object.fromEntries(Object.entries(standings ?? {}).filter(([, people]) => people > 0)),
      date,
    ).toEqual(counts);
  }
});

function slowly(season: { from: string; to: string }, days: readonly number[], today: number): Standing {
  const judged = seasonOn(season, today) ?? lastOver(season, today);
  const runs = today <= judged.last;
  const within = (year: number) => {
    const { first, last } = seasonDays(season, year);
    return days.some((on) => on >= first && on <= last);
  };
  if (within(judged.year)) return runs ? 'present' : 'out_of_season';
  const before = Array.from({ length: 10 }, (_, i) => judged.year - 1 - i).some(within);
  if (!before) return 'not_judged';
  return runs ? 'awaited' : 'missed_season';
}

describe('an offer of seasons asked about as of a day', () => {
  it('is judged by what was declared before: the day before its declaration it was none of seasons, the day after it was', async () => {
    const context = await shop(winter, '2025-03-10');
    await fill(engines.warehouse, context.workspace, [buy(1, '2023-12-05'), buy(1, '2024-12-05')]);
    await engines.records.run(sql`
      insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, currency, effective_at,
        recorded_at)
      values (${context.workspace.number}, 'a', 1, 'customer', 'julie', 'Ski', ${new Date(at('2024-12-05'))}::timestamptz,
        'EUR', ${new Date(at('2024-12-05'))}::timestamptz, ${new Date(at('2024-12-05'))}::timestamptz)`);
    await expect(told(context, day('2025-03-10'))).rejects.toMatchObject({ code: 'offers.other_kind' });
    const { season } = await told(context, day('2025-03-11'));
    expect(season).toMatchObject({ ...winter, declared: true });
  });

  it('keeps the season it had then: one declared otherwise later is unknown before', async () => {
    const context = await shop(winter, '2025-03-10');
    const { offers } = await run<{ offers: { id: string; name: string }[] }>(
      offerOperations,
      context,
      'offers.list',
      {},
    );
    const now = engines.clock.now();
    engines.clock.set(at('2025-06-10'));
    const later = { from: '12-01', to: '04-30' };
    await run(offerOperations, context, 'offers.change', {
      id: offers[0]?.id,
      terms: { season: later },
    });
    engines.clock.set(now);
    expect((await told(context, day('2025-06-01'))).season).toMatchObject(winter);
    expect((await told(context, day('2025-06-11'))).season).toMatchObject(later);
  });
});
