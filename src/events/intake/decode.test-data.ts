import { decodeEntry } from './decode.ts';
import type { Decoded, ReceivedEvent } from './received-event.ts';

/** When every body of these tests comes. */
export const receivedAt = Date.UTC(2026, 10, 21, 12);

/** All events of a body. */
export const decode = (shape: string, body: unknown, more: object = {}): Decoded[] => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const events = shape.endsWith('.batch') ? 3 : 1;
  return decodeEntry({
    workspace: 1,
    source: 1,
    shape,
    receivedAt,
    sentAt: null,
    events,
    body: Buffer.from(text),
    seq: 9,
    ...more,
  });
};

/** The first event of a body, which must be received. */
export const one = (shape: string, body: unknown): ReceivedEvent => {
  const [event] = decode(shape, body);
  if (event?.outcome !== 'received') throw new Error(JSON.stringify(event));
  return event;
};

/** Why the first event of a body was refused, and by which field. */
export const why = (shape: string, body: unknown): unknown => {
  const [event] = decode(shape, body);
  return event?.outcome === 'refused' ? [event.reason, event.field] : event;
};

/** An event in Segment’s words, received. */
export const segment = (event: object): ReceivedEvent =>
  one('segment.event', { messageId: 'm', userId: 'u', ...event });
/** An event in PostHog’s words, received. */
export const posthog = (event: object): ReceivedEvent =>
  one('posthog.event', { uuid: 'm', distinct_id: 'd', ...event });
