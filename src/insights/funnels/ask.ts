import { z } from 'zod';
import { EventMatch, type Reached } from '#src/customers/event-match/index.ts';
import {
  estimateOf,
  frameFields,
  LocalDate,
  PeoplePage,
  Period,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { countedByField, ValueAsk } from '#src/customers/value/index.ts';

/** A length of time: 14 days are 14 × 24 h, whatever the clocks do. */
export const Span = z.object({
  amount: z.int().min(1).max(100_000),
  of: z.enum(['second', 'minute', 'hour', 'day']),
});
export type Span = z.output<typeof Span>;

/** A step: which events do it, and how soon after the step before. */
export const FunnelStep = EventMatch.extend({
  or: z.array(EventMatch).max(30).optional().describe('Done by one of these just as well'),
  within: Span.nullable()
    .default(null)
    .describe('At most this long after the step before, both ends included; not for the first step'),
});
export type FunnelStep = z.output<typeof FunnelStep>;

/** A step that is value received, as a definition says that one event is enough for. */
export const ValueStep = ValueAsk.extend({ within: FunnelStep.shape.within });

/** A step settled: the events that do it, and the definition that names them where one does. */
export type SettledStep = FunnelStep & { readonly valued?: Reached['reached'] };

/** Events that end an attempt when they happen between two of its steps. */
export const Exclusion = EventMatch.extend({
  from: z.int().min(1).max(19).describe('After this step, counted from 1'),
  to: z.int().min(2).max(20).describe('and before this one'),
});
export type Exclusion = z.output<typeof Exclusion>;

/** By what people are told apart: a trait at asOf, or a property of an event of their path. */
export const FunnelBreakdown = z.object({
  by: z.enum(['trait', 'property']),
  name: z.string().min(1).max(200),
  of: z
    .union([z.enum(['first', 'last']), z.int().min(1).max(20)])
    .default('first')
    .describe(
      'Which event of the path a property is read from: the first, the last reached, or a step by its number',
    ),
  top: z.int().min(1).max(50).default(10).describe('How many values stand alone; the rest are "others"'),
});
export type FunnelBreakdown = z.output<typeof FunnelBreakdown>;

/** A funnel question. */
export const FunnelAsk = z.object({
  steps: z
    .array(z.union([FunnelStep, ValueStep]))
    .min(2, 'two steps or more')
    .max(20, 'at most 20 steps'),
  order: z
    .enum(['ordered', 'strict', 'unordered'])
    .default('ordered')
    .describe('strict: no other event of that person between; unordered: the steps in any order'),
  window: Span.default({ amount: 14, of: 'day' }).describe(
    'From the first step to the last, both ends included',
  ),
  exclusions: z.array(Exclusion).max(5).default([]),
  from: LocalDate.describe('First local day on which one may enter'),
  to: LocalDate.describe(
    'Last local day on which one may enter, included; later steps are read to the end of their window',
  ),
  trend: Period.default('week').describe('By which local periods of entry the trend is told'),
  breakdown: FunnelBreakdown.nullable().default(null),
  ...frameFields,
});
export type FunnelAsk = z.output<typeof FunnelAsk>;
export type FunnelAskInput = z.input<typeof FunnelAsk>;

/** The same, once it is settled which events do its steps. */
export type SettledFunnel = Omit<FunnelAsk, 'steps'> & { readonly steps: readonly SettledStep[] };

/** A funnel, settled or not. */
export type FunnelQuestion = Omit<FunnelAsk, 'steps'> & {
  readonly steps: readonly (FunnelAsk['steps'][number] | SettledStep)[];
};

/** A share among those whose window is over. */
const ShareFigure = {
  share: estimateOf(z.number()).describe('0–1, of those whose window is over'),
  low: z.number().nullable().describe('Wilson interval, 95 %'),
  high: z.number().nullable(),
};

/** A share with its doubt. */
export const Share = z.object(ShareFigure);
export type Share = z.output<typeof Share>;

/** One step of a funnel, or with `unordered` the doing of so many steps. */
export const StepFigures = z.object({
  step: z.int().describe('Counted from 1'),
  reached: z.int().describe('People who got at least here, also those whose window still runs'),
  dropped: z.int().describe('Got here and no further, and no longer can; 0 at the last step'),
  open: z.int().describe('Got here and may still get further; 0 at the last step'),
  over: z.int().describe('Of those who reached it, the people whose window is over'),
  ...ShareFigure,
  fromBefore: Share.describe('Of those who reached the step before'),
});
export type StepFigures = z.output<typeof StepFigures>;

/** How long it took from one step to another, of people whose window is over. */
export const Wait = z.object({
  from: z.int(),
  to: z.int(),
  people: z.int(),
  meanMs: estimateOf(z.number()),
  medianMs: estimateOf(z.number()),
  bins: z.array(
    z.object({
      fromMs: z.number().describe('Included'),
      belowMs: z.number().nullable().describe('Not included; null for no end'),
      people: z.int(),
    }),
  ),
});
export type Wait = z.output<typeof Wait>;

/** Those who entered in one period. */
export const TrendPoint = z.object({
  period: LocalDate.describe('First local day of the period'),
  state: z
    .enum(['complete', 'running'])
    .describe('Running while somebody may still enter, or a window of somebody who entered may still run'),
  entered: z.int(),
  over: z.int().describe('Of them, those whose window is over'),
  converted: z.int().describe('Reached the last step, also with a window that still runs'),
  convertedOver: z.int().describe('Of those whose window is over'),
  ...ShareFigure,
});
export type TrendPoint = z.output<typeof TrendPoint>;

/** One value of the breakdown; without a breakdown there is one series of kind `all`. */
export const FunnelSeries = z.object({
  kind: z.enum(['all', 'value', 'missing', 'others']),
  value: z.string().nullable().describe('The value as it reads; null unless kind is value'),
  entered: z.int(),
  over: z.int().describe('Of them, those whose window is over'),
  converted: z.int(),
  open: z.int().describe('May still get further'),
  dropped: z.int(),
  steps: z.array(StepFigures),
  waits: z.array(Wait).describe('Step to step, then from the first to the last'),
  trend: z.array(TrendPoint),
});
export type FunnelSeries = z.output<typeof FunnelSeries>;

/** The answer of `funnels.grid`. */
export const FunnelGrid = z.object({
  steps: z.array(Words).describe('What each step is called'),
  series: z.array(FunnelSeries).describe('Largest first; then missing, then others'),
  verdict: Words,
  definition: Words,
  ...countedByField,
  ...saidFields,
});
export type FunnelGrid = z.output<typeof FunnelGrid>;

/** Which series is meant, in questions about one of them. */
export const FunnelSeriesChoice = z.object({
  kind: z.enum(['all', 'value', 'missing', 'others']).default('all').describe('all: every series together'),
  value: z.string().nullable().default(null),
});

/** Which people of a funnel. Steps are counted from 1. */
export const FunnelWhich = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reached').describe('Got at least here; step 1 is everybody who entered'),
    step: z.int().min(1).max(20),
  }),
  z.object({ kind: z.literal('dropped'), step: z.int().min(1).max(19) }),
  z.object({ kind: z.literal('open'), step: z.int().min(1).max(19) }),
  z.object({
    kind: z
      .literal('waited')
      .describe('Took so long from one step to another; of people whose window is over'),
    from: z.int().min(1).max(19),
    to: z.int().min(2).max(20),
    fromMs: z.number().min(0),
    belowMs: z.number().nullable(),
  }),
]);
export type FunnelWhich = z.output<typeof FunnelWhich>;

/** The question of `funnels.people`: the people behind one number of the funnel. */
export const FunnelPeopleAsk = z.object({
  ask: FunnelAsk,
  series: FunnelSeriesChoice.default({ kind: 'all', value: null }),
  period: LocalDate.nullable().default(null).describe('First day of a period of the trend; null for all'),
  which: FunnelWhich,
  onlyOver: z.boolean().default(false).describe('Only those whose window is over'),
  ...pageFields,
});
export type FunnelPeopleAsk = z.output<typeof FunnelPeopleAsk>;

/** The answer of `funnels.people`. */
export const FunnelPeople = PeoplePage;
