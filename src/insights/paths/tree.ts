import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { turn } from '#src/insights/aside/index.ts';
import { type Engines, limits, saidOf, type UnitKey } from '#src/insights/frame/index.ts';
import { countedBySaid } from '#src/insights/value/index.ts';
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
import { ended, type Order, open, sequences } from './sequences.ts';
import { definitionOf, verdictOf } from './words.ts';

/** An edge of everybody's paths, by codes. */
interface Edge {
  readonly depth: number;
  readonly from: number;
  readonly to: number;
  readonly people: number;
}

/** All edges, and the most frequent whole paths. */
export interface Tally {
  readonly edges: readonly Edge[];
  readonly paths: readonly { readonly path: readonly number[]; readonly people: number }[];
  readonly entered: number;
}

/** Codes that stand alone, per depth. */
export type Alone = readonly (readonly number[])[];

/**
 * Where people go from an event, or come from: people per step, edge and whole path.
 *
 * @throws DomainError those of `planned`
 */
export async function treeOf(engines: Engines, ask: PathAsk): Promise<PathTree> {
  const plan = await planned(engines, ask);
  const tally = await talliedWhole(engines, plan);
  await turn(); // there may be tens of thousands of edges
  const alone = standingAlone(plan, tally);
  await turn();
  const edges = edgesOf(plan, tally, alone);
  await turn();
  const steps = stepsOf(plan, tally, alone);
  const paths = tally.paths.map((one) => wholePath(plan, one, tally.entered));
  return {
    entered: tally.entered,
    steps,
    edges,
    paths,
    elsewhere: tally.entered - paths.reduce((sum, { people }) => sum + people, 0),
    verdict: verdictOf(plan, { entered: tally.entered, steps, paths }),
    definition: definitionOf(plan),
    ...countedBySaid([plan.named]),
    ...saidOf(plan, ask),
  };
}

/** Counted by time and arrival; where that does not tell the order of somebody's events, once more with message ids. */
export async function talliedWhole(engines: Engines, plan: Plan): Promise<Tally> {
  if (plan.from > plan.to) return { edges: [], paths: [], entered: 0 };
  const { tied, units, ...quick } = await tallied(engines, plan, 'arrival');
  if (tied === 0) return quick;
  return tallied(engines, plan, units.length === tied ? { tied: units } : 'whole');
}

interface TallyRow {
  /** Depth, from, to in 4, 14 and 14 bits; all of them set for a whole path. */
  readonly edge: number;
  readonly path: number[];
  readonly people: number | string;
  readonly tied: number | string;
  /** The tied ones of a first edge. */
  readonly units: UnitKey[];
}

/** So many people are told by their keys; more are looked for once more. */
const mostTied = 20_000;

const wholeKey = 2 ** 32 - 1;

async function tallied(
  engines: Engines,
  plan: Plan,
  order: Order,
): Promise<Tally & { tied: number; units: UnitKey[] }> {
  const rows = await engines.warehouse.rows(tallies(plan, order), limits(engines));
  await turn();
  const edges = rows
    .filter(({ edge }) => edge !== wholeKey)
    .map(({ edge, people, tied }) => ({
      depth: Math.floor(edge / 2 ** 28),
      from: Math.floor(edge / 2 ** 14) % 2 ** 14,
      to: edge % 2 ** 14,
      people: Number(people),
      tied: Number(tied),
    }));
  const first = edges.filter(({ depth }) => depth === 0);
  return {
    edges,
    paths: rows
      .filter(({ edge }) => edge === wholeKey)
      .map(({ path, people }) => ({ path, people: Number(people) })),
    entered: first.reduce((sum, { people }) => sum + people, 0),
    tied: first.reduce((sum, { tied }) => sum + tied, 0),
    units: rows.flatMap(({ units }) => units).slice(0, mostTied),
  };
}

/** Grain: an edge, or one of the most frequent whole paths; ≤ steps × names² + top rows. */
const tallies = (plan: Plan, order: Order): Sql<TallyRow> => sql<TallyRow>`
  select tupleElement(one, 1) as edge, tupleElement(one, 2) as path, count() as people, countIf(is_tied) as tied,
    groupArrayIf(20000)(unit, is_tied and tupleElement(one, 1) < 268435456) as units
  from (
    select unit, tied as is_tied, arrayJoin(arrayPushBack(
      arrayMap((a, b, depth) -> (toUInt32(depth * 268435456 + a * 16384 + b), emptyArrayUInt32()),
        arrayPopBack(path), arrayPopFront(path), range(length(path) - 1)),
      (toUInt32(${typed('UInt32', wholeKey)}), arrayMap(code -> toUInt32(code), path)))) as one
    from ${sequences(plan, order)}
  )
  group by edge, path
  order by people desc, edge, path
  limit ${typed('UInt64', plan.ask.top)} by if(edge = ${typed('UInt32', wholeKey)}, ${typed('UInt32', wholeKey)}, edge)`;

/** People per code at each depth. */
function peopleAt({ edges }: Tally, depth: number): Map<number, number> {
  const counts = new Map<number, number>();
  const add = (code: number, people: number): void => {
    if (code !== ended && code !== open) counts.set(code, (counts.get(code) ?? 0) + people);
  };
  for (const edge of edges) {
    if (depth === 0 && edge.depth === 0) add(edge.from, edge.people);
    if (edge.depth === depth - 1) add(edge.to, edge.people);
  }
  return counts;
}

/** Which codes stand alone at each depth: those of most people, ties by name. */
export function standingAlone({ ask, labels }: Plan, tally: Tally): Alone {
  const name = (code: number): string => labels[code] ?? '';
  return Array.from({ length: ask.steps + 1 }, (_, depth) =>
    [...peopleAt(tally, depth)]
      .sort(([a, of], [b, than]) => than - of || (name(a) < name(b) ? -1 : 1))
      .slice(0, ask.top)
      .map(([code]) => code),
  );
}

function placeOf({ labels }: Plan, alone: Alone, depth: number): (code: number) => PathPlace {
  const named = new Set(alone[depth]);
  return (code) => (named.has(code) ? { kind: 'named', name: labels[code] ?? '' } : { kind: 'others' });
}

function stepsOf(plan: Plan, tally: Tally, alone: Alone): PathStep[] {
  return alone.flatMap((_, depth) => {
    const place = placeOf(plan, alone, depth);
    const nodes = new Map<string, PathNode>();
    const at = (code: number, more: Partial<Record<'people' | 'ended' | 'open', number>>): void => {
      const told = place(code);
      const key = keyOf(told);
      const node = nodes.get(key) ?? { place: told, people: 0, share: 0, ended: 0, open: 0 };
      const people = node.people + (more.people ?? 0);
      nodes.set(key, {
        place: told,
        people,
        share: people / tally.entered,
        ended: node.ended + (more.ended ?? 0),
        open: node.open + (more.open ?? 0),
      });
    };
    for (const [code, people] of peopleAt(tally, depth)) at(code, { people });
    for (const { from, to, people } of tally.edges.filter((edge) => edge.depth === depth)) {
      if (to === ended) at(from, { ended: people });
      if (to === open) at(from, { open: people });
    }
    const all = [...nodes.values()].sort(othersLast(({ place }) => place));
    return all.length === 0
      ? []
      : [{ depth, people: all.reduce((sum, { people }) => sum + people, 0), nodes: all }];
  });
}

function edgesOf(plan: Plan, tally: Tally, alone: Alone): PathEdge[] {
  const found = new Map<string, PathEdge>();
  const places = Array.from({ length: alone.length + 1 }, (_, depth) => placeOf(plan, alone, depth));
  const placeAt = (depth: number, code: number): PathPlace => places[depth]?.(code) ?? { kind: 'others' };
  for (const { depth, from, to, people } of tally.edges) {
    const begin = placeAt(depth, from);
    const next: PathNext =
      to === ended ? { kind: 'ended' } : to === open ? { kind: 'open' } : placeAt(depth + 1, to);
    const key = JSON.stringify([depth, keyOf(begin), keyOf(next)]);
    const before = found.get(key)?.people ?? 0;
    found.set(key, { depth, from: begin, to: next, people: before + people });
  }
  return [...found.values()].sort(
    (a, b) =>
      a.depth - b.depth ||
      b.people - a.people ||
      (keyOf(a.from) + keyOf(a.to) < keyOf(b.from) + keyOf(b.to) ? -1 : 1),
  );
}

const keyOf = (place: PathNext): string => (place.kind === 'named' ? `=${place.name}` : place.kind);

const othersLast =
  <T extends { readonly people: number }>(place: (one: T) => PathPlace) =>
  (a: T, b: T): number =>
    Number(place(a).kind === 'others') - Number(place(b).kind === 'others') ||
    b.people - a.people ||
    (keyOf(place(a)) < keyOf(place(b)) ? -1 : 1);

function wholePath({ labels }: Plan, { path, people }: Tally['paths'][number], entered: number): WholePath {
  const last = path.at(-1);
  const tail = last === ended ? 'ended' : last === open ? 'open' : 'full';
  const codes = tail === 'full' ? path : path.slice(0, -1);
  return { names: codes.map((code) => labels[code] ?? ''), tail, people, share: people / entered };
}
