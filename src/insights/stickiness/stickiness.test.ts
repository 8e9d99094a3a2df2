import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as value } from '#src/insights/value/index.ts';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { operations, type Ratios, type Sessions, type Share, type StickinessGrid } from './index.ts';

let engines: TestEngines;
let context: Context;
/** Customer n comes on days 1 to n of June 2025, at 10:00 and 10:29; on odd days also at 10:59. */
beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2025-07-15T12:00:00Z') });
  context = asking(engines, await createTestWorkspace(engines));
  const days = [1, 2, 3, 4, 5].flatMap((customer) =>
    Array.from({ length: customer }, (_, i) => ({ customer, day: i + 1 })),
  );
  await fill(
    engines.warehouse,
    context.workspace,
    days.flatMap(({ customer, day }) =>
      ['10:00', '10:29', ...(day % 2 === 1 ? ['10:59'] : [])].map((time) => ({
        customer,
        at: Date.parse(`2025-06-0${day}T${time}:00Z`),
        event: 'visit',
      })),
    ),
  );
});
afterAll(() => engines.close());

const ask = <T>(name: string, input: object): Promise<T> =>
  run<T>(operations, context, `stickiness.${name}`, input);
const tenDays = { from: '2025-06-01', to: '2025-06-10' };

it('has ten buckets in ten days, and counts customers by the days they came', async () => {
  const { buckets, bars, customers, mean, verdict } = await ask<StickinessGrid>('grid', tenDays);
  expect(buckets).toHaveLength(10);
  expect(bars.map(({ exactly }) => exactly)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
  expect(bars.map(({ atLeast }) => atLeast)).toEqual([5, 4, 3, 2, 1, 0, 0, 0, 0, 0]);
  expect([customers, mean]).toEqual([5, { known: true, value: 3 }]);
  expect(verdict).toEqual({
    fr: 'La moitié des 5 clients actifs le sont sur au moins 3 des 10 jours ; 20\u00a0% ne le sont qu’une fois.',
    en: 'Half of the 5 active customers are so in at least 3 of 10 days; 20% only once.',
  });
});

it('takes buckets of three days from the start of the range, the last one short', async () => {
  const { buckets, bars } = await ask<StickinessGrid>('grid', { ...tenDays, width: 3 });
  expect(buckets.map(({ from, to, short }) => [from, to, short])).toEqual([
    ['2025-06-01', '2025-06-03', false],
    ['2025-06-04', '2025-06-06', false],
    ['2025-06-07', '2025-06-09', false],
    ['2025-06-10', '2025-06-10', true],
  ]);
  expect(bars.map(({ exactly }) => exactly)).toEqual([3, 2, 0, 0]);
});

it.each([
  ['at_least', 3, [2, 2, 1]], // three visits on days 1, 3 and 5: customers 1 to 5 have 1, 1, 2, 2, 3 such days
  ['exactly', 2, [2, 2, 0]], // two on days 2 and 4: 0, 1, 1, 2, 2
  ['at_most', 2, [2, 2, 0]],
  ['at_most', 3, [1, 1, 1]],
] as const)('counts a day with %s %i events only', async (how, times, expected) => {
  const { bars } = await ask<StickinessGrid>('grid', { ...tenDays, rule: { how, times } });
  expect(bars.slice(0, 3).map(({ exactly }) => exactly)).toEqual(expected);
});

it('counts two years of days, people who came on each of them, by a rule of two events', async () => {
  // Entries as `customer_days` holds them: one a day, and one more of 131,072 × 2 on every third day, its second event.
  const crowd = asking(engines, paperWorkspace(700));
  await engines.warehouse.run(sql`
    insert into customer_days
    select 700, 1, number + 1, arrayMap(day -> day + if(day % 3 = 0, 262144, 0), range(19358, 20088))
    from numbers(2000)
    union all select 700, 1, 2001, [19000]`);
  const { bars, path } = await run<StickinessGrid>(operations, crowd, 'stickiness.grid', {
    from: '2023-01-01',
    to: '2024-12-30',
    rule: { how: 'at_least', times: 2 },
  });
  // Of the 730 days from 19358 on, 243 are divisible by three: 19359, 19362 … 20085.
  expect([path, bars[242]?.exactly, bars[243]?.atLeast]).toEqual(['day_lists', 2000, 0]);
});

it('divides a day’s people by those of 7 and of 30 days', async () => {
  const { rows, mean } = await ask<Ratios>('ratios', { from: '2025-06-04', to: '2025-06-08' });
  // People on days 1 to 5: 5, 4, 3, 2, 1. All five came on day 1; the 7 days to 8 June begin on day 2.
  expect(rows.map(({ daily, weekly, monthly }) => [daily, weekly, monthly])).toEqual([
    [2, 5, 5],
    [1, 5, 5],
    [0, 5, 5],
    [0, 5, 5],
    [0, 4, 5],
  ]);
  expect(mean.dailyOfMonthly).toEqual({ known: true, value: 3 / 25 });
  expect(mean.dailyOfWeekly).toEqual({ known: true, value: 3 / 24 });
});

it('says of a day that runs that it cannot say yet', async () => {
  const today = asking(engines, paperWorkspace(701));
  await fill(engines.warehouse, today.workspace, [
    { customer: 1, at: Date.parse('2025-07-15T09:00:00Z') },
    { customer: 2, at: Date.parse('2025-07-01T09:00:00Z') },
    { customer: 3, at: Date.parse('2025-07-02T09:00:00Z') },
    { customer: 3, at: Date.parse('2025-07-08T09:00:00Z') },
  ]);
  const of = (from: string) =>
    run<Ratios>(operations, today, 'stickiness.ratios', { from, to: '2025-07-15' });
  const running = await of('2025-07-15');
  expect(running.rows).toMatchObject([{ state: 'running', daily: 1, monthly: 3 }]);
  expect(running.verdict.en).toBe('We cannot say yet: no period of this range is over.');
  expect((await of('2025-07-14')).verdict.en).not.toContain('We cannot say yet');
});

it('leaves the bucket that runs out of the mean and of what it says', async () => {
  const july = { from: '2025-07-01', period: 'week' };
  const of = (to: string, from = july.from) =>
    run<StickinessGrid>(operations, asking(engines, paperWorkspace(701)), 'stickiness.grid', {
      ...july,
      from,
      to,
    });
  // Weeks from 30 June, 7 and 14 July; the last runs, and customer 1 came in it alone.
  const both = await of('2025-07-15');
  expect(both.bars.map(({ exactly }) => exactly)).toEqual([2, 1, 0]);
  expect([both.customers, both.mean]).toEqual([3, { known: true, value: 1.5 }]);
  expect(both.verdict).toEqual({
    fr: 'La moitié des 2 clients actifs le sont sur au moins 2 des 2 semaines terminées ; 50\u00a0% ne le sont qu’une fois.',
    en: 'Half of the 2 active customers are so in at least 2 of 2 weeks that are over; 50% only once.',
  });
  expect(await of('2025-07-15', '2025-07-15')).toMatchObject({
    customers: 1,
    mean: { known: false, why: 'not_watched_long_enough' },
    verdict: { en: 'We cannot say yet: no period of this range is over.' },
  });
});

it('divides active people by all who are known', async () => {
  const { rows, verdict } = await ask<Share>('share', {
    period: 'week',
    from: '2025-06-02',
    to: '2025-06-15',
  });
  expect(rows).toMatchObject([
    { active: 4, known: 5, share: { known: true, value: 0.8 } },
    { active: 0, known: 5, share: { known: true, value: 0 } },
  ]);
  expect(verdict.en).toMatch(/^The week of 9 June 2025: 0% of known customers are active \(0–43%, of 5\)\.$/);
});

it('ends a session after 30 minutes of silence, and not after 29', async () => {
  const { rows } = await ask<Sessions>('sessions', { period: 'day', from: '2025-06-01', to: '2025-06-02' });
  // 10:00 and 10:29 are one session; 10:59 comes 30 minutes later: another.
  expect(rows).toMatchObject([
    { customers: 5, sessions: 10, perCustomer: { known: true, value: 2 } },
    { customers: 4, sessions: 4, perCustomer: { known: true, value: 1 } },
  ]);
});

it('counts by a definition of value with its own rule only', async () => {
  const { definition } = await run<{ definition: { id: string } }>(value, context, 'value.create', {
    name: 'Trois visites',
    counted: { match: { event: 'visit' }, rule: { kind: 'times', times: 3 }, period: 'day' },
  });
  const activeBy = { by: 'value', definition: definition.id };
  const { bars, active } = await ask<StickinessGrid>('grid', { ...tenDays, activeBy });
  expect(bars.slice(0, 3).map(({ exactly }) => exactly)).toEqual([2, 2, 1]);
  expect(active).toMatchObject({ definition: { name: 'Trois visites', version: 1 }, warning: null });
  await expect(ask('grid', { ...tenDays, activeBy, width: 2 })).rejects.toThrow(/stickiness.rule_twice/);
  await expect(ask('share', { ...tenDays, activeBy, period: 'week' })).rejects.toThrow(/value.other_period/);
});

it('has nobody to show for a bucket or a day that is not in the answer', async () => {
  const people = (behind: object) => ask('people', { behind });
  await expect(people({ kind: 'buckets', ask: tenDays, buckets: 11, which: 'exactly' })).rejects.toThrow(
    /stickiness.no_such_bucket/,
  );
  await expect(people({ kind: 'ratio', ask: tenDays, day: '2025-06-11', span: 'daily' })).rejects.toThrow(
    /insights.no_such_period/,
  );
  expect(await ask('grid', { from: '2026-01-01', to: '2026-01-31' })).toMatchObject({
    buckets: [],
    bars: [],
    customers: 0,
    mean: { known: false, why: 'too_few_customers' },
  });
});
