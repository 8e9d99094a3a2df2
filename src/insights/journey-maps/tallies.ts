import { type Sql, sql } from '#src/basics/sql.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { type Engines, eventsOf, int, limits } from '#src/customers/frame/index.ts';
import { isOneOf, type Order, u32, waysOf } from '#src/insights/funnels/index.ts';
import type { MapPlan } from './plan.ts';
import { at, depthHere, waysOfMap } from './ways.ts';

/** People whose way at a measured step is alike. */
export interface Tally {
  readonly place: number;
  readonly depth: number;
  readonly open: boolean;
  readonly over: boolean;
  readonly people: number;
  /** Of the last stretch of their ways. */
  readonly medianMs: number;
}

interface TallyRow {
  readonly place: number;
  readonly depth: number;
  readonly open: number | boolean;
  readonly over: number | boolean;
  readonly people: number | string;
  readonly tied: number | string;
  readonly median: number | null;
}

/**
 * Counts by time and arrival first: that is right unless events of different meaning share both. Where they do, those
 * people are counted again by message id besides: the order tells which it was.
 */
export async function talliesOf(
  engines: Engines,
  plan: MapPlan,
): Promise<{ tallies: Tally[]; order: Order }> {
  const quick = await engines.warehouse.rows(tallies(plan, 'arrival'), limits(engines));
  const tied = quick.some((row) => Number(row.tied) > 0);
  const rows = tied ? await engines.warehouse.rows(tallies(plan, 'whole'), limits(engines)) : quick;
  const found = rows.map(({ place, depth, open, over, people, median }) => ({
    place: Number(place),
    depth: Number(depth),
    open: Boolean(open),
    over: Boolean(over),
    people: Number(people),
    medianMs: Number(median ?? 0),
  }));
  return { tallies: found, order: tied ? 'whole' : 'arrival' };
}

/** Grain: one row per (place, depth, open, over) that is not empty; ≤ 30 × 3 × 3. */
const tallies = (plan: MapPlan, order: Order): Sql<TallyRow> => sql<TallyRow>`
  select place, depth, open, over, count() as people, countIf(tied) as tied,
    quantileExactInclusive(0.5)(toInt64(arrayElement(times, -1)) - toInt64(arrayElement(times, if(depth > 1, -2, -1)))) as median
  from (
    select place, depth, open, over, tied, times
    from ${waysOfMap(plan, order)}
  )
  group by place, depth, open, over`;

/** How often a step was done on the days asked, by how many. */
export interface Volume {
  readonly events: number;
  readonly people: number;
}

interface VolumeRow {
  readonly place: number;
  readonly events: number | string;
  readonly people: number | string;
}

/** What happened on the days asked whoever did it, by the place of the step; 0 is any measured step. */
export async function volumesOf(engines: Engines, plan: MapPlan): Promise<ReadonlyMap<number, Volume>> {
  if (plan.from > plan.to) return new Map();
  const rows = await engines.warehouse.rows(volumes(plan), limits(engines));
  return new Map(
    rows.map(({ place, events, people }) => [
      Number(place),
      { events: Number(events), people: Number(people) },
    ]),
  );
}

/** Grain: one row per measured step, and one for any; ≤ 31. */
const volumes = (plan: MapPlan): Sql<VolumeRow> => sql<VolumeRow>`
  select place, count() as events, uniqExact(unit) as people
  from ${deeds(plan)}
  group by place`;

/** What was done on the days asked: unit and place, once per event and step it does, and once with place 0. */
function deeds(plan: MapPlan): Sql {
  const { from, to, wanted } = plan;
  const steps = plan.ask.steps.map(waysOf);
  const names = steps.flat().map(({ event }) => event);
  const places = steps.reduce(
    (all, matches, i) => sql`${all}, if(${isOneOf(matches)}, ${u32(i + 1)}, ${u32(nowhere)})`,
    sql`${u32(0)}`,
  );
  return sql`(
    select unit, arrayJoin(arrayFilter(place -> place != ${u32(nowhere)}, places)) as place
    from (
      select unit, [${places}] as places
      from ${eventsOf(plan, names, { from, to })}
      where day between ${int(from)} and ${int(to)}
        and ${isWanted(sql`unit`, wanted)}
    )
    where arrayMax(arrayMap(place -> if(place = ${u32(nowhere)}, 0, place), places)) > 0
  )`;
}

const nowhere = 1_000;

/** Which people of the map are meant; see `MapWhich`. */
export type Place = 'did' | 'went_on' | 'dropped' | 'open';

/** The people of a figure at a measured step as one bitmap. Grain: one row. */
export function peopleAt(plan: MapPlan, place: number, which: Place, onlyOver: boolean): Sql {
  const here = depthHere(place);
  const isLast = place === plan.bound.length;
  const gone = {
    did: sql`depth >= ${u32(here)}`,
    went_on: sql`depth > ${u32(here)}`,
    dropped: isLast ? sql`false` : sql`depth = ${u32(here)} and not open`,
    open: isLast ? sql`false` : sql`depth = ${u32(here)} and open`,
  }[which];
  return sql`
  select groupBitmapState(unit) as people
  from ${waysOfMap(plan, 'whole')}
  where ${at(place)}
    and ${gone}
    and ${onlyOver ? sql`over` : sql`true`}`;
}

/** Everybody who did a step on the days asked, in the map or not. Grain: one row. */
export const everybodyAt = (plan: MapPlan, place: number): Sql => sql`
  select groupBitmapState(unit) as people
  from ${deeds(plan)}
  where ${at(place)}`;

/** Who did a measured step on the days asked, but not the first one. Grain: one row. */
export const besidesThem = (plan: MapPlan): Sql => sql`
  select groupBitmapState(unit) as people
  from (
    select unit
    from ${deeds(plan)}
    group by unit
    having not max(${at(1)})
  )`;
