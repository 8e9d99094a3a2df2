import { describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { promiseVariables } from './index.ts';
import { at, promisesBed } from './promises.test-data.ts';

const { bed, ask, record, keep } = promisesBed();
const to = (customer: number) => ({ about: { customer } });

describe('what a message may say of a promise', () => {
  it('promised in 15 days and kept in 7: 8 days of surplus, 53 %, in words', async () => {
    const { id } = await record({ what: 'Poser le parquet', madeOn: '2026-01-01', days: 15 });
    await keep({ id, keptOn: '2026-01-08' });
    const told = await promiseVariables(bed.context, [1, 2]);
    expect([...told.keys()]).toEqual([1]); // nothing was promised to the second
    expect(told.get(1)).toEqual({
      promise: 'Poser le parquet',
      outcome: 'exceeded',
      promisedFor: '2026-01-16',
      keptOn: '2026-01-08',
      promisedDays: 15,
      surplusDays: 8,
      lateDays: null,
      surplus: null,
      unit: '',
      surplusShare: 8 / 15,
      said: { fr: 'Tenue au-delà : 8 jours d’avance', en: 'Exceeded: 8 days early' },
    });
  });

  it('of a quantity: 12 leads where 10 were promised are 2 more, 20 %', async () => {
    const { id } = await record({ madeOn: '2026-01-01', dueOn: '2026-01-10', promised: 10, unit: 'leads' });
    await keep({ id, keptOn: '2026-01-10', actual: 12 });
    expect((await promiseVariables(bed.context, [1])).get(1)).toMatchObject({
      outcome: 'exceeded',
      surplus: 2,
      unit: 'leads',
      surplusShare: 0.2,
      surplusDays: null,
      lateDays: null,
      said: { fr: 'Tenue au-delà : 2 leads de plus' },
    });
  });

  it('is late from the day after the one promised, a day more each midnight of the workspace; on the day it is open', async () => {
    await record({ madeOn: '2026-01-01', dueOn: '2026-01-15', what: 'Rappeler' });
    const now = async () => (await promiseVariables(bed.context, [1])).get(1);
    expect(await now()).toMatchObject({ outcome: 'open', lateDays: null, said: { en: 'Open' } });
    bed.engines.clock.set(at('2026-01-15T23:00:00Z')); // 16 January in Paris
    expect(await now()).toMatchObject({ outcome: 'overdue', lateDays: 1, surplusDays: null });
    bed.engines.clock.set(at('2026-01-17T23:00:00Z'));
    expect(await now()).toMatchObject({
      lateDays: 3,
      said: { fr: 'Pas encore tenue : 3 jours de retard' },
    });
  });

  it('tells the one settled last before any open, of those open the one due next, and never one withdrawn', async () => {
    await record({ madeOn: '2026-01-01', dueOn: '2026-03-01', what: 'spring' });
    await record({ madeOn: '2026-01-01', dueOn: '2026-02-01', what: 'winter' });
    const what = async (customer = 1) =>
      (await promiseVariables(bed.context, [1, 2, 3])).get(customer)?.promise;
    expect(await what()).toBe('winter');
    const early = await record({ madeOn: '2025-12-01', dueOn: '2025-12-24', what: 'early' });
    const last = await record({ madeOn: '2025-12-01', dueOn: '2025-12-20', what: 'last' });
    await keep({ id: early.id, keptOn: '2025-12-24' });
    await keep({ id: last.id, keptOn: '2026-01-02' });
    expect(await what()).toBe('last');
    await ask('promises.withdraw', { id: last.id });
    expect(await what()).toBe('early');
  });

  it('goes with a person who turns out to have another id', async () => {
    const { id } = await record({ ...to(2), madeOn: '2026-01-01', dueOn: '2026-01-10', what: 'hers' });
    await keep({ id, keptOn: '2026-01-09' });
    await bed.engines.records.run(sql`
      update identities set customer = 9 where workspace_id = ${bed.workspace.number} and customer in (2, 3)`);
    const told = await promiseVariables(bed.context, [2, 9]);
    expect([...told].map(([customer, { promise }]) => [customer, promise])).toEqual([[9, 'hers']]);
  });
});
