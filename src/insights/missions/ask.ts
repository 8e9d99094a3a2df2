import { z } from 'zod';
import {
  estimateOf,
  frameFields,
  LocalDate,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { Person } from '#src/customers/naming/index.ts';
import { outcomes } from './missions.ts';

/** What became of the missions that ended, or end, between two days? */
export const MissionsAsk = z.object({
  from: LocalDate.describe('Missions whose last day is this one or later'),
  to: LocalDate.describe('… or until this one, included'),
  offers: z
    .array(z.string().min(1).max(200))
    .min(1)
    .max(20)
    .optional()
    .describe('Intentional offers; all of them unless told. A mission by any of them renews one'),
  unit: frameFields.unit,
  people: frameFields.people,
  asOf: frameFields.asOf,
});
export type MissionsAsk = z.output<typeof MissionsAsk>;
export type MissionsAskInput = z.input<typeof MissionsAsk>;

const share = estimateOf(z.number());
const bound = z.number().nullable();

const Tally = z.object({
  missions: z.int(),
  holders: z.int().describe('Whose missions these are, each once'),
});

const Told = {
  all: Tally,
  outcomes: z.record(z.enum(outcomes), Tally),
  success: share.describe('renewed ÷ (renewed + not_renewed + cancelled_early): only what is decided'),
  low: bound.describe('Wilson interval, 95 %'),
  high: bound,
};

export const MissionsAnswer = z.object({
  ...Told,
  offers: z
    .array(z.object({ offer: z.string(), graceDays: z.int(), ...Told }))
    .describe('Most missions first'),
  delivery: z
    .object({
      full: z.object({ renewed: z.int(), decided: z.int(), share, low: bound, high: bound }),
      short: z.object({ renewed: z.int(), decided: z.int(), share, low: bound, high: bound }),
      p: share,
      verdict: z.enum(['different', 'cannot_say', 'no_difference_found']),
    })
    .nullable()
    .describe(
      'Decided missions delivered in full, and those that were not; null where no contract tells of it',
    ),
  withoutEnd: z
    .int()
    .describe('Missions of which neither the contract nor the offer tells an end: never judged'),
  withoutEvents: z
    .int()
    .describe('Holders counted of whom no event ever came: they stand in the numbers and cannot be listed'),
  otherHolders: z.int().describe('Holders of contracts as the other unit, who are not counted here'),
  declared: z.int().describe('Intentional offers of the workspace'),
  verdict: Words,
  definition: Words,
  ...saidFields,
});
export type MissionsAnswer = z.output<typeof MissionsAnswer>;

/** Which missions; `last_…`: of each holder the last one that is decided; `without_end`: those that tell none. */
export const missionWhich = [
  'all',
  'decided',
  ...outcomes,
  'last_decided',
  'last_renewed',
  'without_end',
] as const;
export type MissionWhich = (typeof missionWhich)[number];

/** The people behind one number. */
export const MissionPeopleAsk = z.object({
  ask: MissionsAsk,
  offer: z.string().max(200).nullable().default(null).describe('Only by this offer'),
  which: z.enum(missionWhich),
  ...pageFields,
});
export type MissionPeopleAsk = z.output<typeof MissionPeopleAsk>;

/** The missions themselves. */
export const MissionListAsk = z.object({
  ask: MissionsAsk,
  which: z.enum(missionWhich).default('all'),
  limit: pageFields.limit,
  cursor: pageFields.cursor,
});

export const MissionList = z.object({
  total: z.int(),
  missions: z
    .array(
      z.object({
        contract: z.string(),
        holder: Person,
        offer: z.string(),
        startsOn: LocalDate,
        endsOn: LocalDate.nullable(),
        graceUntil: LocalDate.nullable(),
        outcome: z.enum(outcomes),
        renewedOn: LocalDate.nullable(),
        renewedBy: z
          .string()
          .nullable()
          .describe('The contract that goes on; its own where its end was put off'),
        owed: z.number().nullable(),
        done: z
          .number()
          .nullable()
          .describe('What of it was delivered; null where the contract tells neither'),
      }),
    )
    .describe('First to end first; those without an end last'),
  next: z.string().nullable(),
});
