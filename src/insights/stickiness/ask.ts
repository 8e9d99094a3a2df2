import { z } from 'zod';
import {
  estimateOf,
  frameFields,
  LocalDate,
  Period,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { activeByField, activeSaidField } from '#src/customers/value/index.ts';

const rangeFields = {
  from: LocalDate.describe('Whole periods that the range touches are counted'),
  to: LocalDate.describe('Last local day, included'),
};
const state = z.enum(['complete', 'running']);

/** How often in one bucket. */
export const BucketRule = z.object({
  how: z.enum(['at_least', 'at_most', 'exactly']).describe('at_most counts those with at least one'),
  times: z.int().min(1).max(1000),
});
export type BucketRule = z.output<typeof BucketRule>;

/** A question about how regularly people are active. */
export const StickinessAsk = z.object({
  period: Period.default('day'),
  width: z.int().min(1).max(366).default(1).describe("Periods in a bucket, counted from the range's start"),
  rule: BucketRule.default({ how: 'at_least', times: 1 }),
  ...rangeFields,
  ...activeByField,
  ...frameFields,
});
export type StickinessAsk = z.output<typeof StickinessAsk>;

/** Customers by the number of buckets in which they were active. */
export const StickinessGrid = z.object({
  buckets: z
    .array(
      z.object({
        from: LocalDate,
        to: LocalDate,
        state,
        short: z.boolean().describe('The range ends before the bucket is full'),
      }),
    )
    .describe('Buckets that have begun'),
  customers: z.int().describe('Active in at least one bucket'),
  bars: z
    .array(
      z.object({
        buckets: z.int(),
        exactly: z.int().describe('Active in exactly so many buckets'),
        atLeast: z.int().describe('Active in so many or more'),
        exactlyShare: estimateOf(z.number()).describe('exactly ÷ customers, 0–1'),
        atLeastShare: estimateOf(z.number()).describe('atLeast ÷ customers, 0–1'),
      }),
    )
    .describe('One for each number from 1 to the buckets begun, the one that runs included'),
  mean: estimateOf(z.number()).describe(
    'Active buckets per customer active in any, of the buckets that are over',
  ),
  verdict: Words,
  definition: Words,
  path: z.enum(['bitmaps', 'day_lists', 'events']),
  ...activeSaidField,
  ...saidFields,
});
export type StickinessGrid = z.output<typeof StickinessGrid>;

/** A question about daily, weekly and monthly active people. */
export const RatiosAsk = z.object({ ...rangeFields, ...activeByField, ...frameFields });
export type RatiosAsk = z.output<typeof RatiosAsk>;

const ratios = {
  dailyOfWeekly: estimateOf(z.number()).describe('DAU ÷ WAU, 0–1'),
  dailyOfMonthly: estimateOf(z.number()).describe('DAU ÷ MAU, 0–1'),
  weeklyOfMonthly: estimateOf(z.number()).describe('WAU ÷ MAU, 0–1'),
};

/** The answer of `stickiness.ratios`. */
export const Ratios = z.object({
  rows: z.array(
    z.object({
      day: LocalDate,
      state,
      daily: z.int().describe('Active on the day'),
      weekly: z.int().describe('Active on it or the 6 days before'),
      monthly: z.int().describe('Active on it or the 29 days before'),
      ...ratios,
    }),
  ),
  mean: z.object(ratios).describe('Over the days that are over: sum of the one ÷ sum of the other'),
  verdict: Words,
  definition: Words,
  ...activeSaidField,
  ...saidFields,
});
export type Ratios = z.output<typeof Ratios>;

/** A question about the share of known people who are active. */
export const ShareAsk = z.object({
  period: Period.default('month'),
  ...rangeFields,
  ...activeByField,
  ...frameFields,
});
export type ShareAsk = z.output<typeof ShareAsk>;

/** The answer of `stickiness.share`. */
export const Share = z.object({
  rows: z.array(
    z.object({
      period: LocalDate,
      state,
      active: z.int(),
      known: z.int().describe('Who had ever done anything by the end of the period, or by now'),
      share: estimateOf(z.number()).describe('active ÷ known, 0–1'),
      low: z.number().nullable().describe('Wilson interval, 95 %'),
      high: z.number().nullable(),
    }),
  ),
  verdict: Words,
  definition: Words,
  ...activeSaidField,
  ...saidFields,
});
export type Share = z.output<typeof Share>;

/** A question about how many sessions active people have. */
export const SessionsAsk = z.object({
  period: Period.default('week'),
  gapMinutes: z.int().min(1).max(1440).default(30).describe('So long a silence ends a session'),
  ...rangeFields,
  ...activeByField,
  ...frameFields,
});
export type SessionsAsk = z.output<typeof SessionsAsk>;

/** The answer of `stickiness.sessions`. */
export const Sessions = z.object({
  rows: z.array(
    z.object({
      period: LocalDate,
      state,
      customers: z.int().describe('Active in the period'),
      sessions: z.int().describe('Sessions of theirs that began in it'),
      perCustomer: estimateOf(z.number()),
    }),
  ),
  verdict: Words,
  definition: Words,
  ...activeSaidField,
  ...saidFields,
});
export type Sessions = z.output<typeof Sessions>;

/** Behind which figure the people are asked for. */
export const Behind = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('buckets'),
    ask: StickinessAsk,
    buckets: z.int().min(1),
    which: z.enum(['exactly', 'at_least']),
  }),
  z.object({
    kind: z.literal('ratio'),
    ask: RatiosAsk,
    day: LocalDate,
    span: z.enum(['daily', 'weekly', 'monthly']),
  }),
  z.object({
    kind: z.literal('share'),
    ask: ShareAsk,
    period: LocalDate,
    which: z.enum(['active', 'known', 'inactive']).describe('inactive: known and not active'),
  }),
  z.object({ kind: z.literal('sessions'), ask: SessionsAsk, period: LocalDate }),
]);
export type Behind = z.output<typeof Behind>;

/** The question of `stickiness.people`. */
export const StickinessPeopleAsk = z.object({ behind: Behind, ...pageFields });
export type StickinessPeopleAsk = z.output<typeof StickinessPeopleAsk>;
