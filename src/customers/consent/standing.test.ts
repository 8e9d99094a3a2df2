import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConsentState, states } from './kinds.ts';
import { type Cell, type Said, standing } from './standing.ts';

const cell: Cell = { channel: 'email', purpose: 'marketing', topic: '' };
let recorded = 0;

const said = (state: ConsentState, givenAt: number, wish: Partial<Said> = {}): Said => {
  recorded += 1;
  return {
    ...cell,
    id: `con_${recorded}`,
    number: recorded,
    state,
    basis: state === 'granted' || state === 'pending' ? 'consent' : null,
    givenAt,
    speaksFor: ['julie'],
    ...wish,
  };
};
const answer = (rows: readonly Said[], topic = '', of: Partial<Cell> = {}) =>
  standing(rows, { ...cell, topic, ...of });
const state = (rows: readonly Said[], topic = '') => answer(rows, topic).state;

describe('what stands', () => {
  it('is unknown where nothing was said, and where it was said of another channel or purpose', () => {
    expect(answer([])).toMatchObject({ state: 'unknown', why: 'nothing_said', decidedBy: null });
    const yes = said('granted', 1);
    expect(state([yes])).toBe('allowed');
    expect(answer([yes], '', { channel: 'sms' }).state).toBe('unknown');
    expect(answer([yes], '', { purpose: 'tracking' }).state).toBe('unknown');
  });

  it('is what was given last, however it was recorded', () => {
    const [late, early] = [said('withdrawn', 10), said('granted', 9)];
    expect(state([late, early])).toBe('refused');
    expect(state([late, { ...early, givenAt: 11 }])).toBe('allowed');
  });

  it('is a no where a yes and a no were given at the same instant, whichever was recorded last', () => {
    const [no, yes] = [said('objected', 5), said('granted', 5)];
    expect(answer([no, yes])).toMatchObject({ state: 'refused', why: 'objected', decidedBy: no });
    expect(state([no, { ...yes, givenAt: 6 }])).toBe('allowed');
  });

  it('is decided by the row recorded last of two that are alike and of one instant', () => {
    const [first, second] = [said('granted', 5), said('granted', 5, { basis: 'existing_customer' })];
    expect(answer([second, first]).decidedBy).toBe(second);
  });

  it('waits for a confirmation: that lifts no refusal, nor takes a yes away', () => {
    const pending = said('pending', 7);
    expect(answer([pending])).toMatchObject({ state: 'unknown', why: 'not_confirmed', awaiting: pending });
    expect(answer([said('withdrawn', 6), pending])).toMatchObject({ state: 'refused', awaiting: pending });
    expect(answer([pending, said('withdrawn', 8)])).toMatchObject({ state: 'refused', awaiting: null });
    expect(answer([said('granted', 6), pending])).toMatchObject({ state: 'allowed', awaiting: null });
  });
});

describe('topics', () => {
  it('are refused by an objection to all that comes after their yes, and open again one by one', () => {
    const [news, all] = [said('granted', 1, { topic: 'news' }), said('objected', 2)];
    expect(state([news], 'news')).toBe('allowed');
    expect(state([news])).toBe('unknown');
    expect(state([news, all], 'news')).toBe('refused');
    const again = said('granted', 3, { topic: 'news' });
    expect(state([news, all, again], 'news')).toBe('allowed');
    expect([state([news, all, again]), state([news, all, again], 'offers')]).toEqual(['refused', 'refused']);
    expect(state([news, all, { ...again, givenAt: 2 }], 'news')).toBe('refused'); // the same instant
  });

  it('follow a yes to all, but for those refused since', () => {
    const [all, offers] = [said('granted', 1), said('withdrawn', 2, { topic: 'offers' })];
    expect([state([all, offers], 'news'), state([all, offers], 'offers'), state([all, offers])]).toEqual([
      'allowed',
      'refused',
      'allowed',
    ]);
    expect(state([all, offers, said('granted', 3)], 'offers')).toBe('allowed'); // a later yes to all is one to this too
  });
});

describe('two people who turned out to be one', () => {
  it('are refused what either refused, also where the other said yes later', () => {
    const [no, yes] = [said('objected', 1, { speaksFor: ['a'] }), said('granted', 2, { speaksFor: ['b'] })];
    expect(answer([no, yes])).toMatchObject({ state: 'refused', why: 'refused_before_merge', decidedBy: no });
    expect(state([yes])).toBe('allowed');
    expect(state([no])).toBe('refused');
  });

  it('may say yes as one, which lifts the refusals of both', () => {
    const no = said('objected', 1, { speaksFor: ['a'] });
    expect(state([no, said('granted', 3, { speaksFor: ['b', 'a'] })])).toBe('allowed');
    expect(state([no, said('granted', 3, { speaksFor: ['b'] })])).toBe('refused');
  });
});

/** The same, told as a life: what was said is gone through in order, and each id's answer for each topic is kept. */
function lived(rows: readonly Said[], topics: readonly string[]): Map<string, string> {
  const ids = [...new Set(rows.flatMap(({ speaksFor }) => speaksFor))];
  const kept = new Map<string, 'yes' | 'no'>();
  const instants = [...new Set(rows.map(({ givenAt }) => givenAt))].sort((a, b) => a - b);
  for (const at of instants) {
    for (const turn of [['granted'], ['withdrawn', 'objected']]) {
      for (const row of rows.filter((one) => one.givenAt === at && turn.includes(one.state))) {
        for (const id of row.speaksFor)
          for (const topic of row.topic === '' ? topics : [row.topic])
            kept.set(`${id} ${topic}`, row.state === 'granted' ? 'yes' : 'no');
      }
    }
  }
  return new Map(
    topics.map((topic) => {
      const answers = ids.map((id) => kept.get(`${id} ${topic}`));
      if (answers.includes('no')) return [topic, 'refused'];
      return [topic, answers.includes('yes') ? 'allowed' : 'unknown'];
    }),
  );
}

it('is, for whatever was said, what going through it in order ends with', () => {
  const topics = ['', 'news', 'offers'];
  const row = fc.record({
    state: fc.constantFrom(...states),
    givenAt: fc.integer({ min: 0, max: 6 }),
    topic: fc.constantFrom(...topics),
    speaksFor: fc.constantFrom(['a'], ['b'], ['a', 'b']),
  });
  const histories = fc.array(row, { maxLength: 14 });
  fc.assert(
    fc.property(histories, (history) => {
      const rows = history.map((wish, number) => said(wish.state, wish.givenAt, { ...wish, number }));
      const expected = lived(rows, topics);
      for (const topic of topics) expect(state(rows, topic)).toBe(expected.get(topic));
      expect(state([...rows].reverse())).toBe(state(rows)); // in whatever order rows are read
    }),
    { seed: 34, numRuns: 2_000 },
  );
});
