import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeDemo } from './demos.ts';
import { sound } from './history.test-data.ts';
import { demoKinds, malformedEvents } from './making/index.ts';

const now = Date.parse('2026-01-15T12:00:00Z');
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

describe.each(demoKinds)('the %s demo', (kind) => {
  const demo = makeDemo(kind, { now, language: 'fr' });

  it('comes out the same, byte for byte, when made again', () => {
    expect(digest(makeDemo(kind, { now, language: 'fr' }))).toBe(digest(demo));
  });

  it('is told in English too, with as many events at the same times', () => {
    const english = makeDemo(kind, { now, language: 'en' });
    const moments = (events: typeof demo.arriving) => digest(events.map((one) => one.arrivedAt));
    expect(moments(english.arriving)).toBe(moments(demo.arriving));
    expect(english.settings.name).not.toBe(demo.settings.name);
  });

  it('ends before now, in order of arrival', () => {
    const times = demo.arriving.map((one) => one.arrivedAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(now);
    expect(sound(demo).every((event) => Date.parse(event.timestamp) < now)).toBe(true);
  });

  it('has repeats, late events, robots, colleagues and malformed events, and few of them', () => {
    const ids = demo.arriving.map((one) => (one.event as { messageId: string }).messageId);
    const repeats = ids.length - new Set(ids).size;
    expect(repeats).toBeGreaterThan(3);
    expect(demo.arriving.length - repeats - sound(demo).length).toBe(malformedEvents + 12 * 20 + 4 * 25);
    const late = demo.arriving.filter(({ event, arrivedAt }) => {
      const at = Date.parse((event as { timestamp: string }).timestamp);
      return arrivedAt - at > 86_000_000;
    });
    expect(late.length).toBeGreaterThan(3);
    expect(late.length).toBeLessThan(demo.arriving.length / 400);
  });

  it('begins many people as a browser that nobody knows', () => {
    const events = sound(demo);
    const known = events.filter((event) => event.type === 'identify' && event.anonymousId !== undefined);
    const unnamed = events.filter((event) => event.userId === undefined);
    expect(known.length).toBeGreaterThan(400);
    expect(unnamed.length).toBeGreaterThan(known.length);
  });
});
