import { identifier, join, type Sql, sql } from '#src/basics/sql.ts';
import { type Engines, limits } from '#src/customers/frame/index.ts';

/**
 * How many people are in both groups of each pair: one statement for all.
 *
 * @param sets  a bitmap per group, as an expression; undefined for a group that is in none of the pairs
 * @param pairs places of two groups
 */
export async function sharedPeople(
  engines: Engines,
  sets: readonly (Sql | undefined)[],
  pairs: readonly (readonly [number, number])[],
): Promise<number[]> {
  if (pairs.length === 0) return [];
  const used = [...new Set(pairs.flat())];
  const named = used.flatMap((i) => {
    const set = sets[i];
    return set === undefined ? [] : [sql`${set} as ${column(`arm_${i}`)}`];
  });
  const shared = pairs.map(
    ([a, b]) =>
      sql`toUInt64(bitmapAndCardinality(${column(`arm_${a}`)}, ${column(`arm_${b}`)})) as ${column(`shared_${a}_${b}`)}`,
  );
  const [row] = await engines.warehouse.rows(
    sql<Record<string, number | string>>`with ${join(named, ', ')} select ${join(shared, ', ')}`,
    limits(engines),
  );
  return pairs.map(([a, b]) => Number(row?.[`shared_${a}_${b}`] ?? 0));
}

const column = (name: string): Sql => identifier(name, [name]);
