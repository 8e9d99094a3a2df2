import { describe, expect, it } from 'vitest';
import { noNews } from '#src/customers/upkeep/index.ts';
import { asking } from '../../../test/asking.ts';
import { createTestWorkspace } from '../../../test/engines.ts';
import { personOf } from '../../../test/workspace-bed.ts';
import { type Promised, personalData } from './index.ts';
import { at, promisesBed } from './promises.test-data.ts';

const { bed, ask, record, keep, finish, promisesOf, tasks, upkeep } = promisesBed();

describe('the register', () => {
  it('takes the local day: told at 23:30 in Paris it is kept that day, half an hour later the next', async () => {
    bed.engines.clock.set(at('2026-01-16T22:30:00Z'));
    const promise = await record({ madeOn: '2026-01-01', days: 15 });
    expect(promise).toMatchObject({ dueOn: '2026-01-16', outcome: 'open', recordedBy: 'user:tester' });
    expect((await keep({ id: promise.id })).outcome).toBe('kept');
    bed.engines.clock.set(at('2026-01-16T23:00:00Z'));
    expect(await keep({ id: promise.id })).toMatchObject({ keptOn: '2026-01-17', outcome: 'missed' });
  });

  it('late, it opens one task, however often it is said', async () => {
    const promise = await record({ madeOn: '2025-12-01', dueOn: '2026-01-10', what: 'Livrer la cuisine' });
    await keep({ id: promise.id });
    await keep({ id: promise.id });
    await upkeep();
    await upkeep();
    const [task, ...others] = await tasks();
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      title: 'Livrer la cuisine',
      source: 'promise',
      sourceId: promise.id,
      due: '2026-01-15',
    });
    expect(task?.about).toMatchObject({ customer: 1, id: 'user-1' });
    await finish({ id: task?.id, outcome: 'Excuses faites' });
    await keep({ id: promise.id, keptOn: '2026-01-14' });
    await upkeep();
    expect(await tasks()).toHaveLength(1);
  });

  it('drops an untouched task where it turns out that the promise was kept, and opens the same again where it was not', async () => {
    const { id } = await record({ madeOn: '2025-12-01', dueOn: '2026-01-10' });
    await upkeep();
    const states = async () => (await tasks()).map(({ state }) => state);
    expect(await states()).toEqual(['open']);
    await keep({ id, keptOn: '2026-01-05' });
    await upkeep();
    expect(await states()).toEqual(['dropped']);
    await keep({ id, keptOn: '2026-01-11' });
    await upkeep();
    expect(await states()).toEqual(['open']);
    const [task] = await tasks();
    await finish({ id: task?.id });
    await keep({ id, keptOn: '2026-01-05' });
    expect(await states()).toEqual(['done']); // somebody did it
  });

  it('opens the task of one whose day passes without a word, the day after; none for what is withdrawn or long ago', async () => {
    await record({ madeOn: '2026-01-01', dueOn: '2026-01-15' });
    await record({ madeOn: '2025-01-01', dueOn: '2025-10-16', reference: 'old' }); // 91 days ago
    const { id } = await record({ madeOn: '2025-01-01', dueOn: '2025-10-17', reference: 'less old' }); // 90 days ago
    await upkeep(noNews);
    expect((await tasks()).map(({ sourceId, state }) => ({ sourceId, state }))).toEqual([
      { sourceId: id, state: 'open' },
    ]);
    await ask('promises.withdraw', { id });
    await upkeep(noNews);
    expect((await tasks()).map(({ state }) => state)).toEqual(['dropped']);
    bed.engines.clock.set(at('2026-01-15T23:00:00Z')); // midnight in Paris
    await upkeep(noNews);
    await upkeep(noNews);
    expect(await tasks()).toHaveLength(2);
    const { counts, total } = await ask<{ counts: object; total: number }>('promises.list', {});
    expect({ counts, total }).toEqual({
      counts: { open: 0, exceeded: 0, kept: 0, missed: 0, overdue: 2 },
      total: 2,
    });
  });

  it('counts outcomes as it judges them, and lists one at a time', async () => {
    const due = { madeOn: '2026-01-01', dueOn: '2026-01-10' };
    const quantity = { ...due, promised: 10 };
    for (const [at, [terms, kept]] of (
      [
        [due, { keptOn: '2026-01-09' }],
        [due, { keptOn: '2026-01-10' }],
        [due, { keptOn: '2026-01-11' }],
        [due, null],
        [{ madeOn: '2026-01-01', dueOn: '2026-01-15' }, null],
        [quantity, { keptOn: '2026-01-09', actual: 10 }],
        [quantity, { keptOn: '2026-01-10', actual: 10.5 }],
        [quantity, { keptOn: '2026-01-09', actual: 9.999999 }],
      ] as const
    ).entries()) {
      const { id } = await record({ ...terms, reference: `r${at}` });
      if (kept !== null) await keep({ id, ...kept });
    }
    const { counts, promises } = await ask<{ counts: Record<string, number>; promises: Promised[] }>(
      'promises.list',
      {},
    );
    const judgedAs = Object.groupBy(promises, ({ outcome }) => outcome);
    expect(counts).toEqual({ open: 1, exceeded: 2, kept: 2, missed: 2, overdue: 1 });
    for (const [outcome, there] of Object.entries(counts)) {
      expect(judgedAs[outcome as Promised['outcome']]).toHaveLength(there); // its keys are outcomes
      expect((await ask<{ total: number }>('promises.list', { outcome })).total).toBe(there);
    }
  });

  it('records one promise a reference; refuses days to come, backwards, or none, and a quantity without what came', async () => {
    const first = await record({ days: 3, reference: 'order 7' });
    expect((await record({ days: 9, reference: 'order 7' })).id).toBe(first.id);
    await expect(record({})).rejects.toThrow(/promises.no_day/);
    await expect(record({ madeOn: '2026-01-16', days: 1 })).rejects.toThrow(/promises.in_days_to_come/);
    await expect(record({ dueOn: '2026-01-14' })).rejects.toThrow(/promises.backwards/);
    const quantity = await record({ days: 3, promised: 5 });
    await expect(keep({ id: quantity.id })).rejects.toThrow(/promises.no_actual/);
    await expect(keep({ id: 'prm_none' })).rejects.toThrow(/promises.unknown/);
  });

  it('shows and keeps nothing of another workspace', async () => {
    const { id } = await record({ days: 3 });
    const other = asking(bed.engines, await createTestWorkspace(bed.engines));
    expect(await ask('promises.list', {}, other)).toMatchObject({ total: 0, promises: [] });
    await expect(ask('promises.keep', { id }, other)).rejects.toThrow(/promises.unknown/);
    await expect(ask('promises.withdraw', { id }, other)).rejects.toThrow(/promises.unknown/);
  });

  it('forgets promises to a person who is erased, and their tasks', async () => {
    await record({ madeOn: '2025-12-01', dueOn: '2026-01-10' });
    await ask('promises.record', { about: { customer: 2 }, what: 'Rappeler user-1', days: 2 });
    const person = personOf(bed, 1);
    const held = () => Promise.all(personalData.map((one) => one.count(bed.engines, person)));
    expect(await held()).toEqual([1, 1]);
    for (const one of personalData) await one.erase(bed.engines, person, 0);
    expect(await held()).toEqual([0, 0]);
    expect(await promisesOf(2)).toMatchObject([{ what: expect.not.stringContaining('user-1') }]);
  });
});
