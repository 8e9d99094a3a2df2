import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as contracts } from '#src/customers/contracts/index.ts';
import { operations as offers } from '#src/customers/offers/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import type { AccountRow, Shown } from './ask.ts';
import { operations } from './index.ts';

let engines: TestEngines;
let context: Context;

const ask = <T>(name: string, input: unknown = {}): Promise<T> => run<T>(operations, context, name, input);
const list = async (input: object = {}): Promise<AccountRow[]> =>
  (await ask<{ accounts: AccountRow[] }>('accounts.list', input)).accounts;
const at = (text: string): number => Date.parse(text);
const joins = (customer: number, account: string, when: string, traits = {}) => ({
  customer,
  at: at(when),
  type: 'group' as const,
  event: 'Group',
  account,
  traits,
});

beforeAll(async () => {
  engines = await openTestEngines();
  const workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  await fill(engines.warehouse, workspace, [
    joins(1, 'acme', '2025-01-01T10:00:00Z', { name: 'Acme', industry: 'steel' }),
    joins(2, 'acme', '2025-02-01T10:00:00Z'),
    joins(2, 'bolt', '2025-06-01T10:00:00Z', { name: 'Bolt' }),
    { customer: 1, at: at('2026-01-10T10:00:00Z') },
    { customer: 2, at: at('2026-01-12T10:00:00Z') },
    { customer: 2, at: at('2026-01-14T10:00:00Z'), account: 'acme' },
    { customer: 1, at: at('2026-01-14T12:00:00Z'), event: 'perdure.contract_renewed', account: 'acme' },
    { customer: 0, at: at('2026-01-03T10:00:00Z'), account: 'named only' },
  ]);
  const terms = { account: 'acme', startsAt: '2025-01-01', currency: 'EUR' };
  await run(contracts, context, 'contracts.record', {
    contracts: [
      {
        ...terms,
        contract: 'A1',
        offer: 'Team',
        price: 120_001,
        period: 'year',
        seats: 10,
        renewsAt: '2026-03-01',
      },
      { ...terms, contract: 'A2', offer: 'Support', price: 5000, period: 'month', discount: 1000, seats: 2 },
      { ...terms, contract: 'A3', offer: 'Old', price: 9000, period: 'month', endsAt: '2025-12-31' },
      { ...terms, contract: 'A4', offer: 'Paused', price: 700, period: 'month', pausedAt: '2026-01-01' },
      { ...terms, contract: 'A5', offer: 'Yen', price: 300, period: 'week', currency: 'JPY' },
      { ...terms, contract: 'B1', account: 'bolt', offer: 'Team', price: 900, period: 'month' },
      {
        ...terms,
        contract: 'C1',
        account: 'by contract',
        offer: 'Team',
        price: 900,
        period: 'quarter',
        currency: 'USD',
      },
    ],
  });
  await run(offers, context, 'offers.create', {
    name: 'Team',
    kind: 'continuous',
    terms: {
      entitlements: [{ key: 'export', name: 'Export', match: { event: 'export' }, differentiating: true }],
    },
  });
  engines.clock.advance(1);
});
afterAll(() => engines?.close());

describe('the list of accounts', () => {
  it('adds up what runs and is paid for: 1,200.01 a year and 50.00 less 10.00 a month are 140.00 a month', async () => {
    const [acme] = await list({ text: 'ACM' });
    // 120,001 ÷ 12 = 10,000.083…; + 5,000 − 1,000 = 14,000.083… cents → 14,000; 300 yen × 52 ÷ 12 = 1,300.
    expect(acme).toMatchObject({
      account: 'acme',
      name: 'Acme',
      members: 2,
      contracts: 4,
      offers: ['Paused', 'Support', 'Team', 'Yen'],
      seats: 12,
      monthly: [
        { currency: 'EUR', amount: '14000' },
        { currency: 'JPY', amount: '1300' },
      ],
      renewsAt: '2026-02-28T23:00:00.000Z',
      lastSeen: '2026-01-14T10:00:00.000Z', // a renewal is no sign of life
    });
  });

  it('knows an account by a person, an event or a contract; a person of two counts in both', async () => {
    const rows = await list();
    expect(rows.map(({ account, members }) => [account, members])).toEqual([
      ['acme', 2],
      ['bolt', 1],
      ['by contract', 0],
      ['named only', 0],
    ]);
    expect(rows[1]?.lastSeen).toBe('2026-01-14T10:00:00.000Z'); // by customer 2, whose latest account it is
  });

  it('is sorted and told page by page; what is not known comes last either way', async () => {
    const order = async (input: object) => (await list(input)).map(({ account }) => account);
    expect(await order({ sort: 'monthly', descending: true })).toEqual([
      'acme',
      'bolt',
      'by contract',
      'named only',
    ]);
    expect(await order({ sort: 'seats' })).toEqual(['acme', 'bolt', 'by contract', 'named only']);
    expect(await order({ sort: 'seen' })).toEqual(['named only', 'acme', 'bolt', 'by contract']);
    const page = await ask<{ total: number; next: number | null }>('accounts.list', { offset: 2, limit: 1 });
    expect(page).toMatchObject({ total: 4, next: 3, accounts: [{ account: 'by contract' }] });
  });

  it('tells of an instant gone by when an account had been seen by then, whatever came since', async () => {
    expect(await list({ asOf: '2026-01-13T00:00:00Z', text: 'bolt' })).toMatchObject([
      { lastSeen: '2026-01-12T10:00:00.000Z' },
    ]);
  });

  it('knows at an instant only who was a member, and what was recorded, before it', async () => {
    expect(await list({ asOf: '2025-03-01T00:00:00Z' })).toMatchObject([
      { account: 'acme', members: 2, contracts: 0, monthly: [], lastSeen: '2025-02-01T10:00:00.000Z' },
    ]);
    expect(await list({ asOf: '2025-02-01T10:00:00Z' })).toMatchObject([{ members: 1 }]);
    expect(await list({ asOf: '2025-02-01T10:00:00.001Z' })).toMatchObject([{ members: 2 }]);
  });
});

describe('one account', () => {
  it('shows its traits, people, contracts in force and before, and what its offers entitle to', async () => {
    await run(contracts, context, 'contracts.record', {
      contracts: [
        {
          contract: 'B1',
          account: 'bolt',
          offer: 'Team',
          startsAt: '2025-01-01',
          price: 1900,
          period: 'month',
        },
      ],
    });
    engines.clock.advance(1);
    const bolt = await ask<Shown>('accounts.show', { account: 'bolt' });
    expect(bolt).toMatchObject({
      name: 'Bolt',
      members: 1,
      monthly: [{ currency: 'EUR', amount: '1900' }],
      people: [{ customer: 2, latest: true, lastSeen: '2026-01-14T10:00:00.000Z' }],
      agreements: [{ running: true, current: { version: 2 }, versions: [{ version: 2 }, { version: 1 }] }],
      entitled: [{ name: 'Team', terms: { entitlements: [{ key: 'export', differentiating: true }] } }],
    });
    const acme = await ask<Shown>('accounts.show', { account: 'acme' });
    expect(acme.traits).toMatchObject([{ trait: 'industry', value: 'steel' }, { trait: 'name' }]);
    expect(acme.people.map(({ customer, latest }) => [customer, latest])).toEqual([
      [2, false],
      [1, true],
    ]);
    expect(acme.lastSeen).toBe('2026-01-14T10:00:00.000Z');
    expect(acme.agreements.at(-1)?.current.contract).toBe('A3'); // ended: behind those that run
    await expect(ask('accounts.show', { account: 'nobody' })).rejects.toThrow(/accounts.unknown/);
  });

  it('has an owner: a member of the workspace, or a name', async () => {
    await context.records.run(sql`
      insert into users (id, email, name)
      values ('usr_claire', 'claire@example.com', 'Claire')`);
    const set = (owner: string | null) =>
      ask<{ owner: unknown }>('accounts.set-owner', { account: 'acme', owner });
    await expect(set('usr_claire')).rejects.toThrow(/accounts.unknown_owner/);
    await context.records.run(sql`
      insert into members (workspace_id, user_id, role) values (${context.workspace.number}, 'usr_claire', 'editor')`);
    expect(await set('usr_claire')).toMatchObject({ owner: { id: 'usr_claire', name: 'Claire' } });
    expect(await list({ text: 'clair' })).toMatchObject([{ account: 'acme', owner: { name: 'Claire' } }]);
    expect(await set('Paul')).toMatchObject({ owner: { name: 'Paul' } });
    expect(await list({ owner: 'Paul' })).toHaveLength(1);
    await set(null);
    expect(await list({ owner: 'Paul' })).toEqual([]);
  });
});
