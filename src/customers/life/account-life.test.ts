import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { type AccountLife, operations } from './index.ts';

const day = 86_400_000;
let engines: TestEngines;
let context: Context;
const did = (customer: number, days: number, event: string, more: Partial<ToldEvent> = {}): ToldEvent => ({
  customer,
  at: testNow - days * day - 60_000,
  event,
  ...more,
});
const joins = (customer: number, days: number, account: string) =>
  did(customer, days, '', { type: 'group', account });
const buys = (customer: number, days: number, revenue: number, account = '') =>
  did(customer, days, 'Order Completed', {
    account,
    properties: { orderId: `o${customer}-${days}`, revenue, currency: 'EUR' },
  });

beforeAll(async () => {
  engines = await openTestEngines();
  const workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${workspace.number}, 'user', 'ana', 1), (${workspace.number}, 'user', 'ben', 2)`);
  await fill(engines.warehouse, workspace, [
    joins(1, 50, 'acme'),
    joins(2, 50, 'acme'),
    joins(2, 30, 'bolt'), // Ben belongs to both; what names none is of his latest
    buys(1, 40, 30),
    buys(2, 20, 5), // of Bolt
    buys(2, 19, 7, 'acme'),
    did(1, 18, 'Order Refunded', { properties: { orderId: 'o1-40', revenue: 2.5, currency: 'EUR' } }),
    did(1, 14, 'perdure.action_opened', { properties: { action: 'appel', cause: 'prix' } }),
    did(2, 13, 'perdure.action_closed', {
      account: 'acme',
      properties: { action: 'appel', outcome: 'de Ben' },
    }),
    did(1, 12, 'perdure.action_closed', { properties: { action: 'appel', outcome: 'rassurée' } }),
    did(2, 11, 'visit', { account: 'acme' }),
    did(0, 9, 'perdure.message_sent', { account: 'acme', properties: { message: 'bilan' } }),
    did(2, 5, 'perdure.message_sent', { properties: { message: 'à Bolt' } }),
    did(0, 4, 'perdure.milestone_reached', {
      account: 'acme',
      properties: { milestone: 'mls_0123456789abcdef', name: 'Cent exports' },
    }),
  ]);
  await engines.warehouse.insert(
    'phase_lives',
    new TextEncoder().encode(
      [1, 2, 3]
        .map((customer) =>
          JSON.stringify({
            workspace_id: workspace.number,
            customer,
            offer: '',
            known: true,
            headline: true,
            phase: 'loyalty',
            status: customer === 1 ? 'warning' : 'none',
            since: '2026-01-01 00:00:00.000',
            stamp: 1,
          }),
        )
        .join('\n'),
    ),
    { format: 'JSONEachRow' },
  );
});
afterAll(() => engines?.close());

const lifeOf = (account: string) => run<AccountLife>(operations, context, 'accounts.life', { account });

it('tells what we did for it and its people, each with its own end and the next day that anybody came', async () => {
  const { ours } = await lifeOf('acme');
  expect(
    ours.map(({ what, person, cause, outcome, backAfterDays }) => [
      what,
      person?.id,
      cause,
      outcome,
      backAfterDays,
    ]),
  ).toEqual([
    ['Cent exports', undefined, null, null, null],
    ['bilan', undefined, null, null, null],
    ['appel', 'ana', 'prix', 'rassurée', 3],
  ]);
  expect((await lifeOf('bolt')).ours.map(({ what }) => what)).toEqual(['à Bolt']);
});

it('adds up what its people bought for it: 30 and 7 €, of which 2.50 were paid back; 5 € of theirs are of another', async () => {
  expect((await lifeOf('acme')).bought).toEqual([
    { currency: 'EUR', orders: 2, amount: '3700', refunded: '250' },
  ]);
  expect((await lifeOf('bolt')).bought).toEqual([
    { currency: 'EUR', orders: 1, amount: '500', refunded: '0' },
  ]);
});

it('says in which phase those who ever belonged to it stand, and which events are told in it', async () => {
  const { standing, events } = await lifeOf('acme');
  expect(standing.map(({ customer, phase, status }) => [customer, phase, status])).toEqual([
    [1, 'loyalty', 'warning'],
    [2, 'loyalty', 'none'],
  ]);
  expect(events.find(({ event }) => event === 'Order Completed')?.count).toBe(2);
  expect(events.map(({ event }) => event)).toContain('visit');
  expect(await lifeOf('nobody')).toMatchObject({ ours: [], bought: [], standing: [], events: [] });
});
