import type { LocalDay } from '#src/basics/calendar.ts';
import type { ReceivedEvent } from '../intake/index.ts';
import type { Finding } from '../plan/index.ts';
import type { TimeFlag } from './event-time.ts';
import type { Traffic } from './traffic.ts';

/** An event on its way through loading: read, timed, marked. */
export interface TimedEvent {
  readonly event: ReceivedEvent;
  readonly workspace: number;
  readonly source: number;
  /** Where it stood in its batch: the same after every crash. */
  readonly position: number;
  readonly time: number;
  readonly flag: TimeFlag;
  readonly traffic: Traffic;
  /** MD5 of source, NUL, message id: 32 hex digits. */
  readonly hash: string;
  /** What the plan of events has noticed about it; absent where there is no plan. */
  readonly findings?: readonly Finding[];
}

/** What a row needs beside its event. */
export interface RowPlace {
  readonly customer: number;
  readonly day: LocalDay;
  readonly layout: number;
  readonly batch: bigint;
}

/** One line of JSONEachRow for the table `door`. */
export function doorRow(
  { event, workspace, source, position, time, flag, traffic }: TimedEvent,
  place: RowPlace,
): string {
  return `${JSON.stringify({
    workspace_id: workspace,
    layout: place.layout,
    stage: 'new',
    event: event.event,
    customer: place.customer,
    time: instant(time),
    day: place.day,
    message_id: event.messageId,
    type: event.type,
    user_id: event.userId ?? '',
    anonymous_id: event.anonymousId ?? '',
    group_id: event.groupId ?? '',
    source,
    traffic,
    properties: event.properties,
    traits: event.traits,
    context: event.context,
    original_time: instant(event.originalTime ?? time),
    sent_at: event.sentAt === null ? null : instant(event.sentAt),
    received_at: instant(event.receivedAt),
    time_flag: flag,
    made_id: event.madeId,
    batch: String(place.batch),
    position,
  })}\n`;
}

/** In which order events arrived, as the door counts it (`schema/warehouse/0003-arrival.sql`). @param receivedAt epoch milliseconds */
export const arrivalOf = (receivedAt: number, position: number): bigint =>
  BigInt(receivedAt) * 4_194_304n + BigInt(position);

/** An instant as the warehouse reads it: UTC, milliseconds. Four of them per event, hence not by `Date`. */
export function instant(at: number): string {
  const day = Math.floor(at / dayMs);
  const ms = at - day * dayMs;
  const second = Math.floor(ms / 1_000);
  const minute = Math.floor(second / 60);
  return `${dayText(day)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second % 60)}.${three(ms % 1_000)}`;
}

const dayMs = 86_400_000;
const days = new Map<number, string>();

function dayText(day: number): string {
  const kept = days.get(day);
  if (kept !== undefined) return kept;
  const text = new Date(day * dayMs).toISOString().slice(0, 10);
  if (days.size > 100_000) days.clear();
  days.set(day, text);
  return text;
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const three = (n: number): string => (n < 10 ? `00${n}` : n < 100 ? `0${n}` : String(n));
