import { join, nothing, type Sql, sql, typed } from '#src/basics/sql.ts';
import {
  bearsName,
  type EventMatch,
  eventCurrency,
  oneEvent,
  passesTests,
  propertyNumber,
} from '#src/customers/event-match/index.ts';
import {
  dayLists,
  eventRows,
  eventsOf,
  hasBitmaps,
  int,
  liesWithin,
  moment,
} from '#src/customers/frame/index.ts';
import { startsOf } from '#src/insights/newcomers/index.ts';
import { daysHeld, type Holders, worthsOf } from './contracts.ts';
import type { Plan } from './plan.ts';

/**
 * Everybody who started in the range, and what became of them: unit, observable (the last day of the departure is
 * over), holds (has held a contract by then, where leaving is the end of one; else true), early (left before the days of
 * the steps were over), gone, did and tried (a bit per step, the first is 1), worth (0 where none is known), valued.
 *
 * Grain: one row per unit that started.
 */
export function lives(plan: Plan, holders: Holders | undefined): Sql {
  const { departure } = plan.declared;
  const gone =
    departure.kind === 'silence'
      ? sql`not departures.seen`
      : sql`departures.seen and departures.on_day >= started + ${int(plan.declared.windowDays)} and departures.on_day <= started + ${int(departure.to)}`;
  const early =
    departure.kind === 'silence'
      ? sql`false`
      : sql`departures.seen and departures.on_day < started + ${int(plan.declared.windowDays)}`;
  const holds =
    departure.kind === 'contract'
      ? sql`departures.held and departures.begun_on <= started + ${int(departure.to)}`
      : sql`true`;
  const { join: worthJoin, columns: worthColumns } = worthOf(plan, holders);
  return sql`(
    select starts.unit as unit, starts.started + ${int(departure.to)} < ${int(plan.known.current)} as observable,
      ${holds} as holds, ${early} as early, ${gone} as gone, deeds.did as did, deeds.tried as tried, ${worthColumns}
    from ${starts(plan)} as starts
    any left join ${deeds(plan)} as deeds on starts.unit = deeds.unit
    any left join ${departures(plan, holders)} as departures on starts.unit = departures.unit
    ${worthJoin}
  )`;
}

/** Who started in the range. Rows (unit, started, since): the local day, and its milliseconds since 1970. */
const starts = (plan: Plan): Sql => sql`(
    select unit, began as started, opened as since
    from ${startsOf(plan, { start: plan.declared.start, from: plan.from, to: plan.to })}
  )`;

/** Which steps were done, and which were tried in vain, on the days of the steps, from the start on. */
function deeds(plan: Plan): Sql {
  const { steps, windowDays } = plan.declared;
  const matches = steps.flatMap(({ done, failed }) => (failed === null ? [done] : [done, failed]));
  const names = matches.map(({ event }) => event);
  const bits = (of: (step: (typeof steps)[number]) => EventMatch | null): Sql =>
    steps.reduce((sum, step, i) => {
      const match = of(step);
      return match === null ? sum : sql`${sum} + ${flagged(match, 2 ** i)}`;
    }, sql`toUInt32(0)`);
  return sql`(
    select unit, groupBitOr(did_now) as did, groupBitOr(tried_now) as tried
    from (
      select unit, day, time, toUInt32(${bits(({ done }) => done)}) as did_now, toUInt32(${bits(({ failed }) => failed)}) as tried_now
      from ${eventsOf(plan, names, { from: plan.from, to: plan.to + windowDays })}
    ) as told
    inner join ${starts(plan)} as starts on told.unit = starts.unit
    where day < starts.started + ${int(windowDays)}
      and ${moment} >= starts.since
    group by unit
  )`;
}

const flagged = (match: EventMatch, bit: number): Sql =>
  sql`if(${bearsName(match)} and ${passesTests(match)}, ${typed('UInt32', bit)}, 0)`;

/**
 * What is known of everybody's departure: unit, seen, on_day; of contracts also held, and begun_on when first. With silence,
 * seen says that an event came on one of the days that count; else that they left, and on_day when first.
 */
function departures(plan: Plan, holders: Holders | undefined): Sql {
  const { departure } = plan.declared;
  if (departure.kind === 'contract') {
    if (holders === undefined) throw new Error('contracts that were not read');
    return sql`(
      select unit, true as held, begun_on, ended as seen, ended_on as on_day
      from ${daysHeld(plan, holders)}
    )`;
  }
  if (departure.kind === 'event') {
    return sql`(
      select unit, true as seen, min(day) as on_day
      from ${eventRows(plan, departure.match, { from: plan.from, to: plan.to + departure.to })} as told
      inner join ${starts(plan)} as starts on told.unit = starts.unit
      where ${moment} >= starts.since
      group by unit
    )`;
  }
  if (plan.missing === null) throw new Error('silence of what was not settled');
  const days = {
    from: plan.from + departure.from,
    to: Math.min(plan.to + departure.to, plan.known.current - 1),
  };
  const inTime = sql`started + ${int(departure.from)} and started + ${int(departure.to)}`;
  if (oneEvent(plan.missing)?.event === null && hasBitmaps(plan, plan.missing)) {
    return sql`(
      select unit, arrayExists(on_day -> on_day between ${inTime}, on_days) as seen, toInt32(0) as on_day
      from (
        select told.customer as unit, told.on_days as on_days, starts.started as started
        from ${dayLists(plan, days)} as told
        inner join ${starts(plan)} as starts on told.customer = starts.unit
      )
    )`;
  }
  return sql`(
    select unit, max(${liesWithin(plan, plan.missing, { day: sql`day`, from: sql`started + ${int(departure.from)}`, to: sql`started + ${int(departure.to)}` })}) as seen, toInt32(0) as on_day
    from ${eventRows(plan, plan.missing, days)} as told
    inner join ${starts(plan)} as starts on told.unit = starts.unit
    group by unit
  )`;
}

function worthOf(plan: Plan, holders: Holders | undefined): { join: Sql; columns: Sql } {
  const { worth } = plan.ask;
  if (worth === null) {
    return {
      join: nothing,
      columns: join([sql`0.0 as worth`, sql`false as valued`, sql`emptyArrayString() as currencies`], ', '),
    };
  }
  const columns = sql`ifNull(worths.amount, 0) as worth, worths.valued as valued, worths.currencies as currencies`;
  if (worth.by === 'contract') {
    if (holders === undefined) throw new Error('contracts that were not read');
    const told = sql`(select unit, amount, true as valued, currencies from ${worthsOf(plan, holders)})`;
    return { join: sql`any left join ${told} as worths on starts.unit = worths.unit`, columns };
  }
  const rows = eventRows(plan, worth.match, { from: plan.from, to: plan.to + plan.declared.departure.to });
  const told = sql`(
    select unit, toFloat64(sum(number)) as amount, true as valued, groupUniqArrayIf(currency, currency != '') as currencies
    from (
      select unit, day, time, ${propertyNumber(worth.property)} as number, ${eventCurrency} as currency
      from ${rows}
    ) as told
    inner join ${starts(plan)} as starts on told.unit = starts.unit
    where isNotNull(number)
      and ${moment} >= starts.since
      and day <= starts.started + ${int(plan.declared.departure.to)}
    group by unit
  )`;
  return { join: sql`any left join ${told} as worths on starts.unit = worths.unit`, columns };
}
