import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { identifier, sql } from '#src/basics/sql.ts';
import { systemClock } from '#src/engines/clock/index.ts';
import { openJobs } from '#src/engines/jobs/index.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { openPostgres, type Records, startPostgresServer } from '#src/engines/records/index.ts';
import {
  type ChdbWarehouse,
  connectWarehouse,
  openChdb,
  type WarehouseAddress,
} from '#src/engines/warehouse/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** As superuser, to make and drop databases. */
    recordsAdminUrl: string;
    /** The migrated template, as its owner. */
    recordsUrl: string;
    /** Its database is the migrated pattern: a test makes its own beside it, with the same tables. */
    warehouseAddress: WarehouseAddress;
  }
}

/** Starts the run's engines in a temporary folder, and ends and removes them after the last test. */
export default async function startEngines(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'perdure-test-'));
  // Tests do not outlive a crash of the machine: syncing would only cost time.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  };
  const server = await startPostgresServer({ folder, settings });
  const records = await openPostgres(server.url, { connections: 2 });
  const warehouse = await openChdb({ folder: join(folder, 'warehouse') });
  const pattern = await migratedPattern(warehouse, records);
  await (await openJobs({ url: records.url, clock: systemClock })).close(); // makes the queue's own tables
  await records.close();
  project.provide('recordsAdminUrl', server.adminUrl);
  project.provide('recordsUrl', server.url);
  project.provide('warehouseAddress', pattern);
  return async () => {
    await warehouse.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Both stores migrated, the warehouse in a database of a name that stands nowhere else in its statements. */
async function migratedPattern(whole: ChdbWarehouse, records: Records): Promise<WarehouseAddress> {
  const name = 'migrated_pattern';
  await whole.run(sql`create database ${identifier(name, [name])}`);
  const address = whole.address(name);
  const warehouse = connectWarehouse(address);
  await migrate({ records, warehouse });
  await warehouse.close();
  return address;
}
