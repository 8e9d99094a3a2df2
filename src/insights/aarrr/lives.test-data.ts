import type { ToldEvent } from '#src/insights/testing/index.ts';
import type { BoardAskInput } from './index.ts';

export const day = 86_400_000;
/** A Monday. */
export const start = Date.parse('2025-10-06T09:00:00Z');

/** 400 sign-ups: of 200 by channel A 60 set up their team within the week, of 200 by channel B 120. */
export const lives: ToldEvent[] = Array.from({ length: 400 }, (_, i): ToldEvent[] => {
  const customer = i + 1;
  const channel = i < 200 ? 'A' : 'B';
  const activated = i % 200 < (channel === 'A' ? 60 : 120);
  // Of the activated 150 come in the fourth week after, of the others 44; every fifth buys for 20 € on day 3.
  const stays = activated ? i % 6 !== 0 : i % 5 === 0;
  return [
    {
      customer,
      at: start,
      event: 'sign up',
      properties: { channel },
      traits: { channel, ...(i % 40 === 0 ? { host: 'yes' } : {}) },
    },
    ...(activated ? [{ customer, at: start + 2 * day, event: 'team set up' }] : []),
    ...(stays ? [{ customer, at: start + 30 * day, event: 'use' }] : []),
    ...(i % 5 === 0 ? [{ customer, at: start + 3 * day, event: 'order', properties: { total: 20 } }] : []),
    ...(i % 40 === 0 ? [{ customer, at: start + 4 * day, event: 'invited' }] : []),
  ];
}).flat();

export const question: BoardAskInput = {
  start: { event: 'sign up' },
  from: '2025-10-01',
  to: '2025-10-31',
  activation: { by: 'event', match: { event: 'team set up' } },
  revenue: { match: { event: 'order' }, property: 'total' },
  referral: { match: { event: 'invited' } },
};
export const byChannel = { by: 'start_property', name: 'channel' } as const;
