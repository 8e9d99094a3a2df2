import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../words/figures.ts';
import { lifeTicks } from './life.ts';

const said = { figures: figuresOf('en'), timezone: 'Europe/Paris' };
const at = (instant: string) => Date.parse(instant);

describe('the dates along a life', () => {
  it('stand where local days begin, in a life of a few days', () => {
    const ticks = lifeTicks({ from: at('2026-11-19T10:00:00Z'), to: at('2026-11-22T10:00:00Z') }, said);
    // Midnight in Paris in winter is 23:00 of the day before in UTC.
    expect(ticks).toEqual([
      { at: at('2026-11-19T23:00:00Z'), label: '20 Nov 26' },
      { at: at('2026-11-20T23:00:00Z'), label: '21 Nov 26' },
      { at: at('2026-11-21T23:00:00Z'), label: '22 Nov 26' },
    ]);
  });

  it('name the local day at the ends of a longer life', () => {
    const ticks = lifeTicks({ from: at('2026-07-18T22:30:00Z'), to: at('2026-10-01T10:00:00Z') }, said);
    expect(ticks[0]?.label).toBe('19 Jul 26');
  });
});
