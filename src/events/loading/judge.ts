import { hash } from 'node:crypto';
import { type Decoded, expectedOf } from '../intake/index.ts';
import type { Finding, Gate } from '../plan/index.ts';
import type { TimedEvent } from './door-row.ts';
import { eventTime } from './event-time.ts';
import { type InternalRule, trafficOf } from './traffic.ts';

/** An event that cannot be stored as it came, with its reason. */
export interface SetAside {
  readonly position: number;
  readonly source: number;
  readonly kind: 'rejected' | 'quarantined';
  readonly reason: string;
  readonly field: string;
  readonly expected: string;
  readonly got: string;
  /** As received; JSON text. */
  readonly event: string;
  /** How to read it again. */
  readonly shape: string;
  readonly receivedAt: number;
  readonly sentAt: number | null;
  /** What the plan of events has against it. */
  readonly findings?: readonly Finding[];
}

/** One event of a batch before it is judged. */
export interface Arrival {
  readonly position: number;
  readonly source: number;
  readonly decoded: Decoded;
}

/** Read, held against the plan where there is one, timed and marked; or set aside. */
export function judge(
  arrival: Arrival,
  place: {
    readonly workspace: number;
    readonly rules: readonly InternalRule[];
    readonly gate?: Gate | undefined;
  },
): TimedEvent | SetAside {
  const { position, source, decoded } = arrival;
  if (decoded.outcome === 'refused') {
    return {
      position,
      source,
      kind: 'rejected',
      reason: decoded.reason,
      field: decoded.field,
      expected: expectedOf(decoded.reason),
      got: decoded.got,
      event: decoded.raw,
      shape: decoded.shape,
      receivedAt: decoded.receivedAt,
      sentAt: decoded.sentAt,
    };
  }
  const passed = place.gate?.(decoded);
  if (passed !== undefined && 'reason' in passed) {
    return { position, source, ...passed, receivedAt: decoded.receivedAt, sentAt: decoded.sentAt };
  }
  const event = passed?.event ?? decoded;
  const when = eventTime(event);
  return {
    event,
    workspace: place.workspace,
    source,
    position,
    time: when.time,
    flag: when.flag,
    traffic: trafficOf(event, place.rules),
    hash: messageHash(source, event.messageId),
    ...(passed === undefined ? {} : { findings: passed.findings }),
  };
}

export const isSetAside = (judged: TimedEvent | SetAside): judged is SetAside => 'reason' in judged;

/** The same digits as the warehouse's own `MD5(concat(toString(source), '\0', message_id))`. */
export const messageHash = (source: number, messageId: string): string =>
  hash('md5', `${source}\0${messageId}`, 'hex');
