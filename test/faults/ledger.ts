import { join } from 'node:path';
import { sql } from '#src/basics/sql.ts';
import { openChdb } from '#src/engines/warehouse/index.ts';

/** What the tables hold, against what was acknowledged. */
export interface Reckoning {
  readonly acknowledged: number;
  /** Acknowledged and not stored. */
  readonly missing: number;
  /** Stored more than once, by table. */
  readonly doubled: Readonly<Record<string, number>>;
  /** Rows that tables of raw events, ids and counts disagree by. */
  readonly apart: number;
}

/** Opens the stopped server's warehouse and compares every table with the client's account. */
export async function reckon(folder: string, acknowledged: ReadonlySet<string>): Promise<Reckoning> {
  const warehouse = await openChdb({ folder: join(folder, 'warehouse') });
  try {
    const stored = new Set<string>();
    let rows = 0;
    for await (const row of warehouse.stream(sql<{ message_id: string }>`select message_id from events`)) {
      stored.add(row.message_id);
      rows += 1;
    }
    const counts = await warehouse.rows(sql<{ place: string; n: string }>`
      select 'events_by_customer' as place, count() as n from events_by_customer
      union all
      select 'message_ids' as place, count() as n from message_ids
      union all
      select 'customer_events' as place, sum(events) as n from customer_events`);
    const doubled: Record<string, number> = { events: rows - stored.size };
    for (const { place, n } of counts) doubled[place] = Math.max(0, Number(n) - stored.size);
    const apart = counts.reduce((sum, { n }) => sum + Math.abs(Number(n) - rows), 0);
    const missing = [...acknowledged].filter((id) => !stored.has(id)).length;
    return { acknowledged: acknowledged.size, missing, doubled, apart };
  } finally {
    await warehouse.close();
  }
}
