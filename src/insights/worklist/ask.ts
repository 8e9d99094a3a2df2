import { z } from 'zod';
import { About, Holder } from '#src/customers/about/index.ts';
import { frameFields, Instant, LocalDate, Words } from '#src/customers/frame/index.ts';
import { reasons } from './reasons.ts';
import { Stake } from './worth.ts';

export const ReasonName = z.enum(reasons);

const Occurrence = z.string().min(1).max(2_000);

/** The question of `worklist.list`. */
export const ListAsk = z.object({
  reasons: z
    .array(ReasonName)
    .max(reasons.length)
    .default([])
    .describe('Whom one of these is true of; all where empty'),
  kind: z.enum(['customer', 'account']).optional().describe('People alone, or accounts alone'),
  people: frameFields.people.describe(
    'Only those whom all of these hold for: of the kind asked for, else of the unit the workspace counts, and nobody of the other',
  ),
  mine: z
    .boolean()
    .default(false)
    .describe('Given to whoever asks, by the list or a task, or an account that they look after'),
  show: z
    .enum(['open', 'aside'])
    .default('open')
    .describe('aside: what was put off or dealt with, while it still holds'),
  ahead: z.int().min(1).max(366).default(60).describe('Renewals, notices and ends of the next so many days'),
  limit: z.int().min(1).max(1000).default(50),
  from: z.int().min(0).max(1_000_000).default(0).describe('How many rows to skip'),
});
export type ListAsk = z.output<typeof ListAsk>;
export type ListAskInput = z.input<typeof ListAsk>;

/** One reason why somebody is on the list. */
export const Cause = z.object({
  reason: ReasonName,
  occurrence: Occurrence.describe('Tells this time from another one of the same reason'),
  words: Words,
  next: Words.describe('What to do next about it'),
  since: LocalDate.nullable(),
  due: LocalDate.nullable(),
  mark: z
    .object({ kind: z.enum(['done', 'snoozed']), id: z.string(), until: LocalDate.nullable() })
    .nullable(),
});
export type Cause = z.output<typeof Cause>;

/** Somebody who needs attention. */
export const Row = z.object({
  holder: Holder,
  causes: z.array(Cause).describe('The most pressing first'),
  stakes: z.array(Stake).describe('At stake a month, each currency by itself; empty where no money is known'),
  due: LocalDate.nullable().describe('The first day by which something should be done'),
  assignee: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  owner: z.object({ id: z.string(), name: z.string() }).nullable().describe('Who looks after the account'),
});
export type Row = z.output<typeof Row>;

/** The answer of `worklist.list`. */
export const Worklist = z.object({
  total: z.int().describe('Rows that the question finds'),
  rows: z.array(Row).describe('Most at stake first, in the workspace’s currency before others; then by day'),
  reasons: z
    .array(z.object({ reason: ReasonName, rows: z.int(), stakes: z.array(Stake) }))
    .describe('Whatever reasons were asked for: how many rows bear each, as listed for it alone'),
  all: z.int().describe('Rows whatever the reason'),
  aside: z.int().describe('Holders with something put off or dealt with that still holds'),
  next: z.int().nullable(),
  asOf: Instant,
});
export type Worklist = z.output<typeof Worklist>;

/** Which of somebody’s causes. */
const causes = z
  .array(z.object({ reason: ReasonName, occurrence: Occurrence }))
  .min(1)
  .max(50)
  .describe('As `worklist.list` tells them');

export const DoneAsk = z.object({ about: About, causes });
export const SnoozeAsk = z.object({
  about: About,
  causes,
  until: LocalDate.describe('A day to come, on which they are back'),
});
export const Marked = z.object({ id: z.string().describe('wmk_…, by which it is taken back') });
export const UndoAsk = z.object({ id: z.string().min(1).max(40) });
export const AssignAsk = z.object({
  about: About,
  assignee: z
    .string()
    .min(1)
    .max(40)
    .nullable()
    .describe('usr_…, or me: whoever asks; null: nobody in particular'),
});
export const Assigned = z.object({
  assignee: z.string().nullable(),
  before: z.string().nullable().describe('Who had it'),
});

/** How the base stands in some days. */
const Stretch = z.object({
  from: LocalDate,
  to: LocalDate,
  active: z.int().describe('Did anything in these days: new + back + stayed'),
  new: z.int().describe('Of them, those never seen before'),
  back: z.int().describe('Of them, those seen before, yet not in as many days before'),
  leaving: z.int().describe('Active in as many days before, and not in these'),
});

export const StandingAsk = z.object({ days: z.int().min(1).max(92).default(28) });
export const Standing = z.object({
  unit: z.enum(['customer', 'account']),
  current: Stretch.describe('The last days, today included'),
  previous: Stretch.describe('As many days before them'),
});
export type Standing = z.output<typeof Standing>;
