import { expect, it } from 'vitest';
import { keptLink } from './kept.ts';

it('shows a kept question of health, of phases and of a segment on its whole page', () => {
  const people = [{ kind: 'trait', trait: 'plan', how: 'is', values: ['gold'] }];
  expect(keptLink('shop', 'health.summary', { people, among: 'known' }, 'q1')).toEqual({
    to: '/w/$slug/health',
    params: { slug: 'shop' },
    search: { people, among: 'known', saved: 'q1' },
  });
  const dates = { from: '2026-01-01', to: '2026-01-31' };
  expect(keptLink('shop', 'phases.board', { ...dates, offer: 'Club' }, 'q2')).toEqual({
    to: '/w/$slug/phases',
    params: { slug: 'shop' },
    search: { ...dates, offer: 'Club', saved: 'q2' },
  });
  expect(keptLink('shop', 'segments.history', { id: 'seg_1', days: 90 }, 'q3')).toEqual({
    to: '/w/$slug/segments/$id',
    params: { slug: 'shop', id: 'seg_1' },
    search: { saved: 'q3' },
  });
  // What names no segment leads to all of them.
  expect(keptLink('shop', 'segments.history', {}, 'q4')).toEqual({
    to: '/w/$slug/segments',
    params: { slug: 'shop' },
  });
});
