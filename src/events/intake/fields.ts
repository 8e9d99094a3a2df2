import { digitsOf, isObject, type Json, type JsonObject } from './exact-json.ts';
import { instantOf } from './instant.ts';
import type { EventType, RefusalReason } from './received-event.ts';

/** Says why an event is not read; `decode.ts` turns it into a RefusedEvent. */
export class Unread extends Error {
  readonly reason: RefusalReason;
  readonly field: string;
  readonly got: Json | undefined;

  constructor(reason: RefusalReason, field: string, got?: Json) {
    super(reason);
    this.reason = reason;
    this.field = field;
    this.got = got;
  }
}

/** What one client's words come to, before ids and texts are judged. */
export interface Draft {
  readonly type: EventType;
  readonly name: Json | undefined;
  readonly userId: Json | undefined;
  readonly anonymousId: Json | undefined;
  readonly previousId?: Json | undefined;
  readonly groupId?: Json | undefined;
  /** Belongs to nobody: speaks of an account alone. */
  readonly ofNobody?: boolean;
  readonly messageId: Json | undefined;
  readonly originalTime: Json | undefined;
  readonly sentAt: readonly (Json | undefined)[];
  readonly properties: JsonObject;
  readonly traits: JsonObject;
  readonly context: JsonObject;
  readonly userAgent: Json | undefined;
}

const idBytes = 512;
const nameLength = 200;

/** An id as text; null where none was given. @throws Unread `intake.bad_id` */
export function id(value: Json | undefined, field: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  const text = typeof value === 'string' ? value : digitsOf(value);
  if (
    text === undefined ||
    Buffer.byteLength(text) > idBytes ||
    text.includes('\0') ||
    !text.isWellFormed()
  ) {
    throw new Unread('intake.bad_id', field, value);
  }
  return text;
}

/** @throws Unread `intake.no_event_name`, `intake.name_too_long`, `intake.bad_text` */
export function eventName(value: Json | undefined): string {
  const text = typeof value === 'string' ? value.trim() : digitsOf(value);
  if (text === undefined || text === '') throw new Unread('intake.no_event_name', 'event', value);
  if (text.length > nameLength) throw new Unread('intake.name_too_long', 'event', value);
  if (!text.isWellFormed() || text.includes('\0')) throw new Unread('intake.bad_text', 'event', value);
  return text;
}

/** An object, `{}` where none was given. @throws Unread `intake.unreadable` */
export function object(value: Json | undefined, field: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new Unread('intake.unreadable', field, value);
  return value;
}

/**
 * JSON text of an object that every engine can read.
 *
 * @throws Unread `intake.bad_text` where half a surrogate pair stands in it: no UTF-8 can hold that
 */
export function jsonText(value: JsonObject, field: string): string {
  const text = JSON.stringify(value);
  if (text.includes('\\ud') && /(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/.test(text)) {
    throw new Unread('intake.bad_text', field);
  }
  return text;
}

// The tables' days begin with 1 January 1900: in zones behind UTC that day's first hours are still 1899.
const earliest = Date.UTC(1900, 0, 2);
const latest = Date.UTC(2299, 11, 31);
const holdable = (at: number): boolean => at >= earliest && at <= latest;

/** When it happened by the client's clock. @throws Unread `intake.time_unreadable`, `intake.time_out_of_range` */
export function originalTime(value: Json | undefined): number | null {
  const at = instantOf(value);
  if (at === undefined) return null;
  if (at === 'unreadable') throw new Unread('intake.time_unreadable', 'timestamp', value);
  if (!holdable(at)) throw new Unread('intake.time_out_of_range', 'timestamp', value);
  return at;
}

/** The first of these that is an instant the warehouse can hold; null where none is. */
export function sentTime(values: readonly (Json | undefined)[]): number | null {
  const at = values.map(instantOf).find((instant) => typeof instant === 'number' && holdable(instant));
  return typeof at === 'number' ? at : null;
}

/** The same object without some keys. */
export const without = (value: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

/** The context as it may be stored: `0.0.0.0` is how a client asks not to keep the address. */
export const withoutHiddenAddress = (context: JsonObject, key = 'ip'): JsonObject =>
  context[key] === '0.0.0.0' ? without(context, key) : context;
