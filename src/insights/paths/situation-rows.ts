import { join, type Sql, sql, typed } from '#src/basics/sql.ts';
import {
  bearsName,
  type Deed,
  type EventMatch,
  eventCurrency,
  passesTests,
  propertyNumber,
} from '#src/customers/event-match/index.ts';
import { eventsOf, type Frame, int, moment } from '#src/customers/frame/index.ts';
import { startsOf } from '#src/insights/newcomers/index.ts';
import type { SituationsAsk } from './situations-ask.ts';

/** A question about situations with its circumstances settled. */
export interface SituationsPlan extends Frame {
  readonly ask: SituationsAsk;
  /** The events that begin, and that tell coming back; and how the question names them. */
  readonly start: EventMatch;
  readonly back: EventMatch;
  readonly named: { readonly start: Deed; readonly back: Deed };
  /** Local days of the start, both included, as far as they have begun; from > to where none has. */
  readonly from: number;
  readonly to: number;
}

/** How people become points, and the centres they belong to. One centre of zeros holds everyone. */
export interface PointSpace {
  readonly events: readonly string[];
  /** Mean of log(1 + times) per event, and one over its spread (0 where all are alike). */
  readonly means: readonly number[];
  readonly scales: readonly number[];
  readonly centres: readonly (readonly number[])[];
}

/** The last day after the start that is read. */
const horizon = ({ ask }: SituationsPlan): number => Math.max(ask.firstDays - 1, ask.retained.to);

/** Who started in the range. Rows (unit, started, since): the local day, and its milliseconds since 1970. */
const starts = (plan: SituationsPlan): Sql => sql`(
    select unit, began as started, opened as since
    from ${startsOf(plan, { start: plan.start, from: plan.from, to: plan.to })}
  )`;

/** Whether the first days are over. */
const described = ({ ask, known }: SituationsPlan): Sql =>
  sql`started + ${int(ask.firstDays)} <= ${int(known.current)}`;

/** How many started, and of how many the first days are over. One row. */
export const startedRow = (
  plan: SituationsPlan,
): Sql<{ everyone: number | string; told: number | string }> => sql<{
  everyone: number | string;
  told: number | string;
}>`
  select count() as everyone, countIf(${described(plan)}) as told
  from ${starts(plan)}`;

/** Events of the first days by how many people did them. Grain: a name; ≤ limit rows. */
export function eventsByReach(plan: SituationsPlan, limit: number): Sql<{ event: string }> {
  const { ask, from, to } = plan;
  return sql<{ event: string }>`
    select toString(event) as event
    from ${eventsOf(plan, [null], { from, to: to + ask.firstDays })} as told
    inner join ${starts(plan)} as starts on told.unit = starts.unit
    where ${moment} >= starts.since
      and day < starts.started + ${int(ask.firstDays)}
      and ${described(plan)}
      and not has(${typed('Array(String)', ask.leaveOut)}, toString(event))
    group by event
    order by uniqExact(unit) desc, event
    limit ${typed('UInt64', limit)}`;
}

/**
 * Everybody described: unit, counts (times per event in the first days), observed, returned, amount, valued, currencies.
 *
 * Grain: one row per unit that started and whose first days are over.
 */
function lives(plan: SituationsPlan, events: readonly string[]): Sql {
  const { ask, from, to, known } = plan;
  const { retained, worth } = ask;
  const counts = events.map((_, i) => sql`toUInt32(countIf(place = ${typed('UInt32', i + 1)}))`);
  const place = sql`if(day < started + ${int(ask.firstDays)}, transform(toString(event), ${typed('Array(String)', events)},
    ${typed(
      'Array(UInt32)',
      events.map((_, i) => i + 1),
    )}, ${typed('UInt32', 0)}), ${typed('UInt32', 0)})`;
  const amount =
    worth === null
      ? sql`null::Nullable(Decimal(38, 6))`
      : sql`if(${bearsName(worth.match)} and ${passesTests(worth.match)}, ${propertyNumber(worth.property)}, null)`;
  const currency = worth === null ? sql`''` : eventCurrency;
  return sql`(
    select unit, [${join(counts, ', ')}] as counts, any(started) + ${int(retained.to)} < ${int(known.current)} as observed,
      observed and max(came) as returned, sum(number) as amount, countIf(isNotNull(number)) > 0 as valued,
      groupUniqArrayIf(currency, isNotNull(number) and currency != '') as currencies
    from (
      select told.unit as unit, starts.started as started, ${place} as place,
        day between started + ${int(retained.from)} and started + ${int(retained.to)}
          and ${bearsName(plan.back)} and ${passesTests(plan.back)} as came,
        ${amount} as number, ${currency} as currency
      from ${eventsOf(plan, [null], { from, to: to + horizon(plan) })} as told
      inner join ${starts(plan)} as starts on told.unit = starts.unit
      where ${moment} >= starts.since
        and day <= starts.started + ${int(horizon(plan))}
        and ${described(plan)}
    )
    group by unit
  )`;
}

/** Some of those described, always the same ones in the same order. Grain: a unit; ≤ limit rows. */
export const sampleRows = (
  plan: SituationsPlan,
  events: readonly string[],
  limit: number,
): Sql<{ counts: number[] }> => sql<{ counts: number[] }>`
  select counts
  from ${lives(plan, events)}
  order by sipHash64(unit, 1), unit
  limit ${typed('UInt64', limit)}`;

/** Everybody described with the number (from 1) of the nearest centre: those of `lives`, and situation. */
function withNearest(plan: SituationsPlan, { events, means, scales, centres }: PointSpace): Sql {
  const point = sql`arrayMap((n, mean, scale) -> (log1p(n) - mean) * scale, counts, ${typed('Array(Float64)', means)}, ${typed('Array(Float64)', scales)})`;
  return sql`(
    select *, toUInt32(indexOf(distances, arrayMin(distances))) as situation
    from (
      select *, ${point} as point,
        arrayMap(centre -> arraySum((x, y) -> (x - y) * (x - y), point, centre), ${typed('Array(Array(Float64))', centres)}) as distances
      from ${lives(plan, events)}
    )
  )`;
}

/** A situation's figures. */
export interface SituationRow {
  readonly situation: number;
  readonly people: number | string;
  readonly over: number | string;
  readonly back: number | string;
  readonly times: (number | string)[];
  readonly doers: (number | string)[];
  readonly logs: number[];
  readonly worth: number | string;
  readonly paying: number | string;
  readonly told: string[];
}

/** Figures of all situations. Grain: a situation; ≤ 8 rows. */
export const situationRows = (
  plan: SituationsPlan,
  space: PointSpace,
): Sql<SituationRow> => sql<SituationRow>`
  select situation, count() as people, countIf(observed) as over, countIf(returned) as back,
    sumForEach(arrayMap(n -> toUInt64(n), counts)) as times, sumForEach(arrayMap(n -> toUInt64(n > 0), counts)) as doers,
    sumForEach(arrayMap(n -> log1p(n), counts)) as logs, toString(sum(ifNull(amount, 0))) as worth,
    countIf(valued) as paying, groupUniqArrayArray(currencies) as told
  from ${withNearest(plan, space)}
  group by situation
  order by situation`;

/** Those of a figure as one bitmap `people`. */
export function situationPeople(
  plan: SituationsPlan,
  space: PointSpace,
  { situation, which }: { situation: number | null; which: keyof typeof figures },
): Sql {
  return sql`
    select groupBitmapState(unit) as people
    from ${withNearest(plan, space)}
    where ${situation === null ? sql`true` : sql`situation = ${typed('UInt32', situation)}`}
      and ${figures[which]}`;
}

const figures = {
  people: sql`true`,
  observed: sql`observed`,
  returned: sql`returned`,
  gone: sql`observed and not returned`,
  valued: sql`valued`,
};
