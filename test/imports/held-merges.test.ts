import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sql, sql } from '#src/basics/sql.ts';
import { systemClock } from '#src/engines/clock/index.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { HeldMerges, letMerge } from '#src/events/import-staging/index.ts';
import { importFiles } from '#src/events/imports/index.ts';
import { createTestWorkspace, type TestWorkspace } from '../engines.ts';
import { type ImportBed, openImportBed } from './bed.ts';

let bed: ImportBed;
let workspace: TestWorkspace;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed?.close());
beforeEach(async () => {
  workspace = await createTestWorkspace(bed.engines);
});

/** The engine as one of this machine, which refuses the statements that are told. */
function failing(refuses: (statement: string) => boolean): Warehouse {
  return new Proxy(bed.engines.warehouse, {
    get: (real, name) => {
      if (name === 'local') return true;
      const held: unknown = Reflect.get(real, name, real);
      if (typeof held !== 'function') return held;
      if (name !== 'rows' && name !== 'run') return held.bind(real);
      return async (statement: Sql, ...rest: unknown[]) => {
        const text = JSON.stringify(statement, (_, value) =>
          typeof value === 'bigint' ? String(value) : value,
        );
        if (refuses(text)) throw new Error('the engine is away');
        return held.call(real, statement, ...rest);
      };
    },
  });
}

const looksForHolds = (statement: string): boolean => statement.includes('create_table_query');

/** Tables whose merges are held back. */
const heldTables = async (): Promise<number> => {
  const [row] = await bed.engines.warehouse.rows(sql<{ n: string }>`
    select count() as n
    from system.tables
    where database = currentDatabase()
      and name not like 'import_%'
      and create_table_query like '%max_bytes_to_merge_at_max_space_in_pool%'`);
  return Number(row?.n);
};

async function importMany(warehouse: Warehouse, chunks: number) {
  const lines = Array.from({ length: chunks * 10 }, (_, i) =>
    JSON.stringify({
      type: 'track',
      event: 'Visit',
      userId: `u${i}`,
      timestamp: new Date(Date.UTC(2025, 0, 1) + i * 60_000).toISOString(),
    }),
  );
  const file = await bed.file(`held-${chunks}.jsonl`, lines.join('\n'));
  const parts = { ...bed.parts, warehouse, clock: systemClock, chunkRows: 10 };
  return (await importFiles(parts, { workspace, wish: { files: [file] } })).imports[0];
}

it('merges held back are let go at a second try, where the first met an engine that was away', async () => {
  let away = true;
  const warehouse = failing((statement) => away && looksForHolds(statement));
  const merges = new HeldMerges(warehouse);
  await merges.hold();
  expect(await heldTables()).toBeGreaterThan(5);
  await expect(merges.letGo()).rejects.toThrow('the engine is away');
  away = false;
  await merges.letGo();
  expect(await heldTables()).toBe(0);
});

it('a hold that an earlier run could not end is ended by whoever lets go next', async () => {
  let away = true;
  const warehouse = failing((statement) => away && looksForHolds(statement));
  const merges = new HeldMerges(warehouse);
  await merges.hold();
  await expect(merges.letGo()).rejects.toThrow('the engine is away');
  away = false;
  await letMerge(warehouse);
  expect(await heldTables()).toBe(0);
});

it('an import tells its own fault, and the next run lets the engine merge first', async () => {
  let looks = 0;
  const warehouse = failing((statement) => {
    if (statement.includes('insert into door')) throw new Error('cut');
    if (looksForHolds(statement)) looks += 1;
    return looksForHolds(statement) && looks > 1; // the first comes before the import holds
  });
  await expect(importMany(warehouse, 6)).rejects.toThrow('cut');
  expect(looks).toBe(2);
  expect(await heldTables()).toBeGreaterThan(5);
  expect(
    await importMany(
      failing(() => false),
      6,
    ),
  ).toMatchObject({ state: 'done', stored: 60 });
  expect(await heldTables()).toBe(0);
});
