import type { ReceivedEvent } from '../intake/index.ts';

/** An event written so that it can be read again. */
export interface KeptText {
  /** JSON text. */
  readonly event: string;
  readonly shape: 'segment.event' | 'posthog.event' | 'import.event';
}

/**
 * An event that was read, in the words of the client protocol that says all of it: read again it is the same event
 * under the same message id, though it came without one or in the context of a batch.
 *
 * Only for track, page and screen. Numbers keep their digits. PostHog's words tell who speaks among the properties.
 */
export function keptText(event: ReceivedEvent): KeptText {
  if (event.traits !== '') return { event: inPosthogsWords(event), shape: 'posthog.event' };
  return { event: inSegmentsWords(event), shape: event.neverCorrect ? 'import.event' : 'segment.event' };
}

function inSegmentsWords(event: ReceivedEvent): string {
  const { userAgent } = event;
  const context = userAgent === '' ? event.context : withMember(event.context, 'userAgent', userAgent);
  const head = JSON.stringify({
    type: event.type,
    ...(event.type === 'track' ? { event: event.event } : {}),
    ...(event.userId === null ? {} : { userId: event.userId }),
    ...(event.anonymousId === null ? {} : { anonymousId: event.anonymousId }),
    ...(event.groupId === null ? {} : { groupId: event.groupId }),
    ...timed(event),
    messageId: event.messageId,
  });
  return `${head.slice(0, -1)},"properties":${event.properties},"context":${context}}`;
}

/** Segment's words have no place for what is said of a person on the way, as in PostHog's `$set`. */
function inPosthogsWords(event: ReceivedEvent): string {
  const { $once, ...set } = JSON.parse(event.traits) as Record<string, unknown>; // intake makes it an object
  const head = JSON.stringify({
    event: posthogName[event.type] ?? event.event,
    distinct_id: event.userId ?? event.anonymousId,
    uuid: event.messageId,
    ...timed(event),
  });
  const properties = [
    ['$is_identified', event.userId !== null] as const,
    ...(event.userAgent === '' ? [] : [['$raw_user_agent', event.userAgent] as const]),
  ].reduce((text, [name, value]) => withMember(text, name, value), event.properties);
  const said = JSON.stringify({ $set: set, ...($once === undefined ? {} : { $set_once: $once }) });
  return `${head.slice(0, -1)},${said.slice(1, -1)},"properties":${properties}}`;
}

const posthogName: Readonly<Record<string, string>> = { page: '$pageview', screen: '$screen' };

const timed = ({ originalTime }: ReceivedEvent): { timestamp?: string } =>
  originalTime === null ? {} : { timestamp: new Date(originalTime).toISOString() };

/** The text of an object with one more member at its end; of a repeated one the last counts. */
const withMember = (object: string, name: string, value: unknown): string =>
  `${object.slice(0, -1)}${object === '{}' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}}`;
