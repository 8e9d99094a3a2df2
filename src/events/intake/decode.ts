import { createHash } from 'node:crypto';
import type { JournalEntry } from '#src/engines/journal/port.ts';
import {
  digitsOf,
  hasLongNumbers,
  isObject,
  type Json,
  type JsonObject,
  memberSpans,
  nesting,
  parseExactly,
  parseFast,
} from './exact-json.ts';
import { type Draft, eventName, id, jsonText, originalTime, sentTime, Unread } from './fields.ts';
import { posthogDraft } from './posthog.ts';
import type { Decoded, ReceivedEvent, RefusedEvent } from './received-event.ts';
import { type Envelope, segmentDraft } from './segment.ts';
import { eventsOf, isEventType } from './shape.ts';

const eventBytes = 32 * 1024;
const levels = 64;

/** A journalled body: with its number, or (a set-aside event read again) without. */
export type DecodedEntry = JournalEntry & { readonly seq?: number };

/**
 * Reads a body into its events, each received or refused with a reason, in the order of the body and as many as the
 * entry counts. Pure: the same entry always gives the same answer, made message ids included.
 *
 * Names: page is `Page Viewed`, screen `Screen Viewed`, identify `Identify`, group `Group`, alias `Alias`; a track
 * keeps its own. What each client's words become is told in `segment.ts` and `posthog.ts`.
 */
export function decodeEntry(entry: DecodedEntry): Decoded[] {
  const text = Buffer.from(entry.body.buffer, entry.body.byteOffset, entry.body.byteLength).toString('utf8');
  const body = bodyOf(text);
  const events = body === undefined ? undefined : eventsOf(body, entry.shape);
  if (body === undefined || events === undefined)
    return [refusal(entry, text, new Unread('intake.unreadable', ''))];
  const reading: Reading = {
    entry,
    ownText: textsOf(text, entry.shape),
    envelope: envelopeOf(entry, body),
    long: hasLongNumbers(text),
  };
  const careful = reading.long || mayBeTooLarge(text) || nesting(text) > levels;
  return events.map((event, position) => decodeOne(reading, event, position, careful));
}

interface Reading {
  readonly entry: DecodedEntry;
  readonly ownText: (position: number) => OwnText;
  readonly envelope: Envelope;
  /** Some number in the body might not fit a double. */
  readonly long: boolean;
}

/** An event as it stands in the body. */
interface OwnText {
  readonly text: string;
  readonly depth: number;
}

const mayBeTooLarge = (text: string): boolean => text.length * 3 > eventBytes; // no character takes more bytes

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Undefined where the text is no JSON, which intake does not let in. */
function bodyOf(text: string): Json | undefined {
  try {
    return parseFast(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Each event's own text, found when first asked for; the whole where the body is one event. */
function textsOf(text: string, shape: string): (position: number) => OwnText {
  const spans = once(() => (shape.endsWith('.batch') ? memberSpans(text, 'batch') : undefined));
  return (position) => {
    const span = spans()?.[position];
    if (span === undefined) return { text, depth: nesting(text) };
    return { text: text.slice(span.from, span.to), depth: span.depth };
  };
}

function envelopeOf(entry: DecodedEntry, body: Json): Envelope {
  const around = isObject(body) ? body : {};
  const named = entry.shape.split('.')[1];
  return {
    context: isObject(around.context) && Array.isArray(around.batch) ? around.context : {},
    sentAt: [around.sentAt, around.sent_at, entry.sentAt],
    type: isEventType(named) ? named : '',
  };
}

function decodeOne(reading: Reading, event: Json, position: number, careful: boolean): Decoded {
  try {
    const exact = careful ? carefully(reading, event, position) : event;
    if (!isObject(exact)) throw new Unread('intake.unreadable', '', exact);
    return received(reading, exact, position);
  } catch (error) {
    if (!(error instanceof Unread)) throw error;
    return refusal(reading.entry, reading.ownText(position).text, error, event);
  }
}

/** An event by its own text: neither too large nor too deep, its long numbers digit by digit. */
function carefully({ ownText, long }: Reading, event: Json, position: number): Json {
  const { text, depth } = ownText(position);
  if (mayBeTooLarge(text) && Buffer.byteLength(text) > eventBytes)
    throw new Unread('intake.event_too_large', '');
  if (depth > levels) throw new Unread('intake.too_deep', '');
  return long && hasLongNumbers(text) ? parseExactly(text) : event;
}

const names = {
  identify: 'Identify',
  page: 'Page Viewed',
  screen: 'Screen Viewed',
  group: 'Group',
  alias: 'Alias',
} as const;

function received({ entry, envelope }: Reading, event: JsonObject, position: number): ReceivedEvent {
  const posthog = entry.shape.startsWith('posthog.');
  const draft = posthog ? posthogDraft(event, envelope) : segmentDraft(event, envelope);
  const messageId = id(draft.messageId, 'messageId');
  return {
    outcome: 'received',
    type: draft.type,
    event: draft.type === 'track' ? eventName(draft.name) : names[draft.type],
    ...idsOf(draft, ownShape(entry)),
    messageId: messageId ?? madeId(entry, position),
    madeId: messageId === null,
    originalTime: originalTime(draft.originalTime),
    sentAt: sentTime(draft.sentAt),
    receivedAt: entry.receivedAt,
    neverCorrect: entry.shape.startsWith('import.') || ownShape(entry),
    properties: jsonText(draft.properties, 'properties'),
    traits: Object.keys(draft.traits).length === 0 ? '' : jsonText(draft.traits, 'traits'),
    context: jsonText(draft.context, 'context'),
    userAgent: typeof draft.userAgent === 'string' && draft.userAgent.isWellFormed() ? draft.userAgent : '',
  };
}

type Ids = Pick<ReceivedEvent, 'userId' | 'anonymousId' | 'previousId' | 'groupId'>;

const ownShape = ({ shape }: DecodedEntry): boolean => shape.startsWith('own.');

/** @param own what Perdure itself did: it may speak of an account alone */
function idsOf(draft: Draft, own: boolean): Ids {
  const ids = {
    userId: id(draft.userId, 'userId'),
    anonymousId: id(draft.anonymousId, 'anonymousId'),
    previousId: id(draft.previousId, 'previousId'),
    groupId: id(draft.groupId, 'groupId'),
  };
  const missing = ids.userId === null && (ids.anonymousId === null || draft.type === 'alias');
  if (missing && draft.ofNobody !== true && !(own && ids.groupId !== null))
    throw new Unread('intake.no_identity', 'userId', draft.userId);
  if (draft.type === 'alias' && ids.previousId === null) {
    throw new Unread('intake.no_previous_id', 'previousId', draft.previousId);
  }
  return ids;
}

/** The same for the same place in the same entry, and for no other. */
function madeId(entry: DecodedEntry, position: number): string {
  const own =
    entry.seq === undefined ? createHash('md5').update(entry.body).digest('hex') : entry.seq.toString(36);
  return `made-${entry.receivedAt.toString(36)}-${own}-${position}`;
}

function refusal(entry: DecodedEntry, raw: string, why: Unread, event?: Json): RefusedEvent {
  const sent = isObject(event) ? (event.messageId ?? event.uuid) : undefined;
  const got = typeof why.got === 'string' ? why.got : (digitsOf(why.got) ?? '');
  return {
    outcome: 'refused',
    reason: why.reason,
    field: why.field,
    got: got.slice(0, 200).toWellFormed(),
    messageId: typeof sent === 'string' && sent !== '' ? sent.slice(0, 512).toWellFormed() : null,
    receivedAt: entry.receivedAt,
    sentAt: sentTime([isObject(event) ? (event.sentAt ?? event.sent_at) : undefined, entry.sentAt]),
    shape: entry.shape.replace(/\.batch$/, '.event'),
    raw,
  };
}
