import { join, nothing, type Sql, sql, typed } from '#src/basics/sql.ts';
import { startOfDay } from '#src/customers/calendar/index.ts';
import { bearsName, type EventMatch, passesTests, propertyText } from '#src/customers/event-match/index.ts';
import { isWanted } from '#src/customers/filters/index.ts';
import { eventsOf, moment } from '#src/customers/frame/index.ts';
import { type Plan, waysOf } from './plan.ts';
import { didFirst, lastDay, onlyBitmaps, withinReach } from './step-days.ts';

/** What an event is to a funnel, one bit each: may it be an entry by its day, which steps, which exclusions. */
export const inRange = 1;
export const stepBit = (step: number): number => 2 ** step;
export const exclusionBit = ({ ask }: Plan, at: number): number => 2 ** (ask.steps.length + 1 + at);
/** How many bits there are. */
export const flagBits = ({ ask }: Plan): number => 1 + ask.steps.length + ask.exclusions.length;

/**
 * The events that matter, one row each: unit, at (milliseconds since the plan's base), arrival, flags (UInt32), and
 * what is asked for besides: message_id, value (of the property the breakdown reads, '' where none).
 *
 * In strict order every event of a person matters.
 */
export function rows(plan: Plan, besides: { messageId: boolean; value: boolean }): Sql {
  const { ask, from } = plan;
  const names = namesOf(plan);
  const value =
    besides.value && ask.breakdown?.by === 'property' ? propertyText(ask.breakdown.name) : undefined;
  const told = sql`(
    select unit, arrival, toUInt64(${moment} - ${typed('Int64', plan.base)}) as at, toUInt32(${flagsOf(plan)}) as flags
      ${besides.messageId ? sql`, message_id` : nothing}
      ${value === undefined ? nothing : sql`, ifNull(${value}, '') as value`}
    from ${eventsOf(plan, names, { from, to: lastDay(plan) })}
    where ${who(plan)}
  )`;
  if (
    ask.order === 'strict' ||
    (!names.includes(null) && meant(plan).every(({ where }) => where.length === 0))
  )
    return told;
  return sql`(select * from ${told} where flags > ${typed('UInt32', inRange)})`;
}

/** Every event that is a step or an exclusion. */
const meant = ({ ask }: Plan): EventMatch[] => [...ask.steps.flatMap(waysOf), ...ask.exclusions];

/** Names to read; null for all. */
function namesOf(plan: Plan): (string | null)[] {
  const names = meant(plan).map(({ event }) => event);
  return plan.ask.order === 'strict' ? [null, ...names] : names;
}

function flagsOf(plan: Plan): Sql {
  const { ask } = plan;
  const steps = ask.steps.map((step, i) => flagged(waysOf(step), stepBit(i + 1)));
  const exclusions = ask.exclusions.map((match, i) => flagged([match], exclusionBit(plan, i)));
  const entry = sql`if(${duringDays(plan)}, ${typed('UInt32', inRange)}, 0)`;
  return [...steps, ...exclusions].reduce((sum, one) => sql`${sum} + ${one}`, entry);
}

/** Whether an event lies on a day by which one may enter: by its instant, which saves telling its day. */
const duringDays = ({ from, to, zone }: Plan): Sql =>
  sql`time >= ${new Date(startOfDay(from, zone))} and time < ${new Date(startOfDay(to + 1, zone))}`;

const flagged = (matches: readonly EventMatch[], bit: number): Sql =>
  sql`if(${isOneOf(matches)}, ${typed('UInt32', bit)}, 0)`;

/** Whether a row of events is one of those meant. */
export const isOneOf = (matches: readonly EventMatch[]): Sql =>
  sql`(${join(
    matches.map((match) => sql`${bearsName(match)} and ${passesTests(match)}`),
    ' or ',
  )})`;

/**
 * Only people wanted, and in order only those who did the first step on one of the days, or who may have got further:
 * read from bitmaps.
 */
function who(plan: Plan): Sql {
  const those = isWanted(sql`unit`, plan.wanted);
  if (plan.ask.order === 'unordered' || !onlyBitmaps(plan, 1)) return those;
  return sql`${those} and bitmapContains(${plan.furtherOnly ? withinReach(plan) : didFirst(plan)}, unit)`;
}
