import type { Decoded, ReceivedEvent } from '#src/events/intake/index.ts';

let made = 0;

/** An event as a client might have sent it at noon of 15 January 2026; say only what matters. */
export function received(said: Partial<ReceivedEvent> & { readonly time?: number } = {}): ReceivedEvent {
  const { time, ...rest } = said;
  made += 1;
  const at = time ?? Date.UTC(2026, 0, 15, 12);
  return {
    outcome: 'received',
    type: 'track',
    event: 'Visit',
    userId: null,
    anonymousId: null,
    previousId: null,
    groupId: null,
    messageId: `message-${made}`,
    madeId: false,
    originalTime: at,
    sentAt: at,
    receivedAt: at,
    neverCorrect: true,
    properties: '{}',
    traits: '',
    context: '{}',
    userAgent: '',
    ...rest,
  };
}

export const visit = (userId: string, time?: number): ReceivedEvent =>
  received({ userId, ...(time === undefined ? {} : { time }) });

export const anonymousVisit = (anonymousId: string, time?: number): ReceivedEvent =>
  received({ anonymousId, ...(time === undefined ? {} : { time }) });

export const identify = (anonymousId: string, userId: string, time?: number): ReceivedEvent =>
  received({
    type: 'identify',
    event: 'Identify',
    anonymousId,
    userId,
    ...(time === undefined ? {} : { time }),
  });

export const alias = (previousId: string, userId: string, time?: number): ReceivedEvent =>
  received({ type: 'alias', event: 'Alias', previousId, userId, ...(time === undefined ? {} : { time }) });

/** An event that could not be read. */
export const refused = (raw = '{"type":"track"}'): Decoded => ({
  outcome: 'refused',
  reason: 'intake.no_identity',
  field: 'userId',
  got: '',
  messageId: null,
  receivedAt: Date.UTC(2026, 0, 15, 12),
  sentAt: null,
  shape: 'segment.track',
  raw,
});
