import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import {
  estimateOf,
  frameFields,
  LocalDate,
  Period,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { Person } from '#src/customers/naming/index.ts';
import { countedByField, DeedAsk } from '#src/customers/value/index.ts';

/** How often, or how much, within one period, before it counts as a return. Not applied to period 0. */
export const AtLeast = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('times'), times: z.int().min(1).max(1000) }),
  z.object({
    kind: z.literal('quantity'),
    property: z.string().min(1).max(200),
    quantity: z.number().positive(),
  }),
]);
export type AtLeast = z.output<typeof AtLeast>;

/** What a cell tells besides how many returned. */
export const Measure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('share') }),
  z.object({
    kind: z.enum(['sum', 'mean', 'per_customer']),
    property: z
      .string()
      .min(1)
      .max(200)
      .describe('A number on the return event; its sum, its mean, or its sum per eligible customer'),
  }),
]);
export type Measure = z.output<typeof Measure>;

/** By what the people are told apart: a trait at asOf, or a property of the start event. */
export const Breakdown = z.object({
  by: z.enum(['trait', 'start_property']),
  name: z.string().min(1).max(200),
  top: z.int().min(1).max(50).default(10).describe('How many values stand alone; the rest are "others"'),
});
export type Breakdown = z.output<typeof Breakdown>;

/** Intervals taken together: days 1–3, 4–7. Both ends included. */
export const Bracket = z.object({ from: z.int().min(1).max(3660), to: z.int().min(1).max(3660) });
export type Bracket = z.output<typeof Bracket>;

/** A retention question. */
export const RetentionAsk = z.object({
  start: EventMatch.describe('What makes a customer enter'),
  return: DeedAsk.describe('What counts as coming back: an event, or receiving value as a definition says'),
  entry: z.enum(['every_period', 'first_match', 'first_ever']).default('first_match'),
  returns: z.enum(['on', 'on_or_after']).default('on'),
  rows: Period.default('week').describe('Length of the period by which people who enter are grouped'),
  interval: Period.default('week').describe('Length of one step along a row; not longer than a row'),
  window: z.enum(['calendar', 'rolling']).default('calendar'),
  intervals: z.int().min(1).max(400).default(12).describe('Steps after period 0; ignored with brackets'),
  brackets: z.array(Bracket).max(60).default([]),
  from: LocalDate.describe('First local day on which one may enter'),
  to: LocalDate.describe('Last local day on which one may enter, included'),
  atLeast: AtLeast.default({ kind: 'times', times: 1 }),
  measure: Measure.default({ kind: 'share' }),
  breakdown: Breakdown.nullable().default(null),
  summary: z.enum(['weighted', 'plain']).default('weighted'),
  ...frameFields,
});
export type RetentionAsk = z.output<typeof RetentionAsk>;
export type RetentionAskInput = z.input<typeof RetentionAsk>;

/** Whether a period is over for everyone in the row, has begun for someone, or for nobody. */
export const CellState = z.enum(['complete', 'running', 'not_begun']);
export type CellState = z.output<typeof CellState>;

/** A share with its people. */
const ShareFigure = {
  state: CellState,
  eligible: z.int().describe('People whose own period has ended'),
  returned: z.int().describe('Of the eligible, those who came back'),
  share: estimateOf(z.number()).describe('returned ÷ eligible, 0–1'),
  low: z.number().nullable().describe('Wilson interval, 95 %'),
  high: z.number().nullable(),
};

/** What is seen so far where a period still runs: never part of a summary. */
export const SoFar = z.object({
  begun: z.int().describe('People whose own period has begun'),
  returned: z.int().describe('Of those, the ones who have come back already'),
});

export const Cell = z.object({
  interval: z.int().describe("0 is the cohort's size; else the interval, or the bracket's place from 1"),
  ...ShareFigure,
  soFar: SoFar.nullable().describe('Only where the cell is running'),
  value: estimateOf(z.number()).nullable().describe('The measure asked for; null when only the share is'),
  valueShare: estimateOf(z.number()).nullable().describe('value ÷ value of period 0 of the same people'),
});
export type Cell = z.output<typeof Cell>;

export const StartPeriod = z
  .object({ ...ShareFigure, soFar: SoFar.nullable() })
  .describe('Who did the return event within period 0 itself');
export type StartPeriod = z.output<typeof StartPeriod>;

export const Cohort = z.object({
  period: LocalDate.describe('First local day of the row'),
  state: z.enum(['complete', 'running']).describe('Running while people may still enter'),
  size: z.int(),
  startPeriod: StartPeriod,
  cells: z.array(Cell).describe('From cell 0 on'),
});
export type Cohort = z.output<typeof Cohort>;

export const Summary = z.object({
  kind: z.enum(['weighted', 'plain']),
  size: z.int().describe('Entries over all rows'),
  startPeriod: StartPeriod,
  cells: z.array(Cell).describe('For plain: the mean of the complete cells, without interval'),
});
export type Summary = z.output<typeof Summary>;

/** One value of the breakdown; without a breakdown there is one series of kind `all`. */
export const Series = z.object({
  kind: z.enum(['all', 'value', 'missing', 'others']),
  value: z.string().nullable().describe('The value as it reads; null unless kind is value'),
  size: z.int(),
  cohorts: z.array(Cohort),
  summary: Summary,
});
export type Series = z.output<typeof Series>;

/** What is said along with every answer about retention. */
const Said = {
  ...saidFields,
  leftOut: z
    .object({ internal: z.int(), bot: z.int() })
    .describe(
      'Customers with a start event of internal or bot traffic in the range; 0 when they are counted',
    ),
  definition: Words,
  ...countedByField,
};

/** The answer of `retention.grid`. */
export const RetentionGrid = z.object({
  columns: z
    .array(z.object({ interval: z.int(), from: z.int(), to: z.int() }))
    .describe('What each cell index spans, in intervals'),
  series: z.array(Series).describe('Largest first; then missing, then others'),
  verdict: Words,
  path: z.enum(['bitmaps', 'events']).describe('Which way it was computed; the numbers do not depend on it'),
  ...Said,
});
export type RetentionGrid = z.output<typeof RetentionGrid>;

/** Which series is meant, in questions about one of them. */
export const SeriesChoice = z.object({
  kind: z.enum(['all', 'value', 'missing', 'others']).default('all').describe('all: every series together'),
  value: z.string().nullable().default(null),
});

/** Which people of a cell. */
export const Which = z.enum(['size', 'eligible', 'returned', 'not_returned', 'so_far', 'begun']);
export type Which = z.output<typeof Which>;

/** The question of `retention.people`: the people behind one number of the grid. */
export const RetentionPeopleAsk = z.object({
  ask: RetentionAsk,
  series: SeriesChoice.default({ kind: 'all', value: null }),
  cohort: LocalDate.nullable().describe('First day of the row; null for the summary row'),
  interval: z.int().min(0).describe('The cell; 0 with `returned` is the share within period 0 itself'),
  which: Which.default('returned'),
  ...pageFields,
});
export type RetentionPeopleAsk = z.output<typeof RetentionPeopleAsk>;

/** The answer of `retention.people`. */
export const RetentionPeople = z.object({
  total: z.int().describe('Equals the number of the cell'),
  people: z.array(Person.extend({ cohort: LocalDate.describe('The row by which they entered') })),
  next: z.string().nullable().describe('Cursor of the next page'),
});
export type RetentionPeople = z.output<typeof RetentionPeople>;

/** The question of `retention.trend`: one interval over the cohorts, such as day 1 or week 4. */
export const RetentionTrendAsk = z.object({
  ask: RetentionAsk,
  interval: z
    .int()
    .min(0)
    .max(3660)
    .describe('0: the share within period 0 itself; with brackets, the place of the bracket from 1'),
});
export type RetentionTrendAsk = z.output<typeof RetentionTrendAsk>;

/** The answer of `retention.trend`. */
export const RetentionTrend = z.object({
  interval: z.int(),
  series: z.array(
    z.object({
      kind: z.enum(['all', 'value', 'missing', 'others']),
      value: z.string().nullable(),
      points: z.array(
        z.object({ period: LocalDate, size: z.int(), ...ShareFigure, soFar: SoFar.nullable() }),
      ),
      summary: z.object({ size: z.int(), ...ShareFigure, soFar: SoFar.nullable() }),
    }),
  ),
  verdict: Words,
  ...Said,
});
export type RetentionTrend = z.output<typeof RetentionTrend>;
