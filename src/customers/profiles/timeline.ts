import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { receivedObject } from '#src/basics/received-json.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { named, Person } from '#src/customers/naming/index.ts';
import { numberOf, oneOfBoth, WhoAsk } from './profile.ts';

const Instant = z.iso.datetime({ offset: true });

/** Which of the events. */
export const filterFields = {
  events: z.array(z.string().max(200)).max(50).default([]).describe('Only these names; all where empty'),
  sources: z.array(z.int().min(0)).max(50).default([]).describe('Only from these sources; all where empty'),
  ours: z.boolean().default(false).describe('Only what we did or noted ourselves: perdure.…'),
  from: Instant.optional(),
  to: Instant.optional().describe('Excluded'),
  limit: z.int().min(1).max(500).default(50),
  cursor: z.string().max(2000).optional(),
};

/** The question of `customers.timeline`. */
export const TimelineAsk = z
  .object({
    ...WhoAsk.shape,
    ...filterFields,
  })
  .refine(oneOfBoth, { error: 'either customer or id' });
export type TimelineAsk = z.output<typeof TimelineAsk>;

const Event = z.object({
  event: z.string(),
  type: z.enum(['track', 'identify', 'page', 'screen', 'group', 'alias']),
  time: z.string(),
  messageId: z.string(),
  userId: z.string().nullable(),
  anonymousId: z.string().nullable(),
  account: z.string().nullable(),
  source: z.int(),
  traffic: z.enum(['customer', 'internal', 'bot']),
  properties: z.record(z.string(), z.unknown()),
  traits: z.record(z.string(), z.unknown()),
  context: z.record(z.string(), z.unknown()),
  receivedAt: z.string(),
  timeFlag: z.enum(['', 'corrected', 'future', 'ancient', 'made']).describe('What was done to its time'),
});

/** The answer of `customers.timeline`: newest first. */
export const Timeline = z.object({ customer: z.int(), events: z.array(Event), next: z.string().nullable() });

/** The question of `accounts.timeline`. */
export const AccountTimelineAsk = z.object({
  account: z.string().min(1).max(512).describe('Its id as received'),
  ...filterFields,
});
export type AccountTimelineAsk = z.output<typeof AccountTimelineAsk>;

/** The answer of `accounts.timeline`: newest first, each with whom it is of. */
export const AccountTimeline = z.object({
  account: z.string(),
  events: z.array(Event.extend({ person: Person.nullable().describe('Null: of the account itself') })),
  next: z.string().nullable(),
});

/** What a person did, newest first, all traffic, as far as it is known now. @throws DomainError `customers.unknown` */
export async function timelineOf(
  { records, warehouse, clock }: Pick<Context, 'records' | 'warehouse' | 'clock'>,
  ask: TimelineAsk,
): Promise<z.input<typeof Timeline>> {
  const customer = await numberOf(records, ask);
  // In the order of the key, so that the rest of a long life is not read.
  const of = { test: sql`customer = ${typed('UInt32', customer)}`, order: sql`customer desc, time desc` };
  const { page, next } = await pageOf(warehouse, of, ask, clock.now());
  return { customer, events: page.map(told), next };
}

/** What was done in the name of an account, or by people whose latest account it is, newest first, all traffic. */
export async function accountTimelineOf(
  context: Pick<Context, 'records' | 'warehouse' | 'clock'>,
  ask: AccountTimelineAsk,
): Promise<z.input<typeof AccountTimeline>> {
  const now = context.clock.now();
  const { page, next } = await pageOf(
    context.warehouse,
    { test: isOfAccount(ask.account, now), order: sql`time desc` },
    ask,
    now,
  );
  const people = await named(context, [...new Set(page.map(({ customer }) => customer))].filter(Boolean));
  const personOf = new Map(people.map((person) => [person.customer, person]));
  return {
    account: ask.account,
    events: page.map((row) => ({ ...told(row), person: personOf.get(row.customer) ?? null })),
    next,
  };
}

/**
 * Whether an event was done in the name of an account, or by somebody whose latest account it is. By the keys of those who
 * ever belonged to it, and of the account alone: not through everybody’s events.
 *
 * @param now epoch milliseconds
 */
export const isOfAccount = (account: string, now: number): Sql => sql`(
        customer = 0 and group_id = ${account}
        or customer in (
          select customer from ${scoped('memberships')} where account = ${account} and time < ${new Date(now)}
        ) and (group_id = ${account} or group_id = '' and customer in (
          select customer
          from ${scoped('memberships')}
          where time < ${new Date(now)}
          group by customer
          having argMax(account, (time, message_id)) = ${account}
        ))
      )`;

type Filters = Omit<AccountTimelineAsk, 'account'>;

/** Whose events, and by what they are read latest first. */
interface Whose {
  readonly test: Sql;
  readonly order: Sql;
}

async function pageOf(
  warehouse: Context['warehouse'],
  of: Whose,
  ask: Filters,
  now: number,
): Promise<{ page: EventRow[]; next: string | null }> {
  const rows = await warehouse.rows(lifeOf(of, ask, now));
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  const more = rows.length > ask.limit && last !== undefined;
  return { page, next: more ? `${last.time}|${last.arrival}|${last.message_id}` : null };
}

interface EventRow {
  readonly customer: number;
  readonly event: string;
  readonly type: z.output<typeof Event>['type'];
  readonly time: string;
  readonly message_id: string;
  readonly arrival: string;
  readonly user_id: string;
  readonly anonymous_id: string;
  readonly group_id: string;
  readonly source: number;
  readonly traffic: z.output<typeof Event>['traffic'];
  readonly properties: string;
  readonly traits: string;
  readonly context: string;
  readonly received_at: string;
  readonly time_flag: z.output<typeof Event>['timeFlag'];
}

/** Grain: one row per event, newest first; ≤ limit + 1 rows. */
function lifeOf(
  of: Whose,
  { events, sources, ours, from, to, limit, cursor }: Filters,
  now: number,
): Sql<EventRow> {
  const until = to === undefined ? now : Math.min(now, Date.parse(to));
  return sql<EventRow>`
    select customer, event, type, time, arrival, message_id, user_id, anonymous_id, group_id, source, traffic, properties,
      traits, context, received_at, time_flag
    from ${scoped('events_by_customer')}
    where ${of.test}
      and time < ${new Date(until)}
      ${from === undefined ? nothing : sql`and time >= ${new Date(from)}`}
      ${events.length === 0 ? nothing : sql`and event in ${typed('Array(String)', events)}`}
      ${sources.length === 0 ? nothing : sql`and source in ${typed('Array(UInt32)', sources)}`}
      ${ours ? sql`and startsWith(event, 'perdure.')` : nothing}
      ${cursor === undefined ? nothing : before(cursor)}
    order by ${of.order}, arrival desc, message_id desc
    limit ${typed('UInt64', limit + 1)}`;
}

function before(cursor: string): Sql {
  const [, time, arrival, id] =
    /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})\|(\d{1,19})\|(.*)$/s.exec(cursor) ?? [];
  if (time === undefined || arrival === undefined || id === undefined) {
    throw new DomainError('customers.bad_cursor', {
      field: 'cursor',
      expected: 'the `next` of the page before',
      got: cursor,
    });
  }
  const at = typed("DateTime64(3, 'UTC')", time);
  return sql`and time <= ${at} and (time, arrival, message_id) < (${at}, ${typed('UInt64', BigInt(arrival))}, ${id})`;
}

const told = (row: EventRow): z.input<typeof Event> => ({
  event: row.event,
  type: row.type,
  time: iso(row.time),
  messageId: row.message_id,
  userId: row.user_id || null,
  anonymousId: row.anonymous_id || null,
  account: row.group_id || null,
  source: row.source,
  traffic: row.traffic,
  properties: receivedObject(row.properties),
  traits: receivedObject(row.traits),
  context: receivedObject(row.context),
  receivedAt: iso(row.received_at),
  timeFlag: row.time_flag,
});

const iso = (time: string): string => `${time.replace(' ', 'T')}Z`;
