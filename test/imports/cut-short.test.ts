import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identifier, type Sql, scoped, sql } from '#src/basics/sql.ts';
import { systemClock } from '#src/engines/clock/index.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { type CommandProgress, type ImportParts, importFiles } from '#src/events/imports/index.ts';
import type { ReceivedEvent } from '#src/events/intake/index.ts';
import { loadEvents } from '#src/events/loading/index.ts';
import { createTestWorkspace, type TestWorkspace } from '../engines.ts';
import { identify, visit } from '../received.ts';
import { type ImportBed, openImportBed } from './bed.ts';

let bed: ImportBed;
let parts: ImportParts;
let workspace: TestWorkspace;
let files = 0;

beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed?.close());
beforeEach(async () => {
  workspace = await createTestWorkspace(bed.engines);
  parts = { ...bed.parts, clock: systemClock, chunkRows: 1_000 };
});

/** Visits of one browser and many people, oldest first. */
async function fileOf(
  rows: number,
  name = (i: number): object => ({ userId: `u${i % 50}` }),
): Promise<string> {
  const lines = Array.from({ length: rows }, (_, i) =>
    JSON.stringify({
      type: 'track',
      event: 'Visit',
      ...name(i),
      timestamp: new Date(Date.UTC(2025, 0, 1) + i * 60_000).toISOString(),
      messageId: `m${i}`,
    }),
  );
  files += 1;
  return bed.file(`cut-short-${files}.jsonl`, lines.join('\n'));
}

const importing = async (file: string, from: ImportParts = parts, onStep: CommandProgress = () => {}) => {
  const { imports } = await importFiles(from, { workspace, wish: { files: [file] }, progress: onStep });
  return imports[0] as { state: string; stored: number; duplicate: number } | undefined;
};

const tables = ['events', 'events_by_customer', 'message_ids'] as const;

/** Rows in each table that holds one per event. */
const counts = async (): Promise<number[]> =>
  Promise.all(
    tables.map(async (table) => {
      const [row] = await bed.engines.warehouse.rows(sql<{ n: string }>`
        select count() as n from ${identifier(table, tables)} where workspace_id = ${workspace.number}`);
      return Number(row?.n);
    }),
  );

/** A warehouse that is told of each statement before it runs. */
function watched(before: (statement: string) => void): Warehouse {
  const { warehouse } = bed.engines;
  const run: Warehouse['run'] = async (statement: Sql, wishes) => {
    before(JSON.stringify(statement, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
    return warehouse.run(statement, wishes);
  };
  return new Proxy(warehouse, {
    get: (real, name) => {
      if (name === 'run') return run;
      const held: unknown = Reflect.get(real, name, real);
      return typeof held === 'function' ? held.bind(real) : held;
    },
  });
}

const isChunk = (statement: string): boolean => statement.includes('insert into door');

describe('an import', () => {
  it('cancelled while it runs ends with whole chunks, the same in every table', async () => {
    const file = await fileOf(40_000);
    let cancelled = false;
    const small = { ...parts, chunkRows: 200 };
    const end = await importing(file, small, ({ state }) => {
      if (state !== 'loading' || cancelled) return;
      cancelled = true;
      void bed.engines.records.run(sql`
        update imports
        set state = 'cancelling'
        where workspace_id = ${workspace.number}`);
    });
    const stored = await counts();
    expect(end?.state).toBe('cancelled');
    expect(stored[0]).toBeLessThan(40_000);
    expect(new Set([...stored, end?.stored]).size).toBe(1);
    expect((stored[0] ?? 1) % 200).toBe(0);
  });

  it('taken up late does not store again what it noted as stored, token or not', async () => {
    const file = await fileOf(1_000);
    const { records } = bed.engines;
    const cutAfter = {
      ...parts,
      records: new Proxy(records, {
        get: (real, name) => {
          const held: unknown = Reflect.get(real, name, real);
          if (name !== 'transaction' || typeof held !== 'function')
            return typeof held === 'function' ? held.bind(real) : held;
          return async (work: Parameters<typeof records.transaction>[0]) => {
            const noted = await real.row(sql`
              select 1 as one from import_bulk_stored where workspace_id = ${workspace.number}`);
            if (noted !== undefined) throw new Error('cut');
            return real.transaction(work);
          };
        },
      }),
    };
    await expect(importing(file, cutAfter)).rejects.toThrow('cut');
    let chunks = 0;
    const late = {
      ...parts,
      warehouse: watched((statement) => {
        if (isChunk(statement)) chunks += 1;
      }),
    };
    expect(await importing(file, late)).toMatchObject({ state: 'done', stored: 1_000, duplicate: 0 });
    expect(chunks).toBe(0);
    expect(await counts()).toEqual([1_000, 1_000, 1_000]);
  });

  it('stores the later rows of a browser under the person it was linked to meanwhile, and moves the earlier', async () => {
    const file = await fileOf(12_000, () => ({ anonymousId: 'phone' }));
    const linked = identify('phone', 'julie', Date.UTC(2024, 0, 1));
    const known = visit('julie', Date.UTC(2024, 0, 1)); // else she would take over the browser's number
    const load = (batch: bigint, event: ReceivedEvent) =>
      loadEvents(bed.parts.loading, {
        workspace: workspace.number,
        source: workspace.source,
        batch,
        events: [event],
      });
    await load(1n, known);
    let linking: Promise<unknown> | undefined;
    await importing(file, parts, ({ state, rows }) => {
      if (state !== 'loading' || rows === 0 || linking !== undefined) return;
      linking = load(2n, linked);
    });
    await linking;
    expect(linking).toBeDefined();
    const people = await bed.engines.warehouse.of(workspace.number).rows(sql<{ n: string }>`
      select count() as n
      from ${scoped('events_by_customer')}
      group by customer`);
    expect(people.map(({ n }) => Number(n))).toEqual([12_002]);
  });
});
