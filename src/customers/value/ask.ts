import { z } from 'zod';
import { EventMatch, Rule } from '#src/customers/event-match/index.ts';
import { Period, Words } from '#src/customers/frame/index.ts';

/** What counts as value: enough of an event within a period of the calendar. */
export const Counted = z.object({
  match: EventMatch,
  rule: Rule.default({ kind: 'times', times: 1 }),
  period: Period,
});
export type Counted = z.output<typeof Counted>;

/** Spread into what names a definition of value: the latest version of the default unless told. */
export const whichDefinition = {
  definition: z
    .string()
    .min(1)
    .max(40)
    .nullable()
    .default(null)
    .describe("val_…; null: the workspace's default"),
  version: z.int().min(1).optional().describe('The latest unless told'),
};

/** Value received, as a definition says. */
export const ValueAsk = z.object({
  value: z.object(whichDefinition).describe('Value received, as a definition says'),
});

/** What people do in a question: an event, or receiving value as a definition says. */
export const DeedAsk = z.union([EventMatch, ValueAsk]);
export type DeedAsk = z.output<typeof DeedAsk>;

/** What "active" means in a question. */
export const ActiveBy = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('any') }),
    z.object({ by: z.literal('event'), match: EventMatch }),
    z.object({
      by: z.literal('value'),
      ...whichDefinition,
    }),
  ])
  .describe('Any event, an event, or a definition of value');
export type ActiveBy = z.output<typeof ActiveBy>;

/** Spread into the input of every insight that asks who was active. */
export const activeByField = { activeBy: ActiveBy.default({ by: 'any' }) };

const definitionSaid = z.object({
  id: z.string(),
  name: z.string(),
  offer: z.string().nullable(),
  version: z.int(),
});
const warning = Words.nullable().describe('Said where mere presence, such as a log-in, is counted as value');

/** The definitions of value an answer counted by: spread into the output of every insight that takes `DeedAsk`. */
export const countedByField = {
  countedBy: z
    .array(
      z.object({
        words: Words.describe('What it counts'),
        definition: definitionSaid,
        warning,
      }),
    )
    .describe('The definitions of value counted by; empty where there are only events'),
};
export type CountedBy = z.output<(typeof countedByField)['countedBy']>;

/** What "active" meant in an answer: spread into the output of every insight that asks who was active. */
export const activeSaidField = {
  active: z
    .object({
      words: Words,
      definition: definitionSaid
        .nullable()
        .describe('The definition of value counted by; null where it is an event'),
      warning,
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
