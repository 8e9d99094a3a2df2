import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type Engines, eventsOf, limits, moment } from '#src/customers/frame/index.ts';
import { type Order, waysOf } from '#src/insights/funnels/index.ts';
import { noStepNames } from './no-step.ts';
import type { MapPlan } from './plan.ts';
import { at, depthHere, waysOfMap } from './ways.ts';

const dayMs = 86_400_000;

/** An event that is not on the map, done between a measured step and the next one somebody did. */
export interface Between {
  /** Of the step before. */
  readonly place: number;
  readonly event: string;
  readonly people: number;
}

interface BetweenRow {
  readonly place: number;
  readonly event: string;
  readonly people: number | string;
}

/** So many events of each stretch are told, those of most people. */
const mostPerStretch = 3;

/**
 * What many do between two measured steps without it being on the map; most people first.
 *
 * @param order what it takes to tell people's events apart, as `talliesOf` found it
 */
export async function betweenSteps(engines: Engines, plan: MapPlan, order: Order): Promise<Between[]> {
  const rows = await engines.warehouse.rows(eventsBetween(plan, order), limits(engines));
  return rows.map(({ place, event, people }) => ({ place: Number(place), event, people: Number(people) }));
}

/** Who went on from a step, to the first later one they did: unit, place, left and came (milliseconds since the plan's base). */
const stretches = (plan: MapPlan, order: Order): Sql => sql`(
    select unit, place, arrayElement(times, -2) as left_at, arrayElement(times, -1) as came_at
    from ${waysOfMap(plan, order)}
    where depth > if(${at(1)}, ${typed('UInt32', depthHere(1))}, ${typed('UInt32', depthHere(2))})
  )`;

/** Grain: one row per measured step and event, the three of most people each; ≤ 87. */
const eventsBetween = (plan: MapPlan, order: Order): Sql<BetweenRow> => sql<BetweenRow>`
  select tupleElement(stretch, 1) as place, toString(event) as event, uniqExact(unit) as people
  from ${rowsBetween(plan, order)}
  group by place, event
  order by people desc, event
  limit ${typed('UInt64', mostPerStretch)} by place`;

/** The people who did an event between a step and the next one, as one bitmap. Grain: one row. */
export const peopleBetween = (plan: MapPlan, place: number, event: string): Sql => sql`
  select groupBitmapState(unit) as people
  from ${rowsBetween(plan, 'whole')}
  where tupleElement(stretch, 1) = ${typed('UInt32', place)}
    and event = ${event}`;

/** Events of names that are not on the map and that people do themselves, once per stretch they fall into: unit, event, stretch. */
function rowsBetween(plan: MapPlan, order: Order): Sql {
  const { from, to, windowMs, base, bound, ask } = plan;
  const names = ask.steps.flatMap(waysOf).flatMap(({ event }) => event ?? []);
  const any = bound.some(({ step }) => step.matches.some(({ event }) => event === null));
  return sql`(
    select unit, event, arrayJoin(arrayFilter(s -> at > tupleElement(s, 2) and at < tupleElement(s, 3), own)) as stretch
    from (
      select told.unit as unit, told.event as event, toInt64(${moment}) - ${typed('Int64', base)} as at, stretched.own as own
      from ${eventsOf(plan, [null], { from, to: to + Math.ceil(windowMs / dayMs) + 1 })} as told
      inner join (
        select unit, groupArray((toUInt32(place), toInt64(left_at), toInt64(came_at))) as own
        from ${stretches(plan, order)}
        group by unit
      ) as stretched on told.unit = stretched.unit
      where told.event not in ${typed('Array(String)', [...new Set(names)])}
        and ${any ? sql`false` : sql`true`}
        and not match(lowerUTF8(toString(told.event)), ${noStepNames})
    )
  )`;
}
