import { z } from 'zod';
import { EventMatch } from '#src/customers/event-match/index.ts';
import {
  estimateOf,
  frameFields,
  LocalDate,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { countedByField, DeedAsk } from '#src/customers/value/index.ts';

const EventName = z.string().min(1).max(200);

/** In which situations customers are in their first days, and what becomes of them. */
export const SituationsAsk = z.object({
  start: DeedAsk.describe(
    'Its first match in all history is the start; null for any event, or a definition of value that one event is enough for',
  ),
  from: LocalDate.describe('First local day of the start'),
  to: LocalDate.describe('Last local day of the start, included'),
  firstDays: z
    .int()
    .min(1)
    .max(90)
    .default(7)
    .describe('Local days that describe somebody; 1 is the day of the start'),
  events: z
    .array(EventName)
    .min(1)
    .max(50)
    .optional()
    .describe('What people are described by; unless told, the 30 events done by most of them'),
  leaveOut: z.array(EventName).max(200).default([]).describe('Events that describe nobody'),
  most: z.int().min(2).max(8).default(8).describe('Most situations looked for'),
  retained: z
    .object({
      match: DeedAsk.default({ event: null, where: [] }).describe(
        'An event, or a definition of value that one event is enough for',
      ),
      from: z.int().min(1).max(730).describe('Days after the start, included'),
      to: z.int().min(1).max(730).describe('Days after the start, included'),
    })
    .default({ match: { event: null, where: [] }, from: 28, to: 34 })
    .describe('Who came back: an event on one of these days, which begin after the first ones'),
  worth: z
    .object({ match: EventMatch, property: z.string().min(1).max(200) })
    .nullable()
    .default(null)
    .describe('An amount on events, from the start to the last day of coming back'),
  rank: z
    .enum(['mass', 'money'])
    .default('mass')
    .describe('What situations stand by, the greatest first: people, or the amount; unknown amounts last'),
  ...frameFields,
});
export type SituationsAsk = z.output<typeof SituationsAsk>;

const RetainedShare = z.object({
  observed: z.int().describe('People whose days of coming back are over'),
  returned: z.int().describe('Of them, those who came back'),
  share: estimateOf(z.number()).describe('0–1, of those observed'),
  low: z.number().nullable().describe('Wilson interval, 95 %'),
  high: z.number().nullable(),
});

const Money = z.object({
  amount: estimateOf(z.number()).describe(
    'In whole units of the currency; not_computable where the question names no amount',
  ),
  share: estimateOf(z.number()).describe('amount ÷ that of everyone described, 0–1'),
  currency: z.string().nullable(),
  people: z.int().describe('Those with an amount'),
});

/** What a situation has more of than the rest, or less. */
export const Hallmark = z.object({
  event: z.string(),
  apart: z.number().describe('Means of log(1 + times), in standard deviations of all'),
  share: z.number().describe('0–1, who did it in this situation'),
  shareElsewhere: z.number(),
  mean: z.number().describe('Times per person in this situation'),
  meanElsewhere: z.number(),
});
export type Hallmark = z.output<typeof Hallmark>;

export const Situation = z.object({
  number: z.int().describe('Names it in paths.situation-people, with the clustering'),
  name: Words,
  people: z.int(),
  share: z.number().describe('0–1, of everyone described'),
  above: z.array(Hallmark).describe('Far above the rest, farthest first; at most 5'),
  below: z.array(Hallmark).describe('Far below the rest, farthest first; at most 5'),
  retained: RetainedShare,
  money: Money,
});
export type Situation = z.output<typeof Situation>;

const Clustering = z.string().regex(/^[0-9a-f]{32}$/);

/** The answer of `paths.situations`. */
export const Situations = z.object({
  found: z.enum(['clear_groups', 'no_clear_groups']),
  clustering: Clustering.describe('Names what was found, in paths.situation-people'),
  why: z
    .enum(['too_few_customers', 'one_crowd', 'not_stable'])
    .nullable()
    .describe('Why there are no clear groups'),
  events: z.array(z.string()).describe('What people are described by'),
  sampled: z
    .int()
    .describe('People among whom situations were looked for; everyone is then sorted into them'),
  tooEarly: z.int().describe('Started in the range; their first days are not over: not counted'),
  silhouette: z.number().nullable().describe('How clear the groups are, 0–1'),
  stability: z.number().nullable().describe('How alike the groups of another half are, 0–1'),
  everyone: z.object({ people: z.int(), retained: RetainedShare, money: Money }),
  rankedBy: SituationsAsk.shape.rank
    .unwrap()
    .describe('As asked; mass instead of money where the amounts are of several currencies'),
  situations: z.array(Situation).describe('In the order asked for; none where there are no clear groups'),
  verdict: Words,
  definition: Words,
  ...countedByField,
  ...saidFields,
});
export type Situations = z.output<typeof Situations>;

/** The question of `paths.situation-people`. */
export const SituationPeopleAsk = z.object({
  ask: SituationsAsk,
  clustering: Clustering.describe(
    'That of the answer: its numbers mean its situations; ask at the asOf of the answer, too',
  ),
  situation: z.int().min(1).max(8).nullable().describe('Its number; null for everyone'),
  which: z.enum(['people', 'observed', 'returned', 'gone', 'valued']).default('people'),
  ...pageFields,
});
export type SituationPeopleAsk = z.output<typeof SituationPeopleAsk>;
