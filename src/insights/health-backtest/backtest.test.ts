import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as offers } from '#src/customers/offers/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { holdContracts, type ToldContract } from '../../../test/holding.ts';
import { operations as health } from '../health/index.ts';
import { type BacktestAnswer, operations } from './index.ts';

let engines: TestEngines;
let context: Context;
const day = 86_400_000;
const ago = (days: number) => testNow - days * day;
const among = (count: number) => Array.from({ length: count }, (_, i) => i);

const visit = (account: string, days: number): ToldEvent => ({ customer: 1, at: ago(days), account });
/** Every ten days from one day to another. */
const visits = (account: string, from: number, to: number) =>
  among(Math.floor((from - to) / 10) + 1).map((i) => visit(account, from - 10 * i));
const holds = (
  holder: string,
  starts: number,
  ends: number | null = null,
  wishes: Partial<ToldContract> = {},
) => ({
  holder,
  starts: ago(starts),
  ends: ends === null ? null : ago(ends),
  seats: 1,
  ...wishes,
});

/** Of twelve who left, nine fell silent 95 days before and came back to say goodbye; three came till the end. */
const leaversEnd = (i: number) => 20 + 15 * i;
beforeAll(async () => {
  engines = await openTestEngines({ now: ago(395) });
  context = asking(engines, await createTestWorkspace(engines, { countingUnit: 'account' }));
  await run(offers, context, 'offers.create', {
    name: 'mission',
    kind: 'intentional',
    terms: { termDays: 100 },
  });
  await fill(engines.warehouse, context.workspace, [visit('long ago', 394)]);
  await run(health, context, 'health.adopt', {
    basedOn: 0,
    template: {
      dimensions: [{ key: 'one', measure: { kind: 'amount', of: { event: 'visit' } }, green: 2, yellow: 1 }],
    },
  });
  engines.clock.set(testNow);
  const leavers = among(12).map((i) => ({ account: `left ${i}`, end: leaversEnd(i), silent: i < 9 }));
  const stayers = among(20).map((i) => ({ account: `stayed ${i}`, silent: i < 2 }));
  await fill(engines.warehouse, context.workspace, [
    ...leavers.flatMap(({ account, end, silent }) => [
      ...visits(account, 390, end + (silent ? 95 : 2)),
      visit(account, end + 5),
    ]),
    ...stayers.flatMap(({ account, silent }) =>
      silent ? [visit(account, 390), visit(account, 1)] : visits(account, 390, 1),
    ),
    ...['short', 'mission done', 'back'].flatMap((account) => visits(account, 390, 1)),
  ]);
  await holdContracts(engines.warehouse, context.workspace, [
    ...leavers.map(({ account, end }) => holds(account, 392, end)),
    ...stayers.map(({ account }) => holds(account, 392)),
    holds('ghost', 392, 100),
    holds('short', 109, 50), // 59 days under contract
    holds('mission done', 200, 100, { offer: 'mission' }),
    // Renewed within the day: it never left.
    holds('stayed 0', 392, 100, { contract: 'first' }),
    holds('stayed 0', 99.5, null, { contract: 'second' }),
  ]);
});
afterAll(() => engines?.close());

const asked = (input: object = {}) => run<BacktestAnswer>(operations, context, 'health.backtest', input);

it('finds 9 of 12 leavers red 60 days before, and 2 false alarms among 20 who stayed', async () => {
  const found = await asked();
  expect(found).toMatchObject({ left: 14, stayed: 20, neutral: 1, notThere: 1 });
  expect(found.any.leavers).toMatchObject({
    judged: 12,
    red: 9,
    unknown: 1,
    share: { known: true, value: 0.75 },
  });
  // Wilson for 9 of 12: (0.75 + z²/24 ∓ z·√(0.75·0.25/12 + z²/(4·144))) / (1 + z²/12), z = 1.96
  expect(found.any.leavers.low).toBeCloseTo(0.4677, 3);
  expect(found.any.leavers.high).toBeCloseTo(0.9111, 3);
  expect(found.any.stayers).toMatchObject({ judged: 20, red: 2, share: { value: 0.1 } });
  expect(found.any.right).toMatchObject({ alarms: 11, left: 9, share: { value: 9 / 11 } });
  expect(found.any.baseRate.share).toEqual({ known: true, value: 12 / 32 });
  expect(found.any.difference?.low).toBeGreaterThan(0);
  expect(found.overall.leavers.red).toBe(9); // of one dimension the score is its colour
  // Eleven silences of 35 days or longer, and the two who had always been silent are the longest.
  expect(found.recency).toMatchObject({ alarm: { leavers: { red: 9 }, stayers: { red: 2 } } });
  expect(found.verdict.en).toContain(
    '60 days before they left, 9 of 12 accounts were red (75%, 47–91%). False alarms: 2',
  );
  expect(found.verdict.en).toContain(': it is enough');
});

it('judges as of so many days before: 3 days before, goodbye had been said and nobody was red but the silent', async () => {
  const found = await asked({ days: 3 });
  expect(found.any.leavers).toMatchObject({ red: 0 });
});

it('says that it cannot say with nine leavers or fewer, and nothing of a time in which nobody left', async () => {
  const few = await asked({ over: 150 });
  expect(few.any.leavers.judged).toBeLessThan(10);
  expect(few.verdict.en).toMatch(/^We cannot say yet/);
  const none = await run<BacktestAnswer>(operations, context, 'health.backtest', {
    asOf: new Date(ago(300)).toISOString(),
  });
  expect(none).toMatchObject({ left: 0, recency: null });
  expect(none.any.leavers.share).toEqual({ known: false, why: 'too_few_customers' });
  expect(none.verdict.en).toBe('Nobody left in this time: nothing to check.');
});

it('has as many behind each number as the number says', async () => {
  const found = await asked();
  for (const group of ['leavers', 'stayers'] as const) {
    const { judged, red, unknown } = found.any[group];
    for (const [which, count] of Object.entries({ red, unknown, not_red: judged - red })) {
      const page = await run<{ total: number; people: { id: string }[] }>(
        operations,
        context,
        'health.backtest-people',
        {
          ask: {},
          alarm: 'any',
          group,
          which,
        },
      );
      expect([page.total, page.people.length]).toEqual([count, count]);
      if (which === 'unknown' && group === 'leavers')
        expect(page.people.map(({ id }) => id)).toEqual(['ghost']);
    }
  }
});

it('has somebody who left and took the same contract up again among those who left', async () => {
  const version = (number: number, since: number, ends: number | null) =>
    holds('back', 392, ends, { contract: 'again', version: number, effective: ago(since) });
  await holdContracts(engines.warehouse, context.workspace, [
    version(1, 392, null),
    version(2, 100, 100),
    version(3, 50, null),
  ]);
  expect(await asked()).toMatchObject({ left: 15, stayed: 20 });
});
