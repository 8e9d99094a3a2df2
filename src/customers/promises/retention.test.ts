import { describe, expect, it } from 'vitest';
import type { ToldEvent } from '../../../test/filling.ts';
import type { Retention } from './index.ts';
import { at, promisesBed } from './promises.test-data.ts';

const { bed, ask, told, record, keep } = promisesBed();

describe('who stays', () => {
  it('tells shares by what became of the first promise, with intervals, leaving out whose days are not over', async () => {
    bed.engines.clock.set(at('2026-04-15T12:00:00Z'));
    const due = { madeOn: '2026-01-01', dueOn: '2026-01-10' };
    const promised = async (customer: number, keptOn: string | null, more: object = due) => {
      const { id } = await record({ about: { customer }, ...more });
      if (keptOn !== null) await keep({ id, keptOn });
    };
    await promised(1, '2026-01-05');
    await promised(1, '2026-02-20', { madeOn: '2026-02-01', dueOn: '2026-02-10' }); // a second promise, missed, counts not
    await promised(2, '2026-01-05');
    await promised(3, '2026-01-10');
    await promised(4, '2026-01-12');
    await promised(5, null); // overdue: missed
    await promised(6, null, { madeOn: '2026-02-01', dueOn: '2026-02-14' }); // day 60 is 15 April, which is not over
    const visit = (customer: number, time: string): ToldEvent => ({ customer, at: at(time) });
    // Days 31 to 60 after 10 January are 10 February to 11 March, in Paris.
    await told([
      visit(1, '2026-02-09T23:00:00Z'), // 10 February, 0:00
      visit(2, '2026-02-09T22:59:59Z'), // 9 February: too early
      visit(3, '2026-03-11T22:59:59Z'), // the last second
      visit(4, '2026-03-11T23:00:00Z'), // 12 March: too late
      visit(6, '2026-03-20T12:00:00Z'),
    ]);
    const { groups, words } = await ask<Retention>('promises.retention', {});
    expect(groups.map(({ group, people, stayed, waiting }) => ({ group, people, stayed, waiting }))).toEqual([
      { group: 'exceeded', people: 2, stayed: 1, waiting: 0 },
      { group: 'kept', people: 1, stayed: 1, waiting: 0 },
      { group: 'missed', people: 2, stayed: 0, waiting: 1 },
    ]);
    // Wilson for 1 of 2 at 95 %: 0.0945 to 0.9055.
    expect(groups[0]?.low).toBeCloseTo(0.0945, 4);
    expect(groups[0]?.high).toBeCloseTo(0.9055, 4);
    expect(words.en).toContain('not what it causes');
    const who = await ask<{ people: { customer: number }[] }>('promises.retention-people', {
      ask: {},
      group: 'missed',
      which: 'gone',
    });
    expect(who.people.map(({ customer }) => customer)).toEqual([4, 5]);
  });
});
