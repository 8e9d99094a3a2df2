import { join } from 'node:path';
import { sql } from '#src/basics/sql.ts';
import { type OpenRecords, openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { openChdb, type Warehouse } from '#src/engines/warehouse/index.ts';

/** Both stores of a data folder whose server has ended. */
export interface Stores {
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
}

/** Opens the stores of an ended server, looks, and lets go. */
export async function inStores<T>(folder: string, look: (stores: Stores) => Promise<T>): Promise<T> {
  const records = await openEmbeddedPostgres({ folder });
  try {
    const warehouse = await openChdb({ folder: join(folder, 'warehouse') });
    try {
      return await look({ records, warehouse });
    } finally {
      await warehouse.close();
    }
  } finally {
    await records.close();
  }
}

/** What questions about a workspace's rows need. */
export interface Place {
  readonly number: number;
  readonly layout: number;
  readonly timezone: string;
}

/** The workspace of this slug. @throws Error where there is none */
export async function placeOf({ records }: Pick<Stores, 'records'>, slug: string): Promise<Place> {
  const place = await records.row(
    sql<Place>`select number, layout, timezone from workspaces where slug = ${slug}`,
  );
  if (place === undefined) throw new Error(`no workspace ${slug}`);
  return place;
}
