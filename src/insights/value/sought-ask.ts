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

/** The question of `value.sought`: who looked for something and met no value in the same stretch. */
export const SoughtAsk = z.object({
  search: z.array(EventMatch).min(1).max(10).describe('Events of looking for something; any one is enough'),
  value: z
    .array(DeedAsk)
    .max(10)
    .default([])
    .describe(
      "Events of value, or those a definition of value counts, whatever its rule; any one is enough. None: the workspace's default definition",
    ),
  gapMinutes: z.int().min(1).max(1440).default(30).describe('So long a silence ends a stretch'),
  period: Period.default('week'),
  from: LocalDate,
  to: LocalDate.describe('Last local day, included; whole periods that the range touches are counted'),
  ...frameFields,
});
export type SoughtAsk = z.output<typeof SoughtAsk>;

const counts = {
  sought: z.int().describe('Stretches with a search'),
  found: z.int().describe('Of them, those with value in the same stretch'),
  notFound: z.int().describe('Of them, those that ended without value'),
  open: z.int().describe('Of them, those without value that may still go on'),
};

const peopleCounts = {
  people: z.int().describe('Who sought'),
  peopleEnded: z
    .int()
    .describe('Of them, those with at least one stretch that met value or ended without it'),
  peopleNotFound: z.int().describe('Of them, those with at least one stretch that ended without value'),
  peopleOpen: z.int().describe('Of them, those with a stretch that may still go on'),
  share: estimateOf(z.number()).describe('notFound ÷ (found + notFound), stretches, 0–1'),
  peopleShare: estimateOf(z.number()).describe('peopleNotFound ÷ peopleEnded, 0–1'),
  low: z.number().nullable().describe('Wilson interval of peopleShare, 95 %'),
  high: z.number().nullable(),
};

/** The answer of `value.sought`. */
export const Sought = z.object({
  rows: z.array(
    z.object({ period: LocalDate, state: z.enum(['complete', 'running']), ...counts, ...peopleCounts }),
  ),
  all: z.object({ ...counts, ...peopleCounts }).describe('The whole span; each person once'),
  verdict: Words,
  definition: Words,
  ...countedByField,
  ...saidFields,
});
export type Sought = z.output<typeof Sought>;

/** What a row tells. */
export type SoughtFigures = Sought['all'];

/** The question of `value.sought-people`. */
export const SoughtPeopleAsk = z.object({
  ask: SoughtAsk,
  period: LocalDate.nullable().describe('First day of the row; null for the whole span'),
  which: z.enum(['sought', 'ended', 'not_found', 'open']).default('not_found'),
  ...pageFields,
});
export type SoughtPeopleAsk = z.output<typeof SoughtPeopleAsk>;

/** The answer of `value.sought-people`. */
export const SoughtPeople = z.object({
  total: z.int().describe('Equals the number of people'),
  people: z.array(
    Person.extend({
      trend: z
        .array(z.object({ period: LocalDate, ...counts }))
        .describe('Periods of the whole span in which this person sought'),
      earlier: z.int().describe('Stretches without value in the first half of the span'),
      later: z.int().describe('… and in the second'),
    }),
  ),
  next: z.string().nullable(),
});
export type SoughtPeople = z.output<typeof SoughtPeople>;
