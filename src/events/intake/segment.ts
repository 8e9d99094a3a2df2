import { isObject, type Json, type JsonObject } from './exact-json.ts';
import { type Draft, object, Unread, withoutHiddenAddress } from './fields.ts';
import { isEventType } from './shape.ts';

/** What stands around the events of a body. */
export interface Envelope {
  readonly context: JsonObject;
  readonly sentAt: readonly (Json | undefined)[];
  /** From the path, where the event names no type. */
  readonly type: string;
}

/**
 * Reads an event in Segment's words, which RudderStack shares.
 *
 * - The event's own type goes before the path's.
 * - Page and screen: `name` and `category` stand among the properties, where the client did not put them there.
 * - Identify: RudderStack repeats the traits under `context.traits`; the event's own go first.
 * - Alias without `previousId` speaks of the browser: its anonymous id is the previous one.
 * - Time: `timestamp`, else `originalTimestamp` (RudderStack); sent: the event's, the body's, the header's.
 *
 * @throws Unread with the reason
 */
export function segmentDraft(event: JsonObject, envelope: Envelope): Draft {
  const type = event.type === undefined || event.type === null ? envelope.type : event.type;
  if (!isEventType(type)) throw new Unread('intake.unknown_type', 'type', event.type);
  const context = { ...envelope.context, ...object(event.context, 'context') };
  const previousId = type === 'alias' ? (event.previousId ?? event.anonymousId) : null;
  if (type === 'group' && isAbsent(event.groupId))
    throw new Unread('intake.no_group', 'groupId', event.groupId);
  return {
    type,
    name: event.event,
    userId: event.userId,
    anonymousId: type === 'alias' && previousId === event.anonymousId ? null : event.anonymousId,
    previousId,
    groupId: event.groupId ?? context.groupId,
    messageId: event.messageId,
    originalTime: event.timestamp ?? event.originalTimestamp,
    sentAt: [event.sentAt, ...envelope.sentAt],
    properties: propertiesOf(type, event),
    traits: traitsOf(type, event, context),
    context: withoutHiddenAddress(context),
    userAgent: context.userAgent,
  };
}

function propertiesOf(type: string, event: JsonObject): JsonObject {
  const properties = object(event.properties, 'properties');
  if (type !== 'page' && type !== 'screen') return properties;
  const named = Object.entries({ name: event.name, category: event.category }).filter(
    ([key, value]) => typeof value === 'string' && value !== '' && !Object.hasOwn(properties, key),
  );
  return named.length === 0 ? properties : { ...properties, ...Object.fromEntries(named) };
}

function traitsOf(type: string, event: JsonObject, context: JsonObject): JsonObject {
  if (type === 'group') return object(event.traits, 'traits');
  if (type !== 'identify') return {};
  const own = object(event.traits, 'traits');
  return Object.keys(own).length === 0 && isObject(context.traits) ? context.traits : own;
}

const isAbsent = (value: Json | undefined): boolean => value === undefined || value === null || value === '';
