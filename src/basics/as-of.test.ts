import { expect, it } from 'vitest';
import { instantAsked } from './as-of.ts';

const at = (text: string) => Date.parse(text);

it('is now unless told, and what is told where that is past', () => {
  const now = at('2026-01-15T12:00:00Z');
  expect(instantAsked(undefined, { now, zone: 'Europe/Paris' })).toBe(now);
  expect(instantAsked('2025-03-30T01:00:00+01:00', { now, zone: 'Europe/Paris' })).toBe(
    at('2025-03-30T00:00:00Z'),
  );
  expect(instantAsked('2026-01-15T12:00:00Z', { now, zone: 'Europe/Paris' })).toBe(now);
});

it('takes what is later today for now, by the calendar of the workspace', () => {
  const now = at('2026-01-15T22:30:00Z');
  // In Paris it is 23:30: half an hour is left of the 15th. In Tokyo it is half past seven of the 16th.
  expect(instantAsked('2026-01-15T22:59:59.999Z', { now, zone: 'Europe/Paris' })).toBe(now);
  expect(instantAsked('2026-01-16T00:00:00Z', { now, zone: 'Asia/Tokyo' })).toBe(now);
});

it('refuses tomorrow, where today would count as over', () => {
  const now = at('2026-01-15T22:30:00Z');
  expect(() => instantAsked('2026-01-15T23:00:00Z', { now, zone: 'Europe/Paris' })).toThrow(
    'time.as_of_ahead (asOf): expected at most now, 2026-01-15T22:30:00.000Z: what is to come is not known; ' +
      'got "2026-01-15T23:00:00Z"',
  );
});
