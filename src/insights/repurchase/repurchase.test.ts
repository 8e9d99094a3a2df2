import { afterAll, beforeAll, expect, it } from 'vitest';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { operations, type Repurchase } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const day = 86_400_000;
const first = Date.parse('2025-07-01T10:00:00Z');
const order = (customer: number, at: number, event = 'Order Completed') => ({
  customer,
  at,
  event,
  id: `o${customer}-${at}`,
});

it('is 28 % where 56 of 200 buyers watched for 90 days buy again; 50 too recent are left out', async () => {
  const workspace = paperWorkspace(1);
  await fill(engines.warehouse, workspace, [
    ...Array.from({ length: 200 }, (_, i) => order(i + 1, first)),
    ...Array.from({ length: 55 }, (_, i) => order(i + 1, first + 10 * day)),
    order(56, first + 90 * day), // the last instant that counts
    order(57, first + 90 * day + 1), // a millisecond late
    order(58, first + 5 * day, 'visit'), // no purchase
    ...Array.from({ length: 50 }, (_, i) => order(i + 301, first + 60 * day)), // watched for 60 days
    ...Array.from({ length: 30 }, (_, i) => order(i + 301, first + 61 * day)),
  ]);
  const context = asking(engines, workspace);
  const ask = { from: '2025-06-01', to: '2025-12-31', asOf: new Date(first + 120 * day).toISOString() };
  const found = await run<Repurchase>(operations, context, 'revenue.repurchase', ask);
  expect(found).toMatchObject({
    buyers: 250,
    eligible: 200,
    tooRecent: 50,
    again: 56,
    rate: { known: true, value: 0.28 },
    medianDays: { known: true, value: 10 },
  });
  expect(found.verdict.fr.replace(/\s/g, ' ')).toBe(
    '28 % (22–35 %) rachètent dans les 90 jours, sur 200 clients ; 50 clients trop récents, laissés de côté.',
  );
  const people = async (which: string) =>
    (await run<{ total: number }>(operations, context, 'revenue.repurchase-people', { ask, which })).total;
  expect([await people('eligible'), await people('again')]).toEqual([200, 56]);
  expect([await people('not_again'), await people('too_recent')]).toEqual([144, 50]);
  const visits = { ...ask, match: { event: 'visit' }, within: 1 };
  expect(await run<Repurchase>(operations, context, 'revenue.repurchase', visits)).toMatchObject({
    eligible: 1,
    again: 0,
    rate: { known: true, value: 0 },
    medianDays: { known: false },
  });
});

it('is told apart by a trait: the groups come to the whole, and each number to its people', async () => {
  const workspace = paperWorkspace(2);
  const plans = ['gold', 'gold', 'gold', 'basic', 'basic', 'rare'];
  await fill(engines.warehouse, workspace, [
    ...plans.map((plan, i) => ({
      customer: i + 1,
      at: first - day,
      type: 'identify' as const,
      event: '',
      traits: { plan },
    })),
    ...[1, 2, 3, 4, 5, 6, 7].map((customer) => order(customer, first)), // the seventh bears none
    ...[1, 2, 4, 7].map((customer) => order(customer, first + 10 * day)),
    order(8, first + 60 * day), // gold, and too recent
    { customer: 8, at: first - day, type: 'identify', event: '', traits: { plan: 'gold' } },
  ]);
  const context = asking(engines, workspace);
  const ask = {
    from: '2025-06-01',
    to: '2025-12-31',
    asOf: new Date(first + 120 * day).toISOString(),
    by: { trait: 'plan', top: 2 },
  };
  const found = await run<Repurchase>(operations, context, 'revenue.repurchase', ask);
  expect(
    found.parts.map(({ group, buyers, eligible, again }) => [
      group.value ?? group.kind,
      buyers,
      eligible,
      again,
    ]),
  ).toEqual([
    ['gold', 4, 3, 2],
    ['basic', 2, 2, 1],
    ['others', 1, 1, 0],
    ['missing', 1, 1, 1],
  ]);
  expect([found.buyers, found.eligible, found.again]).toEqual([8, 7, 4]);
  for (const { group, eligible, tooRecent, again } of found.parts) {
    for (const [which, count] of [
      ['eligible', eligible],
      ['again', again],
      ['too_recent', tooRecent],
    ] as const) {
      const page = await run<{ total: number }>(operations, context, 'revenue.repurchase-people', {
        ask,
        which,
        group,
      });
      expect([group, which, page.total]).toEqual([group, which, count]);
    }
  }
  const together = await run<Repurchase>(operations, context, 'revenue.repurchase', {
    ...ask,
    by: undefined,
  });
  expect(together).toEqual({ ...found, parts: [] });
  await expect(
    run(operations, context, 'revenue.repurchase-people', {
      ask,
      which: 'again',
      group: { kind: 'value', value: 'rare' },
    }),
  ).rejects.toThrow(/revenue.no_such_group/);
});
