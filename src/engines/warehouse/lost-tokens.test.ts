import { appendFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { openChdb } from './chdb.ts';
import type { Warehouse } from './port.ts';
import { asLines, doorRow, layTables, openOwnEngine } from './test-bed.ts';

const rows = (number: number): Buffer => asLines([1, 2, 3].map((i) => doorRow(number * 10 + i)));

const stored = async (warehouse: Warehouse) => {
  const [told] = await warehouse.rows(sql`
    select (select count() from events) as events, (select count() from events_by_customer) as by_customer,
      (select sum(events) from customer_events) as of_customers`);
  return told;
};

/** The folder of a table, and its newest part. */
async function newest(warehouse: Warehouse, table: string): Promise<{ folder: string; part: string }> {
  const [found] = await warehouse.rows(sql<{ folder: string; part: string }>`
    select path as folder, name as part
    from system.parts
    where table = ${table} and active
    order by max_block_number desc
    limit 1`);
  if (found === undefined) throw new Error(`no part of ${table}`);
  return { folder: join(found.folder, '..'), part: found.part };
}

it('stores a batch that is sent again where its token outlived its rows, and one whose token was half written', async () => {
  const { warehouse, folder, close } = await openOwnEngine();
  await layTables(warehouse);
  await warehouse.run(sql`system stop merges`);
  for (const number of [1, 2]) await warehouse.insert('door', rows(number), { token: `b${number}` });
  const byCustomer = await newest(warehouse, 'events_by_customer');
  const events = await newest(warehouse, 'events');
  await warehouse.close();

  // As a kill leaves them: a token without its part, and another of which half a line was written.
  await rm(join(byCustomer.folder, byCustomer.part), { recursive: true });
  const logs = join(events.folder, 'deduplication_logs');
  const [log = ''] = (await readdir(logs)).sort().reverse();
  await appendFile(join(logs, log), '1\t2026_9_9_0\t2026_17');

  const again = await openChdb({ folder });
  expect(await stored(again)).toEqual({ events: '6', by_customer: '3', of_customers: '6' });
  for (const number of [1, 2, 3]) await again.insert('door', rows(number), { token: `b${number}` });
  expect(await stored(again)).toEqual({ events: '9', by_customer: '9', of_customers: '9' });
  await again.close();
  await close();
});
