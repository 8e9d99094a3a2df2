import { type Engines, saidOf } from '#src/customers/frame/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import { turn } from '#src/insights/aside/index.ts';
import type { Measuring } from '#src/insights/comparable/index.ts';
import type {
  PathAsk,
  PathEdge,
  PathNext,
  PathNode,
  PathPlace,
  PathStep,
  PathTree,
  WholePath,
} from './ask.ts';
import { type Plan, planned } from './plan.ts';
import { ended, open } from './sequences.ts';
import { type Edge, type Tally, talliedWhole } from './tallies.ts';
import { definitionOf, verdictOf } from './words.ts';

/** Codes that stand alone, per depth. */
export type Alone = readonly (readonly number[])[];

/**
 * Where people go from an event, or come from: people per step, edge and whole path.
 *
 * @throws DomainError those of `planned`
 */
export async function treeOf(
  engines: Engines,
  ask: PathAsk,
  how: Measuring = { dated: true },
): Promise<PathTree> {
  const plan = await planned(engines, ask);
  const tally = await talliedWhole(engines, plan);
  await turn(); // there may be tens of thousands of edges
  const alone = standingAlone(plan, tally);
  await turn();
  const told = foldedEdges(tally, alone);
  await turn();
  const steps = stepsOf(plan, told, tally.entered);
  const paths = tally.paths.map((one) => wholePath(plan, one, tally.entered));
  return {
    entered: tally.entered,
    steps,
    edges: told.map((edge) => edgeOf(plan, edge)).sort(byDepth),
    paths,
    elsewhere: tally.entered - paths.reduce((sum, { people }) => sum + people, 0),
    verdict: verdictOf(plan, { entered: tally.entered, steps, paths }),
    definition: definitionOf(plan, how),
    ...countedBySaid([plan.named]),
    ...saidOf(plan, ask),
  };
}

/** Which codes stand alone at each depth: those of most people, ties by name. */
export function standingAlone({ ask, labels }: Plan, { edges }: Tally): Alone {
  const name = (code: number): string => labels[code] ?? '';
  return peopleAt(edges, ask.steps).map((counts) =>
    [...counts]
      .sort(([a, of], [b, than]) => than - of || (name(a) < name(b) ? -1 : 1))
      .slice(0, ask.top)
      .map(([code]) => code),
  );
}

/** People per code of a step at each depth, from 0 to the last. */
function peopleAt(edges: readonly Edge[], last: number): Map<number, number>[] {
  const counts = Array.from({ length: last + 1 }, () => new Map<number, number>());
  const add = (depth: number, code: number, people: number): void => {
    const at = counts[depth];
    if (code !== ended && code !== open) at?.set(code, (at.get(code) ?? 0) + people);
  };
  for (const { depth, from, to, people } of edges) {
    if (depth === 0) add(0, from, people);
    add(depth + 1, to, people);
  }
  return counts;
}

/** The code of all that do not stand alone. */
const others = 16_381;

/** The edges with all that does not stand alone as one. */
function foldedEdges({ edges }: Tally, alone: Alone): Edge[] {
  const named = alone.map((codes) => new Set([...codes, ended, open]));
  const codeAt = (depth: number, code: number): number => (named[depth]?.has(code) ? code : others);
  const found = new Map<number, Edge>();
  for (const { depth, people, ...ends } of edges) {
    const from = codeAt(depth, ends.from);
    const to = codeAt(depth + 1, ends.to);
    const key = (depth * 2 ** 14 + from) * 2 ** 14 + to;
    found.set(key, { depth, from, to, people: people + (found.get(key)?.people ?? 0) });
  }
  return [...found.values()];
}

const placeOf = ({ labels }: Plan, code: number): PathPlace =>
  code === others ? { kind: 'others' } : { kind: 'named', name: labels[code] ?? '' };

function nextOf(plan: Plan, code: number): PathNext {
  if (code === ended) return { kind: 'ended' };
  return code === open ? { kind: 'open' } : placeOf(plan, code);
}

const edgeOf = (plan: Plan, { depth, from, to, people }: Edge): PathEdge => ({
  depth,
  from: placeOf(plan, from),
  to: nextOf(plan, to),
  people,
});

/** The steps: for each depth with somebody, what they did, most frequent first. */
function stepsOf(plan: Plan, edges: readonly Edge[], entered: number): PathStep[] {
  return peopleAt(edges, plan.ask.steps).flatMap((counts, depth) => {
    if (counts.size === 0) return [];
    const left = (code: number, to: number): number =>
      edges.find((edge) => edge.depth === depth && edge.from === code && edge.to === to)?.people ?? 0;
    const nodes = [...counts].map(
      ([code, people]): PathNode => ({
        place: placeOf(plan, code),
        people,
        share: people / entered,
        ended: left(code, ended),
        open: left(code, open),
      }),
    );
    const people = nodes.reduce((sum, node) => sum + node.people, 0);
    return [{ depth, people, nodes: nodes.sort(othersLast) }];
  });
}

const keyOf = (place: PathNext): string => (place.kind === 'named' ? `=${place.name}` : place.kind);

const byDepth = (a: PathEdge, b: PathEdge): number =>
  a.depth - b.depth ||
  b.people - a.people ||
  (keyOf(a.from) + keyOf(a.to) < keyOf(b.from) + keyOf(b.to) ? -1 : 1);

const othersLast = (a: PathNode, b: PathNode): number =>
  Number(a.place.kind === 'others') - Number(b.place.kind === 'others') ||
  b.people - a.people ||
  (keyOf(a.place) < keyOf(b.place) ? -1 : 1);

function wholePath({ labels }: Plan, { path, people }: Tally['paths'][number], entered: number): WholePath {
  const last = path.at(-1);
  const tail = last === ended ? 'ended' : last === open ? 'open' : 'full';
  const codes = tail === 'full' ? path : path.slice(0, -1);
  return { names: codes.map((code) => labels[code] ?? ''), tail, people, share: people / entered };
}
