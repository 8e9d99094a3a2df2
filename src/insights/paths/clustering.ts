import { createHash } from 'node:crypto';
import { DomainError } from '#src/basics/errors.ts';
import { type Engines, limits } from '#src/customers/frame/index.ts';
import { aside, turn } from '#src/insights/aside/index.ts';
import { type NoGroups, type Points, pointsOf } from '#src/maths/grouping/index.ts';
import { eventsByReach, type PointSpace, type SituationsPlan, sampleRows } from './situation-rows.ts';

/** People among whom situations are looked for; everyone then belongs to the nearest centre. */
const mostSampled = 20_000;
/** Events that describe people unless told. */
const usualEvents = 30;

/** The groups that were found, and the scale on which: enough to sort everyone. */
export interface Clustering {
  /** The same for the same sample, whenever it is asked; another as soon as one person of it did something else. */
  readonly id: string;
  readonly space: PointSpace;
  readonly sampled: number;
  readonly groups: Groups;
}

type Groups =
  | { readonly verdict: 'clear_groups'; readonly silhouette: number; readonly stability: number }
  | { readonly verdict: 'no_clear_groups'; readonly why: NoGroups };

/** A sample of those described, as points. */
interface Sample {
  readonly id: string;
  readonly events: readonly string[];
  readonly points: Points;
}

/** Looks for groups, or takes those found before in the same sample. */
export async function clusteringOf(engines: Engines, plan: SituationsPlan): Promise<Clustering> {
  const sample = await sampleOf(engines, plan);
  const key = keyOf(engines, sample.id);
  const kept = found.get(key);
  const clustering = kept ?? groupsIn(sample, plan.ask.most);
  found.delete(key); // and last again: the first to be forgotten is the one longest not asked for
  found.set(key, clustering);
  for (const old of found.keys()) if (found.size > mostKept) found.delete(old);
  clustering.catch(() => found.delete(key));
  return clustering;
}

/**
 * The groups of an answer given before, so that its people are those it counted.
 *
 * Where they are no longer known they are looked for again: numbers of other groups would open other people.
 *
 * @throws DomainError `paths.no_such_situation` where others are found now
 */
export async function clusteringNamed(
  engines: Engines,
  plan: SituationsPlan,
  id: string,
): Promise<Clustering> {
  const now = await (found.get(keyOf(engines, id)) ?? clusteringOf(engines, plan));
  if (now.id === id) return now;
  throw new DomainError('paths.no_such_situation', {
    kind: 'conflict',
    field: 'clustering',
    expected:
      'the clustering of an answer of now: those described have changed since; ask paths.situations again',
    got: id,
  });
}

/** Groups found lately, by workspace and sample: no person is in them, only means and centres. */
const found = new Map<string, Promise<Clustering>>();
const mostKept = 200;
const keyOf = ({ workspace }: Engines, id: string): string => `${workspace.number}:${id}`;

async function sampleOf(engines: Engines, plan: SituationsPlan): Promise<Sample> {
  const { ask } = plan;
  const reached = await engines.warehouse.rows(eventsByReach(plan, usualEvents), limits(engines));
  // Without anybody described there are no points, whatever they should be described by.
  const usual = reached.map(({ event }) => event);
  const events = usual.length === 0 || ask.events === undefined ? usual : [...new Set(ask.events)];
  const rows =
    events.length === 0
      ? []
      : await engines.warehouse.rows(sampleRows(plan, events, mostSampled), limits(engines));
  await turn();
  const points = pointsOf(rows.map(({ counts }) => counts.map((times) => Math.log1p(times))));
  await turn();
  return { id: idOf(events, ask.most, points), events, points };
}

function idOf(events: readonly string[], most: number, { figures }: Points): string {
  const hash = createHash('sha256').update(JSON.stringify({ events, most }));
  return hash.update(figures).digest('hex').slice(0, 32);
}

async function groupsIn({ id, events, points }: Sample, most: number): Promise<Clustering> {
  if (events.length === 0) {
    const space = { events, means: [], scales: [], centres: [[]] };
    return { id, space, sampled: 0, groups: { verdict: 'no_clear_groups', why: 'too_few_customers' } };
  }
  const groups = await aside('typicalGroups', [points, { most }]);
  const clear = groups.verdict === 'clear_groups';
  return {
    id,
    space: {
      events,
      ...scaleOf(points),
      centres: clear ? rowsOf(groups.centres) : [events.map(() => 0)],
    },
    sampled: points.rows,
    groups: clear
      ? { verdict: groups.verdict, silhouette: groups.silhouette, stability: groups.stability }
      : { verdict: groups.verdict, why: groups.why },
  };
}

/** The scale on which the groups were found, so that everyone can be sorted on it. */
function scaleOf({ figures, rows, columns }: Points): Pick<PointSpace, 'means' | 'scales'> {
  const mean = (of: (figure: number) => number, column: number): number => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += of(figures[row * columns + column] ?? 0);
    return sum / Math.max(1, rows);
  };
  const places = Array.from({ length: columns }, (_, column) => column);
  const means = places.map((column) => mean((figure) => figure, column));
  const scales = places.map((column) => {
    const middle = means[column] ?? 0;
    const spread = Math.sqrt(mean((figure) => (figure - middle) ** 2, column));
    return spread > Math.abs(middle) * 1e-12 ? 1 / spread : 0;
  });
  return { means, scales };
}

const rowsOf = ({ figures, rows, columns }: Points): number[][] =>
  Array.from({ length: rows }, (_, row) => [...figures.subarray(row * columns, (row + 1) * columns)]);
