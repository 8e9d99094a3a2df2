import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { recordContracts } from '#src/customers/contracts/index.ts';
import { RhythmLaw as Law, type RhythmLaw, unlearned } from '#src/customers/early-warning/index.ts';
import { defaultRule } from '#src/customers/phases/index.ts';
import { createDefinition } from '#src/customers/value/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { type Life, operations } from './index.ts';
import { rhythmOf } from './rhythm.ts';

const day = 86_400_000;
let engines: TestEngines;
let context: Context;
const ask = (input: object) => run<Life>(operations, context, 'customers.life', input);

/** So many days before now, a minute earlier: what is told now is not known yet. */
const ago = (days: number) => testNow - days * day - 60_000;
const did = (days: number, event = 'visit', properties: object = {}): ToldEvent => ({
  customer: 1,
  at: ago(days),
  event,
  properties: { ...properties },
});
const buys = (days: number, revenue: number) =>
  did(days, 'Order Completed', { orderId: `o${days}`, revenue, currency: 'EUR' });

beforeAll(async () => {
  engines = await openTestEngines({ now: ago(0) });
  const workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${workspace.number}, 'user', 'julie', 1), (${workspace.number}, 'user', 'julie@work', 1),
      (${workspace.number}, 'user', 'quiet', 2)`);
  await createDefinition(
    context,
    { name: 'Visite', offer: null },
    { match: { event: 'visit', where: [] }, rule: { kind: 'times', times: 1 }, period: 'day' },
  );
  await fill(engines.warehouse, workspace, [
    ...[40, 33, 26, 19, 12].map((days) => did(days)),
    buys(40, 30),
    buys(19, 12.5),
    did(18, 'Order Refunded', { orderId: 'o19', revenue: 2.5, currency: 'EUR' }),
    did(14, 'perdure.action_opened', { action: 'appel', cause: 'prix' }),
    did(13, 'perdure.action_closed', { action: 'appel', outcome: 'rassurée' }),
    did(9, 'perdure.message_sent', { message: 'bonjour' }),
    did(8, 'perdure.segment_entered', { segment: 'seg_1' }),
    did(7, 'Ticket Opened', { topic: 'facture' }),
  ]);
  for (const holder of ['julie', 'julie@work']) {
    await run([recordContracts], context, 'contracts.record', {
      contracts: [
        {
          contract: `of ${holder}`,
          customer: holder,
          offer: 'Or',
          startsAt: '2025-11-03',
          price: 1000,
          period: 'month',
        },
      ],
    });
  }
  engines.clock.set(testNow);
});
afterAll(() => engines?.close());

describe('a life by week', () => {
  it('begins with the week of its first trace and ends with this one, every list as long', async () => {
    const life = await ask({ id: 'julie' });
    // The contract began on Monday 3 November; 15 January is a Thursday of the week of the 12th: 11 weeks.
    expect(life.weeks).toHaveLength(11);
    expect([life.weeks[0], life.weeks.at(-1), life.to]).toEqual(['2025-11-03', '2026-01-12', '2026-01-15']);
    for (const list of [life.activity, life.visits?.weeks, life.purchases[0]?.weeks])
      expect(list).toHaveLength(11);
    expect(life.visits?.weeks.reduce((sum, one) => sum + one, 0)).toBe(5);
    // What we did is no activity of theirs: 5 visits, 2 orders, a refund and a ticket.
    expect(life.activity.reduce((sum, one) => sum + one, 0)).toBe(9);
    expect((await ask({ customer: 1, weeks: 4 })).weeks).toHaveLength(4);
  });

  it('adds up what was bought, paid back and paid a month, by each of their ids', async () => {
    const life = await ask({ id: 'julie@work' });
    expect(life.bought).toEqual([{ currency: 'EUR', orders: 2, amount: '4250', refunded: '250' }]);
    expect(life.purchases[0]?.weeks.filter((amount) => amount !== '0')).toEqual(['3000', '1250']);
    expect(life.monthly).toEqual([{ currency: 'EUR', amount: '2000' }]);
    expect(life.contracts.map(({ contract, running }) => [contract, running])).toEqual([
      ['of julie', true],
      ['of julie@work', true],
    ]);
  });

  it('tells what we did, how it ended, and the first visit after it', async () => {
    const { ours, tickets } = await ask({ id: 'julie' });
    expect(
      ours.map(({ event, what, outcome, backAfterDays }) => [event, what, outcome, backAfterDays]),
    ).toEqual([
      ['perdure.message_sent', 'bonjour', null, null],
      ['perdure.action_opened', 'appel', 'rassurée', 2], // opened 14 days ago, next visit 12 days ago
    ]);
    expect(tickets).toMatchObject([{ event: 'Ticket Opened', topic: 'facture' }]);
  });

  it('knows of nobody’s life what nobody told', async () => {
    const life = await ask({ id: 'quiet' });
    expect(life).toMatchObject({
      bought: [],
      monthly: [],
      contracts: [],
      bands: [],
      ours: [],
      rhythm: { visits: 0, usual: null, silence: null },
    });
    expect(life.weeks).toHaveLength(4);
    await expect(ask({ id: 'nobody' })).rejects.toThrow(/customers.unknown/);
  });
});

describe('a rhythm', () => {
  const judge = {
    warning: defaultRule.warning,
    law: new Law(unlearned, defaultRule.warning.level) as RhythmLaw,
  };
  it('is the middle of the gaps; the next visit is expected after it', async () => {
    expect((await ask({ id: 'julie' })).rhythm).toMatchObject({
      visits: 5,
      days: 5,
      usual: 7,
      last: '2026-01-03',
      expected: '2026-01-10',
      silence: 12,
      limit: null, // four gaps are one too few
    });
    expect(rhythmOf(5, [0, 1, 3, 6, 10], 20, judge)).toMatchObject({ usual: 2.5 }); // 1, 2, 3, 4
    expect(rhythmOf(3, [0, 1, 3], 20, judge).usual).toBeNull();
    expect(rhythmOf(6, [0, 7, 14, 21, 28, 35], 40, judge).limit).toBeGreaterThan(7);
  });
});
