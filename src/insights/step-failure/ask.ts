import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import {
  estimateOf,
  frameFields,
  LocalDate,
  PeoplePage,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { countedByField, DeedAsk } from '#src/customers/value/index.ts';

/** Something a newcomer is supposed to do. */
export const OnboardingStep = z.object({
  name: z.string().trim().min(1).max(200),
  done: EventMatch.describe('Done by this event'),
  failed: EventMatch.nullable()
    .default(null)
    .describe('Tried in vain, told by this event; null where nothing tells'),
});
export type OnboardingStep = z.output<typeof OnboardingStep>;

const day = z.int().min(1).max(3660);

/** What counts as having left. Days are local days after the day of the start, which is day 0. */
export const Departure = z.discriminatedUnion('kind', [
  z.object({
    kind: z
      .literal('silence')
      .describe('None of these events, or no value received, from one day to another, both included'),
    match: DeedAsk.default({ event: null, where: [] }),
    from: day,
    to: day,
  }),
  z.object({
    kind: z.literal('event').describe('This event, up to and including a day'),
    match: EventMatch,
    to: day,
  }),
  z.object({
    kind: z
      .literal('contract')
      .describe(
        'The last contract ended, up to and including a day; who held none that began by then is not counted',
      ),
    to: day,
  }),
]);
export type Departure = z.output<typeof Departure>;

/** An onboarding as it is declared. */
export const Declared = z.object({
  start: EventMatch.describe('The first such event of all history begins it'),
  steps: z.array(OnboardingStep).min(1).max(20),
  windowDays: z
    .int()
    .min(1)
    .max(366)
    .describe('A step counts when it is done on local days 0 to windowDays − 1'),
  departure: Departure,
});
export type Declared = z.output<typeof Declared>;

const name = z.string().trim().min(1).max(200);
const id = z.string().min(1).max(40);

export const OnboardingVersion = z.object({
  version: z.int(),
  declared: Declared,
  createdAt: z.string(),
  createdBy: z.string(),
});
export type OnboardingVersion = z.output<typeof OnboardingVersion>;

/** An onboarding with all its versions. */
export const Onboarding = z.object({
  id: z.string().describe('onb_…'),
  name: z.string(),
  retiredAt: z.string().nullable(),
  current: OnboardingVersion,
  versions: z.array(OnboardingVersion).describe('Newest first'),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Onboarding = z.output<typeof Onboarding>;

export const CreateAsk = z.object({ name, declared: Declared });
export const ChangeAsk = z.object({
  id,
  name: name.optional(),
  declared: Declared.optional().describe('Anything else than now makes a new version'),
});
export const OneAsk = z.object({ id });

/** What a person is worth, to say what is at stake. */
export const Worth = z.discriminatedUnion('by', [
  z.object({
    by: z
      .literal('property')
      .describe('The sum of a number on these events, from the start to the last day of the departure'),
    match: EventMatch,
    property: z.string().min(1).max(200),
  }),
  z.object({
    by: z
      .literal('contract')
      .describe(
        'A year of the price of the contracts that run at asOf, or that ran last where none does any more',
      ),
  }),
]);
export type Worth = z.output<typeof Worth>;

/** The question of `step-failure.ranking`. */
export const RankingAsk = z.object({
  of: z
    .union([
      z.object({ onboarding: id, version: z.int().min(1).optional().describe('The latest unless told') }),
      z.object({ declared: Declared.describe('One that is not kept') }),
    ])
    .describe('Which onboarding'),
  from: LocalDate.describe('First local day of a start'),
  to: LocalDate.describe('Last local day of a start, included'),
  among: z
    .enum(['everyone', 'reached'])
    .default('everyone')
    .describe(
      'reached: a step is judged among those who did the step before it; in either case, where leaving is silence, a step after the purchase or sign-up among those who did that one',
    ),
  worth: Worth.nullable().default(null),
  rank: z
    .enum(['departures', 'mass', 'risk', 'money'])
    .default('mass')
    .describe(
      'mass: people who failed or skipped, the steps found to go with more departures first; departures: how many more left than at the share of those who did the step; money: what those who missed it are worth',
    ),
  ...frameFields,
});
export type RankingAsk = z.output<typeof RankingAsk>;
export type RankingAskInput = z.input<typeof RankingAsk>;

const share = z.object({
  people: z.int(),
  left: z.int(),
  share: estimateOf(z.number()).describe('left ÷ people, 0–1'),
  low: z.number().nullable().describe('Wilson interval, 95 %'),
  high: z.number().nullable(),
});

const ratio = estimateOf(
  z.object({
    ratio: estimateOf(z.number()).describe(
      'Unknown where it would be something ÷ 0; the interval still says how large at least',
    ),
    low: z.number(),
    high: estimateOf(z.number()),
    method: z.enum(['katz', 'score', 'woolf', 'conditional_mid_p']),
  }),
);

/** One step: who failed or skipped it, against who did it. */
export const RankedStep = z.object({
  step: z.int().describe('Its place in the onboarding, from 1'),
  name: z.string(),
  selfEvident: z
    .enum(['purchase', 'joining', 'departure'])
    .nullable()
    .describe(
      'Missing it cannot explain leaving, which is silence: it is the buying or the signing up that makes a customer, or the event whose lack is leaving; ranked last',
    ),
  judgedAfter: z
    .object({ step: z.int().describe('Its place in the onboarding, from 1'), name: z.string() })
    .nullable()
    .describe(
      'Where leaving is silence, the purchase or sign-up before this step: only those who did that one are judged, in every figure and list; null: all who are counted',
    ),
  done: share,
  missed: share.describe('Failed or skipped'),
  failed: share.describe('Not done, and an event tells that it was tried'),
  skipped: share.describe('Not done, and nothing tells that it was tried'),
  massShare: estimateOf(z.number()).describe('missed ÷ all who are judged at this step'),
  riskRatio: ratio,
  oddsRatio: ratio,
  difference: estimateOf(z.number()).describe('Share that left of the missed − of the done'),
  low: z.number().nullable().describe('Newcombe interval of the difference, 95 %'),
  high: z.number().nullable(),
  test: z.enum(['z', 'fisher']),
  p: estimateOf(z.number()).describe('Two-sided, of this step alone'),
  correctedP: estimateOf(z.number()).describe(
    'Benjamini–Hochberg over the steps that may explain leaving; unknown for one that is self-evident',
  ),
  neededPerGroup: z.int(),
  stillNeeded: z.int(),
  found: z
    .enum(['different', 'cannot_say', 'no_difference_found'])
    .describe('By the corrected p; of a self-evident step by its own, which explains nothing'),
  departures: estimateOf(
    z.object({
      people: z.number(),
      low: z.number(),
      high: z.number(),
      shareOfAll: estimateOf(z.number()).describe('Of all judged at this step who left'),
    }),
  ).describe('How many more left than at the share of those who did the step; not how many could be kept'),
  money: z.object({
    amount: estimateOf(z.number()).describe(
      'What those who failed or skipped are worth, in whole units of the currency',
    ),
    share: estimateOf(z.number()).describe('amount ÷ what all who are judged at this step are worth, 0–1'),
    ofThoseWhoLeft: estimateOf(z.number()),
    currency: z.string().nullable(),
    people: z.int().describe('Of them, those whose worth is known'),
  }),
  words: Words,
});
export type RankedStep = z.output<typeof RankedStep>;

/** The answer of `step-failure.ranking`. */
export const Ranking = z.object({
  onboarding: z.object({ id: z.string(), name: z.string(), version: z.int() }).nullable(),
  declared: Declared,
  started: z.int().describe('Started in the range'),
  notObservable: z.int().describe('Of them, those whose departure window is not over: not counted'),
  withoutContract: z
    .int()
    .describe(
      'Where leaving is the end of a contract: held none that began by the last day of the departure; not counted, as they neither stayed nor left',
    ),
  leftEarly: z
    .int()
    .describe('Left before the days of the steps were over: not counted, they had no time to fail'),
  people: z.int().describe('Counted'),
  left: z.int(),
  rankedBy: RankingAsk.shape.rank
    .unwrap()
    .describe('As asked; mass instead of money where the amounts are of several currencies'),
  steps: z.array(RankedStep).describe('In the order asked for, first the gravest'),
  verdict: Words,
  definition: Words,
  ...countedByField,
  ...saidFields,
});
export type Ranking = z.output<typeof Ranking>;

/** Which people of the ranking. */
export const StepFailureWhich = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['judged', 'missed', 'failed', 'skipped', 'done']).describe('judged: missed or done'),
    step: z.int().min(1).max(20).describe('Its place in the onboarding'),
    outcome: z.enum(['any', 'left', 'stayed']).default('any'),
  }),
  z.object({
    kind: z.literal('counted'),
    outcome: z.enum(['any', 'left', 'stayed']).default('any'),
  }),
  z.object({ kind: z.enum(['started', 'not_observable', 'without_contract', 'left_early']) }),
]);
export type StepFailureWhich = z.output<typeof StepFailureWhich>;

/** The question of `step-failure.people`. */
export const StepFailurePeopleAsk = z.object({ ask: RankingAsk, which: StepFailureWhich, ...pageFields });
export type StepFailurePeopleAsk = z.output<typeof StepFailurePeopleAsk>;

/** The answer of `step-failure.people`. */
export const StepFailurePeople = PeoplePage;
