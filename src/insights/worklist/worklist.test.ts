import { describe, expect, it } from 'vitest';
import { testNow } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { personOf } from '../../../test/workspace-bed.ts';
import { personalData, type Standing } from './index.ts';
import { causesOf, day, id, ids, localDate, worklistBed } from './worklist.test-data.ts';

const { bed, ask, list, lives, sells } = worklistBed();

describe('the list', () => {
  it('has one row per holder, most at stake first, and as many rows per reason as it counts', async () => {
    await sells(
      ['user-1', { renewsAt: localDate(5) }],
      ['user-2', { renewsAt: localDate(3), price: 60_000, currency: 'USD' }],
      ['acme', { renewsAt: localDate(9), price: 24_000 }],
    );
    await lives([
      { customer: 1, status: 'warning', ago: 3, bought: 900 },
      { customer: 3, status: 'warning', ago: 3, bought: 6000 },
      { customer: 4, status: 'warning', ago: 3 },
    ]);
    const found = await list();
    // 60 € a month of purchases is 500, a year of 12,000 cents is 1,000 cents a month.
    expect(ids(found)).toEqual(['user-3', 'acme', 'user-1', 'user-2', 'user-4']);
    expect(found.rows.map(({ stakes }) => stakes)).toEqual([
      [{ currency: 'EUR', amount: '50000', by: 'purchases' }],
      [{ currency: 'EUR', amount: '2000', by: 'contracts' }],
      [{ currency: 'EUR', amount: '1000', by: 'contracts' }],
      [{ currency: 'USD', amount: '5000', by: 'contracts' }],
      [],
    ]);
    expect(found.rows[2]?.causes.map(({ reason }) => reason)).toEqual(['early_warning', 'renewal']);
    for (const { reason, rows } of found.reasons) {
      const own = await list({ reasons: [reason], limit: 1000 });
      expect([reason, own.total, own.rows.length]).toEqual([reason, rows, rows]);
    }
    expect(found.reasons.find(({ reason }) => reason === 'renewal')?.stakes).toEqual([
      { currency: 'EUR', amount: '3000', by: 'contracts' },
      { currency: 'USD', amount: '5000', by: 'contracts' },
    ]);
    const pages = [
      await list({ limit: 2 }),
      await list({ limit: 2, from: 2 }),
      await list({ limit: 2, from: 4 }),
    ];
    expect(pages.flatMap(ids)).toEqual(ids(found));
    expect(pages.map(({ next }) => next)).toEqual([2, 4, null]);
    expect(ids(await list({ kind: 'account' }))).toEqual(['acme']);
  });

  it('is narrowed to people, or to accounts, of whom conditions hold; all its numbers with it', async () => {
    await fill(bed.engines.warehouse, bed.workspace, [
      { customer: 1, at: testNow - 9 * day, type: 'identify', event: '', traits: { plan: 'gold' } },
      {
        customer: 9,
        at: testNow - 9 * day,
        type: 'group',
        event: 'Group',
        account: 'acme',
        traits: { plan: 'gold' },
      },
    ]);
    await sells(['acme', { renewsAt: localDate(9) }], ['bolt', { renewsAt: localDate(9) }]);
    await lives([1, 2].map((customer) => ({ customer, status: 'warning', ago: 3 })));
    const gold = { kind: 'trait', trait: 'plan', how: 'is', values: ['gold'] };
    const people = await list({ people: [gold] });
    expect([ids(people), people.all, people.reasons.map(({ rows }) => rows)]).toEqual([['user-1'], 1, [1]]);
    expect(ids(await list({ people: [gold], kind: 'account' }))).toEqual(['acme']);
    expect(ids(await list({ people: [{ ...gold, how: 'is_not' }] }))).toEqual(['user-2']);
    expect(ids(await list())).toHaveLength(4);
    await expect(list({ people: [{ ...gold, trait: 'plam' }] })).rejects.toThrow(/traits.unknown/);
  });

  it('leaves out what was dealt with, and what was put off until its day; both are taken back', async () => {
    await lives([{ customer: 1, status: 'warning', ago: 3 }]);
    await ask('tasks.create', { title: 'call', due: localDate(0), about: id(1) });
    const [row] = (await list()).rows;
    const causes = causesOf(row);
    const { id: mark } = await ask<{ id: string }>('worklist.snooze', {
      about: id(1),
      causes,
      until: localDate(2),
    });
    expect(await list()).toMatchObject({ total: 0, aside: 1 });
    expect((await list({ show: 'aside' })).rows[0]?.causes[0]?.mark).toMatchObject({
      kind: 'snoozed',
      until: localDate(2),
    });
    bed.engines.clock.advance(2 * day);
    expect(await list()).toMatchObject({ total: 1, aside: 0 });
    bed.engines.clock.set(testNow);
    await ask('worklist.undo', { id: mark });
    const { id: done } = await ask<{ id: string }>('worklist.done', { about: { customer: 1 }, causes });
    bed.engines.clock.advance(20 * day);
    expect(await list()).toMatchObject({ total: 0 });
    expect(await ask('tasks.list', {})).toMatchObject({ total: 0 });
    await ask('worklist.undo', { id: done });
    expect((await list()).rows[0]?.causes.map(({ reason }) => reason)).toEqual(['task_due', 'early_warning']);
    await expect(ask('worklist.undo', { id: done })).rejects.toThrow(/worklist.unknown_mark/);
    await expect(
      ask('worklist.snooze', { about: id(1), causes, until: localDate(20) }), // that is today
    ).rejects.toThrow(/worklist.until_past/);
  });

  it('tells whose it is, and lists one’s own', async () => {
    await lives([1, 2].map((customer) => ({ customer, status: 'warning', ago: 3 })));
    const julie = { ...bed.context, actor: { ...bed.context.actor, id: 'usr_julie' } };
    expect(await ask('worklist.assign', { about: id(2), assignee: 'me' }, julie)).toEqual({
      assignee: 'usr_julie',
      before: null,
    });
    expect(ids(await list({ mine: true }, julie))).toEqual(['user-2']);
    expect((await list({ mine: true }, julie)).rows[0]?.assignee).toEqual({ id: 'usr_julie', name: 'Julie' });
    expect(await list({ mine: true })).toMatchObject({ total: 0 });
    await expect(ask('worklist.assign', { about: id(2), assignee: 'me' })).rejects.toThrow(
      /worklist.unknown_assignee/,
    );
    expect(await ask('worklist.assign', { about: id(2), assignee: null }, julie)).toMatchObject({
      before: 'usr_julie',
    });
  });

  it('holds nothing of a person who was erased', async () => {
    await ask('worklist.assign', { about: id(1), assignee: 'usr_julie' });
    await ask('worklist.done', { about: id(1), causes: [{ reason: 'early_warning', occurrence: 'x' }] });
    const person = personOf(bed, 1);
    const held = () => Promise.all(personalData.map((own) => own.count(bed.engines, person)));
    expect(await held()).toEqual([1, 1]);
    for (const own of personalData) await own.erase(bed.engines, person, testNow);
    expect(await held()).toEqual([0, 0]);
  });
});

it('tells who is active, new, back and leaving, beside as many days before; accounts where these are counted', async () => {
  const came = (customer: number, ...ago: readonly number[]) =>
    ago.map((days) => ({ customer, at: testNow - days * day - 1000, account: `a${customer}` }));
  await fill(bed.engines.warehouse, bed.workspace, [
    ...came(1, 0), // new
    ...came(2, 6, 7), // stayed
    ...came(3, 2, 14), // back: away for the 7 days before
    ...came(4, 13), // leaving; new then
    ...came(5, 20), // left before
  ]);
  const expected = {
    current: { from: '2026-01-09', to: '2026-01-15', active: 3, new: 1, back: 1, leaving: 1 },
    previous: { from: '2026-01-02', to: '2026-01-08', active: 2, new: 2, back: 0, leaving: 2 },
  };
  expect(await ask<Standing>('worklist.standing', { days: 7 })).toEqual({ unit: 'customer', ...expected });
  const counting = { ...bed.context, workspace: { ...bed.workspace, countingUnit: 'account' as const } };
  expect(await ask<Standing>('worklist.standing', { days: 7 }, counting)).toEqual({
    unit: 'account',
    ...expected,
  });
});
