import { expect, it } from 'vitest';
import type { StandingCell } from '#src/customers/consent/index.ts';
import { commonBases, linesOf, shownState } from './consent.ts';

const cell = (wish: Partial<StandingCell>): StandingCell => ({
  channel: 'email',
  purpose: 'marketing',
  topic: '',
  state: 'unknown',
  why: 'nothing_said',
  reason: { fr: '', en: '' },
  basis: null,
  fits: ['consent'],
  conditions: [],
  decidedBy: null,
  awaiting: null,
  ...wish,
});

it('shows the channels something was said of, each topic below its channel with what stands for it', () => {
  const all = cell({ state: 'refused', why: 'objected' });
  const news = cell({ topic: 'news', state: 'allowed', why: 'granted' });
  const survey = cell({ purpose: 'survey' });
  const { lines, unspoken } = linesOf([all, news, survey, cell({ channel: 'sms' })]);
  expect(lines).toEqual([
    { channel: 'email', topic: '', cells: [all, survey] },
    { channel: 'email', topic: 'news', cells: [news, survey] },
  ]);
  expect(unspoken).toEqual(['sms']);
});

it('says of a yes that waits that it waits', () => {
  expect(shownState(cell({ why: 'not_confirmed' }))).toBe('waiting');
  expect(shownState(cell({ state: 'refused', why: 'withdrawn', awaiting: 'con_1' }))).toBe('refused');
});

it('offers the bases that carry all that is chosen', () => {
  expect(
    commonBases([cell({ fits: ['consent', 'contract'] }), cell({ fits: ['consent', 'existing_customer'] })]),
  ).toEqual(['consent']);
  expect(commonBases([])).toEqual([]);
});
