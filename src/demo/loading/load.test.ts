import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { type DemoEngines, openDemoEngines } from '../demo-engines.test-data.ts';
import { makeDemo } from '../demos.ts';
import { sound } from '../history.test-data.ts';
import { malformedEvents } from '../making/index.ts';
import { type DemoParts, loadDemo, removeDemo } from './index.ts';

const now = Date.parse('2026-01-15T12:00:00Z');
const wish = { now, language: 'fr', kinds: ['ski'] } as const;

let demos: DemoEngines;
let parts: DemoParts;
beforeAll(async () => {
  demos = await openDemoEngines(now);
  parts = demos.parts;
});
afterAll(() => demos.engines.close());

const shop = async () => (await demos.workspaceOf('ski')).number;

describe('the ski shop', () => {
  const demo = makeDemo('ski', { now, language: 'fr' });
  const whole = {
    customer: sound(demo).length,
    bot: 240,
    internal: 100,
    copies: 0,
    days: sound(demo).length,
  };

  it('is completed after a cut, with each event once', async () => {
    const cut = { ...parts, loading: cutAfter(parts.loading, 1) };
    await expect(loadDemo(cut, wish)).rejects.toThrow('cut');
    demos.engines.clock.advance(3_600_000);
    await loadDemo(parts, { now: demos.engines.clock.now(), language: 'en', kinds: ['ski'] });
    expect(await demos.stored(await shop())).toEqual(whole);
  });

  it('sets the malformed aside and leaves repeats out: accepted = stored + rejected + duplicate', async () => {
    const repeats = demo.arriving.length - sound(demo).length - malformedEvents - 340;
    const told = await counted(await shop());
    const numbers = Object.fromEntries(
      Object.entries(told ?? {}).map(([name, count]) => [name, Number(count)]),
    );
    const kept = demo.arriving.length - malformedEvents - repeats;
    expect(numbers).toEqual({
      accepted: demo.arriving.length,
      stored: kept,
      rejected: malformedEvents,
      duplicate: repeats,
    });
  });

  it('is not loaded twice', async () => {
    const before = await parts.workspaces.all();
    await loadDemo(parts, wish);
    expect(await parts.workspaces.all()).toEqual(before);
    expect(await demos.stored(await shop())).toEqual(whole);
  });

  it('is set up once, also when it is cut in between and set up again', async () => {
    const { records } = demos.engines;
    const workspace = await shop();
    const things = () =>
      records.row(sql<Record<string, number>>`
        select (select count(*) from offers where workspace_id = ${workspace}) as offers,
          (select count(*) from value_definitions where workspace_id = ${workspace}) as definitions,
          (select count(*) from segments where workspace_id = ${workspace}) as segments,
          (select count(*) from milestones where workspace_id = ${workspace}) as milestones,
          (select count(*) from tasks where workspace_id = ${workspace}) as tasks,
          (select count(*) from remarks where workspace_id = ${workspace}) as remarks`);
    const whole = { offers: 1, definitions: 1, segments: 2, milestones: 1, tasks: 1, remarks: 1 };
    expect(await things()).toEqual(whole);
    await records.run(sql`delete from remarks where workspace_id = ${workspace}`); // the last that is said
    await records.run(sql`update demos set loaded_at = null where workspace_id = ${workspace}`);
    await loadDemo(parts, wish);
    expect(await things()).toEqual(whole);
  });

  it('joins each browser to the person it became, and moves nobody later', async () => {
    const workspace = await shop();
    const [row] = await demos.engines.warehouse.rows(sql<{ people: string }>`
      select uniqExact(customer) as people
      from events
      where workspace_id = ${workspace}
        and traffic = 'customer'`);
    const people = new Set(sound(demo).flatMap((event) => event.userId ?? []));
    expect(Number(row?.people)).toBe(people.size);
  });

  it('leaves nothing behind when it is removed, and stays away until it is asked for', async () => {
    const workspace = await shop();
    await removeDemo(parts, workspace);
    expect(await demos.stored(workspace)).toEqual({ customer: 0, bot: 0, internal: 0, copies: 0, days: 0 });
    await loadDemo(parts, wish);
    await expect(shop()).rejects.toThrow('no demo');
    await loadDemo(parts, { ...wish, bringBack: true });
    expect(await demos.stored(await shop())).toEqual(whole);
  });

  it('refuses to remove a workspace that is no demo', async () => {
    const made = await parts.workspaces.create({ name: 'Vraie' }, { createdBy: 'cli' });
    const real = await parts.workspaces.find(made.workspace);
    await expect(removeDemo(parts, real?.number ?? 0)).rejects.toMatchObject({ code: 'demo.not_a_demo' });
  });
});

const counted = (workspace: number) =>
  demos.engines.records.row(sql<{ accepted: number; stored: number; rejected: number; duplicate: number }>`
    select sum(accepted) as accepted, sum(stored) as stored, sum(rejected) as rejected, sum(duplicate) as duplicate
    from load_counts
    where workspace_id = ${workspace}`);

/** The same, cut when so many inserts have reached the warehouse, before anything is said of it. */
function cutAfter(loading: DemoParts['loading'], inserts: number): DemoParts['loading'] {
  const { warehouse } = loading;
  let left = inserts;
  const cut: typeof warehouse = {
    local: warehouse.local,
    rows: (query, options) => warehouse.rows(query, options),
    stream: (query, options) => warehouse.stream(query, options),
    run: (statement, options) => warehouse.run(statement, options),
    of: (workspace) => warehouse.of(workspace),
    ping: () => warehouse.ping(),
    close: () => warehouse.close(),
    insert: async (table, body, options) => {
      await warehouse.insert(table, body, options);
      left -= 1;
      if (left === 0) throw new Error('cut');
    },
  };
  return { ...loading, warehouse: cut };
}
