import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stretchesOf, type TimedVersion } from './index.ts';

/** Days are enough: a day is an instant here. */
const said = (version: number, effective: number, more: Partial<TimedVersion> = {}): TimedVersion => ({
  version,
  offer: 'Basic',
  start: 0,
  end: null,
  cancelled: false,
  paused: null,
  resumes: null,
  effective,
  ...more,
});
const stretch = (from: number, to: number | null, more: object = {}) => ({
  offer: 'Basic',
  from,
  to,
  ending: 'ended',
  pauses: [],
  ...more,
});

describe('the stretches of a contract', () => {
  it('know a pause that a later version ended by saying nothing of it, and each of two', () => {
    const told = [said(1, 0), said(2, 150, { paused: 150 }), said(3, 250), said(4, 300, { paused: 300 })];
    const pauses = [
      { from: 150, to: 250 },
      { from: 300, to: null },
    ];
    expect(stretchesOf(told)).toEqual([stretch(0, null, { pauses })]);
  });

  it('have no end where it was put off before it came, and are two where it was put off after', () => {
    expect(stretchesOf([said(1, 0, { end: 100 }), said(2, 90)])).toEqual([stretch(0, null)]);
    expect(stretchesOf([said(1, 0, { end: 100 }), said(2, 110)])).toEqual([
      stretch(0, 100),
      stretch(110, null),
    ]);
  });

  it('are one of each offer, from when the other one holds and not before', () => {
    expect(stretchesOf([said(1, 0), said(2, 150, { offer: 'Gold' })])).toEqual([
      stretch(0, 150, { ending: 'changed' }),
      stretch(150, null, { offer: 'Gold' }),
    ]);
  });

  it('end as the version says that is right about the end, also where it came to be known after', () => {
    const told = [said(1, 0, { end: 100 }), said(2, 120, { end: 100, cancelled: true })];
    expect(stretchesOf(told)).toEqual([stretch(0, 100, { ending: 'cancelled' })]);
    expect(stretchesOf([said(1, 10, { start: 10 }), said(2, 15, { start: 10, end: 10 })])).toEqual([]); // annulled
  });

  it('say of every day what the version says that is right about it, whatever is recorded', () => {
    const day = fc.integer({ min: 0, max: 30 });
    const version = fc.record({
      offer: fc.constantFrom('Basic', 'Gold'),
      start: day,
      end: fc.option(day),
      cancelled: fc.boolean(),
      paused: fc.option(day),
      resumes: fc.option(day),
      effective: day,
    });
    fc.assert(
      fc.property(fc.array(version, { maxLength: 6 }), (told) => {
        const versions = told.map((one, place) => ({ ...one, version: place + 1 }));
        const stretches = stretchesOf(versions);
        for (let at = -1; at <= 31; at += 1) {
          const right = versions.findLast(({ effective, end }) => Math.min(effective, end ?? 99) <= at);
          const runs = right !== undefined && right.start <= at && (right.end ?? 99) > at;
          const found = stretches.filter(({ from, to }) => from <= at && at < (to ?? 99));
          expect(found.map(({ offer }) => offer)).toEqual(runs ? [right.offer] : []);
          const paused = runs && right.paused !== null && right.paused <= at && (right.resumes ?? 99) > at;
          const resting = found[0]?.pauses.some(({ from, to }) => from <= at && at < (to ?? 99)) ?? false;
          expect(resting).toBe(paused);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
