import { expect, it } from 'vitest';
import { instantOf } from './instant.ts';

it.each([
  ['2026-11-21T12:00:00.123Z', Date.UTC(2026, 10, 21, 12, 0, 0, 123)],
  ['2026-11-21T12:00:00.123456789Z', Date.UTC(2026, 10, 21, 12, 0, 0, 123)],
  ['2026-11-21T12:00:00', Date.UTC(2026, 10, 21, 12)], // no zone: UTC, not this machine's
  ['2026-11-21 12:00:00', Date.UTC(2026, 10, 21, 12)],
  ['2026-11-21', Date.UTC(2026, 10, 21)],
  ['2026-11-21T12:00+05:30', Date.UTC(2026, 10, 21, 6, 30)],
  ['2026-11-21T12:00:00-0330', Date.UTC(2026, 10, 21, 15, 30)],
  ['2026-11-21T12:00:00+02', Date.UTC(2026, 10, 21, 10)],
  ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)], // the leap second counts as the next
  ['2024-02-29T24:00:00Z', Date.UTC(2024, 2, 1)],
  ['0099-01-01', new Date('0099-01-01').getTime()], // not 1999
  ['+012026-01-01', new Date('+012026-01-01').getTime()],
  [1795262400, Date.UTC(2026, 10, 21, 12)], // seconds
  [1795262400123, Date.UTC(2026, 10, 21, 12, 0, 0, 123)],
  ['1795262400123', Date.UTC(2026, 10, 21, 12, 0, 0, 123)],
  [-86400, Date.UTC(1969, 11, 31)],
  [null, undefined],
  ['', undefined],
])('%j is %s', (text, at) => {
  expect(instantOf(text)).toBe(at);
});

it.each([
  '2025-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-01-01T25:00',
  '2026-01-01T12:60',
  '21/11/2026',
  'now',
  '1',
  {},
  true,
])('%j is no instant', (text) => {
  expect(instantOf(text)).toBe('unreadable');
});
