import { describe, expect, it } from 'vitest';
import type { RateCell } from '#src/insights/aha/index.ts';
import { figuresOf } from '../../words/figures.ts';
import { wordsOf } from '../../words/index.ts';
import { boardAsk, boardLink, readBoardSearch, sharedOf } from './board-search.ts';
import {
  boardCsv,
  channelIn,
  channelText,
  channelWhiskers,
  groupSaid,
  likelyChannel,
  type Newcomer,
  progressSaid,
  trendLine,
  wayOf,
  weakestFirst,
} from './board-shape.ts';

const saying = { words: wordsOf('en'), figures: figuresOf('en') };

const cell = (value: string, reached: number, wishes: Partial<RateCell> = {}): RateCell => ({
  group: { kind: 'value', value },
  state: 'complete',
  started: 100,
  eligible: 100,
  reached,
  share: {
    known: true,
    value: { share: reached / 100, interval: { low: reached / 100 - 0.1, high: reached / 100 + 0.1 } },
  },
  soFar: reached,
  open: 0,
  against: null,
  ...wishes,
});

describe('a board', () => {
  it('is held by its address and opens again where it was kept', () => {
    const address = { weeks: 8, by: 'trait:canal', status: 'late', version: 2, open: { of: 'week' } };
    const search = readBoardSearch(address);
    expect(search).toEqual({ weeks: 8, by: 'trait:canal', status: 'late', version: 2 });
    expect(boardAsk('aha_1', search)).toEqual({ definition: 'aha_1', weeks: 8, version: 2 });
    expect(sharedOf(search)).toEqual({ version: 2 });
    const kept = boardLink('demo', { definition: 'aha_1', weeks: 8 }, 'q1');
    expect(kept).toMatchObject({ params: { slug: 'demo', id: 'aha_1' }, search: { weeks: 8, saved: 'q1' } });
    const open = { of: 'channel', kind: 'value', value: 'B', which: 'not_reached' };
    expect(readBoardSearch({ open }).open).toEqual(open);
  });

  it('tells channels apart by a trait or a property of the start', () => {
    expect(channelIn(channelText({ by: 'start_property', name: 'utm:source' }))).toEqual({
      by: 'start_property',
      name: 'utm:source',
    });
    expect([channelIn('none'), channelIn(undefined), channelText(null)]).toEqual([null, null, null]);
    expect(likelyChannel(['ville', 'canal'])).toEqual({ by: 'trait', name: 'canal' });
    expect(likelyChannel(['ville'])).toBeNull();
  });

  it('puts the weakest channel first and those of whom nothing is known last', () => {
    const unknown = cell('C', 0, { share: { known: false, why: 'not_watched_long_enough' } });
    const weak = cell('A', 30, {
      against: {
        difference: -0.3,
        interval: { low: -0.4, high: -0.2 },
        correctedP: { known: true, value: 0.001 },
        verdict: 'different',
        weak: true,
      },
    });
    const groups = [unknown, cell('B', 60), weak];
    expect(weakestFirst(groups).map(({ group }) => group.value)).toEqual(['A', 'B', 'C']);
    expect(channelWhiskers(groups, saying)).toEqual([
      { id: 'value/A', label: 'A', value: -0.3, low: -0.4, high: -0.2, sure: true },
    ]);
  });

  it('draws running weeks as running, without a band', () => {
    const week = (value: string, state: RateCell['state']) =>
      cell(value, 60, { group: { kind: 'period', value }, state, open: state === 'running' ? 40 : 0 });
    const { points } = trendLine([week('2026-11-02', 'complete'), week('2026-11-09', 'running')], saying);
    expect(points.map(({ running, low }) => [running, low])).toEqual([
      [false, 0.5],
      [true, null],
    ]);
    expect(points[1]?.note).toBe(', 60 / 100, 40 still have time');
  });

  it('goes into a file week by week and channel by channel', () => {
    const whole = cell('', 60, { group: { kind: 'all', value: null } });
    const rows = boardCsv({ rate: whole, trend: [] }, [cell('A', 30)], saying).slice(1);
    expect(rows).toEqual([
      ['Together', 100, 100, 60, 0.6, 0.5, 0.7, 0, 60],
      ['A', 100, 100, 30, 0.3, expect.closeTo(0.2, 9), 0.4, 0, 30],
    ]);
    expect(groupSaid({ group: { kind: 'missing', value: null } }, saying)).toBe('Not known');
  });
});

describe('a newcomer', () => {
  const someone: Newcomer = {
    customer: 1,
    id: 'u1',
    known: true,
    name: null,
    email: null,
    status: 'on_track',
    startedAt: '2026-11-15T09:00:00Z',
    times: 37,
    expected: 30,
    daysOver: 3,
    daysLeft: 4,
    ahaReachedAt: null,
  };
  const said = (wishes: Partial<Newcomer>) =>
    progressSaid({ ...someone, ...wishes }, 100, { timezone: 'Europe/Paris', saying });

  it('is so far on the way, beside where a steady pace would be', () => {
    expect(wayOf(someone, 100)).toEqual({ done: 0.37, pace: 0.3 });
    expect(wayOf({ times: 140, expected: 100 }, 100)).toEqual({ done: 1, pace: 1 });
  });

  it('is said with what is done, what is needed and the days left', () => {
    expect(said({})).toBe('37 of 100, 4 days left');
    expect(said({ daysLeft: 1, status: 'late' })).toBe('37 of 100, last day');
    expect(said({ status: 'lost', daysLeft: 0 })).toBe('37 of 100');
    expect(said({ status: 'reached', times: 100, ahaReachedAt: '2026-11-18T22:59:00Z' })).toBe(
      '100 of 100, on 18 Nov 2026, 23:59',
    );
  });
});
