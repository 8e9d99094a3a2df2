import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identifier, type Sql, sql } from '#src/basics/sql.ts';
import { systemClock } from '#src/engines/clock/index.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { refuseHalfStored } from '#src/events/identity/index.ts';
import { type ImportParts, importFiles, importJobs, runImport } from '#src/events/imports/index.ts';
import type { ReceivedEvent } from '#src/events/intake/index.ts';
import { loadEvents } from '#src/events/loading/index.ts';
import { createTestWorkspace, type TestWorkspace } from '../engines.ts';
import { alias, identify, received, visit } from '../received.ts';
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

const rows = 500;
const onPhone = () => ({ anonymousId: 'phone' });
const people = (i: number): object => ({ userId: `u${i % 50}` });

async function fileOf(name: (i: number) => object): Promise<string> {
  const lines = Array.from({ length: rows }, (_, i) =>
    JSON.stringify({
      type: 'track',
      event: 'Visit',
      timestamp: new Date(Date.UTC(2025, 0, 1) + i * 60_000).toISOString(),
      messageId: `m${i}`,
      ...name(i),
    }),
  );
  files += 1;
  return bed.file(`taken-up-${files}.jsonl`, lines.join('\n'));
}

const importing = async (file: string, from: ImportParts = parts) =>
  (await importFiles(from, { workspace, wish: { files: [file] } })).imports[0];

const load = (batch: bigint, ...events: ReceivedEvent[]) =>
  loadEvents(bed.parts.loading, { workspace: workspace.number, source: workspace.source, batch, events });

const other = (event: ReceivedEvent): ReceivedEvent => ({ ...event, event: 'Other' });

const everyView = ['door_to_events', 'door_to_message_ids', 'door_to_events_by_customer'] as const;
type View = (typeof everyView)[number];
const views = process.env.PERDURE_LONG === undefined ? everyView.slice(0, 2) : everyView;

/** A warehouse whose door lets what comes by it into every table but one, as often as told, and then breaks. */
function halfWay(view: View, times = 1): Warehouse {
  const { warehouse } = bed.engines;
  let left = times;
  const cutting = async <T>(store: () => Promise<T>): Promise<T> => {
    if (left === 0) return store();
    left -= 1;
    await warehouse.run(sql`detach table ${identifier(view, views)}`);
    await store();
    await warehouse.run(sql`attach table ${identifier(view, views)}`);
    throw new Error('cut');
  };
  const run: Warehouse['run'] = (statement: Sql, wishes) => {
    const text = JSON.stringify(statement, (_, value) => (typeof value === 'bigint' ? String(value) : value));
    const store = () => warehouse.run(statement, wishes);
    return text.includes('insert into door') ? cutting(store) : store();
  };
  const insert: Warehouse['insert'] = (table, lines, wishes) => {
    const store = () => warehouse.insert(table, lines, wishes);
    return table === 'door' ? cutting(store) : store();
  };
  return new Proxy(warehouse, {
    get: (real, name) => {
      if (name === 'run') return run;
      if (name === 'insert') return insert;
      const held: unknown = Reflect.get(real, name, real);
      return typeof held === 'function' ? held.bind(real) : held;
    },
  });
}

const tables = ['events', 'events_by_customer'] as const;

/** Visits that readers see in each table, and those of the person who has most. */
const visits = async (): Promise<number[][]> =>
  Promise.all(
    tables.map(async (table) => {
      const found = await bed.engines.warehouse.rows(sql<{ n: string }>`
        select count() as n
        from ${identifier(table, tables)}
        where workspace_id = ${workspace.number}
          and event = 'Visit'
          and customer not in (select customer from retired where workspace_id = ${workspace.number})
        group by customer
        order by n desc`);
      const counts = found.map(({ n }) => Number(n));
      return [counts.reduce((sum, n) => sum + n, 0), counts[0] ?? 0];
    }),
  );

const unmoved = () =>
  bed.engines.records.rows(sql`
    select customer
    from retirements
    where workspace_id = ${workspace.number}
      and moved_at is null`);

async function cancel(): Promise<number> {
  const cancelled = await bed.engines.records.row(sql<{ number: number }>`
    update imports
    set state = 'cancelling'
    where workspace_id = ${workspace.number}
    returning number`);
  return cancelled?.number ?? 0;
}

describe('a chunk of an import that was cut, so that one table lacks it', () => {
  it.each(views)(
    'is stored once in each (%s), though a browser was linked before it was taken up',
    async (view) => {
      const file = await fileOf(onPhone);
      await load(1n, other(visit('julie')));
      await expect(importing(file, { ...parts, warehouse: halfWay(view) })).rejects.toThrow('cut');
      await load(2n, identify('phone', 'julie'));
      expect(await importing(file)).toMatchObject({ state: 'done', stored: rows, duplicate: 0 });
      expect(await visits()).toEqual([
        [rows, rows],
        [rows, rows],
      ]);
      expect(await unmoved()).toEqual([]);
    },
  );

  it.each(views)(
    'is stored once in each (%s), though two people became one before it was taken up',
    async (view) => {
      const file = await fileOf(people);
      await load(1n, alias('zz', 'u1'));
      await expect(importing(file, { ...parts, warehouse: halfWay(view) })).rejects.toThrow('cut');
      await load(2n, alias('u2', 'u1'));
      expect(await importing(file)).toMatchObject({ state: 'done', stored: rows, duplicate: 0 });
      const both = (2 * rows) / 50;
      expect(await visits()).toEqual([
        [rows, both],
        [rows, both],
      ]);
    },
  );

  it.each(views)(
    'is stored once in each (%s), though some were called internal before it was taken up',
    async (view) => {
      const file = await fileOf(people);
      await expect(importing(file, { ...parts, warehouse: halfWay(view) })).rejects.toThrow('cut');
      const rules = JSON.stringify([{ kind: 'user_id', value: 'u1' }]);
      await bed.engines.records.run(sql`
      update workspaces
      set internal_rules = ${rules}::jsonb
      where number = ${workspace.number}`);
      expect(await importing(file)).toMatchObject({ state: 'done', stored: rows, duplicate: 0 });
      expect((await visits()).map(([all]) => all)).toEqual([rows, rows]);
    },
  );

  it.each(views)(
    'is stored in each (%s) before its import is cancelled, counted, and known by the next',
    async (view) => {
      const file = await fileOf(onPhone);
      await load(1n, other(visit('julie')));
      await expect(importing(file, { ...parts, warehouse: halfWay(view) })).rejects.toThrow('cut');
      await expect(refuseHalfStored(bed.engines.records, workspace.number)).rejects.toThrow('half stored');
      await load(2n, identify('phone', 'julie'));
      expect(await runImport(parts, await cancel())).toMatchObject({ state: 'cancelled', stored: rows });
      await expect(refuseHalfStored(bed.engines.records, workspace.number)).resolves.toBeUndefined();
      expect(await unmoved()).toEqual([]);
      expect(await importing(file)).toMatchObject({ state: 'done', stored: 0, duplicate: rows });
      expect(await visits()).toEqual([
        [rows, rows],
        [rows, rows],
      ]);
    },
  );

  it('is stored in each before another import of the workspace stores anything', async () => {
    const [file, again] = [await fileOf(people), await fileOf(people)];
    const cut = { ...parts, warehouse: halfWay('door_to_message_ids') };
    await expect(importing(file, cut)).rejects.toThrow('cut');
    expect(await importing(again)).toMatchObject({ state: 'done', stored: 0, duplicate: rows });
    expect(await importing(file)).toMatchObject({ state: 'done', stored: rows, duplicate: 0 });
    expect((await visits()).map(([all]) => all)).toEqual([rows, rows]);
  });

  it('is taken up by its chore within seconds, as often as it is cut', async () => {
    const file = await fileOf(people);
    const cut = { ...parts, warehouse: halfWay('door_to_events', 1) };
    await expect(importing(file, cut)).rejects.toThrow('cut');
    const { number } = (await bed.engines.records.row(sql<{ number: number }>`
      select number from imports where workspace_id = ${workspace.number}`)) ?? { number: 0 };
    const cutAgain = importJobs({ ...parts, warehouse: halfWay('door_to_events', 2) })['imports.run'];
    await cutAgain?.({ import: number }, new AbortController().signal);
    expect((await visits()).map(([all]) => all)).toEqual([rows, rows]);
  });
});

it.each(views)(
  'rows that go the ordinary way are stored once in each table (%s), though a browser was linked before they were taken up',
  async (view) => {
    const file = await fileOf(() => ({ anonymousId: 'phone', context: { odd: true } }));
    await load(1n, other(visit('julie')));
    const cut = halfWay(view, 2); // the plain rows of the chunk, of which there are none, then the others
    const cutting = { ...parts, warehouse: cut, loading: { ...parts.loading, warehouse: cut } };
    await expect(importing(file, cutting)).rejects.toThrow('cut');
    await expect(importing(file, cutting)).rejects.toThrow('cut');
    await load(2n, identify('phone', 'julie'));
    expect(await importing(file)).toMatchObject({ state: 'done', stored: rows, duplicate: 0 });
    expect(await visits()).toEqual([
      [rows, rows],
      [rows, rows],
    ]);
    expect(await unmoved()).toEqual([]);
  },
);

it('numbers given up beside a cut import are moved when it has ended, though nothing else comes', async () => {
  const file = await fileOf(onPhone);
  await load(1n, visit('julie'), received({ anonymousId: 'tablet' }));
  await expect(importing(file, { ...parts, warehouse: halfWay('door_to_events') })).rejects.toThrow('cut');
  await load(2n, identify('tablet', 'julie'));
  expect(await unmoved()).toHaveLength(1);
  await importing(file);
  expect(await unmoved()).toEqual([]);
});

it.each([
  ['plain rows', people],
  ['rows that go the ordinary way', (i: number) => ({ type: 'identify', userId: `u${i}`, traits: { i } })],
])('an import of %s waits while a batch of the journal is half stored', async (_, name) => {
  const { records } = bed.engines;
  await records.run(sql`insert into batches_in_hand (workspace_id, batch) values (${workspace.number}, 7)`);
  const going = importing(await fileOf(name));
  const refused = () =>
    records.row(sql`
      select 1 as one
      from imports
      where workspace_id = ${workspace.number}
        and trouble like 'batch 7 is half stored%'`);
  while ((await refused()) === undefined) await systemClock.sleep(20);
  expect((await visits()).map(([all]) => all)).toEqual([0, 0]);
  await records.run(sql`delete from batches_in_hand where workspace_id = ${workspace.number}`);
  expect(await going).toMatchObject({ state: 'done', stored: rows });
});

it('every table that the door fills remembers what was stored through 30,000 inserts', async () => {
  const filled = await bed.engines.warehouse.rows(sql<{ name: string; memory: string }>`
    select name, extract(engine_full, 'non_replicated_deduplication_window = (\\d+)') as memory
    from system.tables
    where database = currentDatabase()
      and name in (
        select extract(create_table_query, ' TO [^ ]*?([a-z_]+) \\(')
        from system.tables
        where database = currentDatabase()
          and engine = 'MaterializedView')`);
  expect(filled.length).toBeGreaterThan(10);
  expect(filled.filter(({ memory }) => memory !== '30000')).toEqual([]);
});
