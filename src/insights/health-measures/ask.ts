import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import { DeedAsk } from '#src/customers/value/index.ts';

const property = z.string().min(1).max(200);

/** What a dimension measures, over its last so many days. */
export const Measure = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('depth') })
    .describe(
      'Use of the features that set the offer apart: weights of those used ÷ weights of those paid for',
    ),
  z
    .object({
      kind: z.literal('breadth'),
      active: EventMatch.default({ event: null, where: [] }).describe('What makes a person active'),
    })
    .describe('Active people ÷ seats bought'),
  z
    .object({
      kind: z.literal('reach'),
      match: EventMatch.nullable().default(null).describe('null: not chosen yet, so nothing is known'),
      property: property
        .nullable()
        .default(null)
        .describe('Its different values are counted; null: the events are'),
    })
    .describe('How many of the customer’s own customers are reached'),
  z
    .object({
      kind: z.literal('amount'),
      of: DeedAsk.describe('An event, or value as a definition says'),
      property: property
        .nullable()
        .default(null)
        .describe('A number that is added up; null: events are counted'),
    })
    .describe('How much, or how often'),
  z.object({ kind: z.literal('since'), of: DeedAsk }).describe('Days since the last time'),
  z
    .object({
      kind: z.literal('tickets'),
      match: EventMatch,
      active: EventMatch.default({ event: null, where: [] }),
      silence: z
        .object({
          before: z
            .int()
            .min(1)
            .max(1000)
            .default(3)
            .describe('So many tickets in the days before, and none now'),
          fall: z.number().min(0.01).max(1).default(0.5).describe('while use fell by this share: red'),
        })
        .nullable()
        .default({ before: 3, fall: 0.5 }),
    })
    .describe('Tickets per active person; sudden silence together with falling use is red too'),
  z.object({ kind: z.literal('pulse') }).describe('The latest impression somebody gave, 1 to 5'),
]);
export type Measure = z.output<typeof Measure>;
export type MeasureKind = Measure['kind'];

/** One of the sides that health is looked at from. */
export const Dimension = z
  .object({
    key: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'small letters, digits, - and _, at most 40'),
    name: z.string().trim().min(1).max(100).nullable().default(null).describe('null: called as its measure'),
    measure: Measure,
    days: z.int().min(1).max(366).default(30).describe('The last so many days are looked at'),
    judges: z
      .enum(['level', 'change'])
      .default('level')
      .describe('The figure itself, or its change against as many days before (−0.3: down by 30 %)'),
    better: z.enum(['higher', 'lower']).default('higher'),
    green: z.number().min(-1e12).max(1e12).describe('Green from here on: the bound is green'),
    yellow: z
      .number()
      .min(-1e12)
      .max(1e12)
      .describe('Yellow from here on: the bound is yellow; beyond it red'),
    weight: z.number().min(0).max(1000).default(1).describe('In the score; 0: shown and not counted'),
  })
  .refine(({ better, green, yellow }) => (better === 'higher' ? green > yellow : green < yellow), {
    path: ['yellow'],
    error: 'a bound of yellow on the worse side of the bound of green',
  })
  .refine(
    ({ measure, judges }) => judges === 'level' || (measure.kind !== 'pulse' && measure.kind !== 'tickets'),
    {
      path: ['judges'],
      error: 'level for impressions and tickets',
    },
  );
export type Dimension = z.output<typeof Dimension>;

/** By what health is judged. */
export const Template = z
  .object({
    dimensions: z.array(Dimension).min(1).max(20),
    green: z.number().min(0).max(100).default(70).describe('The score is green from here on'),
    yellow: z.number().min(0).max(100).default(40).describe('and yellow from here on'),
    leastCoverage: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('Below this share of weights with a known colour there is no score'),
  })
  .refine(({ green, yellow }) => green > yellow, { path: ['yellow'], error: 'less than the bound of green' })
  .refine(({ dimensions }) => new Set(dimensions.map(({ key }) => key)).size === dimensions.length, {
    path: ['dimensions'],
    error: 'dimensions of different keys',
  })
  .refine(({ dimensions }) => dimensions.some(({ weight }) => weight > 0), {
    path: ['dimensions'],
    error: 'at least one dimension with a weight',
  });
export type Template = z.output<typeof Template>;

export const Colour = z.enum(['green', 'yellow', 'red']);
export type Colour = z.output<typeof Colour>;

/** Why a figure is not known: then it is neither good nor bad. */
export const lacks = [
  'no_events', // none of the holder ever came: it never used anything, or is named otherwise in events
  'never_received', // nobody's: the event is not sent
  'not_watched_long_enough',
  'not_set_up',
  'no_contract',
  'no_seats',
  'no_features', // none of those paid for sets the offer apart
  'nobody_active',
  'no_pulse',
  'nothing_before', // no change from zero can be told
  'out_of_season', // its days are not all of a season: nothing was expected on the others
  'awaited', // the season runs and the holder has not come yet: nobody misses a season that runs
  'not_applicable',
] as const;
export const Lack = z.enum(lacks);
export type Lack = z.output<typeof Lack>;

/** A figure, or why there is none. */
export const Figure = z.union([
  z.object({ known: z.literal(true), value: z.number() }),
  z.object({ known: z.literal(false), why: Lack }),
]);
export type Figure = z.output<typeof Figure>;

/** What figures are made of. */
export const partNames = [
  'features_used',
  'features_paid',
  'active_people',
  'seats',
  'reached',
  'amount',
  'days_since',
  'tickets',
  'activity',
  'pulse',
] as const;

/** A figure behind a figure: now, and over as many days before. */
export const PartFigure = z.object({
  name: z.enum(partNames),
  now: z.number().nullable().describe('null: none of it is known'),
  before: z.number().nullable(),
});
export type PartFigure = z.output<typeof PartFigure>;
