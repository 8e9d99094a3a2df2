import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identifier, sql } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { insertingBy, loadingParts } from '../../../test/loading.ts';
import { alias, identify, received, refused, visit } from '../../../test/received.ts';
import { carryOutAsk } from '../identity/index.ts';
import type { Decoded } from '../intake/index.ts';
import { type InternalRule, type LoadingParts, loadEvents } from '../loading/index.ts';
import { replaySetAside } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let parts: LoadingParts;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  workspace = await createTestWorkspace(engines);
  parts = loadingParts(engines);
});

const load = (batch: bigint, ...events: Decoded[]) =>
  loadEvents(parts, { workspace: workspace.number, source: workspace.source, batch, events });

const other = (userId: string) => received({ userId, event: 'Other' });

const views = ['door_to_events', 'door_to_events_by_customer'] as const;

/** As a kill within the door: rows come into every table but one, and nothing follows. */
function cutShortOf(view: (typeof views)[number]): LoadingParts {
  const { warehouse } = engines;
  const insert: Warehouse['insert'] = async (table, rows, wishes) => {
    if (table !== 'door') return warehouse.insert(table, rows, wishes);
    await warehouse.run(sql`detach table ${identifier(view, views)}`);
    await warehouse.insert(table, rows, wishes);
    await warehouse.run(sql`attach table ${identifier(view, views)}`);
    throw new Error('cut');
  };
  const proxy = insertingBy(warehouse, insert);
  return { ...parts, warehouse: proxy };
}

const tables = ['events', 'events_by_customer'] as const;

/** For each table: how many visits each person has, as readers see them. */
const visits = (): Promise<number[][]> =>
  Promise.all(
    tables.map(async (table) => {
      const rows = await engines.warehouse.rows(sql<{ n: string }>`
        select count() as n
        from ${identifier(table, tables)}
        where workspace_id = ${workspace.number}
          and event = 'Visit'
          and customer not in (select customer from retired where workspace_id = ${workspace.number})
        group by customer
        order by n`);
      return rows.map(({ n }) => Number(n));
    }),
  );

const marks = () =>
  engines.records.rows(sql`select batch::text from batches_in_hand where workspace_id = ${workspace.number}`);

describe.each(views)('work cut short of %s, beside which live events change hands', (view) => {
  it('a replay is stored once in every table, under its owner', async () => {
    await load(1n, other('julie'), refused('{"type":"track"}'));
    const mended = { type: 'track', event: 'Visit', messageId: 'o1', anonymousId: 'phone' };
    await engines.records.run(sql`
      update set_aside
      set mended = ${Buffer.from(JSON.stringify(mended))}, state = 'replaying'
      where workspace_id = ${workspace.number}`);
    await expect(replaySetAside(cutShortOf(view), workspace.number)).rejects.toThrow('cut');
    await load(2n, identify('phone', 'julie'));
    await load(3n, alias('julie', 'julie-2')); // and once more
    await replaySetAside(parts, workspace.number);
    expect(await visits()).toEqual([[1], [1]]);
    expect(await marks()).toEqual([]);
  });

  it('a merge by hand moves each event once in every table', async () => {
    await load(1n, visit('a'), visit('a'), visit('b'), visit('c'));
    await load(2n, alias('c0', 'c'), alias('c1', 'c')); // c has the most ids: it keeps its number
    const ask = await engines.records.row(sql<{ number: string }>`
      insert into identity_asks (workspace_id, id, from_user, into_user, actor, asked_at)
      values (${workspace.number}, 'mrg_1', 'a', 'b', 'user:1', now())
      returning number::text`);
    const number = ask?.number ?? '';
    await expect(carryOutAsk(cutShortOf(view), workspace.number, number)).rejects.toThrow('cut');
    await load(3n, alias('b', 'c'));
    await carryOutAsk(parts, workspace.number, number);
    expect(await visits()).toEqual([[4], [4]]);
    expect(await marks()).toEqual([]);
  });

  it('a move of a live alias is ended before the next one changes hands', async () => {
    await load(1n, visit('a'), visit('b'), visit('c'));
    await load(2n, other('b2'), alias('b2', 'b'), alias('b3', 'b'));
    await load(3n, alias('c0', 'c'), alias('c1', 'c'), alias('c2', 'c'), alias('c3', 'c'));
    const merge = alias('a', 'b');
    const cut = loadEvents(movesCut(view), {
      workspace: workspace.number,
      source: workspace.source,
      batch: 4n,
      events: [merge],
    });
    await expect(cut).rejects.toThrow('cut');
    await load(5n, alias('b', 'c')); // as where the batch waits in a lane, failing
    await load(4n, merge);
    expect(await visits()).toEqual([[3], [3]]);
    expect(await marks()).toEqual([]);
  });
});

/** The batch itself comes through the door; what it moves is cut. */
function movesCut(view: (typeof views)[number]): LoadingParts {
  const cut = cutShortOf(view).warehouse;
  const insert: Warehouse['insert'] = (table, rows, wishes) =>
    (wishes?.token?.startsWith('m') ? cut : engines.warehouse).insert(table, rows, wishes);
  const proxy = new Proxy(cut, {
    get: (real, name) => {
      if (name === 'insert') return insert;
      return Reflect.get(real, name, real);
    },
  });
  return { ...parts, warehouse: proxy };
}

const placeOf = (rules: readonly InternalRule[], plan: number | null) => async () => ({
  timezone: 'Europe/Paris',
  layout: 1,
  rules,
  plan,
});

/** One that refuses every event, since 2020. */
const approveStrictPlan = () =>
  engines.records.run(sql`
    insert into plan_versions (workspace_id, version, body, note, changes, approved_at, approved_by)
    values (${workspace.number}, 1, '{"rules": {"unknownEvent": "refuse"}}', '', 1, '2020-01-01', 'test')`);

it('a batch cut short is judged by the rules and the plan of its first try', async () => {
  const { number, source } = workspace;
  await approveStrictPlan();
  const of = { workspace: number, source, batch: 1n, events: [visit('lea')] };
  const first = { ...cutShortOf('door_to_events'), placeOf: placeOf([], null) };
  await expect(loadEvents(first, of)).rejects.toThrow('cut');
  const then = { ...parts, placeOf: placeOf([{ kind: 'user_id', value: 'lea' }], 1) };
  expect(await loadEvents(then, of)).toMatchObject({ stored: 1, rejected: 0 });
  const traffic = tables.map((table) =>
    engines.warehouse.rows(sql`
      select traffic
      from ${identifier(table, tables)}
      where workspace_id = ${number}`),
  );
  expect(await Promise.all(traffic)).toEqual([[{ traffic: 'customer' }], [{ traffic: 'customer' }]]);
  const later = { ...of, batch: 2n, events: [visit('lea')] };
  expect(await loadEvents(then, later)).toMatchObject({ stored: 0, rejected: 1 });
});

it('a batch that is stored and not counted is judged as it was too, though a plan is approved meanwhile', async () => {
  const { number, source } = workspace;
  const of = { workspace: number, source, batch: 1n, events: [visit('lea')] };
  await engines.records.run(sql`
    create function cut_counts() returns trigger language plpgsql as 'begin raise exception ''cut''; end'`);
  await engines.records.run(sql`
    create trigger cut_counts before insert on load_counts for each row execute function cut_counts()`);
  const cut = loadEvents({ ...parts, placeOf: placeOf([], null) }, of);
  await expect(cut.finally(() => engines.records.run(sql`drop function cut_counts cascade`))).rejects.toThrow(
    'cut',
  );
  await approveStrictPlan();
  expect(await marks()).toEqual([{ batch: '1' }]);
  const then = { ...parts, placeOf: placeOf([], 1) };
  expect(await loadEvents(then, of)).toMatchObject({ stored: 1, rejected: 0 });
  expect([await visits(), await marks()]).toEqual([[[1], [1]], []]);
});
