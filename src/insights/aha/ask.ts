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
import { CustomerNumber, Person } from '#src/customers/naming/index.ts';
import { GroupRef, newcomerFields, TellApart } from '#src/insights/newcomers/index.ts';
import { Interval } from './scan-ask.ts';

/** When somebody has reached the aha moment: the n-th of an event within so many local days of the start. */
export const Rule = z.object({
  start: newcomerFields.start,
  match: EventMatch.describe('Which events count'),
  times: z.int().min(1).max(1_000_000),
  days: z.int().min(1).max(366).describe('Local days, the start’s day being the first'),
});
export type Rule = z.output<typeof Rule>;

const names = z.array(z.string().trim().min(1).max(200)).max(20);

/** Who answers for it, on both sides. */
export const Owners = z.object({ product: names.default([]), marketing: names.default([]) });

/** By what channels are told apart on the board. */
export const Channel = z.object({
  by: z.enum(['trait', 'start_property']),
  name: z.string().min(1).max(200),
});

const Version = z.object({
  version: z.int(),
  ...Rule.shape,
  words: Words.describe('The rule in a sentence'),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Version = z.output<typeof Version>;

/** The aha moment as a workspace has settled it. */
export const AhaDefinition = z.object({
  id: z.string(),
  name: z.string(),
  owners: Owners,
  note: z.string(),
  channel: Channel.nullable(),
  retiredAt: z.string().nullable(),
  current: Version,
  versions: z.array(Version).describe('Latest first'),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type AhaDefinition = z.output<typeof AhaDefinition>;

const id = z.string().min(1).max(40);

/** What may be said of a definition besides its rule. */
export const named = {
  name: z.string().trim().min(1).max(200),
  owners: Owners,
  note: z.string().max(5000),
  channel: Channel.nullable().describe('By what the board tells channels apart'),
};

/** Which definition, by which version. */
const definitionFields = {
  definition: id.describe('aha_…'),
  version: z.int().min(1).optional().describe('The latest unless told'),
};

/** How somebody stands: reached; on the way (on track or late); or too late. */
export const Status = z.enum(['reached', 'on_track', 'late', 'lost']);
export type Status = z.output<typeof Status>;

export const ProgressAsk = z.object({
  ...definitionFields,
  from: LocalDate.optional().describe(
    'First local day of a start; the last 30 days or two windows unless told',
  ),
  to: LocalDate.optional(),
  status: Status.nullable().default(null).describe('Only those who stand so'),
  ...frameFields,
  ...pageFields,
});
export type ProgressAsk = z.output<typeof ProgressAsk>;

/** How one newcomer stands. */
const progress = {
  status: Status,
  startedAt: z.string(),
  times: z.int().describe('So far, within the window'),
  expected: z.int().describe('Whole times that a steady pace would have brought by the days that are over'),
  daysOver: z.int().describe('Days of the window that are over'),
  daysLeft: z.int().describe('Days left, today included'),
  ahaReachedAt: z.string().nullable(),
};

export const Progress = z.object({
  ...saidFields,
  definition: AhaDefinition,
  version: z.int(),
  from: LocalDate,
  to: LocalDate,
  totals: z.object({
    started: z.int(),
    reached: z.int(),
    onTrack: z.int(),
    late: z.int(),
    lost: z.int(),
  }),
  total: z.int().describe('How many stand as asked'),
  people: z.array(Person.extend(progress)).describe('Latest start first'),
  next: z.string().nullable(),
  words: Words.describe('What the states mean'),
});
export type Progress = z.output<typeof Progress>;

export const PersonAsk = z.object({ customer: CustomerNumber, asOf: frameFields.asOf });
export const PersonAnswer = z.object({
  moments: z
    .array(
      z.object({
        definition: z.string(),
        name: z.string(),
        words: Words,
        times: z.int().nullable().describe('null: has not begun'),
        needed: z.int(),
        status: Status.nullable(),
        startedAt: z.string().nullable(),
        daysLeft: z.int().nullable(),
        ahaReachedAt: z.string().nullable(),
      }),
    )
    .describe('One per definition in use'),
});

export type PersonAsk = z.output<typeof PersonAsk>;
export type PersonAnswer = z.output<typeof PersonAnswer>;

const share = estimateOf(z.object({ share: z.number(), interval: Interval }));

/** How many of a group reached it. */
const RateCell = z.object({
  group: z.object({
    kind: z.enum(['all', 'period', 'value', 'others', 'missing']),
    value: z.string().nullable(),
  }),
  state: z.enum(['complete', 'running']).describe('running: the window of some is not over'),
  started: z.int(),
  eligible: z.int().describe('Whose window is over'),
  reached: z.int().describe('Of the eligible'),
  share,
  soFar: z.int().describe('Reached by now, of all who started'),
  open: z.int().describe('Whose window is not over'),
  against: z
    .object({
      difference: z.number(),
      interval: Interval,
      correctedP: estimateOf(z.number()),
      verdict: z.enum(['different', 'cannot_say', 'no_difference_found']),
      weak: z
        .boolean()
        .describe('Reliably below the others, by at least the smallest difference that matters'),
    })
    .nullable()
    .describe('Held against all others; p corrected for the number of groups (Benjamini–Hochberg)'),
});
export type RateCell = z.output<typeof RateCell>;

export const RateAsk = z.object({
  ...definitionFields,
  from: LocalDate,
  to: LocalDate,
  apart: TellApart.default({ by: 'period', period: 'week' }),
  ...frameFields,
});
export type RateAsk = z.output<typeof RateAsk>;

export const Rate = z.object({
  ...saidFields,
  definition: AhaDefinition,
  version: z.int(),
  total: RateCell,
  groups: z.array(RateCell),
  verdict: Words,
});
export type Rate = z.output<typeof Rate>;

export const RatePeopleAsk = z.object({
  ask: RateAsk,
  group: GroupRef.prefault({}),
  which: z.enum(['started', 'eligible', 'reached', 'not_reached', 'so_far', 'open']),
  ...pageFields,
});
export type RatePeopleAsk = z.output<typeof RatePeopleAsk>;

export const BoardAsk = z.object({
  ...definitionFields,
  weeks: z.int().min(1).max(104).default(12).describe('Weeks of starts'),
  ...frameFields,
});
export type BoardAsk = z.output<typeof BoardAsk>;

export const Board = z.object({
  ...saidFields,
  definition: AhaDefinition,
  version: z.int(),
  from: LocalDate,
  to: LocalDate,
  verdict: Words,
  rate: RateCell.describe('All who started in these weeks'),
  trend: z.array(RateCell).describe('By week of the start'),
  channels: z.array(RateCell).describe('Weakest first; empty while the definition names no channel'),
  progress: Progress.shape.totals.describe('Of all who started in these weeks'),
  attached: z
    .array(z.object({ kind: z.enum(['experiment', 'message']), id: z.string(), name: z.string() }))
    .describe('Experiments and messages that work on it; none can be attached yet'),
});
export type Board = z.output<typeof Board>;
