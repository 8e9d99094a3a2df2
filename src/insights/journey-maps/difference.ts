import type { Words } from '#src/customers/frame/index.ts';
import { sameSaid } from '#src/customers/versions/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { waysWords } from '#src/insights/funnels/index.ts';
import type { Changed } from './ask.ts';
import { type Drawn, type MapStep, type Name, type Stage, stepsOf } from './drawn.ts';
import { nameWords, stepName } from './words.ts';

/** What changed from one drawing of a map to another, in the order of the later one; what was removed comes last. */
export function differenceOf(before: Drawn, after: Drawn): Changed[] {
  const [stagesBefore, stagesAfter] = [before.stages, after.stages];
  const [stepsBefore, stepsAfter] = [stepsOf(before), stepsOf(after)];
  const movedStages = movedIn(stagesBefore, stagesAfter);
  const movedSteps = movedIn(stepsBefore, stepsAfter);
  const [stageWas, stageIs] = [stageOfEach(before), stageOfEach(after)];
  const moves = ({ id }: MapStep): boolean => movedSteps.has(id) || stageWas.get(id) !== stageIs.get(id);
  return [
    ...frameChanges(before, after),
    ...stagesAfter.flatMap((now) => stageChanges(named(stagesBefore, now), now, movedStages.has(now.id))),
    ...stepsAfter.flatMap((now) => stepChanges(named(stepsBefore, now), now, moves(now))),
    ...gone('stage', stagesBefore, stagesAfter),
    ...gone('step', stepsBefore, stepsAfter),
  ];
}

const named = <One extends { readonly id: string }>(all: readonly One[], { id }: { readonly id: string }) =>
  all.find((one) => one.id === id);

const stageOfEach = ({ stages }: Drawn): ReadonlyMap<string, string> =>
  new Map(stages.flatMap((stage) => stage.steps.map(({ id }) => [id, stage.id] as const)));

/** Those that stand on both but not in the same order: all but a longest row that kept its order. */
function movedIn(before: readonly { id: string }[], after: readonly { id: string }[]): ReadonlySet<string> {
  const places = new Map(before.map(({ id }, place) => [id, place]));
  const common = after.flatMap(({ id }) => {
    const place = places.get(id);
    return place === undefined ? [] : [{ id, place }];
  });
  const rows: { id: string; place: number }[][] = [];
  for (const one of common) {
    const longest = rows.reduce(
      (best, row) => ((row.at(-1)?.place ?? -1) < one.place && row.length > best.length ? row : best),
      [] as typeof common,
    );
    rows.push([...longest, one]);
  }
  const kept = rows.reduce((best, row) => (row.length > best.length ? row : best), []);
  const stay = new Set(kept.map(({ id }) => id));
  return new Set(common.map(({ id }) => id).filter((id) => !stay.has(id)));
}

function frameChanges(before: Drawn, after: Drawn): Changed[] {
  const same = sameSaid([before.window, before.stays], [after.window, after.stays]);
  const words = say(
    'La fenêtre du parcours, ou ce que veut dire rester, a changé.',
    'The window of the journey, or what staying means, has changed.',
  );
  return same ? [] : [{ of: 'map', id: '', kind: 'restated', words }];
}

function stageChanges(before: Stage | undefined, one: Stage, moves: boolean): Changed[] {
  const name = stepName(one);
  if (before === undefined)
    return [
      changed('stage', one.id, 'added', say(`Phase ajoutée : ${name.fr}.`, `Stage added: ${name.en}.`)),
    ];
  return [
    ...renamed('stage', before, one),
    ...(!moves
      ? []
      : [changed('stage', one.id, 'moved', say(`Phase déplacée : ${name.fr}.`, `Stage moved: ${name.en}.`))]),
  ];
}

function stepChanges(before: MapStep | undefined, one: MapStep, moves: boolean): Changed[] {
  const name = stepName(one);
  const told = (kind: Changed['kind'], words: Words) => changed('step', one.id, kind, words);
  if (before === undefined)
    return [told('added', say(`Étape ajoutée : ${name.fr}.`, `Step added: ${name.en}.`))];
  const said = saidOtherwise(before, one);
  return [
    ...renamed('step', before, one),
    ...(!moves ? [] : [told('moved', say(`Étape déplacée : ${name.fr}.`, `Step moved: ${name.en}.`))]),
    ...(sameSaid(before.matches, one.matches) ? [] : [told('rebound', boundWords(one))]),
    ...(said === undefined
      ? []
      : [told('restated', say(`${name.fr} a changé : ${said.fr}.`, `${name.en} changed: ${said.en}.`))]),
  ];
}

function boundWords({ matches, ...step }: MapStep): Words {
  const name = stepName(step);
  const [first, ...or] = matches;
  if (first === undefined)
    return say(`${name.fr} n’est plus mesurée.`, `${name.en} is not measured any more.`);
  const events = waysWords({ ...first, within: null, or });
  return say(`${name.fr} est mesurée par ${events.fr}.`, `${name.en} is measured by ${events.en}.`);
}

const parts = [
  ['channels', say('canaux', 'channels')],
  ['emotion', say('émotion', 'emotion')],
  ['note', say('note', 'note')],
  ['status', say('statut', 'status')],
  ['owner', say('interlocuteur', 'contact')],
  ['basis', say('fondement', 'basis')],
] as const;

/** What of a step is said otherwise: its channels, emotion, note, status, owner, basis. */
function saidOtherwise(before: MapStep, after: MapStep): Words | undefined {
  const other = parts.filter(([part]) => !sameSaid(before[part], after[part])).map(([, words]) => words);
  if (other.length === 0) return undefined;
  return say(other.map(({ fr }) => fr).join(', '), other.map(({ en }) => en).join(', '));
}

function renamed(of: 'stage' | 'step', before: { id: string; name: Name }, after: { name: Name }): Changed[] {
  if (sameSaid(before.name, after.name)) return [];
  const [was, is] = [nameWords(before.name), nameWords(after.name)];
  return [
    changed(
      of,
      before.id,
      'renamed',
      say(`« ${was.fr} » s’appelle « ${is.fr} ».`, `“${was.en}” is called “${is.en}”.`),
    ),
  ];
}

function gone(
  of: 'stage' | 'step',
  before: readonly (Stage | MapStep)[],
  after: readonly (Stage | MapStep)[],
): Changed[] {
  return before
    .filter((one) => named(after, one) === undefined)
    .map((one) => {
      const { fr, en } = nameWords(one.name);
      const [kindFr, kindEn] = of === 'stage' ? ['Phase', 'Stage'] : ['Étape', 'Step'];
      return changed(
        of,
        one.id,
        'removed',
        say(`${kindFr} retirée : « ${fr} ».`, `${kindEn} removed: “${en}”.`),
      );
    });
}

const changed = (of: Changed['of'], id: string, kind: Changed['kind'], words: Words): Changed => ({
  of,
  id,
  kind,
  words,
});
