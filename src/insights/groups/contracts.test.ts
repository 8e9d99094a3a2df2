import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context, Operation } from '#src/access/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { holdContracts } from '../../../test/holding.ts';
import { operations as health } from '../health/index.ts';
import { operations as phases } from '../phase-board/index.ts';
import { operations as repurchase } from '../repurchase/index.ts';
import { operations as revenue } from '../revenue/index.ts';
import { operations as staying } from '../revenue-retention/index.ts';
import { operations as signups } from '../signup-seasons/index.ts';
import type { GroupsAskInput, GroupsCompared } from './ask.ts';
import { operations } from './index.ts';

const everything = [
  ...operations,
  ...health,
  ...phases,
  ...repurchase,
  ...revenue,
  ...staying,
  ...signups,
] as unknown as readonly Operation[];

let engines: TestEngines;
let context: Context;
const day = 86_400_000;
const at = (date: string) => Date.parse(`${date}T09:00:00Z`);

/**
 * Twenty people of the plan gold, 1 to 20, and twenty of basic, 21 to 40, since June and under contract since July. Of each the
 * first so many left in December, bought again in time, are in attrition, and stayed away since.
 */
const of = {
  gold: { from: 1, left: 2, again: 15, attrition: 4, away: 0 },
  basic: { from: 21, left: 8, again: 6, attrition: 12, away: 10 },
} as const;
const plans = ['gold', 'basic'] as const;
const twenty = Array.from({ length: 20 }, (_, i) => i);

beforeAll(async () => {
  engines = await openTestEngines();
  context = asking(engines, await createTestWorkspace(engines));
  const { warehouse } = engines;
  const { workspace } = context;
  const visits = Array.from({ length: 32 }, (_, week) => at('2025-06-02') + week * 7 * day);
  await fill(
    warehouse,
    workspace,
    plans.flatMap((plan) =>
      twenty.flatMap((i) => {
        const customer = of[plan].from + i;
        const bought = [at('2025-09-01'), ...(i < of[plan].again ? [at('2025-10-01')] : [])];
        return [
          { customer, at: at('2025-06-01'), type: 'identify' as const, event: '', traits: { plan } },
          ...visits
            .filter((time) => i >= of[plan].away || time < testNow - 60 * day)
            .map((time) => ({ customer, at: time, event: 'visit' })),
          ...bought.map((time) => ({ customer, at: time, event: 'Order Completed' })),
        ];
      }),
    ),
  );
  await holdContracts(
    warehouse,
    workspace,
    plans.flatMap((plan) =>
      twenty.map((i) => ({
        holder: `user-${of[plan].from + i}`,
        kind: 'customer' as const,
        starts: at('2025-07-01'),
        ends: i < of[plan].left ? at('2025-12-10') : null,
      })),
    ),
  );
  const time = (date: string) => `${date} 00:00:00.000`;
  const lives = plans.flatMap((plan) =>
    twenty.map((i) => {
      const phase = i < of[plan].attrition ? 'attrition' : 'loyalty';
      return {
        workspace_id: workspace.number,
        customer: of[plan].from + i,
        offer: '',
        known: true,
        headline: true,
        phase,
        status: 'none',
        since: time('2025-08-01'),
        moves_at: [time('2025-08-01')],
        moves_phase: [phase],
        moves_status: ['none'],
        moves_rule: [0],
        moves_reason: ['purchase'],
        moves_facts: ['{}'],
        stamp: '1',
      };
    }),
  );
  await warehouse.insert('phase_lives', Buffer.from(lives.map((row) => JSON.stringify(row)).join('\n')));
  engines.clock.set(testNow - day);
  const recency = { key: 'recency', measure: { kind: 'since', of: { event: 'visit' } }, better: 'lower' };
  await run(health as unknown as readonly Operation[], context, 'health.adopt', {
    unit: 'customer',
    basedOn: 0,
    template: { dimensions: [{ ...recency, green: 14, yellow: 30 }] },
  });
  engines.clock.set(testNow);
});
afterAll(() => engines.close());

const arms = plans.map((plan) => ({
  kind: 'people' as const,
  name: plan,
  people: [{ kind: 'trait' as const, trait: 'plan', how: 'is' as const, values: [plan] }],
}));
const range = { from: '2025-11-01', to: '2025-12-31' };

const questions: readonly { of: string; ask: object; figure: string; hits: readonly [number, number] }[] = [
  { of: 'revenue.churn', ask: range, figure: 'lost_0', hits: [2, 8] },
  { of: 'revenue.retention', ask: range, figure: 'gone_EUR_0', hits: [2, 8] },
  {
    of: 'revenue.repurchase',
    ask: { from: '2025-08-01', to: '2025-09-30' },
    figure: 'again',
    hits: [15, 6],
  },
  { of: 'phases.board', ask: range, figure: 'attrition', hits: [4, 12] },
  { of: 'health.summary', ask: { among: 'known' }, figure: 'red', hits: [0, 10] },
  {
    of: 'signup-seasons.cohorts',
    ask: {
      from: '2025-06-01',
      to: '2025-06-30',
      start: { event: 'visit' },
      return: { event: 'visit' },
      at: 190, // the 28 days from 9 December on
    },
    figure: 'season_1',
    hits: [20, 10],
  },
];

describe('groups are compared by who is lost, stays, buys again, stands where, and is well', () => {
  it.each(questions)('$of: $hits of 20 and 20', async ({ of: operation, ask, figure, hits }) => {
    const input = { question: { of: operation, ask }, arms, figure } as unknown as GroupsAskInput;
    const answer = await run<GroupsCompared>(everything, context, 'compare.groups', input);
    const found = answer.figures.find(({ key }) => key === figure);
    expect(found?.groups.map((group) => [group.hits, group.total])).toEqual(hits.map((one) => [one, 20]));
    for (const { behind, ...group } of found?.groups ?? []) {
      for (const which of ['hits', 'total'] as const) {
        const page = await run<{ total: number }>(everything, context, behind?.of ?? '', behind?.[which]);
        expect([which, page.total]).toEqual([which, group[which]]);
      }
    }
    expect(answer.pairs[0]?.overlap).toBe(0);
  });

  it.each([
    ['revenue.movements', /amounts of money are no share/],
    ['phases.warnings', /ask phases.board/],
    ['health.board', /health.summary/],
  ])('refuses %s, and says why', async (operation, why) => {
    const input = { question: { of: operation, ask: range }, arms };
    await expect(run(everything, context, 'compare.groups', input)).rejects.toThrow(why);
  });
});
