import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type Engines, int, limits } from '#src/insights/frame/index.ts';
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

/** Passes of the planner that look for keys depending on others: with columns from deep within, a tenth of a second. */
const plainKeys = { optimize_group_by_function_keys: 0, optimize_injective_functions_in_group_by: 0 };

/** Everything the answer counts, in one reading: those who stayed at the first step from bitmaps where they can be. */
export async function counted(engines: Engines, reading: Reading): Promise<Counted> {
  const usual = limits(engines);
  const settings = { ...usual.settings, ...plainKeys };
  const statement = areCounted(reading.plan)
    ? sql<FactRow>`${factsOf({ ...reading, plan: { ...reading.plan, furtherOnly: true } })}
    union all
    ${stayedFacts(reading.plan)}`
    : factsOf(reading);
  const rows = await engines.warehouse.rows(statement, { ...usual, settings });
  const kindOf = (wanted: number) => rows.filter(({ fact: [, kind] }) => kind === wanted);
  const bins = kindOf(binOf);
  return {
    tallies: kindOf(stateOf).map(tallyOf),
    waits: kindOf(waitOf).map((wait) => waitTally(reading.plan, wait, bins)),
    tied: kindOf(stateOf).reduce((sum, { tied }) => sum + Number(tied), 0),
  };
}

/** Kinds of facts: a path's state, one of its waits, the bin which a wait falls into. */
const [stateOf, waitOf, binOf] = [0, 1, 2] as const;

interface FactRow {
  /** series, kind, a, b, edge, open, over */
  readonly fact: readonly [number, number, number, number, number | string, number, number];
  readonly people: number | string;
  readonly tied: number | string;
  readonly total: number | string;
  readonly median: number;
}

const tallyOf = ({ fact: [series, , period, depth, , open, over], people }: FactRow): Tally => ({
  series,
  period,
  depth,
  open: open === 1,
  over: over === 1,
  people: Number(people),
});

function waitTally(
  plan: Plan,
  { fact, people, total, median }: FactRow,
  bins: readonly FactRow[],
): WaitTally {
  const [series, , from, to] = fact;
  const own = bins.filter((bin) => bin.fact[0] === series && bin.fact[2] === from && bin.fact[3] === to);
  const inBin = new Map(own.map((bin) => [Number(bin.fact[4]), Number(bin.people)]));
  return {
    series,
    from,
    to,
    people: Number(people),
    totalMs: Number(total),
    medianMs: median,
    bins: binEdges(plan).map((edge) => inBin.get(edge) ?? 0),
  };
}

/**
 * Paths are gone through once; each tells its state (period, depth) and, once its window is over, each of its waits
 * (from step, to step) and the bin it falls into.
 *
 * All that people are grouped by is one tuple made deep within: the planner goes through everything below once for each
 * mention of a column, and seven keys out here took longer to plan than the answer to find.
 *
 * Grain: one row per (series, period, depth, open, over), per (series, from, to) and per (series, from, to, edge);
 * ≤ 52 × (periods × steps × 3 + steps × 17).
 */
function factsOf({ plan, split, order }: Reading): Sql<FactRow> {
  const steps = plan.ask.steps.length;
  const last = sql`toInt64(arrayElement(times, -1))`;
  const whole = sql`if(over and depth = ${u32(steps)}, [(toInt32(1), ${u32(steps)}, ${last} - toInt64(arrayElement(times, 1)))], [])`;
  const between = sql`if(over and depth > 1,
      arrayMap((k, before, after) -> (toInt32(k), toUInt32(k + 1), after - before),
        arrayEnumerate(arrayPopBack(times)), arrayPopBack(times), arrayPopFront(times)), [])`;
  const waits = steps > 2 ? sql`arrayConcat(${between}, ${whole})` : between;
  const edge = sql`roundDown(tupleElement(w, 3), ${typed('Array(Int64)', binEdges(plan))})`;
  const state = sql`((${seriesOf(split)} as series, 0, period, depth, toInt64(0), toUInt8(open), toUInt8(over)), toInt64(0))`;
  const wait = (kind: 1 | 2, bin: Sql) =>
    sql`((series, ${typed('UInt8', kind)}, tupleElement(w, 1), tupleElement(w, 2), ${bin}, toUInt8(0), toUInt8(0)), tupleElement(w, 3))`;
  return sql<FactRow>`
    select tupleElement(told, 1) as fact, count() as people, countIf(tied) as tied, sum(tupleElement(told, 2)) as total,
      quantileExactInclusive(0.5)(tupleElement(told, 2)) as median
    from (
      select tied, arrayJoin(arrayPushFront(arrayConcat(
        arrayMap(w -> ${wait(waitOf, sql`toInt64(0)`)}, ${waits} as waits),
        arrayMap(w -> ${wait(binOf, edge)}, waits)), ${state})) as told
      from ${paths({ plan, order })}
    )
    group by fact`;
}

/** The states of those who stayed at the first step. Grain: one row per period. */
const stayedFacts = (plan: Plan): Sql<FactRow> => sql<FactRow>`
  select (toInt32(0), 0, period, ${u32(1)}, toInt64(0), toUInt8(0), toUInt8(1)) as fact, people, 0 as tied, 0 as total, 0 as median
  from (${stayed(plan)})
  where people > 0`;

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
