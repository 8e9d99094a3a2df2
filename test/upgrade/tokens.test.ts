import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { type OpenRecords, openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { openChdb, type Warehouse } from '#src/engines/warehouse/index.ts';
import { HeldMerges } from '#src/events/import-staging/index.ts';
import { doorRows } from '../filling.ts';

let folder: string;
let records: OpenRecords;
let warehouse: Warehouse;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perdure-tokens-'));
  records = await openEmbeddedPostgres({ folder });
  warehouse = await openChdb({ folder: join(folder, 'warehouse') });
});
afterAll(async () => {
  await warehouse.close();
  await records.close();
  await rm(folder, { recursive: true, force: true });
});

const workspace = { number: 1, timezone: 'Europe/Paris', layout: 1 };
const rows = doorRows(workspace, [{ customer: 1, at: Date.parse('2025-03-03T09:00:00Z') }]);
const store = (token: string) => warehouse.insert('door', rows, { token });
const reopened = async () => {
  await warehouse.close();
  warehouse = await openChdb({ folder: join(folder, 'warehouse') });
};
/** Events by table, as each tells them. */
const held = () =>
  warehouse.rows(sql`
    select (select count() from events) as events,
      (select count() from events_by_customer) as by_customer,
      (select sum(length(days)) from customer_days) as days,
      (select sum(events) from customer_events) as of_customers,
      (select sum(events) from event_counts) as counted`);
const each = (times: number) => {
  const n = String(times);
  return [{ events: n, by_customer: n, days: n, of_customers: n, counted: n }];
};

it('a batch cut in the process that migrated is known by its token after the next start', async () => {
  await migrate({ records, warehouse });
  await store('b1');
  await reopened();
  await store('b1');
  expect(await held()).toEqual(each(1));
});

it('and while merges are held back, and after they are let go', async () => {
  const merges = new HeldMerges(warehouse);
  await merges.hold();
  await store('b1');
  await store('b2');
  await merges.letGo();
  await store('b2');
  await reopened();
  await store('b2');
  expect(await held()).toEqual(each(2));
}, 60_000);
