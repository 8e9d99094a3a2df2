import fc from 'fast-check';
import { dayNumber, startOfDay } from '#src/customers/calendar/index.ts';
import type { ToldVersion } from './contracts.test-data.ts';

/*
 * Random histories of contracts: late versions, renewals, overlaps, pauses, trials, discounts, two currencies, two user ids of
 * one person.
 */

export const zone = 'Europe/Paris';
export const [firstDay, lastDay] = [dayNumber('2025-01-01'), dayNumber('2025-05-31')];
export const asOf = '2025-06-01T00:00:00Z'; // 02:00 in Paris: the running day counts too
/** Which number a user id stands for; of u4 nothing was heard. */
export const numbers = { u1: 1, u2: 2, u3: 3, 'u3 again': 3 };
export const perYear = { '': 0, day: 365, week: 52, month: 12, quarter: 4, semester: 2, year: 1 };

/** An instant of the range, now and then at a local midnight. */
const at = fc.oneof(
  fc.integer({ min: Date.parse('2025-01-02'), max: Date.parse('2025-06-20') }),
  fc.integer({ min: firstDay, max: lastDay }).map((day) => startOfDay(day, zone)),
);
const text = at.map((time) => new Date(time).toISOString());
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { freq: 3, nil: null }).map((one) => one ?? undefined);

const version = fc.record({
  ends: seldom(text),
  paidThrough: seldom(text),
  cancelled: seldom(text),
  paused: seldom(text),
  resumes: seldom(text),
  pastDue: seldom(text),
  price: fc.constantFrom(0, 500, 1000, 1001, 12_345),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
  offer: fc.constantFrom('Gold', 'Silver'),
  period: fc.constantFrom('day', 'week', 'month', 'month', 'quarter', 'semester', 'year'),
  discount: seldom(fc.constantFrom(100, 700)),
  discountEnds: seldom(text),
  effective: text,
  recorded: fc.oneof(fc.constant('2000-01-01'), fc.constant('2025-05-01'), fc.constant('2025-07-01')),
});

export const contract = fc.record({
  holder: fc.constantFrom('u1', 'u2', 'u3', 'u3 again', 'acme'),
  starts: text,
  trialEnds: seldom(text),
  versions: fc.array(version, { minLength: 1, maxLength: 4 }),
});

export const setting = fc.record({
  ends: fc.constantFrom('scheduled', 'ended', 'paid'),
  trials: fc.boolean(),
  free: fc.boolean(),
  paused: fc.boolean(),
  pastDueDays: fc.constantFrom(null, 0, 20),
  discounts: fc.constantFrom('all', 'forever', 'none'),
  gapDays: fc.constantFrom(0, 1, 5),
});

export type Setting = typeof setting extends fc.Arbitrary<infer One> ? One : never;

export const versionsOf = (
  contracts: readonly (typeof contract extends fc.Arbitrary<infer One> ? One : never)[],
) =>
  contracts.flatMap(({ holder, starts, trialEnds, versions }, n) =>
    versions.map(
      (one, i): ToldVersion => ({
        ...one,
        period: one.period as NonNullable<ToldVersion['period']>, // from the list above
        holder,
        kind: holder === 'acme' ? 'account' : 'customer',
        contract: `c${n}`,
        version: i + 1,
        starts,
        ...(trialEnds === undefined ? {} : { trialEnds }),
        effective: i === 0 ? starts : one.effective,
      }),
    ),
  );
