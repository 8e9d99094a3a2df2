import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { type Announcement, type Keeper, type Kept, noNews } from '#src/customers/upkeep/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { type ContractRow, eventsKeeper, mirrorKeeper, operations, personalData } from './index.ts';

let engines: TestEngines;
let context: Context;
let told: Announcement[] = [];

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());

/** A workspace of its own for each case. */
async function fresh(): Promise<void> {
  engines.clock.set(testNow);
  context = asking(engines, await createTestWorkspace(engines));
  told = [];
}

const ask = <T>(name: string, input: unknown = {}): Promise<T> => run<T>(operations, context, name, input);
type Answer = { recorded: number; unchanged: number; contracts: { version: number; effectiveAt: string }[] };
const gym = {
  contract: 'K1',
  customer: 'julie',
  offer: 'Annuel',
  startsAt: '2025-09-01',
  price: 4900,
  period: 'month',
};
const record = (contracts: object | object[], key?: string): Promise<Answer> =>
  ask<Answer>('contracts.record', {
    contracts: [contracts].flat(),
    ...(key === undefined ? {} : { key }),
  });
const known = async (asOf?: string): Promise<ContractRow[]> =>
  (await ask<{ contracts: ContractRow[] }>('contracts.list', asOf === undefined ? {} : { asOf })).contracts;
const versions = async () =>
  (await context.records.row(sql<{ held: number }>`select count(*)::integer as held from contracts`))?.held;

const turn = (keeper: Keeper, wishes: Partial<Kept> = {}) =>
  keeper.keep(
    {
      ...context,
      store: engines.warehouse,
      signal: AbortSignal.timeout(60_000),
      announce: async (events) => {
        told.push(...events);
      },
      ...wishes,
    },
    noNews,
  );
const names = () => told.map(({ event }) => event.replace('perdure.contract_', ''));
const day = 86_400_000;

describe('a contract that is recorded', () => {
  it('is one version, however often the same is said', async () => {
    await fresh();
    expect(await record(gym)).toMatchObject({ recorded: 1, unchanged: 0, contracts: [{ version: 1 }] });
    expect(await record(gym)).toMatchObject({ recorded: 0, unchanged: 1, contracts: [{ version: 1 }] });
    expect(await versions()).toBe(1);
  });

  it('is answered the same under the same key, and refused with another body', async () => {
    await fresh();
    const first = await record(gym, 'k-1');
    await record({ ...gym, price: 5900 }, 'k-2');
    expect(await record(gym, 'k-1')).toEqual(first); // and does not put the old price back
    expect(await known()).toMatchObject([]); // recorded now, known from now on
    engines.clock.advance(1);
    expect(await known()).toMatchObject([{ version: 2, price: '5900' }]);
    await expect(record({ ...gym, price: 100 }, 'k-1')).rejects.toThrow(/contracts.key_reused/);
    expect(await versions()).toBe(2);
  });

  it('is one version also where ten tell it at once, with a key and without', async () => {
    await fresh();
    const all = await Promise.all(Array.from({ length: 10 }, () => record(gym, 'k-1')));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    await Promise.all(Array.from({ length: 10 }, () => record({ ...gym, contract: 'K2' })));
    expect(await versions()).toBe(2);
  });

  it('is recorded with its key or not at all: what is cut before the end may be told again', async () => {
    await fresh();
    await context.records
      .transaction(async (tx) => {
        const cut = {
          ...context,
          records: { ...tx, transaction: <T>(work: (on: typeof tx) => Promise<T>) => work(tx) },
        };
        await run(operations, cut, 'contracts.record', { contracts: [gym], key: 'k-1' });
        throw new Error('killed before the end');
      })
      .catch((error: unknown) => expect(String(error)).toContain('killed'));
    expect(await versions()).toBe(0);
    expect(await record(gym, 'k-1')).toMatchObject({ recorded: 1 });
  });

  it('is known at 12:00:00.001 where it was recorded at 12:00, with the terms of then on both sides of a change', async () => {
    await fresh();
    await record(gym);
    engines.clock.advance(10 * day);
    await record({ ...gym, price: 5900 });
    engines.clock.advance(day);
    expect(await known('2026-01-15T12:00:00.000Z')).toEqual([]);
    expect(await known('2026-01-15T12:00:00.001Z')).toMatchObject([{ version: 1, price: '4900' }]);
    expect(await known('2026-01-25T12:00:00.000Z')).toMatchObject([{ version: 1 }]);
    expect(await known('2026-01-25T12:00:00.001Z')).toMatchObject([
      // A day alone begins in the workspace's zone: Paris is two hours ahead in September.
      {
        version: 2,
        price: '5900',
        startsAt: '2025-08-31T22:00:00.000Z',
        effectiveAt: '2026-01-25T12:00:00.000Z',
      },
    ]);
  });

  it('has one holder for ever: another is refused, and told whose ids are one person’s it stays with the first', async () => {
    await fresh();
    await record(gym);
    await expect(record({ ...gym, customer: 'marc' })).rejects.toThrow(/contracts.other_holder/);
    await expect(record({ ...gym, customer: undefined, account: 'acme' })).rejects.toThrow(/other_holder/);
    const two = [gym, { ...gym, customer: 'marc' }].map((one) => ({ ...one, contract: 'K2' }));
    await expect(record(two)).rejects.toThrow(/contracts\[1\].customer/);
    expect(await versions()).toBe(1);
    const { number } = context.workspace;
    await context.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      values (${number}, 'user', 'julie', 1), (${number}, 'user', 'julie@home', 1), (${number}, 'user', 'marc', 2)`);
    await expect(record({ ...gym, customer: 'marc' })).rejects.toThrow(/contracts.other_holder/);
    expect(await record({ ...gym, customer: 'julie@home' })).toMatchObject({ unchanged: 1 });
    await record({ ...gym, customer: 'julie@home', price: 5900 });
    engines.clock.advance(1);
    expect(await known()).toMatchObject([{ version: 2, holder: 'julie', price: '5900' }]);
  });

  it('is refused by the field, with what was expected', async () => {
    await fresh();
    const refused = (wrong: object) => expect(record({ ...gym, ...wrong })).rejects;
    await refused({ currency: 'EURO' }).toThrow(/ISO 4217/);
    await refused({ price: 49.5 }).toThrow(/whole number of smallest units/);
    await refused({ endsAt: '2025-08-31' }).toThrow(/not before startsAt/);
    await refused({ account: 'acme' }).toThrow(/one of the two/);
    await refused({ startsAt: '2025-02-30' }).toThrow(/an instant such as/);
    await refused({ discount: 5000 }).toThrow(/not above the price/);
    await refused({ resumesAt: '2026-01-01' }).toThrow(/where pausedAt is not told/);
    await expect(record([gym, { ...gym, contract: 'K2', currency: 'X' }])).rejects.toThrow();
    expect(await versions()).toBe(0); // all or none
  });
});

describe('what befalls a contract', () => {
  it('is an event each: started, paused, resumed, renewed, changed, cancelled, and ended when the end has come', async () => {
    await fresh();
    const said = async (terms: object) => {
      await record({ ...gym, ...terms });
      await turn(eventsKeeper);
      engines.clock.advance(day);
    };
    await said({ paidThrough: '2026-01-31' });
    await said({ paidThrough: '2026-01-31', pausedAt: '2026-01-16' });
    await said({ paidThrough: '2026-01-31' });
    await said({ paidThrough: '2026-02-28' });
    await said({ paidThrough: '2026-02-28', price: 5900 });
    const end = { paidThrough: '2026-02-28', price: 5900, cancelledAt: '2026-01-20', endsAt: '2026-03-01' };
    await said(end);
    expect(names()).toEqual(['started', 'paused', 'resumed', 'renewed', 'changed', 'cancelled']);
    expect(told[4]?.properties).toMatchObject({ contract: 'K1', version: 5, changed: ['amount'] });
    await turn(eventsKeeper);
    expect(told).toHaveLength(6); // told once
    engines.clock.set(Date.parse('2026-02-28T22:59:59.999Z')); // 1 March has not begun in Paris
    await turn(eventsKeeper);
    expect(told).toHaveLength(6);
    engines.clock.set(Date.parse('2026-02-28T23:00:00.000Z'));
    await turn(eventsKeeper);
    expect(told.at(-1)).toMatchObject({
      event: 'perdure.contract_ended',
      user: 'julie',
      at: Date.parse('2026-02-28T23:00:00.000Z'),
    });
    expect(await known('2026-02-28T23:00:00.000Z')).toMatchObject([{ version: 6 }]);
  });

  it('is no end where it was put off before', async () => {
    await fresh();
    await record({ ...gym, endsAt: '2026-01-20' });
    engines.clock.advance(day);
    await record({ ...gym, endsAt: '2026-02-20' });
    engines.clock.set(Date.parse('2026-01-25T00:00:00Z'));
    await turn(eventsKeeper);
    expect(names()).toEqual(['started', 'renewed']);
  });

  it('resumes by itself when the end of its pause has come', async () => {
    await fresh();
    await record({ ...gym, pausedAt: '2026-01-10', resumesAt: '2026-01-16', endsAt: '2026-01-18' });
    await turn(eventsKeeper);
    engines.clock.advance(day);
    await turn(eventsKeeper);
    engines.clock.advance(5 * day);
    await turn(eventsKeeper);
    expect(names()).toEqual(['started', 'paused', 'resumed', 'ended']);
  });

  it('is one resumption where a file says afterwards that the pause is over, and a change where the end is brought forward', async () => {
    await fresh();
    const end = { endsAt: '2026-06-01' };
    await record({ ...gym, ...end, pausedAt: '2026-01-10', resumesAt: '2026-01-16' });
    await turn(eventsKeeper);
    engines.clock.advance(5 * day);
    await turn(eventsKeeper);
    expect(names()).toEqual(['started', 'paused', 'resumed']);
    await record({ ...gym, ...end });
    await turn(eventsKeeper);
    engines.clock.advance(day);
    await record({ ...gym, endsAt: '2026-04-01' });
    await turn(eventsKeeper);
    expect(names().slice(3)).toEqual(['changed', 'changed']);
    expect(told.slice(3).map(({ properties }) => properties.changed)).toEqual([['resumes'], ['end']]);
  });

  it('is told again under the same ids where telling was cut: none is missing, none is there twice', async () => {
    await fresh();
    await record([gym, { ...gym, contract: 'K2', account: 'acme', customer: undefined }]);
    const cut = turn(eventsKeeper, {
      announce: async (events) => {
        told.push(...events);
        throw new Error('killed after telling');
      },
    });
    await expect(cut).rejects.toThrow('killed');
    await turn(eventsKeeper);
    expect(told).toHaveLength(4);
    expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(2);
    expect(told[1]).toMatchObject({ account: 'acme' });
  });
});

describe('the copy in the warehouse', () => {
  const copied = () =>
    engines.warehouse.rows(sql<{
      contract: string;
      version: number;
      price: string;
      currency: string;
      ends: string;
    }>`
      select contract, version, toString(price) as price, currency, toString(ends_at) as ends
      from contract_versions final
      where workspace_id = ${context.workspace.number}
      order by contract, version`);
  const kept = () =>
    context.records.rows(sql`
      select contract, version, price::text as price, currency,
        to_char(ends_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') as ends
      from contracts
      order by contract, version`);

  it('equals the records, also where it was cut between the two', async () => {
    await fresh();
    await record([gym, { ...gym, contract: 'K2', endsAt: '2026-03-01', currency: 'JPY' }]);
    await record({ ...gym, price: 5900 });
    const { insert } = engines.warehouse;
    const store = {
      ...engines.warehouse,
      insert: async (...given: Parameters<typeof insert>) => {
        await engines.warehouse.insert(...given);
        throw new Error('killed before it was noted');
      },
    };
    await expect(turn(mirrorKeeper, { store })).rejects.toThrow('killed');
    await record({ ...gym, price: 6900 });
    await turn(mirrorKeeper);
    await turn(mirrorKeeper);
    expect(await copied()).toEqual(await kept());
    expect(await kept()).toHaveLength(4);
  });

  it('is news of its holder in the next turn, and once more where the turn was killed before the end', async () => {
    await fresh();
    const { number } = context.workspace;
    await fill(engines.warehouse, context.workspace, [{ customer: 7, at: testNow - day }]); // user-7
    const news = async (since: string) =>
      engines.warehouse.rows(sql<object>`
        select bitmapToArray(groupBitmapMergeState(customers)) as customers, arrayDistinct(groupArrayArray(accounts)) as accounts,
          toUInt32(count()) as inserts
        from arrivals
        where workspace_id = ${number} and has(events, ${since})`);
    await record([
      { ...gym, customer: 'user-7' },
      { ...gym, contract: 'K2', account: 'acme', customer: undefined },
      { ...gym, contract: 'K3', customer: 'of whom no event came' },
    ]);
    const records = {
      ...context.records,
      transaction: <T>(work: (on: Transaction) => Promise<T>) =>
        context.records.transaction(async (tx) => {
          await work(tx);
          throw new Error('killed before the end');
        }) as Promise<T>,
    };
    await expect(turn(mirrorKeeper, { records })).rejects.toThrow('killed');
    await turn(mirrorKeeper);
    const told = { customers: [7], accounts: ['acme'] };
    expect(await news('perdure.contract_copied')).toEqual([{ ...told, inserts: 2 }]);
    await turn(mirrorKeeper); // nothing to copy
    expect(await news('perdure.contract_copied')).toEqual([{ ...told, inserts: 2 }]);
  });

  it('goes with the person: nothing of theirs is left in either', async () => {
    await fresh();
    await record([gym, { ...gym, contract: 'K2', customer: 'marc' }]);
    await turn(mirrorKeeper);
    const contracts = personalData.find(({ holds }) => holds === 'contracts');
    const julie = {
      workspace: context.workspace.number,
      userIds: ['julie'],
      anonymousIds: [],
      numbers: [],
      names: [],
    };
    expect(await contracts?.count(engines, julie)).toBe(2);
    await contracts?.erase(engines, julie, testNow);
    await contracts?.erase(engines, julie, testNow);
    expect(await contracts?.count(engines, julie)).toBe(0);
    expect(await copied()).toMatchObject([{ contract: 'K2' }]);
  });
});
