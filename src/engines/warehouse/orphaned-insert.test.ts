import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { openChdb, type Warehouse } from './index.ts';

const storing = new URL('./orphaned-insert.ts', import.meta.url).pathname;

let folder: string;
let warehouse: Warehouse;

/** A hundred rows take two seconds from the door into the table. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perdure-orphaned-'));
  warehouse = await openChdb({ folder });
  await warehouse.run(sql`create table door (n UInt32) engine = Null`);
  await warehouse.run(sql`
    create table seen (n UInt32) engine = MergeTree order by n
    settings non_replicated_deduplication_window = 100`);
  await warehouse.run(sql`
    create materialized view door_to_seen to seen as
    select toUInt32(n + sleepEachRow(0.02)) as n from door`);
  await warehouse.close();
});
afterAll(async () => {
  await warehouse.close();
  await rm(folder, { recursive: true, force: true });
});

it('an insert under way when its process is killed is not stored behind the back of the next engine', async () => {
  const parent = spawn(process.execPath, [storing, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(parent.stdout, 'data');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  warehouse = await openChdb({ folder });
  await warehouse.insert('door', Buffer.from('{"n":1}\n'.repeat(100)), { token: 'b1' });
  await warehouse.close();
  warehouse = await openChdb({ folder }); // what another engine stored meanwhile would be seen now
  expect(await warehouse.rows(sql<{ n: string }>`select count() as n from seen`)).toEqual([{ n: '100' }]);
}, 60_000);
