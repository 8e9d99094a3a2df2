import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import { ListFilter, SegmentFilter, TraitFilter } from '#src/customers/filters/index.ts';
import { LocalDate } from '#src/customers/frame/index.ts';
import { phases, statuses } from '#src/customers/phases/index.ts';

const inside = z.boolean().default(true).describe('False: those whom this does not hold for');

/** When something was done. Days are those of the workspace's calendar; the last 7 days are today and the six before. */
export const Window = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ever') }),
  z.object({
    kind: z.literal('last'),
    amount: z.int().min(1).max(3650),
    unit: z.enum(['hours', 'days']).describe('Hours run back from the instant; days are whole days'),
  }),
  z
    .object({ kind: z.literal('before_last'), days: z.int().min(1).max(3650) })
    .describe('Before the last days'),
  z.object({ kind: z.literal('between'), from: LocalDate, to: LocalDate }).describe('Both days included'),
]);
export type Window = z.output<typeof Window>;

/** How often, or how much in all. */
export const Amount = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('times'),
    how: z.enum(['at_least', 'exactly', 'at_most']),
    times: z.int().min(0).max(100_000),
  }),
  z.object({
    kind: z.literal('quantity'),
    how: z.enum(['at_least', 'less']),
    property: z.string().min(1).max(200).describe('A number on the event, added up'),
    quantity: z.number().min(-1e12).max(1e12),
  }),
]);
export type Amount = z.output<typeof Amount>;

/** They did something, so often, in some time. */
const Did = z.object({
  kind: z.literal('did'),
  inside,
  match: EventMatch,
  amount: Amount.default({ kind: 'times', how: 'at_least', times: 1 }),
  window: Window.default({ kind: 'ever' }),
});

/** The first, or the last, time they ever did something lies in some time. */
const When = z.object({
  kind: z.literal('when'),
  inside,
  which: z.enum(['first', 'last']),
  match: EventMatch,
  window: Window,
});

/** They did one thing after another, the whole within some time from the first on. One event serves one step. */
const Sequence = z.object({
  kind: z.literal('sequence'),
  inside,
  steps: z.array(EventMatch).min(2).max(5),
  within: z.object({ amount: z.int().min(1).max(3650), unit: z.enum(['hours', 'days']) }),
  window: Window.default({ kind: 'ever' }).describe('When all of it happened'),
});

/** How a contract may stand. */
export const contractStates = ['running', 'trial', 'paused', 'past_due', 'cancelled', 'ended'] as const;

/** They hold, or held, a contract. */
const Contract = z.object({
  kind: z.literal('contract'),
  inside,
  offers: z.array(z.string().min(1).max(200)).max(50).default([]).describe('Any offer where none is named'),
  states: z
    .array(z.enum(contractStates))
    .min(1)
    .max(contractStates.length)
    .describe(
      'Any of these; running: begun and not over, be it paused or on trial; cancelled: its end is asked for and to come',
    ),
  termWithinDays: z
    .int()
    .min(0)
    .max(3650)
    .nullable()
    .default(null)
    .describe('Its renewal, or its end, falls on one of the next so many days, today included'),
});

/** They are in a phase of life. */
const InPhase = z.object({
  kind: z.literal('phase'),
  inside,
  phases: z.array(z.enum(phases)).max(phases.length).default([]).describe('Any phase where none is named'),
  statuses: z.array(z.enum(statuses)).max(statuses.length).default([]).describe('Any where none is named'),
  offer: z
    .string()
    .min(1)
    .max(200)
    .nullable()
    .default(null)
    .describe('In their life with this offer; null: with the one of the highest recurring value'),
});

export type DidCondition = z.output<typeof Did>;
export type WhenCondition = z.output<typeof When>;
export type SequenceCondition = z.output<typeof Sequence>;
export type ContractCondition = z.output<typeof Contract>;
export type PhaseCondition = z.output<typeof InPhase>;

const Leaf = z.discriminatedUnion('kind', [
  Did,
  When,
  Sequence,
  Contract,
  InPhase,
  TraitFilter,
  ListFilter,
  SegmentFilter,
]);
export type LeafCondition = z.output<typeof Leaf>;

const match = z.enum(['all', 'any']).describe('All of the conditions hold, or at least one');

/** The account they belong to, where people are counted. */
const Account = z.object({
  kind: z.literal('account'),
  inside,
  match,
  conditions: z
    .array(Leaf)
    .min(1)
    .max(10)
    .describe('Conditions on the account; of its own events, contracts, traits'),
});

/** People who belong to them, where accounts are counted. */
const MemberPeople = z.object({
  kind: z.literal('people'),
  inside,
  least: z.int().min(1).max(100_000).default(1).describe('At least so many people of the account'),
  match,
  conditions: z.array(Leaf).min(1).max(10),
});

/** Conditions within a condition. */
const Group = z.object({
  kind: z.literal('group'),
  inside,
  match,
  conditions: z
    .array(z.discriminatedUnion('kind', [...Leaf.options, Account, MemberPeople]))
    .min(1)
    .max(10),
});

/** One condition of a rule. */
export const Condition = z.discriminatedUnion('kind', [...Leaf.options, Account, MemberPeople, Group]);
export type Condition = z.output<typeof Condition>;

/** Who belongs to a segment. */
export const SegmentRule = z.object({
  match: match.default('all'),
  conditions: z.array(Condition).min(1).max(20),
});
export type SegmentRule = z.output<typeof SegmentRule>;
export type SegmentRuleInput = z.input<typeof SegmentRule>;

/** Every condition of a rule, those within others too, each with where it stands and whom it is about. */
export interface Placed {
  readonly condition: Condition;
  /** `rule.conditions[2].conditions[0]` */
  readonly field: string;
  readonly unit: 'customer' | 'account';
}

/** All conditions of a rule, outer ones first. */
export function placed(
  conditions: readonly Condition[],
  unit: 'customer' | 'account',
  field = 'rule',
): Placed[] {
  return conditions.flatMap((condition, at) => {
    const own = { condition, field: `${field}.conditions[${at}]`, unit };
    return 'conditions' in condition
      ? [own, ...placed(condition.conditions, innerUnit(condition, unit), own.field)]
      : [own];
  });
}

/** Whom the conditions within a condition are about. */
export const innerUnit = (
  { kind }: Pick<Condition, 'kind'>,
  unit: 'customer' | 'account',
): 'customer' | 'account' => (kind === 'account' ? 'account' : kind === 'people' ? 'customer' : unit);
