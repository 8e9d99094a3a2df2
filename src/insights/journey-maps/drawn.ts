import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import { EventMatch } from '#src/customers/event-match/index.ts';
import { Span } from '#src/insights/funnels/index.ts';

/** Most stages, steps and steps bound to events of one map. */
export const most = { stages: 12, steps: 60, bound: 30 } as const;

const id = z
  .string()
  .regex(/^[a-z0-9_-]{1,40}$/, 'letters a–z, digits, - and _; at most 40')
  .describe('Stays the same from version to version');

/** A name as people write it, in one language or both; where one is empty the other is shown. */
export const Name = z.object({ fr: z.string().trim().max(120), en: z.string().trim().max(120) });
export type Name = z.output<typeof Name>;

/** What something that no event measures rests on: somebody was asked or has seen it, or it is a guess so far. */
export const Basis = z.enum(['declared', 'assumed']);
export type Basis = z.output<typeof Basis>;

/** What a team means to do about a step. */
export const Status = z.enum(['keep', 'fix', 'remove', 'add']);
export type Status = z.output<typeof Status>;

/** A step of the journey: what customers do there, and what the team says of it. */
export const MapStep = z.object({
  id,
  name: Name,
  matches: z
    .array(EventMatch)
    .max(10)
    .default([])
    .describe('The step is done by any of these events: it is measured. None: it is only drawn'),
  basis: Basis.default('assumed').describe('Of a step that is only drawn'),
  channels: z.array(z.string().trim().min(1).max(60)).max(6).default([]).describe('Web, store, phone …'),
  emotion: z
    .object({ score: z.int().min(-2).max(2), basis: Basis })
    .nullable()
    .default(null)
    .describe('−2 very unpleasant … 2 very pleasant'),
  note: z.object({ text: z.string().max(4000), basis: Basis }).default({ text: '', basis: 'assumed' }),
  status: Status.nullable().default(null).describe('Set by hand; proposals never change it'),
  owner: z.string().trim().max(120).default('').describe('Who inside the company the customer meets here'),
});
export type MapStep = z.output<typeof MapStep>;

/** A step as an answer tells it: what it is called and what was decided of it, nothing of what is noted there. */
export const ToldStep = z.object({
  step: z.string(),
  name: Name,
  basis: z.enum(['measured', ...Basis.options]),
  event: z.string().nullable().describe('The first event that measures it; null: any event, or only drawn'),
  status: Status.nullable().describe('Set by hand'),
});

/** A part of the journey as an answer tells it. */
export const ToldStage = z.object({ stage: z.string(), name: Name, steps: z.array(ToldStep) });
export type ToldStage = z.output<typeof ToldStage>;

/** A part of the journey. */
export const Stage = z.object({ id, name: Name, steps: z.array(MapStep).max(most.steps) });
export type Stage = z.output<typeof Stage>;

/** A map as it is drawn. */
export const Drawn = z.object({
  stages: z.array(Stage).max(most.stages),
  window: Span.default({ amount: 30, of: 'day' }).describe(
    'From entering the map, by its first measured step, so long the journey is watched',
  ),
  stays: z
    .object({ match: EventMatch, days: z.int().min(1).max(366) })
    .default({ match: { event: null, where: [] }, days: 28 })
    .describe('Who does this within so many local days after the window has stayed'),
});
export type Drawn = z.output<typeof Drawn>;

/** A measured step with its place among those measured, counted from 1. */
export interface BoundStep {
  readonly stage: string;
  readonly step: MapStep;
  readonly place: number;
}

/** The steps that events measure, in the order of the map. */
export const boundSteps = ({ stages }: Drawn): BoundStep[] =>
  stages
    .flatMap((stage) => stage.steps.map((step) => ({ stage: stage.id, step })))
    .filter(({ step }) => step.matches.length > 0)
    .map((one, i) => ({ ...one, place: i + 1 }));

/** The stages and steps as answers tell them, in the order of the map. */
export const toldStages = ({ stages }: Drawn): ToldStage[] =>
  stages.map(({ id: stage, name, steps }) => ({
    stage,
    name,
    steps: steps.map(({ id: step, name: own, matches, basis, status }) => ({
      step,
      name: own,
      basis: matches.length > 0 ? 'measured' : basis,
      event: matches[0]?.event ?? null,
      status,
    })),
  }));

/** Every step, in the order of the map. */
export const stepsOf = ({ stages }: Pick<Drawn, 'stages'>): MapStep[] => stages.flatMap(({ steps }) => steps);

/**
 * A map that can be drawn and measured, as it was given.
 *
 * @throws DomainError `journey_maps.unsound` for ids given twice, names that are empty in both languages, too much on it
 */
export function sound(drawn: Drawn): Drawn {
  const seen = new Set<string>();
  for (const [s, stage] of drawn.stages.entries()) {
    requireNamed(stage, `drawn.stages[${s}]`, seen);
    for (const [i, step] of stage.steps.entries()) requireNamed(step, `drawn.stages[${s}].steps[${i}]`, seen);
  }
  const counts = { steps: stepsOf(drawn).length, bound: boundSteps(drawn).length };
  if (counts.steps > most.steps) throw unsound('drawn.stages', `at most ${most.steps} steps`, counts.steps);
  if (counts.bound > most.bound) {
    throw unsound('drawn.stages', `at most ${most.bound} steps bound to events`, counts.bound);
  }
  return drawn;
}

function requireNamed({ id: own, name }: Pick<Stage, 'id' | 'name'>, field: string, seen: Set<string>): void {
  if (seen.has(own)) throw unsound(`${field}.id`, 'an id of its own', own);
  seen.add(own);
  if (name.fr === '' && name.en === '') throw unsound(`${field}.name`, 'a name in French or English', '');
}

const unsound = (field: string, expected: string, got: string | number): DomainError =>
  new DomainError('journey_maps.unsound', { field, expected, got });
