// Imports one file in a process of its own, which a test may kill. Arguments: one JSON object. Says when it begins.
import { systemClock } from '#src/engines/clock/index.ts';
import { openPostgres } from '#src/engines/records/index.ts';
import { connectWarehouse, type WarehouseAddress } from '#src/engines/warehouse/index.ts';
import { importFiles } from '#src/events/imports/index.ts';
import type { TestWorkspace } from '../engines.ts';
import { importParts } from './parts.ts';

interface Told {
  readonly address: WarehouseAddress;
  readonly recordsUrl: string;
  readonly folder: string;
  readonly workspace: TestWorkspace;
  readonly file: string;
}

const told = JSON.parse(process.argv[2] ?? '{}') as Told; // written by the test beside
const warehouse = connectWarehouse(told.address);
const records = await openPostgres(told.recordsUrl, { connections: 6 });
const parts = { ...importParts({ warehouse, records, clock: systemClock }, told.folder), chunkRows: 1_000 };
console.log('begins');
const { imports } = await importFiles(parts, { workspace: told.workspace, wish: { files: [told.file] } });
console.log(JSON.stringify(imports[0]));
await records.close();
await warehouse.close();
