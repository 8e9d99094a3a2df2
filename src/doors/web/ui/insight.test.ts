import { expect, it } from 'vitest';
import { unsaidOf } from './Insight.tsx';

const first = { period: 'week', from: '2026-10-01', to: '2026-11-22' };

it('is the first question but for what the address says', () => {
  expect(unsaidOf<Partial<typeof first>>(first, { period: 'day' })).toEqual({ ...first, period: 'day' });
  const march = { from: '2026-03-01', to: '2026-03-31' };
  expect(unsaidOf<Partial<typeof first>>(first, march)).toEqual({ period: 'week', ...march });
});

it('is written into an address until that says all of it, in whatever order', () => {
  const lacking = { start: { event: null }, by: 'channel' };
  type Search = Partial<typeof lacking> & { campaign?: string };
  expect(unsaidOf<Search>(lacking, {})).toEqual(lacking);
  expect(unsaidOf<Search>(lacking, { by: 'channel', start: { event: null } })).toBeUndefined();
  // Asked anew, by the bar on the left, and given what was lacking there: all the rest is unsaid again.
  expect(unsaidOf<Search>(lacking, { campaign: 'source', by: 'campaign' })).toEqual({
    start: { event: null },
    by: 'campaign',
    campaign: 'source',
  });
});
