import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import { openReader } from '#src/engines/warehouse/index.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { importFiles } from '#src/events/imports/index.ts';
import { createTestWorkspace, type TestWorkspace } from '../engines.ts';
import { type ImportBed, openImportBed } from './bed.ts';

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed?.close());

/** What is stored, without numbers. */
const storedIn = (workspace: TestWorkspace) =>
  bed.engines.warehouse.rows(sql`
    select event, time, message_id, user_id, anonymous_id, group_id, properties, made_id
    from events_by_customer
    where workspace_id = ${workspace.number}
    order by time, user_id, message_id`);

const lines = Array.from({ length: 60 }, (_, i) =>
  JSON.stringify({
    type: 'track',
    event: i % 2 === 0 ? 'Visit' : 'Play',
    userId: `u${i % 7}`,
    timestamp: new Date(Date.UTC(2025, 2, 29) + i * 3_600_000).toISOString(),
    messageId: `m${i}`,
    properties: { minutes: i / 2, title: `"Titre, ${i}"` },
  }),
);

describe('the same events in every form', () => {
  let expected: unknown[];
  let workspace: TestWorkspace;
  beforeAll(async () => {
    workspace = await createTestWorkspace(bed.engines);
    await bed.run(workspace, await bed.file('plain.jsonl', lines.join('\n')));
    expected = await storedIn(workspace);
    expect(expected.length).toBe(60);
  });

  const parquet = async (name: string, columns: string) => {
    const path = join(bed.parts.folder.path, name);
    const text = { kind: 'sql' as const, parts: [{ text: columns }] };
    await bed.engines.warehouse.run(sql`
      insert into function file(${path}, 'Parquet')
      select ${text}
      from file(${join(bed.parts.folder.path, 'plain.jsonl')}, 'JSONEachRow',
        'type String, event String, userId String, timestamp String, messageId String, properties String')
      settings input_format_json_read_objects_as_strings = 1`);
    return path;
  };

  it('gzip, CRLF, a byte order mark, any name', async () => {
    const other = await createTestWorkspace(bed.engines);
    const path = await bed.file('strange.csv', gzipSync(`\ufeff${lines.join('\r\n')}\r\n`));
    expect(await bed.run(other, path)).toMatchObject({ stored: 60, rejected: 0 });
    expect(await storedIn(other)).toEqual(expected);
  });

  it('Parquet, with times as text', async () => {
    const other = await createTestWorkspace(bed.engines);
    expect(await bed.run(other, await parquet('text.parquet', '*'))).toMatchObject({
      stored: 60,
      rejected: 0,
    });
    expect(await storedIn(other)).toEqual(expected);
  });

  it('Parquet in gzip, with times as instants, without a type', async () => {
    const other = await createTestWorkspace(bed.engines);
    const plain = await parquet(
      'typed.parquet',
      "event, userId, parseDateTime64BestEffort(timestamp, 3, 'UTC') as timestamp, messageId, properties",
    );
    const path = await bed.file('typed.pq.gz', gzipSync(await readFile(plain)));
    expect(await bed.run(other, path)).toMatchObject({ stored: 60, rejected: 0 });
    expect(await storedIn(other)).toEqual(expected);
  });

  it('Parquet with rows of doubt goes the ordinary way for these', async () => {
    const other = await createTestWorkspace(bed.engines);
    const path = await parquet(
      'odd.parquet',
      "if(messageId = 'm3', '', event) as event, userId, if(messageId = 'm4', '2025-03-29', timestamp) as timestamp, messageId, if(messageId = 'm5', '{\"big\":9007199254740993}', if(messageId = 'm6', 'no json', properties)) as properties",
    );
    expect(await bed.run(other, path)).toMatchObject({ accepted: 60, stored: 58, rejected: 2 });
    const [big] = await bed.engines.warehouse.rows(sql`
      select properties from events_by_customer where workspace_id = ${other.number} and message_id = 'm5'`);
    expect(big).toEqual({ properties: '{"big":9007199254740993}' });
  });

  /** The same warehouse, as if this machine's files were out of its sight. */
  const afar = (): Warehouse =>
    new Proxy(bed.engines.warehouse, {
      get: (real, name) => (name === 'local' ? false : Reflect.get(real, name).bind?.(real)),
    });

  it('Parquet, read here for an engine that cannot read this machine’s files', async () => {
    const parts = {
      ...bed.parts,
      warehouse: afar(),
      openReader: () => openReader(bed.parts.folder.path),
    };
    const other = await createTestWorkspace(bed.engines);
    const path = await parquet('afar.parquet', '*');
    const { imports } = await importFiles(parts, { workspace: other, wish: { files: [path] } });
    expect(imports[0]).toMatchObject({ stored: 60, rejected: 0 });
    expect(await storedIn(other)).toEqual(expected);
    const mapped = await createTestWorkspace(bed.engines);
    const map = { customer: 'userId', event: 'event', date: 'timestamp', id: 'messageId' };
    const { imports: again } = await importFiles(parts, {
      workspace: mapped,
      wish: { files: [path], as: 'events', map },
    });
    expect(again[0]).toMatchObject({ stored: 60, rejected: 0 });
    expect((await readdir(bed.parts.folder.path)).filter((name) => name.startsWith('reader-'))).toEqual([]);
  });

  it('Parquet is refused where nothing here can read it for the engine', async () => {
    const parts = { ...bed.parts, warehouse: afar() };
    const wish = { files: [await parquet('refused.parquet', '*')] };
    const other = await createTestWorkspace(bed.engines);
    await expect(importFiles(parts, { workspace: other, wish })).rejects.toThrow(
      'imports.parquet_needs_engine_here',
    );
  });

  it('lines sent to an engine that cannot read this machine’s files', async () => {
    const other = await createTestWorkspace(bed.engines);
    const parts = { ...bed.parts, warehouse: afar() };
    const path = await bed.file('afar.jsonl', lines.join('\n'));
    const { imports } = await importFiles(parts, { workspace: other, wish: { files: [path] } });
    expect(imports[0]).toMatchObject({ stored: 60 });
    expect(await storedIn(other)).toEqual(expected);
  });

  it('rows at the same millisecond keep the order of the file', async () => {
    const other = await createTestWorkspace(bed.engines);
    const ids = ['z', 'k', 'a', 'x'];
    const rows = ids.map((id) => `${id},Visit,u1,2025-03-01`);
    await bed.run(other, await bed.file('ties.csv', ['id,event,customer,date', ...rows].join('\n')));
    const found = await bed.engines.warehouse.of(other.number).rows(sql<{ message_id: string }>`
      select message_id
      from ${scoped('events')}
      order by time, arrival`);
    expect(found.map(({ message_id }) => message_id)).toEqual(ids);
  });

  it('a table with mapped columns: the rest become properties', async () => {
    const other = await createTestWorkspace(bed.engines);
    const path = await bed.file(
      'log.tsv',
      'qui\tquoi\tquand\tminutes\nu1\tVisite\t1700000000\t5\nu2\tLecture\t1700000060\t7,5\n',
    );
    await bed.run(other, path, { as: 'events', map: { customer: 'qui', event: 'quoi', date: 'quand' } });
    expect(await storedIn(other)).toMatchObject([
      {
        event: 'Visite',
        time: '2023-11-14 22:13:20.000',
        user_id: 'u1',
        properties: '{"minutes":5}',
        made_id: true,
      },
      { event: 'Lecture', time: '2023-11-14 22:14:20.000', user_id: 'u2', properties: '{"minutes":"7,5"}' },
    ]);
  });

  it('purchases as JSON lines and as typed Parquet are the same purchases', async () => {
    const rows = [
      { client: 'C1', date: '2024-05-01', montant: 12.5, commande: 'A-1' },
      { client: 'C2', date: '2024-05-02', montant: 8, commande: 'A-2' },
    ];
    const path = await bed.file('orders.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
    const typed = join(bed.parts.folder.path, 'orders.parquet');
    await bed.engines.warehouse.run(sql`
      insert into function file(${typed}, 'Parquet')
      select * from file(${path}, 'JSONEachRow', 'client String, date Date, montant Decimal(18, 2), commande String')`);
    const expectedRows = [
      {
        event: 'Order Completed',
        time: '2024-04-30 22:00:00.000',
        user_id: 'C1',
        properties: '{"orderId":"A-1","revenue":12.5,"currency":"EUR"}',
      },
      {
        event: 'Order Completed',
        time: '2024-05-01 22:00:00.000',
        user_id: 'C2',
        properties: '{"orderId":"A-2","revenue":8,"currency":"EUR"}',
      },
    ];
    for (const file of [path, typed]) {
      const other = await createTestWorkspace(bed.engines);
      expect(await bed.run(other, file)).toMatchObject({ stored: 2 });
      expect(await storedIn(other)).toMatchObject(expectedRows);
    }
  });

  it('a dry run shows what would be stored, and stores nothing', async () => {
    const other = await createTestWorkspace(bed.engines);
    const { imports } = await importFiles(bed.parts, {
      workspace: other,
      wish: { files: [join(bed.parts.folder.path, 'plain.jsonl')], dryRun: true },
    });
    expect(imports[0]).toMatchObject({
      settled: { kind: 'events', way: 'lines' },
      preview: { sampled: 60, good: 60, bad: 0 },
    });
    expect(await storedIn(other)).toEqual([]);
  });
});
