import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type Engines, int, limits } from '#src/customers/frame/index.ts';
import { u32, u64 } from './chain-state.ts';
import { paths, type Reading, seriesOf } from './paths.ts';
import type { Plan } from './plan.ts';
import { areCounted, stayed } from './stayed.ts';

/** People whose path is alike: one series, one period of entry, one deepest step, one state. */
export interface Tally {
  /** 1 … n the value's place, 0 others (or everybody), −1 missing. */
  readonly series: number;
  readonly period: number;
  readonly depth: number;
  readonly open: boolean;
  readonly over: boolean;
  readonly people: number;
}

/** How long people of a series took from one step to another. */
export interface WaitTally {
  readonly series: number;
  readonly from: number;
  readonly to: number;
  readonly people: number;
  readonly totalMs: number;
  readonly medianMs: number;
  /** People per bin of `binEdges`. */
  readonly bins: readonly number[];
}

export interface Counted {
  readonly tallies: readonly Tally[];
  readonly waits: readonly WaitTally[];
  /** People whose path hangs on the order of events at one millisecond. */
  readonly tied: number;
}

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
const edges = [
  0,
  second,
  10 * second,
  minute,
  5 * minute,
  15 * minute,
  hour,
  3 * hour,
  12 * hour,
  day,
  2 * day,
  3 * day,
  7 * day,
  14 * day,
  30 * day,
  90 * day,
];

/** Where the bins of a wait begin, in milliseconds: the same for every funnel, as far as its window goes. */
export const binEdges = ({ windowMs }: Pick<Plan, 'windowMs'>): number[] =>
  edges.filter((edge) => edge <= windowMs);

/** Everything the answer counts, in one reading: those who stayed at the first step from bitmaps where they can be. */
export async function counted(engines: Engines, reading: Reading): Promise<Counted> {
  const statement = areCounted(reading.plan)
    ? sql<CountedRow>`${countsOf({ ...reading, plan: { ...reading.plan, furtherOnly: true } })}
    union all
    ${stayedCounts(reading.plan)}`
    : countsOf(reading);
  const rows = await engines.warehouse.rows(statement, limits(engines));
  return {
    tallies: rows.flatMap(talliesOf),
    waits: rows.flatMap((row) => waitsOf(reading.plan, row)),
    tied: rows.reduce((sum, { tied }) => sum + Number(tied), 0),
  };
}

type Whole = number | string;
/** What is counted under each whole number. */
type Counts = Readonly<Record<string, Whole>>;

interface CountedRow {
  readonly series: number;
  /** People by state: `stateOf`. */
  readonly states: Counts;
  readonly tied: Whole;
  /** Of each wait in turn, from step to step, then from the first to the last: people, milliseconds in all, median. */
  readonly waiting: readonly Whole[];
  readonly totals: readonly Whole[];
  readonly medians: readonly number[];
  /** Waits by bin: where it begins, times 32, plus which wait from 1. */
  readonly bins: Counts;
}

/** What is alike of people in one whole number: their period, depth (5 bits), open, over. */
const stateOf = ({ period, depth, open, over }: Record<'period' | 'depth' | 'open' | 'over', Sql>): Sql =>
  sql`toInt64(${period}) * 128 + ${depth} * 4 + ${open} * 2 + ${over}`;

const talliesOf = ({ series, states }: CountedRow): Tally[] =>
  Object.entries(states).map(([key, people]) => {
    const state = Number(key);
    return {
      series,
      period: Math.floor(state / 128),
      depth: (state >> 2) & 31,
      open: (state & 2) !== 0,
      over: (state & 1) !== 0,
      people: Number(people),
    };
  });

function waitsOf({ ask, windowMs }: Plan, row: CountedRow): WaitTally[] {
  const last = ask.steps.length;
  return row.waiting.map((people, i) => ({
    series: row.series,
    from: i + 1 < last ? i + 1 : 1,
    to: i + 1 < last ? i + 2 : last,
    people: Number(people),
    totalMs: Number(row.totals[i]),
    medianMs: row.medians[i] ?? Number.NaN,
    bins: binEdges({ windowMs }).map((edge) => Number(row.bins[edge * 32 + i + 1] ?? 0)),
  }));
}

/**
 * Paths are gone through once; each tells its state and, once its window is over, its waits. One aggregate counts all of
 * a kind: as rows of their own, grouped by what is alike, they took twice as long.
 *
 * Grain: one row per series; ≤ 52, of periods × steps × 3 states and steps × 17 bins.
 */
function countsOf({ plan, split, order }: Reading): Sql<CountedRow> {
  const steps = plan.ask.steps.length;
  const between = sql`arrayPopFront(arrayDifference(times))`;
  const state = stateOf({ period: sql`period`, depth: sql`depth`, open: sql`open`, over: sql`over` });
  const whole = sql`if(depth = ${u32(steps)}, [toInt64(arrayElement(times, -1)) - toInt64(arrayElement(times, 1))], [])`;
  const waits = steps > 2 ? sql`arrayConcat(${between}, ${whole})` : between;
  const edge = sql`roundDown(wait, ${typed('Array(Int64)', binEdges(plan))})`;
  return sql<CountedRow>`
    select series, sumMap(map(state, toUInt64(1))) as states, countIf(tied) as tied,
      countForEach(waits) as waiting, sumForEach(waits) as totals, quantileExactInclusiveForEach(0.5)(waits) as medians,
      sumMap(mapFromArrays(arrayMap((wait, i) -> ${edge} * 32 + toInt64(i), waits, arrayEnumerate(waits)), arrayWithConstant(length(waits), toUInt64(1)))) as bins
    from (
      select tied, ${seriesOf(split)} as series, ${state} as state,
        if(over and depth > 1, ${waits}, []) as waits
      from ${paths({ plan, order })}
    )
    group by series`;
}

/** The states of those who stayed at the first step, whose windows are over. Grain: one row. */
const stayedCounts = (plan: Plan): Sql<CountedRow> => sql<CountedRow>`
  select toInt32(0) as series,
    sumMap(map(${stateOf({ period: sql`period`, depth: sql`1`, open: sql`0`, over: sql`1` })}, people)) as states, toUInt64(0) as tied,
    emptyArrayUInt64() as waiting, emptyArrayInt64() as totals, emptyArrayFloat64() as medians,
    map()::Map(Int64, UInt64) as bins
  from (${stayed(plan)})`;

/** The values that stand alone: those of the most people, ties in the order of the alphabet. Grain: one row per value; ≤ top. */
export const rankedValues = (
  reading: Pick<Reading, 'plan' | 'order'>,
  top: number,
): Sql<{ value: string }> => sql`
  select value
  from ${paths(reading)}
  where value != ''
  group by value
  order by count() desc, value
  limit ${u64(top)}`;

/** One people of a funnel: all of these hold. */
export interface Chosen {
  readonly series: number | undefined;
  readonly period: number | undefined;
  readonly onlyOver: boolean;
  /** A condition on depth, open, over and times. */
  readonly which: Sql;
}

/** The people of a number as one bitmap. Grain: one row. */
export const peopleOf = (reading: Reading, { series, period, onlyOver, which }: Chosen): Sql => sql`
  select groupBitmapState(unit) as people
  from ${paths(reading)}
  where ${which}
    and ${onlyOver ? sql`over` : sql`true`}
    and ${period === undefined ? sql`true` : sql`period = ${int(period)}`}
    and ${series === undefined ? sql`true` : sql`${seriesOf(reading.split)} = ${int(series)}`}`;
