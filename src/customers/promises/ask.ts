import { z } from 'zod';
import { About, Holder } from '#src/customers/about/index.ts';
import { EventMatch } from '#src/customers/event-match/index.ts';
import {
  estimateOf,
  frameFields,
  LocalDate,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';

/**
 * What became of a promise: open (its day is not over), exceeded (earlier, or more), kept (on the day, as much), missed (kept
 * late, or less), overdue (its day is over, and nothing was told).
 */
export const Outcome = z.enum(['open', 'exceeded', 'kept', 'missed', 'overdue']);
export type Outcome = z.output<typeof Outcome>;

/** An amount as text, exact to six decimals. */
const Quantity = z.number().min(0.000001).max(1e15);

/** A promise with what became of it. */
export const Promised = z.object({
  id: z.string(),
  about: Holder,
  source: z.enum(['hand', 'event']),
  what: z.string(),
  madeOn: LocalDate,
  dueOn: LocalDate,
  promised: z.number().nullable().describe('A quantity; null where only the day was promised'),
  unit: z.string(),
  keptOn: LocalDate.nullable(),
  actual: z.number().nullable(),
  outcome: Outcome,
  promisedDays: z.int().describe('From the day it was made to the day it was promised for'),
  surplusDays: z
    .int()
    .nullable()
    .describe(
      'Days earlier than promised; below zero where late, so far where it is overdue; null while open',
    ),
  surplus: z.number().nullable().describe('More than the quantity promised; below zero where less'),
  surplusShare: z
    .number()
    .nullable()
    .describe('Of the days promised, or of the quantity where one was; null where nothing can be divided'),
  words: Words.describe('What became of it, in a sentence'),
  recordedAt: z.iso.datetime(),
  recordedBy: z.string(),
  by: z.string().nullable(),
  withdrawn: z.boolean(),
});
export type Promised = z.output<typeof Promised>;

/** A promise to be recorded. */
export const RecordAsk = z.object({
  about: About,
  what: z.string().trim().min(1).max(200),
  madeOn: LocalDate.optional().describe('Today unless told'),
  dueOn: LocalDate.optional().describe('The day promised'),
  days: z.int().min(0).max(3_650).optional().describe('… or in so many days'),
  promised: Quantity.nullable().default(null),
  unit: z.string().trim().max(40).default(''),
  reference: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('What tells it from others to the same customer: recorded again, it is the same promise'),
});

export const KeepAsk = z.object({
  id: z.string().min(1).max(40),
  keptOn: LocalDate.optional().describe('Today unless told'),
  actual: z.number().min(0).max(1e15).optional().describe('Needed where a quantity was promised'),
});

/** By which events promises are told, and what their properties are called. */
export const EventNames = z.object({
  made: z.string().trim().min(1).max(200).default('Promise Made'),
  kept: z.string().trim().min(1).max(200).default('Promise Kept'),
  reference: z.string().trim().min(1).max(200).default('promiseId'),
  what: z.string().trim().min(1).max(200).default('promise'),
  dueOn: z.string().trim().min(1).max(200).default('dueOn').describe('A date'),
  days: z.string().trim().min(1).max(200).default('days').describe('… or a number of days'),
  promised: z.string().trim().min(1).max(200).default('quantity'),
  actual: z.string().trim().min(1).max(200).default('quantity'),
  unit: z.string().trim().min(1).max(200).default('unit'),
});
export type EventNames = z.output<typeof EventNames>;

export const ListAsk = z.object({
  outcome: Outcome.optional(),
  from: LocalDate.optional().describe('Promised for this day or later'),
  to: LocalDate.optional().describe('… or this one and earlier'),
  limit: z.int().min(1).max(1000).default(100),
  skip: z.int().min(0).max(1_000_000).default(0),
});

export const Listed = z.object({
  total: z.int(),
  counts: z.object({
    open: z.int(),
    exceeded: z.int(),
    kept: z.int(),
    missed: z.int(),
    overdue: z.int(),
  }),
  promises: z.array(Promised).describe('By the day they are promised for, latest first'),
});

/** Groups of people by what became of their first promise. */
export const Group = z.enum(['exceeded', 'kept', 'missed']);
export type Group = z.output<typeof Group>;

export const RetentionAsk = z.object({
  ...frameFields,
  match: EventMatch.default({ event: null, where: [] }).describe('What counts as having stayed'),
  days: z
    .object({ from: z.int().min(1).max(720), to: z.int().min(1).max(720) })
    .default({ from: 31, to: 60 })
    .describe('Local days after the one promised, both included'),
});
export type RetentionAsk = z.output<typeof RetentionAsk>;

export const Retention = z.object({
  groups: z.array(
    z.object({
      group: Group,
      people: z.int().describe('Whose first promise ended so, and whose days are over'),
      stayed: z.int(),
      share: estimateOf(z.number()),
      low: z.number().nullable().describe('Wilson interval, 95 %'),
      high: z.number().nullable(),
      waiting: z.int().describe('Whose days are not over yet; not counted'),
    }),
  ),
  unmatched: z.int().describe('To whom something was promised and of whom no event is known'),
  words: Words.describe('What this says, and what it does not'),
  ...saidFields,
});
export type Retention = z.output<typeof Retention>;

export const RetentionPeopleAsk = z.object({
  ask: RetentionAsk,
  group: Group,
  which: z.enum(['people', 'stayed', 'gone', 'waiting']).default('people'),
});
export type RetentionPeopleAsk = z.output<typeof RetentionPeopleAsk>;
export const RetentionPeoplePageAsk = RetentionPeopleAsk.extend(pageFields);
