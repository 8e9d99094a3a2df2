import { type Engines, lastDayIsCut, limits } from '#src/customers/frame/index.ts';
import { requireTraitApart } from '#src/customers/traits/index.ts';
import { amounts } from './amounts.ts';
import { counts, targetKey } from './cells.ts';
import { longWays, type Split, shortWays } from './entries.ts';
import { requireAsked } from './known.ts';
import {
  type BreakdownAsk,
  type BrokenDownAsk,
  type Column,
  type Plan,
  planned,
  type Settled,
  settledReturn,
} from './plan.ts';
import { rankedValues } from './ranking.ts';
import type { Reading } from './reading.ts';

/** Entrants of one series, row and base, and how many of them returned in each column. */
export interface Tally {
  readonly series: number;
  readonly row: number;
  readonly base: number;
  readonly size: number;
  /** By column index; absent where nobody did. */
  readonly returned: ReadonlyMap<number, number>;
  readonly amounts: ReadonlyMap<number, Sum>;
}

/** What a measure adds up to. */
export interface Sum {
  /** In millionths, exact. */
  readonly millionths: bigint;
  /** Events that bore the number. */
  readonly valued: number;
  readonly currencies: readonly string[];
}

/**
 * Settles how a question is read: plan, values that stand alone, bitmaps or events.
 *
 * @param ways `events` reads everything from the events, whatever is quicker
 */
export async function readingOf(
  engines: Engines,
  ask: BrokenDownAsk,
  ways: 'quickest' | 'events' = 'quickest',
): Promise<Reading> {
  return readingOfSettled(engines, await settledReturn(engines, ask), ways);
}

async function readingOfSettled(
  engines: Engines,
  ask: Settled<BrokenDownAsk>,
  ways: 'quickest' | 'events',
): Promise<Reading> {
  const plan = await planned(engines, ask);
  const cut = ways === 'quickest' && (await lastDayIsCut(engines, plan));
  return settled(engines, plan, ask.breakdown, ways === 'events' ? 'events' : { cut });
}

/**
 * Answers a question whose events exist, whether they do being asked beside the answer.
 *
 * @param ways `events` reads everything from the events, whatever is quicker
 * @throws DomainError `insights.unknown_event`, `insights.unknown_property`, `traits.unknown`, those of the question
 */
export async function answered<T>(
  engines: Engines,
  ask: BrokenDownAsk,
  ways: 'quickest' | 'events',
  answer: (reading: Reading) => Promise<T>,
): Promise<T> {
  const own = await settledReturn(engines, ask);
  const [given] = await Promise.all([guessed(engines, own, ways, answer), requireAsked(engines, own)]);
  return given;
}

/**
 * Answers on the guess that the last day is known whole, and anew where it is not.
 *
 * Whether it is gets asked beside the answer, not before it: 10 ms of 100 where the guess holds, as it nearly always
 * does for questions about now. For another instant it is asked first, and where the last guess was wrong: a client
 * whose clock is fast keeps the day cut for hours.
 */
async function guessed<T>(
  engines: Engines,
  ask: Settled<BrokenDownAsk>,
  ways: 'quickest' | 'events',
  answer: (reading: Reading) => Promise<T>,
): Promise<T> {
  const { number } = engines.workspace;
  if (ways === 'events' || ask.asOf !== undefined) return answer(await readingOfSettled(engines, ask, ways));
  const plan = await planned(engines, ask);
  const given = async (cut: boolean) => answer(await settled(engines, plan, ask.breakdown, { cut }));
  const first = guessedWrong.has(number) ? undefined : given(false);
  first?.catch(() => undefined); // told by the return below, unless the guess was wrong
  const cut = await lastDayIsCut(engines, plan);
  if (cut) guessedWrong.add(number);
  else guessedWrong.delete(number);
  return cut || first === undefined ? given(cut) : first;
}

/** Workspaces whose last day was cut when last asked: only what to try first depends on it. */
const guessedWrong = new Set<number>();

async function settled(
  engines: Engines,
  plan: Plan,
  breakdown: BreakdownAsk | null,
  way: 'events' | { readonly cut: boolean },
): Promise<Reading> {
  const waysFor = (split: Split) => (way === 'events' ? longWays : shortWays(plan, split, way.cut));
  if (breakdown === null) {
    const split: Split = { by: 'nothing' };
    return { plan, split, ways: waysFor(split) };
  }
  const { by, name } = breakdown;
  const asked: Split = { by, name, values: [] };
  const ranked = rankedValues(plan, breakdown, waysFor(asked));
  const [rows] = await Promise.all([
    engines.warehouse.rows(ranked, limits(engines)),
    requireTraitApart(engines, breakdown, { field: 'breakdown.name', unit: plan.unit }),
  ]);
  const values = rows.map(({ value }) => value);
  return { plan, split: { ...asked, values }, ways: waysFor(asked) };
}

/** Counts every cell of the columns wanted, and adds up the measure where one is asked for. */
export async function tallied(
  engines: Engines,
  reading: Reading,
  columns: readonly Column[],
): Promise<Tally[]> {
  const { warehouse } = engines;
  const wantsAmounts = reading.plan.ask.measure.kind !== 'share';
  const [rows, sums] = await Promise.all([
    warehouse.rows(counts(reading, columns), limits(engines)),
    wantsAmounts ? warehouse.rows(amounts(reading, columns), limits(engines)) : [],
  ]);
  const sumsOf = Map.groupBy(sums, placeOf);
  return rows.map((row) => {
    const hits = new Map(row.hits.map(([key, people]) => [Number(key), Number(people)]));
    return {
      series: row.series,
      row: row.row,
      base: row.base,
      size: Number(row.size),
      returned: new Map(
        columns.map((column) => [column.index, hits.get(targetKey(reading.plan, column)) ?? 0]),
      ),
      amounts: new Map(
        (sumsOf.get(placeOf(row)) ?? []).map((sum) => [
          sum.column,
          { millionths: millionths(sum.added), valued: Number(sum.bearing), currencies: sum.seen_currencies },
        ]),
      ),
    };
  });
}

const placeOf = ({ series, row, base }: { series: number; row: number; base: number }): string =>
  `${series}|${row}|${base}`;

function millionths(decimal: string): bigint {
  const negative = decimal.startsWith('-');
  const [whole = '0', rest = ''] = decimal.replace('-', '').split('.');
  const size = BigInt(whole) * 1_000_000n + BigInt(rest.padEnd(6, '0').slice(0, 6));
  return negative ? -size : size;
}
