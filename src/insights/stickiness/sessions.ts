import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { periodIn } from '#src/customers/calendar/index.ts';
import { type Engines, eventRows, int, limits, moment, saidOf } from '#src/customers/frame/index.ts';
import {
  activePeriods,
  activeSaid,
  daysOf,
  periodDate,
  periodsIn,
  stateOf,
  type Way,
} from '#src/customers/value/index.ts';
import type { Sessions, SessionsAsk } from './ask.ts';
import { isEmpty } from './buckets.ts';
import { over } from './grid.ts';
import { type Planned, planned } from './planned.ts';
import { sessionsDefinition, sessionsVerdict } from './words.ts';

/** Sessions per active customer, period by period. @throws DomainError those of `planned` */
export async function sessionsOf(
  engines: Engines,
  ask: SessionsAsk,
  way: Way = 'quickest',
): Promise<Sessions> {
  const plan = await planned(engines, ask, way);
  const { frame } = plan.reading;
  const none = isEmpty(plan.span);
  const [active, begun] = await Promise.all([
    none ? [] : engines.warehouse.rows(activeCounts(plan), limits(engines)),
    none ? [] : engines.warehouse.rows(begunSessions(plan, ask.gapMinutes), limits(engines)),
  ]);
  const customersIn = new Map(active.map((row) => [Number(row.period), Number(row.units)]));
  const sessionsIn = new Map(begun.map((row) => [Number(row.period), Number(row.sessions)]));
  const rows = periodsIn(plan.span).map((index) => {
    const customers = customersIn.get(index) ?? 0;
    const sessions = sessionsIn.get(index) ?? 0;
    return {
      period: periodDate(frame, ask.period, index),
      state: stateOf(frame, ask.period, index),
      customers,
      sessions,
      perCustomer: over(sessions, customers),
    };
  });
  return {
    rows,
    verdict: sessionsVerdict(ask, { rows, unit: frame.unit }),
    definition: sessionsDefinition(plan, ask.gapMinutes),
    ...activeSaid(plan.reading.activity),
    ...saidOf(frame, ask),
  };
}

/** Grain: one row per period with anybody active. */
const activeCounts = ({ reading, span }: Planned): Sql<{ period: number; units: number | string }> => sql`
  select period, bitmapCardinality(people) as units
  from ${activePeriods(reading, span)}`;

/**
 * Sessions that began in each period, of those active in it. Events are read from one gap before the span, so that a
 * session begun before it is not taken for a new one.
 *
 * Grain: one row per period with a session.
 */
function begunSessions(
  { reading, span }: Planned,
  gapMinutes: number,
): Sql<{ period: number; sessions: number | string }> {
  const { frame } = reading;
  const { from, to } = daysOf(frame, span);
  const gap = typed('Int64', gapMinutes * 60_000);
  const rows = eventRows(
    frame,
    { event: null, where: [] },
    { from: from - Math.ceil(gapMinutes / 1440) - 1, to },
  );
  return sql`
  select begun.period as period, sum(starts) as sessions
  from (
    select unit, ${periodIn(sql`day`, span.period, frame.weekStart)} as period, count() as starts
    from (
      select unit, arrayJoin(arrayFilter((one, before) -> one.1 - before >= ${gap}, told,
        arrayPushFront(arrayPopBack(arrayMap(one -> one.1, told)), told[1].1 - ${gap}))).2 as day
      from (
        select unit, arraySort(groupArray((${moment}, day))) as told
        from ${rows}
        group by unit
      )
    )
    where day between ${int(from)} and ${int(to)}
    group by unit, period
  ) as begun
  inner join ${activePeriods(reading, span)} as active on begun.period = active.period
  where bitmapContains(active.people, begun.unit)
  group by period`;
}
