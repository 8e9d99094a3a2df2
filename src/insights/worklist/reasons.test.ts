import { describe, expect, it } from 'vitest';
import { testNow } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { holdContracts } from '../../../test/holding.ts';
import { causesOf, day, id, localDate, worklistBed } from './worklist.test-data.ts';

const { bed, ask, list, who, lives, earlier, sells } = worklistBed();

describe('whom the list names, on both sides of each border', () => {
  it('names early warnings and attrition for 28 days, a missed season for 92; of the same stake the latest first', async () => {
    await lives([
      { customer: 1, status: 'warning', ago: 28 },
      { customer: 7, status: 'warning', ago: 29 },
      { customer: 8, status: 'warning', ago: 2 },
      { customer: 2, phase: 'attrition', reason: 'few_visits', ago: 28 },
      { customer: 3, phase: 'attrition', reason: 'few_visits', ago: 29 },
      { customer: 4, status: 'missed_season', reason: 'season_missed', ago: 92 },
      { customer: 5, status: 'missed_season', reason: 'season_missed', ago: 93 },
      { customer: 6, ago: 1 },
    ]);
    expect(await who('early_warning')).toEqual(['user-8', 'user-1']);
    expect(await who('attrition')).toEqual(['user-2']);
    expect(await who('missed_season')).toEqual(['user-4']);
    const [row] = (await list({ reasons: ['early_warning'] })).rows;
    expect(row?.causes[0]?.words.fr).toMatch(
      /^Silence hors de son rythme.*Combien de ces alertes sont fausses, on ne le sait pas encore/,
    );
  });

  it('names renewals of contracts of a quarter or longer 60 days ahead, by their notice where one is told', async () => {
    await sells(
      ['user-1', { renewsAt: localDate(60) }],
      ['user-2', { renewsAt: localDate(61) }],
      ['user-3', { renewsAt: localDate(10), period: 'month' }],
      ['user-4', { renewsAt: localDate(90), noticeAt: localDate(60) }],
      ['user-5', { renewsAt: localDate(90), noticeAt: localDate(61) }],
      ['user-6', { renewsAt: localDate(10), cancelledAt: localDate(-3), endsAt: localDate(10) }],
      ['acme', { renewsAt: localDate(5) }],
    );
    expect(await who('renewal')).toEqual(['acme', 'user-1', 'user-4']);
    expect(await who('renewal', { ahead: 9 })).toEqual(['acme']);
    const [first, , third] = (await list({ reasons: ['renewal'] })).rows;
    expect(first?.causes[0]?.words.en).toBe('“Pro” renews on 20 January 2026');
    expect(third?.causes[0]?.words.fr).toContain('préavis jusqu’au 16 mars 2026');
  });

  it('names payments that failed, while the contract runs', async () => {
    await sells(
      ['user-1', { pastDueSince: localDate(-1) }],
      ['user-2', { pastDueSince: localDate(1) }],
      ['user-3', { pastDueSince: localDate(-9), endsAt: localDate(-1) }],
    );
    expect(await who('past_due')).toEqual(['user-1']);
  });

  it('names missions that end within the days asked, and those over until their grace is', async () => {
    await earlier('offers.create', { name: 'Mission', kind: 'intentional', terms: { graceDays: 10 } });
    // From the day after its last on it holds no more.
    const ends = (days: number) => ({
      offer: 'Mission',
      endsAt: localDate(days + 1),
      period: null,
      price: null,
    });
    await sells(['acme', ends(60)], ['later', ends(61)], ['user-1', ends(-10)], ['user-2', ends(-11)]);
    expect(await who('mission_ending')).toEqual(['acme']);
    expect(await who('mission_grace')).toEqual(['user-1']);
    expect(await who('renewal')).toEqual([]);
  });

  it('names red accounts by their dimensions, and features paid for and left unused past their grace', async () => {
    await earlier('offers.create', {
      name: 'Pro',
      kind: 'continuous',
      terms: {
        entitlements: [
          {
            key: 'a',
            name: 'Alertes',
            match: { event: 'alert' },
            price: '4000',
            currency: 'EUR',
            differentiating: true,
          },
        ],
      },
    });
    const told = { offer: 'Pro', recorded: testNow - 300 * day };
    await holdContracts(bed.engines.warehouse, bed.workspace, [
      { holder: 'acme', starts: testNow - 300 * day, ...told },
      { holder: 'fresh', starts: testNow - 29 * day, ...told },
    ]);
    await sells(['acme'], ['fresh']);
    await fill(bed.engines.warehouse, bed.workspace, [
      { customer: 1, at: testNow - 250 * day, event: 'alert', account: 'acme' },
      { customer: 1, at: testNow - 2 * day, event: 'visit', account: 'acme' },
      { customer: 2, at: testNow - 2 * day, event: 'visit', account: 'fresh' },
    ]);
    expect(await who('unused')).toEqual(['acme']);
    const [row] = (await list({ reasons: ['unused'] })).rows;
    expect(row?.causes.find(({ reason }) => reason === 'unused')?.words.en).toBe(
      'Paid for and not used in 90 days: Alertes, €40.00 a month',
    );
    expect(await who('health_red')).toContain('acme');
  });

  it('names tasks on their day, promises overdue or missed for 28 days, goals of which nothing was done for 30', async () => {
    await ask('tasks.create', { title: 'today', due: localDate(0), about: id(1) });
    await ask('tasks.create', { title: 'tomorrow', due: localDate(1), about: id(2) });
    await ask('tasks.create', { title: 'about nobody', due: localDate(0) });
    expect(await who('task_due')).toEqual(['user-1']);
    const promise = (customer: number, dueOn: string) =>
      ask<{ promise: { id: string } }>('promises.record', {
        about: id(customer),
        what: 'x',
        madeOn: localDate(-60),
        dueOn,
      });
    await promise(3, localDate(-1));
    await promise(4, localDate(0));
    for (const [customer, kept] of [
      [5, -28],
      [6, -29],
    ] as const) {
      const { promise: made } = await promise(customer, localDate(-50));
      await ask('promises.keep', { id: made.id, keptOn: localDate(kept) });
    }
    expect(await who('promise_broken')).toEqual(['user-5', 'user-3']); // by the day it was due
    // Kept late, it opened a task: while the promise is told its task is not, after that the task is.
    expect((await who('task_due')).toSorted()).toEqual(['user-1', 'user-6']);
    const [row] = (await list({ reasons: ['promise_broken'] })).rows;
    expect(row?.causes.map(({ reason }) => reason)).toEqual(['promise_broken']);
    const inHand = async () =>
      (await ask<{ tasks: { title: string }[] }>('tasks.list', {})).tasks.filter(
        ({ title }) => title === 'x',
      );
    expect(await inHand()).toHaveLength(2);
    const { id: mark } = await ask<{ id: string }>('worklist.done', { about: id(5), causes: causesOf(row) });
    expect(await inHand()).toHaveLength(1); // dealt with, it is no task any more
    await ask('worklist.undo', { id: mark });
    expect(await inHand()).toHaveLength(2);
    await fill(bed.engines.warehouse, bed.workspace, [
      { customer: 7, at: testNow - 100 * day, event: 'import' },
      ...[7, 8].map((customer) => ({ customer, at: testNow - 27 * day })),
      { customer: 9, at: testNow - 30 * day }, // not seen in the last 28 days
    ]);
    const { goal } = await ask<{ goal: { id: string } }>('goals.create', {
      name: 'Délais',
      actions: [
        { name: 'Importer', match: { event: 'import' } },
        { name: 'Automatiser', match: { event: 'import' }, times: 2 },
      ],
    });
    for (const customer of [7, 8, 9]) {
      bed.engines.clock.set(testNow - (customer === 8 ? 29 : 31) * day);
      await ask('goals.set', { about: id(customer), goal: goal.id });
    }
    bed.engines.clock.set(testNow);
    expect(await who('goal_stuck')).toEqual(['user-7']);
  });
});
