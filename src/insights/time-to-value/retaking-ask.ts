import { z } from 'zod';
import {
  estimateOf,
  frameFields,
  LocalDate,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { CustomerNumber, Person } from '#src/customers/naming/index.ts';
import { countedByField, DeedAsk } from '#src/customers/value/index.ts';

/** How fast, how often and how long do customers take the value again? */
export const RetakingAsk = z.object({
  value: DeedAsk.describe(
    'What delivers the value: an event, or what a definition counts; a local day with it is a day of value',
  ),
  from: LocalDate,
  to: LocalDate,
  tolerance: z
    .int()
    .min(1)
    .max(366)
    .default(14)
    .describe('A span of value is unbroken while no two days of value are further apart'),
  period: z.enum(['week', 'month']).default('week').describe('Of which frequency is told'),
  ...frameFields,
});
export type RetakingAsk = z.output<typeof RetakingAsk>;

const bars = z.array(z.object({ value: z.number(), count: z.int() })).describe('Rising');

const Spread = z.object({
  count: z.int(),
  lowerQuartile: estimateOf(z.number()),
  median: estimateOf(z.number()),
  upperQuartile: estimateOf(z.number()),
  bars,
});
export type Spread = z.output<typeof Spread>;

export const RetakingAnswer = z.object({
  ...saidFields,
  customers: z.int().describe('With at least one day of value in the range'),
  once: z.int().describe('With exactly one'),
  valueDays: z.int(),
  speed: Spread.describe('Days from one day of value to the next; count: gaps'),
  ownSpeed: Spread.describe(
    'The median gap of each customer; count: customers with at least two days of value',
  ),
  frequency: Spread.describe(
    'Days of value in a period in which the customer had any, periods that are over; count: customers × periods',
  ),
  duration: z.object({
    spans: z.int().describe('Unbroken spans of value'),
    running: z.int().describe('Of them those that may still go on: counted as going on, not as ended'),
    median: estimateOf(z.number()).describe('Days until half of the spans have ended (Kaplan–Meier)'),
    steps: z.array(z.object({ days: z.number(), share: z.number(), spans: z.int() })),
  }),
  streaks: z.object({
    running: z.int().describe('Customers whose latest span may still go on'),
    broken: z.int().describe('Customers whose latest span has ended'),
  }),
  verdict: Words,
  definition: Words,
  ...countedByField,
});
export type RetakingAnswer = z.output<typeof RetakingAnswer>;

export const RetakingPeopleAsk = z.object({
  ask: RetakingAsk,
  which: z.enum(['all', 'once', 'running', 'broken', 'own_speed']),
  atLeast: z
    .number()
    .min(0)
    .nullable()
    .default(null)
    .describe('With own_speed: median gap in days, at least'),
  atMost: z.number().min(0).nullable().default(null),
  ...pageFields,
});
export type RetakingPeopleAsk = z.output<typeof RetakingPeopleAsk>;

const Span = z.object({
  from: LocalDate,
  to: LocalDate.describe('Last day of value'),
  days: z.int().describe('From the first to the last day of value: 0 for a single one'),
  valueDays: z.int(),
  state: z.enum(['running', 'broken']),
});

/** One customer's taking of value, day by day. */
export const RetakingOfAsk = z.object({ ask: RetakingAsk, customer: CustomerNumber });
export type RetakingOfAsk = z.output<typeof RetakingOfAsk>;

export const RetakingOf = z.object({
  ...saidFields,
  person: Person,
  days: z.array(LocalDate),
  gaps: z.array(z.int()),
  medianGap: estimateOf(z.number()),
  frequency: z.object({
    valueDays: z.int(),
    spanDays: z.int().describe('From the first to the last day of value'),
  }),
  spans: z.array(Span),
  current: z
    .object({ state: z.enum(['running', 'broken']), since: LocalDate, lastDay: LocalDate })
    .nullable()
    .describe('The latest span; broken at its last day of value'),
  lastBreak: LocalDate.nullable().describe('Last day of value before the latest break'),
  ...countedByField,
});
export type RetakingOf = z.output<typeof RetakingOf>;
