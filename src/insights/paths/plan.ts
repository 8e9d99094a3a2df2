import { DomainError } from '#src/basics/errors.ts';
import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { type DayNumber, startOfDay, widestShift } from '#src/customers/calendar/index.ts';
import { askedName, type Deed, type EventMatch, requireKnown } from '#src/customers/event-match/index.ts';
import { daysAsked, type Engines, type Frame, framed, limits } from '#src/customers/frame/index.ts';
import { eventOfDeed, settledDeed } from '#src/customers/value/index.ts';
import type { PathAsk, PathLimit } from './ask.ts';

/** A question about paths with its circumstances settled. */
export interface Plan extends Frame {
  readonly ask: PathAsk;
  /** What paths lead from or to, and how the question names it. */
  readonly anchor: EventMatch;
  readonly named: Deed;
  /** Local days of the anchor, both included, as far as they have begun; from > to where none has. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Local days whose events are read. */
  readonly days: { readonly from: DayNumber; readonly to: DayNumber };
  /** Instants of the anchor's days since the base: from included, until not. */
  readonly between: { readonly from: number; readonly until: number };
  /** Times are counted from here: before every event that is read. Epoch milliseconds. */
  readonly base: number;
  /** What a step may be called; its place is its code. */
  readonly labels: readonly string[];
  /** Every name of an event, with the code of its step, and whether it is left out. */
  readonly names: readonly NamedEvent[];
}

export interface NamedEvent {
  readonly event: string;
  readonly code: number;
  readonly left: boolean;
}

const lengths = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const dayMs = 86_400_000;
const longestWindow = 731 * dayMs;
/** No session is longer: without an end, a machine that never rests would make one of a year. */
export const longestSession = dayMs;
/** No local day is longer, clocks put back and all. */
export const longestDay = 50 * 3_600_000;

/** How far from its anchor an event of a path may lie, in milliseconds. */
export function reachMs(limit: PathLimit): number {
  if (limit.kind === 'session') return longestSession;
  return limit.kind === 'day' ? longestDay : limit.amount * lengths[limit.of];
}

/**
 * Settles a question about paths.
 *
 * @throws DomainError `paths.impossible_window`, `paths.impossible_group`, `paths.too_many_names`, `insights.unknown_event`,
 * `insights.unknown_property`, `insights.empty_range`, `insights.no_such_date`, those of `settledDeed` and `eventOfDeed`, and those
 * of the people's conditions
 */
export async function planned(engines: Engines, ask: PathAsk): Promise<Plan> {
  const reach = reachMs(ask.limit);
  if (reach > longestWindow) {
    throw new DomainError('paths.impossible_window', {
      field: 'limit',
      expected: 'at most 731 days',
      got: ask.limit,
    });
  }
  requireGroups(ask);
  const frame = await framed(engines, ask);
  const { from, to } = daysAsked(frame, ask);
  const named = await settledDeed(engines, ask.anchor, 'anchor');
  const anchor = eventOfDeed(named, 'anchor');
  await requireKnown(engines, matchesOf(ask, anchor));
  const around = Math.ceil(reach / dayMs) + 1;
  const days = ask.direction === 'from' ? { from, to: to + around } : { from: from - around, to };
  const base = days.from * dayMs - widestShift;
  const found = await engines.warehouse.rows(everyName(frame), limits(engines));
  return {
    ...frame,
    ask,
    anchor,
    named,
    from,
    to,
    days,
    between: { from: startOfDay(from, frame.zone) - base, until: startOfDay(to + 1, frame.zone) - base },
    base,
    ...coded(
      ask,
      found.map(({ event }) => event),
    ),
  };
}

const matchesOf = ({ leaveOut, groups }: PathAsk, anchor: EventMatch) => [
  { field: 'anchor', match: anchor },
  ...leaveOut.map((event, i) => askedName(`leaveOut[${i}]`, event)),
  ...groups.flatMap(({ events }, g) =>
    events.map((event, i) => askedName(`groups[${g}].events[${i}]`, event)),
  ),
];

/** An event is in one group, and no two groups bear one name. */
function requireGroups({ groups }: PathAsk): void {
  const seen = new Set<string>();
  const names = new Set<string>();
  for (const [g, { name, events }] of groups.entries()) {
    if (names.has(name)) throw impossibleGroup(`groups[${g}].name`, 'a name of its own', name);
    names.add(name);
    for (const event of events) {
      if (seen.has(event)) throw impossibleGroup(`groups[${g}].events`, 'events of no other group', event);
      seen.add(event);
    }
  }
}

const impossibleGroup = (field: string, expected: string, got: string): DomainError =>
  new DomainError('paths.impossible_group', { field, expected, got });

/** So many names have a code of 14 bits, with room for the two ends. */
const mostNames = 16_000;

function coded({ groups, leaveOut }: PathAsk, events: readonly string[]): Pick<Plan, 'labels' | 'names'> {
  if (events.length > mostNames) {
    throw new DomainError('paths.too_many_names', {
      kind: 'too_large',
      expected: `at most ${mostNames} names of events; a name that differs from person to person is no name`,
      got: events.length,
    });
  }
  const groupOf = new Map(
    groups.flatMap(({ name, events }) => events.map((event) => [event, name] as const)),
  );
  const plain = new Set(events.filter((event) => !groupOf.has(event)));
  groups.forEach(({ name }, g) => {
    if (!plain.has(name)) return;
    throw impossibleGroup(`groups[${g}].name`, 'not the name of an event outside the group', name);
  });
  const labels = [...plain, ...groups.map(({ name }) => name)];
  const codes = new Map(labels.map((label, code) => [label, code]));
  const left = new Set(leaveOut);
  const names = events.map((event) => ({
    event,
    code: codes.get(groupOf.get(event) ?? event) ?? 0,
    left: left.has(event),
  }));
  return { labels, names };
}

/** Every name of an event of people, or of accounts. ≤ 16,001 rows. */
function everyName({ layout, unit }: Frame): Sql<{ event: string }> {
  const ofAccounts =
    unit === 'customer'
      ? sql`false`
      : sql`event not in (select event from ${scoped('event_counts')} where layout = ${typed('UInt32', layout)})`;
  return sql<{ event: string }>`
    select distinct toString(event) as event
    from (
      select event from ${scoped('event_counts')} where layout = ${typed('UInt32', layout)}
      union all
      select event from ${scoped('marked_days')} where layout = ${typed('UInt32', layout)} and event != ''
      union all
      select event from ${scoped('events_by_customer')} where customer = 0 and ${ofAccounts}
    )
    order by event
    limit ${typed('UInt64', mostNames + 1)}`;
}
