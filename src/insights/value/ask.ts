import { z } from 'zod';
import { EventMatch } from '#src/insights/event-match/index.ts';
import { Period, Words } from '#src/insights/frame/index.ts';

/** How often, or how much, within one period. */
export const Rule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('times'), times: z.int().min(1).max(1000) }),
  z.object({
    kind: z.literal('quantity'),
    property: z.string().min(1).max(200).describe('A number on the event, added up over the period'),
    quantity: z.number().min(0.000001).max(1e12),
  }),
]);
export type Rule = z.output<typeof Rule>;

/** What counts as value: enough of an event within a period of the calendar. */
export const Counted = z.object({
  match: EventMatch,
  rule: Rule.default({ kind: 'times', times: 1 }),
  period: Period,
});
export type Counted = z.output<typeof Counted>;

/** What "active" means in a question. */
export const ActiveBy = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('any') }),
    z.object({ by: z.literal('event'), match: EventMatch }),
    z.object({
      by: z.literal('value'),
      definition: z
        .string()
        .min(1)
        .max(40)
        .nullable()
        .default(null)
        .describe("val_…; null: the workspace's default"),
      version: z.int().min(1).optional().describe('The latest unless told'),
    }),
  ])
  .describe('Any event, an event, or a definition of value');
export type ActiveBy = z.output<typeof ActiveBy>;

/** Spread into the input of every insight that asks who was active. */
export const activeByField = { activeBy: ActiveBy.default({ by: 'any' }) };

/** What "active" meant in an answer: spread into the output of every insight that asks who was active. */
export const activeSaidField = {
  active: z
    .object({
      words: Words,
      definition: z
        .object({ id: z.string(), name: z.string(), offer: z.string().nullable(), version: z.int() })
        .nullable()
        .describe('The definition of value counted by; null where it is an event'),
      warning: Words.nullable().describe('Said where mere presence, such as a log-in, is counted as value'),
    })
    .describe('What "active" means here'),
};

/** One version of a definition. */
export const Version = z.object({
  version: z.int(),
  match: EventMatch,
  rule: Rule,
  period: Period,
  presenceOnly: z.boolean().describe('It counts mere presence, and was kept all the same'),
  words: Words.describe('What it counts, in a sentence'),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Version = z.output<typeof Version>;

/** What "active" means, as a workspace has settled it. */
export const Definition = z.object({
  id: z.string(),
  name: z.string(),
  offer: z.string().nullable().describe('The offer it is about; null: all'),
  isDefault: z.boolean(),
  retiredAt: z.string().nullable(),
  current: Version,
  versions: z.array(Version).describe('Latest first'),
  warning: Words.nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Definition = z.output<typeof Definition>;
