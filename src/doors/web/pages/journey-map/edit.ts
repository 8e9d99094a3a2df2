import type { Drawn, MapStep, Name, Stage } from '#src/insights/journey-maps/index.ts';

/** Changes to a map as it is drawn. Each gives another drawing; where nothing can be changed, the same one. */

/** An id that no stage or step of the map has. */
export function freshId({ stages }: Drawn, kind: 'stage' | 'step'): string {
  const taken = new Set(stages.flatMap(({ id, steps }) => [id, ...steps.map((step) => step.id)]));
  let n = taken.size + 1;
  while (taken.has(`${kind}-${n}`)) n += 1;
  return `${kind}-${n}`;
}

const named = (text: string): Name => ({ fr: text, en: text });

/** A stage with one step still to be told, at the end. */
export const withStage = (drawn: Drawn, name: string): Drawn => ({
  ...drawn,
  stages: [...drawn.stages, { id: freshId(drawn, 'stage'), name: named(name), steps: [] }],
});

/** A step that nobody has told anything of. */
export const newStep = (drawn: Drawn, name: string, event?: string): MapStep => ({
  id: freshId(drawn, 'step'),
  name: named(name),
  matches: event === undefined ? [] : [{ event, where: [] }],
  basis: 'assumed',
  channels: [],
  emotion: null,
  note: { text: '', basis: 'assumed' },
  status: null,
  owner: '',
});

/** Puts a step into a stage: after another one, else at its end. */
export const withStep = (drawn: Drawn, stage: string, step: MapStep, after?: string): Drawn =>
  ofStage(drawn, stage, (own) => {
    const place = own.steps.findIndex(({ id }) => id === after) + 1 || own.steps.length;
    return { ...own, steps: own.steps.toSpliced(place, 0, step) };
  });

const ofStage = (drawn: Drawn, id: string, change: (stage: Stage) => Stage): Drawn => ({
  ...drawn,
  stages: drawn.stages.map((stage) => (stage.id === id ? change(stage) : stage)),
});

export const renameStage = (drawn: Drawn, id: string, name: Name): Drawn =>
  ofStage(drawn, id, (stage) => ({ ...stage, name }));

export const withoutStage = (drawn: Drawn, id: string): Drawn => ({
  ...drawn,
  stages: drawn.stages.filter((stage) => stage.id !== id),
});

/** Moves a stage by so many places. */
export function moveStage(drawn: Drawn, id: string, by: number): Drawn {
  const stages = moved(drawn.stages, id, by);
  return stages === undefined ? drawn : { ...drawn, stages };
}

function moved<One extends { readonly id: string }>(
  all: readonly One[],
  id: string,
  by: number,
): One[] | undefined {
  const at = all.findIndex((one) => one.id === id);
  const one = all[at];
  if (one === undefined || all[at + by] === undefined) return undefined;
  return all.toSpliced(at, 1).toSpliced(at + by, 0, one);
}

export const changeStep = (drawn: Drawn, id: string, part: Partial<MapStep>): Drawn => ({
  ...drawn,
  stages: drawn.stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((step) => (step.id === id ? { ...step, ...part } : step)),
  })),
});

export const withoutStep = (drawn: Drawn, id: string): Drawn => ({
  ...drawn,
  stages: drawn.stages.map((stage) => ({ ...stage, steps: stage.steps.filter((step) => step.id !== id) })),
});

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Moves a step within its stage, or to the end of the stage beside. */
export function moveStep(drawn: Drawn, id: string, to: Direction): Drawn {
  const at = drawn.stages.findIndex(({ steps }) => steps.some((step) => step.id === id));
  const own = drawn.stages[at];
  const step = own?.steps.find((one) => one.id === id);
  if (own === undefined || step === undefined) return drawn;
  if (to === 'up' || to === 'down') {
    const steps = moved(own.steps, id, to === 'up' ? -1 : 1);
    return steps === undefined ? drawn : ofStage(drawn, own.id, (stage) => ({ ...stage, steps }));
  }
  const beside = drawn.stages[at + (to === 'left' ? -1 : 1)];
  return beside === undefined ? drawn : withStep(withoutStep(drawn, id), beside.id, step);
}

/** A step by its id, with where it stands. */
export function stepAt(
  drawn: Drawn,
  id: string | undefined,
): { step: MapStep; stage: Stage; place: number } | undefined {
  for (const stage of drawn.stages) {
    const place = stage.steps.findIndex((one) => one.id === id);
    const step = stage.steps[place];
    if (step !== undefined) return { step, stage, place: place + 1 };
  }
  return undefined;
}
