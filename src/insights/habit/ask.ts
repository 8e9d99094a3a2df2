import { z } from 'zod';
import {
  estimateOf,
  frameFields,
  LocalDate,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { CustomerNumber, Person } from '#src/customers/naming/index.ts';
import { countedByField, DeedAsk } from '#src/customers/value/index.ts';

/** Who has made a habit of something? */
export const HabitAsk = z.object({
  value: DeedAsk.describe(
    'What is done, or receiving value as a definition says; a local day with it is an active day',
  ),
  weeks: z.int().min(4).max(26).default(12).describe('Whole weeks looked at, the last before asOf'),
  ...frameFields,
});
export type HabitAsk = z.output<typeof HabitAsk>;

/**
 * daily: nearly every day. weekdays: on certain weekdays. rhythm: so many days a week, or every so many days, whichever
 * weekdays. none: no more patterned than chance, or seldom there. too_early: not there from the first week on.
 */
export const Kind = z.enum(['daily', 'weekdays', 'rhythm', 'none', 'too_early']);
export type Kind = z.output<typeof Kind>;

const share = estimateOf(z.object({ share: z.number(), low: z.number(), high: z.number() }));
const bars = z.array(z.object({ value: z.number(), count: z.int() }));
const kindCounts = z.object({
  daily: z.int(),
  weekdays: z.int(),
  rhythm: z.int(),
  none: z.int(),
  too_early: z.int(),
});

export const HabitGrid = z.object({
  ...saidFields,
  from: LocalDate,
  to: LocalDate,
  active: z.int().describe('With at least one active day'),
  kinds: kindCounts,
  habit: z.int().describe('daily + weekdays + rhythm'),
  share: share.describe('Of all active'),
  weekdays: z
    .array(
      z.object({
        weekday: z.int().describe('1 Monday … 7 Sunday'),
        days: z.int().describe('Active days on it, of everybody'),
        customers: z.int().describe('Whose habit it is part of'),
      }),
    )
    .length(7),
  hours: z.array(z.int()).length(24).describe('First events of active days by local hour'),
  pattern: z
    .array(
      z
        .array(
          z.object({
            days: z.int().describe('Active days whose first event fell there'),
            customers: z.int().describe('Who had such a day'),
          }),
        )
        .length(24),
    )
    .length(7)
    .describe('By weekday, Monday first, and local hour'),
  regularity: z
    .array(z.object({ weeks: z.int(), customers: z.int() }))
    .describe('In how many of the weeks each was active, from 1 on'),
  natural: z.object({
    gap: estimateOf(z.number()).describe(
      'Days between active days: the median over customers of their own median; the natural frequency',
    ),
    customers: z.int().describe('With at least three active days'),
    bars: bars.describe('Own median gaps and how many have them'),
  }),
  cut: z.number().describe('A p at or below this is beyond chance, all people corrected together'),
  verdict: Words,
  definition: Words,
  ...countedByField,
});
export type HabitGrid = z.output<typeof HabitGrid>;

/** What one person's days look like. */
export const Pattern = {
  kind: Kind,
  weekdays: z.array(z.int()).describe('1 Monday … 7 Sunday: those of the habit; empty for a rhythm'),
  hits: z.int().describe('Active days on these weekdays'),
  possible: z.int().describe('How many of these weekdays there were'),
  activeDays: z.int(),
  activeWeeks: z.int(),
  perWeek: z.number(),
  p: z
    .number()
    .describe('How often days dealt at random look as patterned: the smallest of three tests, times three'),
  hour: z
    .object({ around: z.number(), concentration: z.number(), p: z.number() })
    .nullable()
    .describe(
      'Local hour about which the first events of active days gather; concentration 0 … 1; Rayleigh test. null: they do not',
    ),
  words: Words,
};

export const HabitPeopleAsk = z.object({
  ask: HabitAsk,
  kind: z
    .enum([...Kind.options, 'habit'])
    .nullable()
    .default(null)
    .describe('habit: daily, weekdays or rhythm; null: everybody active'),
  weekday: z.int().min(1).max(7).nullable().default(null).describe('Whose habit has this weekday'),
  at: z
    .object({ weekday: z.int().min(1).max(7), hour: z.int().min(0).max(23) })
    .nullable()
    .default(null)
    .describe('Who had an active day of this weekday that began in this local hour'),
  gap: z
    .object({ atLeast: z.number().min(0), atMost: z.number().min(0).nullable() })
    .nullable()
    .default(null)
    .describe('By their own median gap in days, of those with at least three active days'),
  activeWeeks: z.int().min(1).max(26).nullable().default(null).describe('Active in so many of the weeks'),
  ...pageFields,
});
export type HabitPeopleAsk = z.output<typeof HabitPeopleAsk>;

export const HabitPeople = z.object({
  total: z.int(),
  people: z.array(Person.extend(Pattern)),
  next: z.string().nullable(),
});
export type HabitPeople = z.output<typeof HabitPeople>;

export const HabitPersonAsk = z.object({ ask: HabitAsk, customer: CustomerNumber });
export type HabitPersonAsk = z.output<typeof HabitPersonAsk>;

export const HabitPerson = z.object({
  ...saidFields,
  from: LocalDate,
  to: LocalDate,
  person: Person.extend(Pattern).nullable().describe('null: not active in these weeks'),
  days: z.array(LocalDate),
  definition: Words,
  ...countedByField,
});
export type HabitPerson = z.output<typeof HabitPerson>;
