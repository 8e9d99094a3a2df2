import { describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { noNews } from '#src/customers/upkeep/index.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import type { Promised } from './index.ts';
import { at, promisesBed } from './promises.test-data.ts';

const { bed, ask, told, keep, promisesOf, tasks, upkeep } = promisesBed();

describe('promises told by events', () => {
  const made = (customer: number, time: string, properties: object, id?: string): ToldEvent => ({
    customer,
    at: at(time),
    event: 'Promise Made',
    properties: { promiseId: 'p1', promise: 'Livrer', ...properties },
    ...(id === undefined ? {} : { id }),
  });
  const kept = (customer: number, time: string, properties: object = {}): ToldEvent => ({
    customer,
    at: at(time),
    event: 'Promise Kept',
    properties: { promiseId: 'p1', ...properties },
  });

  it('is one promise, kept or not, however often and in whatever order its events are read', async () => {
    await told([kept(1, '2026-01-08T10:00:00Z')]);
    await upkeep();
    expect(await promisesOf(1)).toEqual([]); // nothing was promised yet
    await told([made(1, '2026-01-01T10:00:00Z', { days: 15 })]); // arrives late
    await upkeep({ ...noNews, customers: [1], events: new Set(['Promise Made']) });
    await upkeep();
    const [promise, ...others] = await promisesOf(1);
    expect(others).toEqual([]);
    expect(promise).toMatchObject({
      madeOn: '2026-01-01',
      dueOn: '2026-01-16',
      keptOn: '2026-01-08',
      surplusDays: 8,
    });
  });

  it('stays one where the person turns out to have another id', async () => {
    await told([made(2, '2026-01-01T10:00:00Z', { dueOn: '2026-01-12' })]);
    await upkeep();
    await bed.engines.records.run(
      sql`update identities set customer = 9 where workspace_id = ${bed.workspace.number} and customer in (1, 2)`,
    );
    await told([made(9, '2026-01-01T10:00:00Z', { dueOn: '2026-01-12' }), kept(9, '2026-01-12T10:00:00Z')]);
    await bed.engines.warehouse.insert(
      'retired',
      new TextEncoder().encode(
        JSON.stringify({ workspace_id: bed.workspace.number, customer: 2, at: '2026-01-15 12:00:00.000' }),
      ),
      { format: 'JSONEachRow' },
    );
    await upkeep();
    expect(await promisesOf(9)).toMatchObject([{ outcome: 'kept', dueOn: '2026-01-12' }]);
  });

  it('is due on the local day of an instant: 23:30 in UTC on 11 January is the 12th in Paris', async () => {
    await told([
      made(1, '2026-01-02T10:00:00Z', { dueOn: '2026-01-11T23:30:00Z' }),
      made(2, '2026-01-02T10:00:00Z', { dueOn: '2026-01-11T23:30:00+01:00' }),
      made(3, '2026-01-02T10:00:00Z', { dueOn: '2026-01-11 23:30:00' }), // no zone: as it is written
    ]);
    await upkeep();
    const days = await Promise.all([1, 2, 3].map(async (one) => (await promisesOf(one))[0]?.dueOn));
    expect(days).toEqual(['2026-01-12', '2026-01-11', '2026-01-11']);
  });

  it('bears whatever an event says: text that no record holds, references of any length, quantities of any size', async () => {
    const due = { dueOn: '2026-01-12' };
    const long = '漢'.repeat(1_000);
    await told([
      made(1, '2026-01-02T10:00:00Z', {
        ...due,
        promiseId: 'p\u00001',
        promise: 'Li\u0000vrer',
        unit: 't\u0000',
      }),
      made(1, '2026-01-02T11:00:00Z', { ...due, promiseId: `${long}a` }),
      made(1, '2026-01-02T12:00:00Z', { ...due, promiseId: `${long}b` }),
      made(1, '2026-01-02T13:00:00Z', { ...due, promiseId: 'large', promised: 1e300 }),
      made(1, '2026-01-02T14:00:00Z', { ...due, promiseId: 'small', promised: 1e-12 }),
      made(2, '2026-01-02T10:00:00Z', due),
      kept(1, '2026-01-08T10:00:00Z'),
    ]);
    await upkeep();
    await upkeep();
    const ofFirst = await promisesOf(1);
    expect(ofFirst).toHaveLength(5);
    expect(ofFirst.find(({ keptOn }) => keptOn === '2026-01-08')).toMatchObject({ what: 'Livrer' });
    expect(ofFirst.every(({ promised }) => promised === null)).toBe(true);
    expect(await promisesOf(2)).toHaveLength(1);
  });

  it('listens to names of one’s own, and to what is promised to an account', async () => {
    await told([
      {
        customer: 0,
        at: at('2026-01-02T10:00:00Z'),
        event: 'SLA',
        account: 'acme',
        properties: { ref: 7, n: 100, d: 5 },
      },
      {
        customer: 0,
        at: at('2026-01-05T10:00:00Z'),
        event: 'SLA met',
        account: 'acme',
        properties: { ref: 7, got: 125 },
      },
    ]);
    await ask('promises.listen', {
      made: 'SLA',
      kept: 'SLA met',
      reference: 'ref',
      promised: 'n',
      actual: 'got',
      days: 'd',
    });
    const { promises } = await ask<{ promises: Promised[] }>('promises.of', { about: { account: 'acme' } });
    expect(promises).toMatchObject([
      { promised: 100, actual: 125, surplusShare: 0.25, outcome: 'exceeded', surplusDays: 2 },
    ]);
  });

  it('leaves what was said by hand until an event says it, and takes up no promise without a day', async () => {
    await told([made(1, '2026-01-01T10:00:00Z', { days: 3 }), made(3, '2026-01-01T10:00:00Z', {})]);
    await upkeep();
    expect(await promisesOf(3)).toEqual([]);
    const [promise] = await promisesOf(1);
    await keep({ id: promise?.id, keptOn: '2026-01-03' });
    await upkeep();
    expect(await promisesOf(1)).toMatchObject([{ keptOn: '2026-01-03' }]);
    await told([kept(1, '2026-01-02T10:00:00Z')]);
    await upkeep();
    expect(await promisesOf(1)).toMatchObject([{ keptOn: '2026-01-02', surplusDays: 2 }]);
    expect((await tasks()).map(({ state }) => state)).toEqual(['dropped']); // it was overdue at first
  });
});
