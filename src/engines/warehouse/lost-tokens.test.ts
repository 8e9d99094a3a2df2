import { appendFile, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { type ChdbWarehouse, openChdb } from './chdb.ts';
import type { Warehouse } from './port.ts';
import { asLines, doorRow, layTables, openOwnEngine } from './test-bed.ts';

const rows = (number: number): Buffer => asLines([1, 2, 3].map((i) => doorRow(number * 10 + i)));

const stored = async (warehouse: Warehouse) => {
  const [told] = await warehouse.rows(sql`
    select (select count() from events) as events, (select count() from events_by_customer) as by_customer,
      (select sum(events) from customer_events) as of_customers`);
  return told;
};

/** A row in each of two years: two parts under one token. */
const ofTwoYears = (n: number): Buffer =>
  asLines([
    { year: 2025, n },
    { year: 2026, n },
  ]);

const storedByYear = (warehouse: Warehouse) =>
  warehouse.rows(
    sql`select year, groupArray(n) as numbers from (select year, n from years order by n) group by year order by year`,
  );

interface Place {
  readonly folder: string;
  readonly part: string;
}

/** The folder of a table, and its newest part. */
async function newest(warehouse: Warehouse, table: string): Promise<Place> {
  const [found] = await warehouse.rows(sql<Place>`
    select path as folder, name as part
    from system.parts
    where table = ${table} and active
    order by max_block_number desc
    limit 1`);
  if (found === undefined) throw new Error(`no part of ${table}`);
  return { folder: join(found.folder, '..'), part: found.part };
}

/** Its file of tokens that is written to. */
async function logOf({ folder }: Place): Promise<string> {
  const logs = join(folder, 'deduplication_logs');
  const [log = ''] = (await readdir(logs)).sort().reverse();
  return join(logs, log);
}

let warehouse: ChdbWarehouse;
let close: () => Promise<void>;

beforeAll(async () => {
  const engine = await openOwnEngine();
  await layTables(engine.warehouse);
  await engine.warehouse.run(sql`
    create table years (year UInt16, n UInt32)
    engine = MergeTree
    partition by year
    order by n
    settings non_replicated_deduplication_window = 3`);
  await engine.warehouse.run(sql`system stop merges`);
  for (const number of [1, 2]) await engine.warehouse.insert('door', rows(number), { token: `b${number}` });
  for (const n of [1, 2, 3]) await engine.warehouse.insert('years', ofTwoYears(n), { token: `y${n}` });
  const byCustomer = await newest(engine.warehouse, 'events_by_customer');
  const events = await newest(engine.warehouse, 'events');
  const years = await newest(engine.warehouse, 'years');
  await engine.warehouse.close();

  // As a kill leaves them: a token without its part, another of which half a line was written, and one without its
  // part that was the last of a file (of twice the window: six).
  await rm(join(byCustomer.folder, byCustomer.part), { recursive: true });
  await appendFile(await logOf(events), '1\t2026_9_9_0\t2026_17');
  await rm(join(years.folder, years.part), { recursive: true });
  expect(await readFile(await logOf(years), 'utf8')).toBe('');

  warehouse = await openChdb({ folder: engine.folder });
  close = async () => {
    await warehouse.close();
    await engine.close();
  };
});

afterAll(() => close());

it('stores a batch that is sent again where its token outlived its rows, and one whose token was half written', async () => {
  expect(await stored(warehouse)).toEqual({ events: '6', by_customer: '3', of_customers: '6' });
  for (const number of [1, 2, 3]) await warehouse.insert('door', rows(number), { token: `b${number}` });
  expect(await stored(warehouse)).toEqual({ events: '9', by_customer: '9', of_customers: '9' });
});

it('stores one year of a batch that is sent again where its token was the last of a full file', async () => {
  expect(await storedByYear(warehouse)).toEqual([
    { year: 2025, numbers: [1, 2, 3] },
    { year: 2026, numbers: [1, 2] },
  ]);
  await warehouse.insert('years', ofTwoYears(3), { token: 'y3' });
  await warehouse.insert('years', ofTwoYears(4), { token: 'y4' });
  expect(await storedByYear(warehouse)).toEqual([
    { year: 2025, numbers: [1, 2, 3, 4] },
    { year: 2026, numbers: [1, 2, 3, 4] },
  ]);
});
