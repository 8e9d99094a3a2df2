import { sql } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { InternalRule } from '../loading/index.ts';
import type { StagingTables } from './tables.ts';

/** Keeps the rules by which chunks are parted from now on. Call it while no chunk is half stored. */
export async function keepRules(
  warehouse: Warehouse,
  { rules: table }: StagingTables,
  rules: readonly InternalRule[],
): Promise<void> {
  await warehouse.run(sql`
    create table if not exists ${table} (rules String)
    engine = MergeTree
    order by tuple()`);
  await warehouse.run(sql`truncate table ${table}`);
  await warehouse.run(sql`insert into ${table} (rules) select ${JSON.stringify(rules)}`);
}

/** The rules by which chunks were parted last; undefined where none was. */
export async function keptRules(
  warehouse: Warehouse,
  { rules: table }: StagingTables,
): Promise<readonly InternalRule[] | undefined> {
  const [made] = await warehouse.rows(sql<{ result: number }>`exists table ${table}`);
  if (made?.result !== 1) return undefined;
  const [kept] = await warehouse.rows(sql<{ rules: string }>`
    select rules
    from ${table}
    limit 1`);
  return kept === undefined ? undefined : (JSON.parse(kept.rules) as InternalRule[]); // written above
}
