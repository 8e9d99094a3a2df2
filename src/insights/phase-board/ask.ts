import { z } from 'zod';
import {
  estimateOf,
  frameFields,
  Instant,
  LocalDate,
  pageFields,
  Words,
} from '#src/customers/frame/index.ts';
import { CustomerNumber, Person } from '#src/customers/naming/index.ts';
import { PhaseRule, phases, statuses } from '#src/customers/phases/index.ts';

export const PhaseName = z.enum(phases);
export const StatusName = z.enum(statuses);
const OfferName = z.string().min(1).max(200);

const people = frameFields.people;
const asOf = frameFields.asOf;

/** A question about where people stand. */
export const PhasesAsk = z.object({
  offer: OfferName.optional().describe(
    'Lives with this offer; the headline ones, of the highest recurring value, unless told',
  ),
  from: LocalDate.describe('Flows are told from the first instant of this day …'),
  to: LocalDate.describe('… to the last of this one, or to now'),
  people,
  asOf,
});
export type PhasesAsk = z.output<typeof PhasesAsk>;
export type PhasesAskInput = z.input<typeof PhasesAsk>;

const Share = estimateOf(z.number().min(0).max(1));

/** Money by currency. */
const Money = z.object({
  currency: z.string().describe('ISO 4217; empty where none was told'),
  amount: z.string().describe('In smallest units of the currency, as decimal text'),
  people: z.int(),
});
export type Money = z.output<typeof Money>;

/** One phase of the board. */
export const PhaseRow = z.object({
  phase: PhaseName,
  people: z.int(),
  share: Share.describe('Of all who are in any phase'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  statuses: z.array(z.object({ status: StatusName, people: z.int() })).describe('Without those of none'),
  monthly: z.array(Money).describe('Recurring value a month by running contracts'),
  bought: z.array(Money).describe('Orders of the last 365 days'),
});
export type PhaseRow = z.output<typeof PhaseRow>;

/** Who went from where to where between two instants; those who stayed stand in it too. */
export const Flow = z.object({
  from: PhaseName.nullable().describe('Null: in no phase then'),
  to: PhaseName,
  people: z.int(),
});
export type Flow = z.output<typeof Flow>;

/** What lives are judged by, and how fresh they are. */
const Judged = z.object({
  rule: z.object({ version: z.int(), words: Words }),
  offers: z.array(OfferName).describe('Offers that lives are told apart by'),
  season: z
    .object({ from: z.string(), to: z.string(), learned: z.boolean() })
    .nullable()
    .describe('MM-DD, of the offer asked for'),
  visitsKnown: z.boolean().describe('Whether anybody said what a visit is'),
  freshAt: Instant.nullable().describe('Lives were right at this instant; null: they have not been told yet'),
  computing: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('Share done of a computation of everyone; null: none runs'),
});

/** The answer of `phases.board`. */
export const PhaseBoard = z.object({
  rows: z.array(PhaseRow).describe('Every phase, in the order of a life, then the ends'),
  total: z.int().describe('In any phase'),
  without: z.int().describe('Came, and were neither touched nor ever a customer: they are in no phase'),
  flows: z.array(Flow).describe('Most people first'),
  falseAlarms: Words.nullable().describe(
    'How many of a year’s early warnings were wrong; null where nobody is warned',
  ),
  verdict: Words,
  definition: Words,
  asOf: z.string(),
  timezone: z.string(),
  ...Judged.shape,
});
export type PhaseBoard = z.output<typeof PhaseBoard>;

/** What early warnings come to: `raised` is all of them, each is of one of the others. */
export const warningOutcomes = ['raised', 'wrong', 'late', 'gone', 'acted', 'open'] as const;
export type WarningOutcome = (typeof warningOutcomes)[number];

/** Whom a number of the board counts. */
export const PhaseWhich = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phase'), phase: PhaseName, status: StatusName.optional() }),
  z.object({ kind: z.literal('status'), status: StatusName }),
  z.object({ kind: z.literal('flow'), from: PhaseName.nullable(), to: PhaseName }),
  z
    .object({ kind: z.literal('warned'), outcome: z.enum(warningOutcomes) })
    .describe('With a warning raised on the days asked for that came to this'),
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('without') }),
]);
export type PhaseWhich = z.output<typeof PhaseWhich>;

/** The question of `phases.people`. */
export const PhasePeopleAsk = z.object({ ask: PhasesAsk, which: PhaseWhich, ...pageFields });
export type PhasePeopleAsk = z.output<typeof PhasePeopleAsk>;

/** The question of `phases.of`. */
export const PhasesOfAsk = z.object({ customer: CustomerNumber, asOf });
export type PhasesOfAsk = z.output<typeof PhasesOfAsk>;

const MoveTold = z.object({
  at: Instant,
  phase: PhaseName,
  status: StatusName,
  rule: z.int().describe('Version of the rule it was judged by'),
  reason: z.string(),
  words: Words.describe('Why, with the facts'),
  facts: z.record(z.string(), z.union([z.number(), z.string()])),
});

/** The answer of `phases.of`: one person’s lives, the headline first. */
export const PhasesOf = z.object({
  person: Person,
  lives: z.array(
    z.object({
      offer: z.string().describe('Empty: all there is'),
      headline: z.boolean(),
      phase: PhaseName,
      status: StatusName,
      since: Instant,
      due: Instant.nullable().describe('When time alone moves them next, or changes what they are worth'),
      lastVisit: Instant.nullable(),
      monthly: z.object({ amount: z.string(), currency: z.string() }),
      moves: z.array(MoveTold).describe('Latest first'),
      falseAlarms: Words.nullable().describe(
        'Of somebody warned: how many of a year’s early warnings were wrong; else null',
      ),
    }),
  ),
  asOf: z.string(),
});
export type PhasesOf = z.output<typeof PhasesOf>;

/** A rule as it is told. */
const RuleTold = z.object({
  version: z.int().describe('0: the rule that holds unless another is adopted'),
  offer: z.string().describe('Empty: every offer without a rule of its own'),
  rule: PhaseRule,
  holdsFrom: Instant.nullable().describe('Null: over the whole past'),
  adoptedAt: Instant.nullable(),
  adoptedBy: z.string().nullable(),
  words: Words,
  holds: z.boolean().describe('It judges now'),
});

/** The answer of `phases.rules`. */
export const PhaseRules = z.object({
  rules: z.array(RuleTold).describe('Latest first'),
  offers: z.array(z.string()),
});
export type PhaseRules = z.output<typeof PhaseRules>;

/** A rule to look at, or to adopt. */
export const RuleAsk = z.object({
  offer: z.string().max(200).default('').describe('Empty: every offer without a rule of its own'),
  rule: PhaseRule.describe(
    'Which events are meant is said for all offers: the rule of one takes them from the rule of all, and is refused where it says others',
  ),
  holds: z
    .enum(['now', 'always'])
    .default('now')
    .describe('now: the past stays as it was judged; always: the whole past is judged anew'),
});
export type RuleAsk = z.output<typeof RuleAsk>;

/** The question of `phases.preview`: over the whole past unless told, as from now on few phases change on the day itself. */
export const PreviewAsk = RuleAsk.extend({ holds: RuleAsk.shape.holds.unwrap().default('always') });

/** The answer of `phases.preview`. */
export const PhasePreview = z.object({
  changed: z.int().describe('People whose phase would change'),
  total: z.int().describe('People in any phase, before or after'),
  changes: z.array(z.object({ from: PhaseName.nullable(), to: PhaseName.nullable(), people: z.int() })),
  statusOnly: z.int().describe('Same phase, another status'),
  sample: z.array(z.object({ person: Person, from: PhaseName.nullable(), to: PhaseName.nullable() })),
  verdict: Words,
});
export type PhasePreview = z.output<typeof PhasePreview>;

/** The question of `phases.warnings`. */
export const WarningsAsk = z.object({
  offer: OfferName.optional(),
  from: LocalDate.describe('First local day on which a warning was raised'),
  to: LocalDate.describe('Last one, included'),
  people,
  asOf,
});
export type WarningsAsk = z.output<typeof WarningsAsk>;

/** The answer of `phases.warnings`. raised = wrong + late + gone + open + acted. */
export const Warnings = z.object({
  raised: z.int(),
  wrong: z.int().describe('Came back by themselves before their silence was twice the limit: false alarms'),
  late: z.int().describe('Came back, later than that'),
  gone: z.int().describe('Silent for twice the limit, and did not come back'),
  open: z.int().describe('Not long enough ago to say'),
  acted: z.int().describe('Something was done about it: left out of what is judged'),
  people: z
    .record(z.enum(warningOutcomes), z.int())
    .describe('How many people these warnings are about: `phases.people` lists them'),
  wrongShare: Share.describe('Of those judged: wrong ÷ (wrong + late + gone)'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  memberWeeks: z.number().describe('Weeks of people of whom a warning could have been raised'),
  perThousandWeeks: estimateOf(z.number()).describe(
    'False alarms per 1,000 members and week; unknown below 1,000 member weeks',
  ),
  now: z.int().describe('Warned now'),
  verdict: Words,
  definition: Words,
  asOf: z.string(),
  timezone: z.string(),
});
export type Warnings = z.output<typeof Warnings>;
