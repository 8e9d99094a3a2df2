import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { among, ByHand, onAllPages, passes, without } from '../value/by-hand.test-data.ts';
import { askFor, historiesFrom, pageFor, questionsEach, stored } from '../value/histories.test-data.ts';
import { AdoptionAsk, type AdoptionGrid, gridOf, operations, peopleOf } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const on = (customer: number, date: string, event: string): ToldEvent => ({
  customer,
  at: Date.parse(`${date}T10:00:00Z`),
  event,
});

it('says 25 %: 30 who used of 120 who saw, not of all 200', async () => {
  const workspace = paperWorkspace(9001);
  const context = asking(engines, workspace);
  await fill(engines.warehouse, workspace, [
    ...Array.from({ length: 200 }, (_, i) => on(i + 1, '2025-02-10', 'visit')),
    ...Array.from({ length: 120 }, (_, i) => on(i + 1, '2025-03-04', 'menu opened')),
    ...Array.from({ length: 30 }, (_, i) => on(i + 1, '2025-03-11', 'export')),
    on(150, '2025-03-11', 'export'), // used without having seen
  ]);
  const ask = {
    features: [
      { name: 'Export', used: [{ event: 'export' }], seen: [{ event: 'menu opened' }] },
      { used: [{ event: 'export' }] },
    ],
    from: '2025-03-03',
    to: '2025-03-23',
    asOf: '2025-03-20T00:00:00Z',
  };
  const grid = await run<AdoptionGrid>(operations, context, 'adoption.grid', ask);
  const [feature, everyone] = grid.features;
  expect(feature?.rows).toMatchObject([
    { period: '2025-03-03', inPeriod: { eligible: 120, used: 0 }, toDate: { eligible: 120, used: 0 } },
    {
      period: '2025-03-10',
      state: 'complete',
      inPeriod: { eligible: 120, used: 30, notUsed: 90, outside: 1, share: { known: true, value: 0.25 } },
    },
    { period: '2025-03-17', state: 'running', inPeriod: { used: 0 }, toDate: { used: 30, notUsed: 90 } },
  ]);
  // Wilson for 30 of 120, by its formula: (0.25 + z²/240 ∓ z·√(0.25·0.75/120 + z²/(4·120²))) / (1 + z²/120).
  expect(feature?.rows[1]?.inPeriod.low).toBeCloseTo(0.1811, 4);
  expect(feature?.rows[1]?.inPeriod.high).toBeCloseTo(0.3344, 4);
  expect(feature?.verdict.en).toBe(
    '25% of those who may have used “Export” at least once (30 of 120, 18–33%); 25% in the week of 10 March 2025.',
  );
  expect(everyone).toMatchObject({ name: 'export', path: 'bitmaps' });
  expect(everyone?.rows[1]?.toDate).toMatchObject({ eligible: 200, used: 31, outside: 0 });
});

it('refuses an unknown event, a feature that is not in the question, and an empty range', async () => {
  const context = asking(engines, paperWorkspace(9001));
  const ask = { features: [{ used: [{ event: 'export' }] }], from: '2025-03-03', to: '2025-03-23' };
  const grid = (wishes: object) => run(operations, context, 'adoption.grid', { ...ask, ...wishes });
  await expect(grid({ features: [{ used: [{ event: 'exprot' }] }] })).rejects.toMatchObject({
    code: 'insights.unknown_event',
    details: { field: 'features[0].used[0].event', expected: expect.stringContaining('“export”') },
  });
  await expect(grid({ to: '2025-03-01' })).rejects.toThrow(/insights.empty_range/);
  await expect(grid({ features: [] })).rejects.toThrow();
  await expect(
    run(operations, context, 'adoption.people', {
      ask,
      feature: 1,
      period: '2025-03-03',
      span: 'to_date',
      which: 'used',
    }),
  ).rejects.toThrow(/adoption.no_such_feature/);
});

const match = fc.constantFrom(
  { event: 'visit', where: [] },
  { event: 'order', where: [] },
  { event: 'look', where: [] },
  { event: 'visit', where: [{ property: 'channel', how: 'is' as const, values: ['mail', 'ad'] }] },
);
const features = fc.array(
  fc.record({
    used: fc.array(match, { minLength: 1, maxLength: 2 }),
    seen: fc.array(match, { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 2 },
);

const histories = historiesFrom(2, 411);
let turned = 0;

it.each(histories)(
  'tells the same three ways: history $seed in $zone',
  { timeout: 300_000 },
  async ({ place, history, seed }) => {
    const told = await stored(engines, place, history, async () => undefined);
    const asks = fc.sample(fc.tuple(askFor(told), features), { seed: 700 + seed, numRuns: questionsEach });
    for (const [n, [{ activeBy, ...common }, asked]] of asks.entries()) {
      const ask = AdoptionAsk.parse({ ...common, features: asked });
      const [quick, long] = await Promise.all([
        gridOf(told.context, ask),
        gridOf(told.context, ask, 'events'),
      ]);
      const plain = (grid: AdoptionGrid) => grid.features.map((feature) => ({ ...feature, path: '' }));
      expect(plain(quick)).toEqual(plain(long));
      const hand = new ByHand(told, { ...common, activeBy });
      for (const [f, feature] of ask.features.entries()) {
        const { rows = [] } = quick.features[f] ?? {};
        expect(rows.map(({ period }) => period)).toEqual(hand.periods());
        for (const [r, row] of rows.entries()) {
          const end = hand.plus(row.period, 1);
          const who = (matches: typeof feature.used, from: string) =>
            new Set(
              [...hand.byUnit]
                .filter(([, events]) =>
                  events.some((event) => {
                    const date = hand.dateOf(event.at);
                    return date >= from && date < end && matches.some((one) => passes(one)(event));
                  }),
                )
                .map(([unit]) => unit),
            );
          const eligible = who(feature.seen.length > 0 ? feature.seen : [{ event: null, where: [] }], '0000');
          for (const [span, figure] of [
            ['in_period', row.inPeriod],
            ['to_date', row.toDate],
          ] as const) {
            const used = who(feature.used, span === 'in_period' ? row.period : '0000');
            const expected = {
              eligible: [...eligible].sort(),
              used: among(eligible, used),
              not_used: without(eligible, used),
              outside: without(used, eligible),
            };
            expect([figure.eligible, figure.used, figure.notUsed, figure.outside]).toEqual(
              Object.values(expected).map((units) => units.length),
            );
            if (r !== n % rows.length || n % 2 > 0 || f > 0) continue;
            for (const which of ['eligible', 'used', 'not_used', 'outside'] as const) {
              const behind = { ask, feature: f, period: row.period, span, which, limit: pageFor(n, 2) };
              const found = await onAllPages(
                (cursor) =>
                  peopleOf(told.context, { ...behind, cursor }, n % 4 === 0 ? 'quickest' : 'events'),
                () => {
                  turned += 1;
                },
              );
              expect(found).toEqual({ total: expected[which].length, units: expected[which] });
            }
          }
        }
      }
    }
  },
);

it('had pages to turn', () => expect(turned).toBeGreaterThan(0));
