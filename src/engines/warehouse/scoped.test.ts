import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import type { Warehouse } from './port.ts';
import { asLines, doorRow, layTables, type OwnEngine, openOwnEngine } from './test-bed.ts';

let engine: OwnEngine;
let warehouse: Warehouse;

/** Workspace 1 has 100 events of 50 customers, workspace 2 has 10 of 5; both know customers 1 to 5. */
beforeAll(async () => {
  engine = await openOwnEngine();
  warehouse = engine.warehouse;
  await layTables(warehouse);
  const ours = Array.from({ length: 100 }, (_, i) => doorRow(i));
  const theirs = Array.from({ length: 10 }, (_, i) =>
    doorRow(i, { workspace_id: 2, customer: (i % 5) + 1, message_id: `their${i}` }),
  );
  await warehouse.insert('door', asLines([...ours, ...theirs]), { token: 'b1' });
});

afterAll(async () => {
  await engine?.close();
});

const tables = ['events', 'events_by_customer', 'message_ids', 'event_days', 'customer_events'];

it.each(tables)('%s shows a workspace its own rows only', async (table) => {
  const [all] = await warehouse.rows<{ n: string }>({
    kind: 'sql',
    parts: [{ text: `select count() as n from ${table} where workspace_id = 2` }],
  });
  const [own] = await warehouse.of(2).rows<{ n: string; workspaces: number[] }>(sql`
    select count() as n, groupUniqArray(workspace_id) as workspaces
    from ${scoped(table)}`);
  expect(own?.workspaces).toEqual([2]);
  expect(own?.n).toBe(all?.n);
  expect(Number(own?.n)).toBeGreaterThan(0);
});

it('shows nothing to a workspace without rows, in any place of a query', async () => {
  const [row] = await warehouse.of(3).rows<{ n: string; k: string }>(sql`
    with known as (select customer from ${scoped('events')})
    select
      (select count() from known) as n,
      (select count() from ${scoped('events')} as a join ${scoped('customer_events')} as b on a.customer = b.customer) as k`);
  expect(row).toEqual({ n: '0', k: '0' });
});

it('streams a workspace its own rows only', async () => {
  const seen = new Set<string>();
  for await (const row of warehouse
    .of(2)
    .stream<{ message_id: string }>(sql`select message_id from ${scoped('events')}`)) {
    seen.add(row.message_id.slice(0, 5));
  }
  expect([...seen]).toEqual(['their']);
});

it('leaves a retired number out of one workspace, and only of that one', async () => {
  const customers = async (workspace: number) => {
    const [row] = await warehouse
      .of(workspace)
      .rows<{ n: string }>(sql`select uniqExact(customer) as n from ${scoped('events')}`);
    return row?.n;
  };
  expect([await customers(1), await customers(2)]).toEqual(['50', '5']);
  await warehouse.insert(
    'retired',
    asLines([{ workspace_id: 1, customer: 3, at: '2026-01-10 09:00:00.000' }]),
  );
  expect([await customers(1), await customers(2)]).toEqual(['49', '5']);
});

it('sees within a second what another process retired', async () => {
  const { connectWarehouse } = await import('./client.ts');
  const other = connectWarehouse(engine.warehouse.address('default'));
  const customers = async () => {
    const [row] = await warehouse
      .of(2)
      .rows<{ n: string }>(sql`select uniqExact(customer) as n from ${scoped('customer_events')}`);
    return row?.n;
  };
  expect(await customers()).toBe('5');
  await other.insert('retired', asLines([{ workspace_id: 2, customer: 4, at: '2026-01-10 09:00:00.000' }]));
  await pause(1050);
  expect(await customers()).toBe('4');
  await other.close();
});

it('refuses a bare table, an unknown one, and the door itself is empty', async () => {
  const ours = warehouse.of(1);
  await expect(ours.rows(sql`select * from events`)).rejects.toThrow(/scoped/);
  await expect(ours.rows(sql`select * from ${scoped('nothing')}`)).rejects.toThrow(/not a table/);
  await expect(ours.rows(sql`select * from ${scoped('schema_migrations')}`)).rejects.toThrow(/not a table/);
  expect(await ours.rows(sql`select * from ${scoped('door')}`)).toEqual([]);
});

it('refuses a scoped table outside a workspace', async () => {
  await expect(warehouse.rows(sql`select * from ${scoped('events')}`)).rejects.toThrow(/outside a workspace/);
});
