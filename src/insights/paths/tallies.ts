import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type Engines, limits, type UnitKey } from '#src/customers/frame/index.ts';
import { turn } from '#src/insights/aside/index.ts';
import type { Plan } from './plan.ts';
import { type Order, sequences } from './sequences.ts';

/** An edge of everybody's paths, by codes. */
export interface Edge {
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

/** Counted by time and arrival; where that does not tell the order of somebody's events, once more with message ids. */
export async function talliedWhole(engines: Engines, plan: Plan): Promise<Tally> {
  if (plan.from > plan.to) return { edges: [], paths: [], entered: 0 };
  const { tied, units, ...quick } = await tallied(engines, plan, 'arrival');
  if (tied === 0) return quick;
  return tallied(engines, plan, units.length === tied ? { tied: units } : 'whole');
}

/** All in one row: a row of its own for each of tens of thousands of edges takes several times as long to read. */
interface TalliedRow {
  /** Depth, from, to in 4, 14 and 14 bits. */
  readonly edges: number[];
  /** Of each edge. */
  readonly people: number[];
  readonly paths: [path: number[], people: number][];
  /** People of whose events time and arrival do not tell the order, and the keys of 20,000 of them. */
  readonly tied: number;
  readonly units: UnitKey[];
}

/** What a whole path bears in place of an edge. */
const wholeKey = typed('UInt32', 2 ** 32 - 1);

async function tallied(
  engines: Engines,
  plan: Plan,
  order: Order,
): Promise<Tally & { tied: number; units: UnitKey[] }> {
  const [row] = await engines.warehouse.rows(tallies(plan, order), limits(engines));
  if (row === undefined) throw new Error('sums over everybody are a row');
  await turn();
  const edges = row.edges.map((edge, i) => ({
    depth: Math.floor(edge / 2 ** 28),
    from: Math.floor(edge / 2 ** 14) % 2 ** 14,
    to: edge % 2 ** 14,
    people: row.people[i] ?? 0,
  }));
  return {
    edges,
    paths: row.paths.map(([path, people]) => ({ path, people })),
    entered: edges.reduce((sum, { depth, people }) => (depth === 0 ? sum + people : sum), 0),
    tied: row.tied,
    units: row.units,
  };
}

/** One row. Within it an edge, or one of the most frequent whole paths: ≤ steps × names² + top. */
const tallies = (plan: Plan, order: Order): Sql<TalliedRow> => sql<TalliedRow>`
  select groupArrayIf(edge, edge != ${wholeKey}) as edges, groupArrayIf(reached, edge != ${wholeKey}) as people,
    arraySort(one -> (-toInt64(tupleElement(one, 2)), tupleElement(one, 1)), groupArrayIf((path, reached), edge = ${wholeKey})) as paths,
    toUInt32(sumIf(unsure, edge < 268435456)) as tied, groupArrayArray(20000)(keys) as units
  from (
    select tupleElement(one, 1) as edge, tupleElement(one, 2) as path, toUInt32(count()) as reached, countIf(is_tied) as unsure,
      groupArrayIf(20000)(unit, is_tied and edge < 268435456) as keys
    from (
      select unit, tied as is_tied, arrayJoin(arrayPushBack(
        arrayMap((a, b, depth) -> (toUInt32(depth * 268435456 + a * 16384 + b), emptyArrayUInt32()),
          arrayPopBack(path), arrayPopFront(path), range(length(path) - 1)),
        (toUInt32(${wholeKey}), arrayMap(code -> toUInt32(code), path)))) as one
      from ${sequences(plan, order)}
    )
    group by edge, path
    order by reached desc, edge, path
    limit ${typed('UInt64', plan.ask.top)} by if(edge = ${wholeKey}, ${wholeKey}, edge)
  )`;
