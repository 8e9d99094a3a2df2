import { z } from 'zod';
import {
  estimateOf,
  frameFields,
  LocalDate,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { standings } from '#src/customers/seasons/index.ts';
import { countedByField, DeedAsk } from '#src/customers/value/index.ts';
import { habits } from './expecting.ts';

/** Who comes back to an offer of seasons? */
export const SeasonsAsk = z.object({
  offer: z.string().min(1).max(200).describe('A discontinuous offer, by its name'),
  deed: DeedAsk.optional().describe(
    'What coming is. Unless told: what the definition of value for the offer counts, and contracts by it that begin; else the default definition',
  ),
  seasons: z.int().min(2).max(20).default(6).describe('How many seasons are told, the latest ones'),
  ...frameFields,
});
export type SeasonsAsk = z.output<typeof SeasonsAsk>;
export type SeasonsAskInput = z.input<typeof SeasonsAsk>;

const share = estimateOf(z.number());
const bound = z.number().nullable();
const MonthDay = z.string().describe('MM-DD; 02-28 as the last day is the end of February');

export const SeasonFound = z.object({
  from: MonthDay,
  to: MonthDay,
  declared: z.boolean().describe('By the offer; else learned from when people came'),
  held: z.number().nullable().describe('Share of all visits that lie in a learned season'),
});

export const SeasonRow = z.object({
  year: z.int().describe('Of its first day'),
  from: LocalDate,
  to: LocalDate,
  state: z.enum(['complete', 'running']),
  came: z.int(),
  eligible: z.int().describe('Who came in the season before'),
  returned: z.int().describe('Of those, who came again'),
  share: share.describe('returned ÷ eligible; so far, where the season runs'),
  low: bound.describe('Wilson interval, 95 %'),
  high: bound,
  missed: z.int().describe('Of the eligible, who did not come; where the season runs, not yet'),
  back: z.int().describe('Who came after one or more missed seasons'),
  fresh: estimateOf(z.int()).describe(
    'Who came for the first time; unknown where no season before was watched whole',
  ),
});
export type SeasonRow = z.output<typeof SeasonRow>;

const Side = z.object({
  year: z.int(),
  returned: z.int(),
  eligible: z.int(),
  share,
  low: bound,
  high: bound,
});

export const SeasonsAnswer = z.object({
  offer: z.string(),
  season: SeasonFound.nullable(),
  noSeason: z
    .enum(['not_watched_long_enough', 'too_few_customers', 'no_season'])
    .nullable()
    .describe('Why there is none: then nobody is judged'),
  today: LocalDate.describe('The last local day that is known'),
  running: z.boolean(),
  standings: z
    .record(z.enum(standings), z.int())
    .nullable()
    .describe('People by where they stand today, each once'),
  own: z.int().describe('Of those, the ones judged by a season of their own'),
  rows: z.array(SeasonRow).describe('First to last'),
  comparison: z
    .object({
      until: MonthDay.nullable().describe('Up to the same day of both seasons; null: both whole'),
      now: Side,
      before: Side,
      difference: share.describe('now − before'),
      low: bound.describe('Newcombe interval, 95 %'),
      high: bound,
      p: share,
      verdict: z.enum(['different', 'cannot_say', 'no_difference_found']),
      stillNeeded: z.int(),
    })
    .nullable()
    .describe('Same season last year; null where fewer than three seasons are known'),
  expected: z
    .object({
      year: z.int(),
      chances: z.array(
        z.object({
          habit: z.enum(habits),
          people: z.int(),
          returned: z.int(),
          total: z.int(),
          share,
          low: bound,
          high: bound,
        }),
      ),
      returns: share.describe('How many of those who came before come in that season'),
      low: bound,
      high: bound,
    })
    .nullable(),
  coming: Words.describe('What coming is'),
  verdict: Words,
  definition: Words,
  ...countedByField,
  ...saidFields,
});
export type SeasonsAnswer = z.output<typeof SeasonsAnswer>;

/** Whose number. */
export const SeasonWhich = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('standing'), standing: z.enum(standings) }),
  z.object({
    kind: z.literal('season'),
    year: z.int(),
    part: z.enum(['came', 'eligible', 'returned', 'missed', 'back', 'fresh', 'returned_by_then']),
  }),
  z.object({ kind: z.literal('habit'), habit: z.enum(habits) }),
]);
export type SeasonWhich = z.output<typeof SeasonWhich>;

/** The people behind one number. */
export const SeasonPeopleAsk = z.object({ ask: SeasonsAsk, which: SeasonWhich, ...pageFields });
export type SeasonPeopleAsk = z.output<typeof SeasonPeopleAsk>;
