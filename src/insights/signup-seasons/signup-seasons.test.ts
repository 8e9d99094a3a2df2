import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { dayNumber, startOfDay } from '#src/customers/calendar/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import type { SignupSeasonsAnswer } from './ask.ts';
import { expectedShare } from './expected-band.ts';
import { operations } from './index.ts';
import { seasonsAsked, yearOf } from './months.ts';

let engines: TestEngines;
let context: Context;
const zone = 'Europe/Paris';
const dayMs = 86_400_000;
const at = (date: string) => startOfDay(dayNumber(date), zone) + 12 * 3_600_000;
let next = 1;

/** So many sign up on a day; the first of them are active again after some days. */
const signUps = (date: string, people: number, stay: number, after = 95): ToldEvent[] =>
  Array.from({ length: people }, (_, i) => next + i).flatMap((customer, i) => {
    next = Math.max(next, customer + 1);
    const began = { customer, at: at(date), event: 'Signed Up' };
    return i < stay ? [began, { customer, at: at(date) + after * dayMs, event: 'visit' }] : [began];
  });

beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2026-06-01T00:00:00Z') });
  context = asking(engines, await createTestWorkspace(engines));
  await fill(engines.warehouse, context.workspace, [
    // 40 % of January, 60 % of September; 2025's January keeps a fifth.
    ...signUps('2023-01-10', 500, 205),
    ...signUps('2024-01-10', 500, 195),
    ...signUps('2023-09-10', 500, 300),
    ...signUps('2025-01-10', 100, 20),
    ...signUps('2024-09-10', 500, 300),
    ...signUps('2024-05-10', 10, 5),
    ...signUps('2024-11-10', 40, 20),
  ]);
});
afterAll(() => engines?.close());

const ask = { from: '2023-01-01', to: '2025-12-31' };
const told = (more: object = {}) =>
  run<SignupSeasonsAnswer>(operations, context, 'signup-seasons.cohorts', { ...ask, ...more });
const total = async (asked: object, more: object = {}) =>
  (
    await run<{ total: number }>(operations, context, 'signup-seasons.people', {
      ask: { ...ask, ...more },
      ...asked,
    })
  ).total;

describe('sign-ups of January, of whom 40 % stay 90 days, and of September, of whom 60 % do', () => {
  it('are told apart clearly, and January is risky', async () => {
    const { seasons, pairs, next: step, verdict } = await told({ to: '2024-12-31' });
    const [january, spring, september, others] = seasons;
    expect([january, spring, september, others].map((one) => one?.points.at(-1))).toMatchObject([
      { day: 90, eligible: 1000, returned: 400, share: { value: 0.4 } },
      { eligible: 10, returned: 5 },
      { eligible: 1000, returned: 600, share: { value: 0.6 } },
      { eligible: 40, returned: 20 },
    ]);
    const pair = pairs.find(({ first, second }) => first === 0 && second === 2);
    expect(pair).toMatchObject({ verdict: 'different', difference: { value: expect.closeTo(-0.2, 12) } });
    expect(pair?.correctedP.known && pair.correctedP.value).toBeLessThan(0.001);
    expect(pairs.find(({ first, second }) => first === 1 && second === 3)?.verdict).toBe('cannot_say');
    expect(seasons.map(({ risky }) => risky)).toEqual([true, false, false, false]);
    expect(step?.en).toMatch(/January/);
    expect(verdict.en).toMatch(
      /^January: 40% still active at 90 days, against 60% for September \(−20 points/,
    );
  });

  it('is below its usual curve in the year in which 20 % stay, within it where as many stay as before', async () => {
    const { seasons } = await told();
    expect(seasons[0]?.latest).toMatchObject({ year: 2025, day: 90, verdict: 'below' });
    expect(seasons[0]?.latest?.expected.at(-1)).toMatchObject({ share: { value: 0.4 }, people: 1000 });
    expect(seasons[2]?.latest).toMatchObject({ year: 2024, verdict: 'usual' });
    expect(seasons[1]?.latest).toBeNull();
  });

  it('lists as many as each number says, by season, year and day', async () => {
    expect(await total({ season: 0, which: 'size' })).toBe(1100);
    expect(await total({ season: 0, which: 'returned' })).toBe(420);
    expect(await total({ season: 0, year: 2025, which: 'not_returned' })).toBe(80);
    expect(await total({ season: 2, which: 'eligible' })).toBe(1000);
    expect(await total({ season: 3, which: 'returned', day: 90 })).toBe(20);
    await expect(total({ season: 0, which: 'size', day: 91 })).rejects.toThrow(/signup-seasons.no_such_day/);
  });

  it('count only whose days are over: 90 and 28 of them, not one less', async () => {
    const over = at('2024-05-10') + 118 * dayMs;
    const eligible = async (asOf: number) =>
      (await told({ asOf: new Date(asOf).toISOString() })).seasons[1]?.points.at(-1)?.eligible;
    expect(await eligible(over - 1)).toBe(0);
    expect(await eligible(over)).toBe(10);
  });
});

it('takes months in the order of their season, December and January being of one year', () => {
  const [winter, rest] = seasonsAsked({ seasons: [{ months: [1, 12] }] });
  expect(winter).toMatchObject({ months: [12, 1], name: { fr: 'décembre à janvier' } });
  const months = winter ?? { name: { fr: '', en: '' }, months: [], others: false };
  expect([yearOf(months, 2024 * 12 + 11), yearOf(months, 2025 * 12)]).toEqual([2024, 2024]);
  expect(rest?.months).toHaveLength(10);
  expect(() => seasonsAsked({ seasons: [{ months: [1] }, { months: [12, 1] }] })).toThrow(/month_twice/);
});

describe('the band of an expected share', () => {
  it('is Wilson’s of the people that both groups make: 1,000 before and 100 now are 90.9', () => {
    // p 0.4 of n = 1/(1/100 + 1/1000) = 90.909: (0.4 + z²/2n ± z√(0.24/n + z²/4n²)) / (1 + z²/n) = 0.3053, 0.5028
    const { share, low, high } = expectedShare([{ hits: 400, total: 1000 }], 100);
    expect(share).toEqual({ known: true, value: 0.4 });
    expect(low).toBeCloseTo(0.3053, 3);
    expect(high).toBeCloseTo(0.5028, 3);
  });

  it('is wider where the years before differ by more than chance', () => {
    const alike = expectedShare(
      [
        { hits: 200, total: 500 },
        { hits: 200, total: 500 },
      ],
      500,
    );
    const apart = expectedShare(
      [
        { hits: 100, total: 500 },
        { hits: 300, total: 500 },
      ],
      500,
    );
    expect((apart.high ?? 0) - (apart.low ?? 0)).toBeGreaterThan(3 * ((alike.high ?? 0) - (alike.low ?? 0)));
  });

  it('is unknown without earlier people, and stays within 0 and 1 where nobody or everybody stayed', () => {
    expect(expectedShare([], 10).share).toEqual({ known: false, why: 'too_few_customers' });
    expect(expectedShare([{ hits: 0, total: 50 }], 50)).toMatchObject({ low: 0 });
    expect(expectedShare([{ hits: 50, total: 50 }], 50)).toMatchObject({ high: 1 });
  });
});
