import { z } from 'zod';
import {
  estimateOf,
  frameFields,
  LocalDate,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { whiches } from './counting.ts';
import { leavings } from './histories.ts';

/** How do those under contract stay, period by period? */
export const ContractsAsk = z.object({
  from: LocalDate.describe('A local day of the first period'),
  to: LocalDate.describe('A local day of the last one'),
  period: z.enum(['week', 'month']).default('month'),
  offers: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(20)
    .optional()
    .describe('Continuous offers, a change to another being an end; all of them unless told'),
  leaving: z
    .enum(leavings)
    .default('ended')
    .describe('Who has left: whose contract ended, whose paid time is over, or who asked for the end'),
  unit: frameFields.unit,
  people: frameFields.people,
  asOf: frameFields.asOf,
});
export type ContractsAsk = z.output<typeof ContractsAsk>;
export type ContractsAskInput = z.input<typeof ContractsAsk>;

const share = estimateOf(z.number());
const bound = z.number().nullable();

const Counted = {
  counts: z
    .record(z.enum(whiches), z.int())
    .describe(
      'Holders, each once: at_start − ended + new + returned − left_again = at_end; due = renewed + not_renewed + undecided',
    ),
  gross: share.describe('ended ÷ at_start'),
  grossLow: bound.describe('Wilson interval, 95 %'),
  grossHigh: bound,
  net: share.describe('(ended − returned) ÷ at_start; below zero where more came back than left'),
  renewal: share.describe('renewed ÷ (renewed + not_renewed), of those whose term came up'),
  renewalLow: bound,
  renewalHigh: bound,
};

export const ContractPeriod = z.object({
  period: LocalDate.describe('First local day'),
  state: z.enum(['complete', 'running']),
  ...Counted,
});
export type ContractPeriod = z.output<typeof ContractPeriod>;

export const ContractsAnswer = z.object({
  periods: z.array(ContractPeriod).describe('First to last; none that has not begun'),
  offers: z
    .array(z.object({ offer: z.string(), declared: z.boolean(), ...Counted }))
    .describe(
      'Each offer by itself over all these periods together, a change to another being an end; most held first',
    ),
  otherKinds: z.int().describe('Offers of another kind of retention, of which this counts nothing'),
  withoutEvents: z
    .int()
    .describe('Holders counted of whom no event ever came: they stand in the numbers and cannot be listed'),
  otherHolders: z.int().describe('Holders of the other unit, who are not counted here'),
  verdict: Words,
  definition: Words,
  ...saidFields,
});
export type ContractsAnswer = z.output<typeof ContractsAnswer>;

/** The people behind one number. */
export const ContractPeopleAsk = z.object({
  ask: ContractsAsk,
  period: LocalDate.nullable().describe('First local day of the period; null for all of them together'),
  which: z.enum(whiches),
  ...pageFields,
});
export type ContractPeopleAsk = z.output<typeof ContractPeopleAsk>;
