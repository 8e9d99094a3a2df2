import { describe, expect, it } from 'vitest';
import type { RetentionAskInput, RetentionTrend } from '#src/insights/retention/index.ts';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import type { Saying } from './shape.ts';
import { trendLines, trendSaid, usualInterval } from './trend.ts';

const ask: RetentionAskInput = {
  start: { event: null },
  return: { event: null },
  rows: 'month',
  interval: 'month',
  from: '2026-01-01',
  to: '2026-03-31',
};
const saying: Saying = { words: wordsOf('en'), figures: figuresOf('en'), ask, currency: 'EUR' };

const point = (period: string, change: Partial<RetentionTrend['series'][number]['points'][number]>) => ({
  period,
  size: 100,
  state: 'complete' as const,
  eligible: 100,
  returned: 40,
  share: { known: true as const, value: 0.4 },
  low: 0.31,
  high: 0.5,
  soFar: null,
  ...change,
});
const unknown = { known: false as const, why: 'not_begun' as const };

const trend: RetentionTrend = {
  interval: 1,
  countedBy: [],
  series: [
    {
      kind: 'all',
      value: null,
      points: [
        point('2026-01-01', {}),
        point('2026-02-01', {
          state: 'running',
          eligible: 0,
          returned: 0,
          share: unknown,
          low: null,
          high: null,
          soFar: { begun: 50, returned: 10 },
        }),
        point('2026-03-01', { state: 'not_begun', share: unknown, low: null, high: null }),
      ],
      summary: point('', {}),
    },
  ],
  verdict: { fr: '', en: '' },
  asOf: '2026-03-15T00:00:00Z',
  timezone: 'Europe/Paris',
  weekStart: 'monday',
  unit: 'customer',
  traitsAt: 'now',
  leftOut: { internal: 0, bot: 0 },
  definition: { fr: '', en: '' },
};

describe('a trend from cohort to cohort', () => {
  it('shows what runs as seen so far, without an interval and marked as running', () => {
    const [line] = trendLines(trend, saying);
    expect(line?.points.map(({ share, low, running }) => [share, low, running ?? false])).toEqual([
      [0.4, 0.31, false],
      [0.2, null, true],
      [null, null, false],
    ]);
  });

  it('is told in words, with what runs', () => {
    expect(trendSaid(trend, trendLines(trend, saying), saying)).toContain(
      'January 2026: 40%, February 2026: 20% (running)',
    );
  });

  it('follows month 3 at first, or the last month before it that there is', () => {
    const columns = (last: number) =>
      Array.from({ length: last + 1 }, (_, n) => ({ interval: n, from: n, to: n }));
    expect(usualInterval({ columns: columns(12) }, ask)).toBe(3);
    expect(usualInterval({ columns: columns(2) }, ask)).toBe(2);
  });
});
