import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import { estimateOf, frameFields, pageFields, saidFields, Words } from '#src/customers/frame/index.ts';
import { countedByField, DeedAsk } from '#src/customers/value/index.ts';
import { newcomerFields } from '#src/insights/newcomers/index.ts';

const event = z.string().min(1).max(200);
const day = z.int().min(1).max(3660);
export const Interval = z.object({ low: z.number(), high: z.number() });

/** Local days after the start, both included. */
export const Outcome = z.object({
  from: day.describe('First day of the outcome; not before the longest window is over'),
  to: day,
});

/** Which count of which event in which window tells those who stay from those who leave? */
export const ScanAsk = z.object({
  ...newcomerFields,
  return: DeedAsk.default({ event: null, where: [] }).describe(
    'What counts as having stayed: at least one such event in the outcome, or value received in it; any event unless told',
  ),
  left: EventMatch.nullable()
    .default(null)
    .describe('What ends a life, such as a cancellation: who did it before the outcome begins is not judged'),
  outcome: Outcome.default({ from: 30, to: 59 }).describe('Days after the start, whose day is 0'),
  windows: z
    .array(z.int().min(1).max(366))
    .min(1)
    .max(8)
    .default([3, 7, 10, 14])
    .describe('Lengths tried, in local days from the start’s day on'),
  counts: z
    .array(z.int().min(1).max(1_000_000))
    .max(40)
    .default([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 65, 80, 100, 150, 200])
    .describe('Columns of the heat map; the search itself tries every count, in steps of at most 5 %'),
  events: z.array(event).max(500).nullable().default(null).describe('null: every event of the workspace'),
  exclude: z.array(event).max(500).default([]).describe('Events not to try'),
  presence: z.boolean().default(false).describe('Try log-ins, page views and the like too'),
  ...frameFields,
});
export type ScanAsk = z.output<typeof ScanAsk>;
export type ScanAskInput = z.input<typeof ScanAsk>;

const hitsOf = z.object({ hits: z.int().describe('Stayed'), total: z.int() });
const share = estimateOf(z.object({ share: z.number(), interval: Interval }));

/** What is said of one threshold in one set of people. */
const Figures = z.object({
  above: hitsOf.describe('Those who did it at least so often, and of them those who stayed'),
  below: hitsOf,
  stayedAbove: share.describe('Positive predictive value (PPV)'),
  stayedBelow: share,
  lift: estimateOf(
    z.object({
      ratio: estimateOf(z.number()),
      low: z.number(),
      high: z.number().nullable().describe('null: no ratio is too large'),
    }),
  ).describe('Share that stayed above ÷ below'),
  difference: estimateOf(z.object({ difference: z.number(), interval: Interval })),
  sensitivity: share.describe('Of those who stayed, the share that had done it'),
  specificity: share.describe('Of those who left, the share that had not'),
  mcc: estimateOf(z.object({ value: z.number(), interval: Interval.nullable() })),
  reach: share.describe('The share below: those who could still be moved'),
});
export type Figures = z.output<typeof Figures>;

const verdicts = z.enum(['confirmed', 'not_confirmed', 'too_small_to_matter', 'not_tried']);

/** The best count and window of one event. */
const Candidate = z.object({
  event: z.string(),
  count: z.int(),
  window: z.int().describe('Local days 0 … window − 1'),
  verdict: verdicts.describe('not_tried: it does not stand out in the half that searches'),
  confirmation: Figures.nullable().describe('In the half that took no part in choosing: the figures to show'),
  discovery: Figures.describe('In the half that chose it: flattered by that'),
  everyone: Figures.describe('In both halves together'),
  q: estimateOf(z.number()).describe('p in the half that searches, corrected over all cells tried'),
  p: estimateOf(z.number()).describe('In the half that confirms'),
  correctedP: estimateOf(z.number()).describe('The same, corrected for the number put to the proof'),
  aboutAsGood: z.object({ least: z.int(), most: z.int() }).nullable(),
  bestInConfirmation: estimateOf(z.int()),
});
export type Candidate = z.output<typeof Candidate>;

const HeatCell = z.object({
  count: z.int(),
  above: hitsOf,
  below: hitsOf,
  lift: z.number().nullable().describe('null where a side is empty, or nobody below stayed'),
  mcc: z.number().nullable(),
  supported: z.boolean().describe('False where a side has too few people: shown pale, never chosen'),
});

const CurvePoint = z.object({
  count: z.int(),
  exactly: hitsOf.describe('So often, and less often than the next point'),
  stayed: share.describe('Of those exactly'),
  above: hitsOf,
  stayedAbove: share,
});

/** How staying rises with the count, for one event in one window; everybody, both halves. */
export const Curve = z.object({
  event: z.string(),
  window: z.int(),
  never: hitsOf.describe('Those who did not do it in the window'),
  stayedOfNever: share,
  points: z.array(CurvePoint),
});
export type Curve = z.output<typeof Curve>;

export const ScanAnswer = z.object({
  ...saidFields,
  verdict: z.object({
    kind: z.enum(['reliable', 'no_reliable_threshold']),
    why: z
      .enum(['too_few_customers', 'nothing_stands_out', 'not_confirmed', 'too_small_to_matter'])
      .nullable(),
    words: Words,
  }),
  best: Candidate.nullable().describe('null: no reliable threshold'),
  candidates: z
    .array(Candidate)
    .describe('The best of each event: those put to the proof first; at most 100'),
  heat: z
    .array(z.object({ event: z.string(), window: z.int(), cells: z.array(HeatCell) }))
    .describe('The half that searches; the 30 best events × windows × counts'),
  counts: z.array(z.int()).describe('Columns of the heat map'),
  curve: Curve.nullable().describe('Of the first candidate'),
  people: z.object({
    newcomers: z.int(),
    observable: z.int().describe('Whose outcome window is over: only these count'),
    stayed: z.int(),
    discovery: hitsOf,
    confirmation: hitsOf,
  }),
  stayed: share.describe('Of all observable'),
  tried: z.int().describe('Cells that entered the correction'),
  events: z.array(z.string()).describe('Events tried'),
  leftOut: z.array(
    z.object({ event: z.string(), why: z.enum(['start', 'asked', 'presence', 'library', 'rare']) }),
  ),
  correlation: Words.describe('To be said beside every figure: it is not a cause'),
  definition: Words,
  ...countedByField,
});
export type ScanAnswer = z.output<typeof ScanAnswer>;

export const CurveAsk = z.object({
  ask: ScanAsk,
  event,
  window: z.int().min(1).max(366),
  count: z
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .default(null)
    .describe('A threshold to be told of: any, not only the one that was found'),
});
export type CurveAsk = z.output<typeof CurveAsk>;

/** What is said of a threshold in each half and in both. */
const Threshold = z.object({
  count: z.int(),
  discovery: Figures,
  confirmation: Figures,
  everyone: Figures,
});
export type Threshold = z.output<typeof Threshold>;

export const CurveAnswer = z.object({
  ...saidFields,
  curve: Curve,
  threshold: Threshold.nullable().describe('null: no count was named'),
  correlation: Words,
  definition: Words,
  ...countedByField,
});
export type CurveAnswer = z.output<typeof CurveAnswer>;

/** Who stands behind a figure of the scan. */
export const AhaPeopleAsk = z.object({
  ask: ScanAsk,
  event: event.nullable().default(null).describe('null: everybody observable'),
  count: z.int().min(1).max(1_000_000).default(1),
  window: z.int().min(1).max(366).default(1),
  side: z.enum(['above', 'below', 'all']).default('all'),
  outcome: z.enum(['stayed', 'left', 'all']).default('all'),
  half: z.enum(['discovery', 'confirmation', 'both']).default('both'),
  ...pageFields,
});
export type AhaPeopleAsk = z.output<typeof AhaPeopleAsk>;
