import { join } from 'node:path';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { schemaFiles } from './files.ts';
import { migrateRecords, pendingInRecords } from './records.ts';
import { migrateWarehouse, pendingInWarehouse } from './warehouse.ts';

/** File names per store, in the order of their numbers. */
export interface Migrations {
  readonly records: readonly string[];
  readonly warehouse: readonly string[];
}

/** Either store may be left out: the test bed prepares them apart, and the warehouse needs the records' lock. */
export interface Stores {
  readonly records: Records;
  readonly warehouse?: Warehouse;
  /** Holds `records/` and `warehouse/`; the program's own unless told. */
  readonly schema?: string;
}

const shippedSchema = join(import.meta.dirname, '../../../schema');

/**
 * Brings both stores to the program's schema, forward only. Safe to kill at any point and to run in several
 * processes at once.
 *
 * @returns what was applied; empty lists where everything was in place
 * @throws DomainError `engines.schema_newer`, `engines.schema_changed`, `engines.schema_out_of_order`,
 *   `engines.schema_foreign`; all of kind `unavailable`
 */
export async function migrate({ records, warehouse, schema = shippedSchema }: Stores): Promise<Migrations> {
  const recordFiles = await schemaFiles(join(schema, 'records'));
  const warehouseFiles = await schemaFiles(join(schema, 'warehouse'));
  return {
    records: await migrateRecords(records, recordFiles),
    warehouse: warehouse ? await migrateWarehouse(warehouse, records, warehouseFiles) : [],
  };
}

/** What `migrate` would apply, with the same refusals; changes nothing. */
export async function pendingMigrations({
  records,
  warehouse,
  schema = shippedSchema,
}: Stores): Promise<Migrations> {
  const recordFiles = await schemaFiles(join(schema, 'records'));
  const warehouseFiles = await schemaFiles(join(schema, 'warehouse'));
  return {
    records: await pendingInRecords(records, recordFiles),
    warehouse: warehouse ? await pendingInWarehouse(warehouse, warehouseFiles) : [],
  };
}
