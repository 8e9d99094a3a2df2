import { z } from 'zod';
import { estimateOf, frameFields, pageFields, saidFields, Words } from '#src/customers/frame/index.ts';
import { Person } from '#src/customers/naming/index.ts';
import { Colour, Figure, PartFigure, Template } from '#src/insights/health-measures/index.ts';

const Unit = z.enum(['customer', 'account']);
const unit = Unit.optional().describe("The workspace's counting unit unless told");

/** A template as it was adopted. */
export const AdoptedTemplate = z.object({
  unit: Unit,
  version: z.int().describe('0: the one that comes with Perdure'),
  template: Template,
  createdAt: z.string().nullable(),
  createdBy: z.string().nullable(),
});
export type AdoptedTemplate = z.output<typeof AdoptedTemplate>;

export const TemplateAsk = z.object({ unit });
export const TemplateAnswer = z.object({
  current: AdoptedTemplate,
  versions: z.array(AdoptedTemplate).describe('Latest first; without the one that comes with Perdure'),
  standard: Template.describe('The template that comes with Perdure'),
});
export type TemplateAnswer = z.output<typeof TemplateAnswer>;

/** Who is on the board. */
const among = z
  .enum(['holding', 'known'])
  .optional()
  .describe(
    'holding: who has a contract that runs; known: everyone ever seen too. Unless told: holding where any contract is known of this unit',
  );

/** Whose health, by which template. */
export const HealthAsk = z.object({
  ...frameFields,
  among,
  version: z.int().min(0).optional().describe('Of the template; the one in force at asOf unless told'),
});
export type HealthAsk = z.output<typeof HealthAsk>;
export type HealthAskInput = z.input<typeof HealthAsk>;

/** What a number of the board counts. */
export const Which = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('overall'), colour: Colour.nullable().describe('null: no score') }),
  z.object({
    kind: z.literal('dimension'),
    key: z.string(),
    colour: Colour.nullable().describe('null: not known'),
  }),
  z.object({ kind: z.literal('any_red') }).describe('At least one dimension is red, whatever the score'),
  z
    .object({ kind: z.literal('hidden_red') })
    .describe('A dimension is red while the score is green or yellow'),
  z.object({ kind: z.literal('improving') }),
  z.object({ kind: z.literal('unseen') }).describe('Under contract, and no event of it ever came'),
  z.object({ kind: z.literal('out_of_season') }).describe('All its offers are of seasons, and none runs'),
  z.object({ kind: z.literal('awaited') }).describe('A season runs, and it has not come in it yet'),
]);
export type Which = z.output<typeof Which>;

export const BoardAsk = HealthAsk.extend({
  sort: z
    .string()
    .max(60)
    .default('stake')
    .describe('stake, score, name, coverage, or the key of a dimension: worst first'),
  reverse: z.boolean().default(false),
  show: Which.default({ kind: 'all' }),
  search: z
    .string()
    .trim()
    .max(200)
    .default('')
    .describe('Part of an account’s name or id; of customers the number'),
  ...pageFields,
});
export type BoardAsk = z.output<typeof BoardAsk>;
export type BoardAskInput = z.input<typeof BoardAsk>;

const Price = z.union([
  z.object({ known: z.literal(true), amount: z.number(), currency: z.string() }),
  z.object({
    known: z.literal(false),
    why: z.enum(['no_contract', 'no_price', 'paid_once', 'mixed_currencies']),
  }),
]);

/** Among holders who pay about as much: those of the same price band. */
export const PerEuro = z.object({
  value: z.number().describe('The figure ÷ the monthly price'),
  percentile: estimateOf(z.number()).describe(
    '0–1: the share of the band with less, those alike counted half',
  ),
  band: z.object({ from: z.number(), to: z.number(), currency: z.string(), holders: z.int() }),
});
export type PerEuro = z.output<typeof PerEuro>;

export const DimensionTold = z.object({
  key: z.string(),
  colour: Colour.nullable(),
  now: Figure,
  before: Figure.describe('Over as many days before'),
  change: Figure.describe('As a share of what it was: 0.3 is 30 % more'),
  trend: z.enum(['better', 'worse', 'same']).nullable(),
  silent: z.boolean().describe('Tickets fell silent while use fell: red'),
  parts: z.array(PartFigure).describe('What the figure is made of'),
  perEuro: z
    .union([
      z.object({ known: z.literal(true), value: PerEuro }),
      z.object({
        known: z.literal(false),
        why: z.enum(['free', 'no_price', 'paid_once', 'unknown', 'lower_is_better']),
      }),
    ])
    .describe('Value per euro; who pays nothing is left out'),
});
export type DimensionTold = z.output<typeof DimensionTold>;

export const Row = z.object({
  holder: Person,
  key: z.string(),
  score: z.number().nullable().describe('0–100; null where too little is known'),
  colour: Colour.nullable(),
  coverage: z.number().describe('Share of the weights whose colour is known, 0–1'),
  red: z.array(z.string()).describe('Keys of the red dimensions, whatever the score'),
  improving: z.boolean(),
  price: Price.describe('A month'),
  contracts: z.int(),
  dimensions: z.array(DimensionTold),
});
export type Row = z.output<typeof Row>;

const Tally = z.object({ green: z.int(), yellow: z.int(), red: z.int(), unknown: z.int() });
export type Tally = z.output<typeof Tally>;

const rulesSaid = {
  template: AdoptedTemplate,
  among: z.enum(['holding', 'known']),
};

const counts = {
  total: z.int(),
  overall: Tally,
  anyRed: z.int(),
  hiddenRed: z.int().describe('With a red dimension and a green or yellow score'),
  improving: z.int(),
  unseen: z.int().describe('Under contract, and no event of them ever came'),
  outOfSeason: z.int().describe('All their offers are of seasons, and none runs: use is not judged'),
  awaited: z.int().describe('A season runs and they have not come in it yet: use is not judged'),
  atStake: z
    .array(z.object({ currency: z.string(), all: z.number(), red: z.number() }))
    .describe('Paid a month, by currency: by all, and by those with a red dimension'),
  verdict: Words,
  definition: Words,
};

export const Board = z.object({
  ...rulesSaid,
  ...counts,
  shown: z.int().describe('Of those, how many are shown for'),
  rows: z.array(Row),
  next: z.string().nullable(),
  dimensions: z.array(z.object({ key: z.string(), tally: Tally })),
  ...saidFields,
});
export type Board = z.output<typeof Board>;

/** The answer of `health.summary`: the board without the people on it. */
export const Summary = z.object({
  ...counts,
  among: rulesSaid.among,
  version: z.int().describe('Of the template'),
  dimensions: z.array(z.object({ key: z.string(), name: Words, tally: Tally })),
  ...saidFields,
});
export type Summary = z.output<typeof Summary>;

/** The question of `health.of`. */
export const OfAsk = HealthAsk.extend({
  holder: z.string().min(1).max(500).describe('The account’s id, or the customer’s number as text'),
  weeks: z.int().min(1).max(104).default(26),
});
export type OfAsk = z.output<typeof OfAsk>;

const Point = z.object({
  at: z.string().describe('The instant it is judged at'),
  score: z.number().nullable(),
  colour: Colour.nullable(),
  coverage: z.number(),
  dimensions: z.array(z.object({ key: z.string(), colour: Colour.nullable(), figure: Figure })),
});

export const OfAnswer = z.object({
  ...rulesSaid,
  row: Row,
  features: z
    .array(z.object({ key: z.string(), name: z.string(), weight: z.number(), used: z.boolean() }))
    .describe('Those that set the offer apart'),
  contracts: z.array(
    z.object({
      contract: z.string(),
      offer: z.string(),
      seats: z.int().nullable(),
      state: z.enum(['paying', 'trial', 'paused']),
      once: z.boolean().describe('Paid once: no part of the price a month'),
      monthly: z.object({ amount: z.number(), currency: z.string() }).nullable(),
      startsAt: z.string(),
    }),
  ),
  trajectory: z.array(Point).describe('Week by week, oldest first; the last is the question’s instant'),
  changes: z
    .array(
      z.object({
        at: z.string(),
        key: z.string().nullable().describe('The dimension; null: the score'),
        from: Colour.nullable(),
        to: Colour.nullable(),
        why: Words,
      }),
    )
    .describe('What changed colour, latest first'),
  verdict: Words,
  definition: Words,
  ...saidFields,
});
export type OfAnswer = z.output<typeof OfAnswer>;

export const PreviewAsk = z.object({ ...frameFields, among, template: Template });
export type PreviewAsk = z.output<typeof PreviewAsk>;

export const Preview = z.object({
  total: z.int(),
  changed: z.int().describe('How many would have another colour of the score'),
  moves: z.array(z.object({ from: Colour.nullable(), to: Colour.nullable(), holders: z.int() })),
  before: Tally,
  after: Tally,
  dimensions: z.array(z.object({ key: z.string(), tally: Tally })),
  verdict: Words,
});
export type Preview = z.output<typeof Preview>;

export const AdoptAsk = z.object({
  unit,
  basedOn: z
    .int()
    .min(0)
    .describe('The version that was changed: refused where another was adopted meanwhile'),
  template: Template,
});

export const PeopleAsk = z.object({
  ask: HealthAsk,
  which: z.union([
    Which,
    z
      .object({ kind: z.literal('active'), key: z.string(), holder: z.string() })
      .describe('The people of an account behind its breadth, or behind tickets per active person'),
    z
      .object({
        kind: z.literal('preview'),
        template: Template,
        from: Colour.nullable(),
        to: Colour.nullable(),
      })
      .describe('Those whose score would have another colour'),
  ]),
  ...pageFields,
});
export type PeopleAsk = z.output<typeof PeopleAsk>;

export const PulseAsk = z.object({
  unit,
  holder: z.string().min(1).max(500).describe('The account’s id, or the customer’s user id'),
  value: z.int().min(1).max(5).describe('From 1, bad, to 5, very good'),
  note: z.string().trim().max(1000).default(''),
});

export const PulsesAsk = PulseAsk.pick({ unit: true, holder: true });

/** An impression as it was said. */
export const Pulse = z.object({
  at: z.string(),
  value: z.int(),
  note: z.string(),
  by: z.string(),
});
