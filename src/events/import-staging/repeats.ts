import { sql, typed } from '#src/basics/sql.ts';
import type { AskOptions, Warehouse } from '#src/engines/warehouse/port.ts';
import type { StagingTables } from './tables.ts';

const rowsPerBucket = 2_000_000;

/**
 * Numbers the occurrences of ids and contents within the file: a row stands in `repeats` when the same stood
 * above it, with its how-manieth (2, 3 …). Worked in buckets by key, so that memory does not follow the file.
 *
 * @param rows how many the file has
 */
export async function findRepeats(
  warehouse: Warehouse,
  tables: StagingTables,
  rows: number,
  options: AskOptions,
): Promise<void> {
  await warehouse.run(sql`truncate table ${tables.repeats}`, options);
  const buckets = Math.ceil(rows / rowsPerBucket);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const inBucket = sql`lane != 'rejected'
          and reinterpretAsUInt64(substring(key, 1, 8)) % ${typed('UInt32', buckets)} = ${typed('UInt32', bucket)}`;
    await warehouse.run(
      sql`
        insert into ${tables.repeats} (row, n)
        select row, n
        from (
          select row, row_number() over (partition by key order by row) as n
          from ${tables.rows}
          where ${inBucket}
            and key in (
              select key
              from ${tables.rows}
              where ${inBucket}
              group by key
              having count() > 1)
        )
        where n > 1`,
      options,
    );
  }
}
