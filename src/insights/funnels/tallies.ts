import { nothing, type Sql, sql, typed } from '#src/basics/sql.ts';
import { type Engines, int, limits } from '#src/insights/frame/index.ts';
import { u32, u64 } from './chain-state.ts';
import { paths, type Reading, seriesOf } from './paths.ts';
import type { Plan } from './plan.ts';

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

/** Everything the answer counts, in one reading. */
export async function counted(engines: Engines, reading: Reading): Promise<Counted> {
  const rows = await engines.warehouse.rows(factsOf(reading), limits(engines));
  const states = rows.filter(({ kind }) => Number(kind) === 0);
  return {
    tallies: states.map(tallyOf),
    waits: rows.filter(({ kind }) => Number(kind) === 1).map(waitOf),
    tied: states.reduce((sum, { tied }) => sum + Number(tied), 0),
  };
}

interface FactRow {
  readonly series: number;
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly open: number | boolean;
  readonly over: number | boolean;
  readonly people: number | string;
  readonly tied: number | string;
  readonly total: number | string;
  readonly median: number | null;
  readonly atLeast: readonly (number | string)[];
}

const tallyOf = (row: FactRow): Tally => ({
  series: row.series,
  period: row.a,
  depth: row.b,
  open: Boolean(row.open),
  over: Boolean(row.over),
  people: Number(row.people),
});

const waitOf = (row: FactRow): WaitTally => {
  const atLeast = row.atLeast.map(Number);
  return {
    series: row.series,
    from: row.a,
    to: row.b,
    people: Number(row.people),
    totalMs: Number(row.total),
    medianMs: Number(row.median),
    bins: atLeast.map((count, i) => count - (atLeast[i + 1] ?? 0)),
  };
};

/**
 * Paths are gone through once; each tells its state (kind 0: period, depth) and, once its window is over, each of its
 * waits (kind 1: from step, to step).
 *
 * Grain: one row per (series, period, depth, open, over) and per (series, from, to); ≤ 52 × (periods × steps × 3 + steps).
 */
export function factsOf(reading: Reading): Sql<FactRow> {
  const { plan, split } = reading;
  const steps = plan.ask.steps.length;
  const waits = sql`if(over and depth > 1,
        arrayMap((k, before, after) -> (1, toInt32(k), toUInt32(k + 1), after - before),
          arrayEnumerate(arrayPopBack(times)), arrayPopBack(times), arrayPopFront(times)), [])`;
  const first = sql`toInt64(arrayElement(times, 1))`;
  const last = sql`toInt64(arrayElement(times, -1))`;
  const whole = sql`if(over and depth = ${u32(steps)}, [(1, toInt32(1), ${u32(steps)}, ${last} - ${first})], [])`;
  return sql<FactRow>`
    select series, tupleElement(fact, 1) as kind, tupleElement(fact, 2) as a, tupleElement(fact, 3) as b,
      kind = 0 and open as open, kind = 0 and over as over, count() as people, countIf(tied) as tied,
      sum(tupleElement(fact, 4)) as total,
      quantileExactInclusiveIf(0.5)(tupleElement(fact, 4), kind = 1) as median,
      sumForEach(arrayMap(edge -> toUInt64(tupleElement(fact, 4) >= edge), ${typed('Array(UInt64)', binEdges(plan))})) as "atLeast"
    from (
      select ${seriesOf(split)} as series, tied, open, over,
        arrayJoin(arrayConcat([(0, period, depth, toInt64(0))], ${waits}${steps > 2 ? sql`, ${whole}` : nothing})) as fact
      from ${paths(reading)}
    )
    group by series, kind, a, b, open, over`;
}

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
