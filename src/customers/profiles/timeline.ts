import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { nothing, type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { numberOf, oneOfBoth, WhoAsk } from './profile.ts';

const Instant = z.iso.datetime({ offset: true });

/** The question of `customers.timeline`. */
export const TimelineAsk = z
  .object({
    ...WhoAsk.shape,
    events: z.array(z.string().max(200)).max(50).default([]).describe('Only these names; all where empty'),
    from: Instant.optional(),
    to: Instant.optional().describe('Excluded'),
    limit: z.int().min(1).max(500).default(50),
    cursor: z.string().max(2000).optional(),
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

/** What a person did, newest first, all traffic, as far as it is known now. @throws DomainError `customers.unknown` */
export async function timelineOf(
  { records, warehouse, clock }: Pick<Context, 'records' | 'warehouse' | 'clock'>,
  ask: TimelineAsk,
): Promise<z.input<typeof Timeline>> {
  const customer = await numberOf(records, ask);
  const rows = await warehouse.rows(lifeOf(customer, ask, clock.now()));
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return {
    customer,
    events: page.map(told),
    next:
      rows.length > ask.limit && last !== undefined
        ? `${last.time}|${last.arrival}|${last.message_id}`
        : null,
  };
}

interface EventRow {
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
  customer: number,
  { events, from, to, limit, cursor }: TimelineAsk,
  now: number,
): Sql<EventRow> {
  const until = to === undefined ? now : Math.min(now, Date.parse(to));
  return sql<EventRow>`
    select event, type, time, arrival, message_id, user_id, anonymous_id, group_id, source, traffic, properties, traits, context,
      received_at, time_flag
    from ${scoped('events_by_customer')}
    where customer = ${typed('UInt32', customer)}
      and time < ${new Date(until)}
      ${from === undefined ? nothing : sql`and time >= ${new Date(from)}`}
      ${events.length === 0 ? nothing : sql`and event in ${typed('Array(String)', events)}`}
      ${cursor === undefined ? nothing : before(cursor)}
    order by customer desc, time desc, arrival desc, message_id desc
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
  properties: object(row.properties),
  traits: object(row.traits),
  context: object(row.context),
  receivedAt: iso(row.received_at),
  timeFlag: row.time_flag,
});

/** What was received; a whole number beyond what JavaScript can count keeps its digits, as text. */
function object(text: string): Record<string, unknown> {
  if (text === '') return {};
  return /\d{16}/.test(text) ? JSON.parse(text, withDigits) : JSON.parse(text);
}

const withDigits = (_name: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context?.source ?? value)
    : value;
const iso = (time: string): string => `${time.replace(' ', 'T')}Z`;
