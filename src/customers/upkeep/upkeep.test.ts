import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import { type Journal, openJournal } from '#src/engines/journal/index.ts';
import { startLoader } from '#src/events/loading/index.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { loadingParts } from '../../../test/loading.ts';
import type { Keeper, News } from './keeper.ts';
import { WorkspaceUpkeep } from './turn.ts';

let engines: TestEngines;
let journal: Journal;
let folder: string;
const day = Date.UTC(2026, 0, 10, 9);
const still = new AbortController().signal;

beforeAll(async () => {
  engines = await openTestEngines();
  folder = await mkdtemp(join(tmpdir(), 'upkeep-'));
  journal = await openJournal({ folder });
});
afterAll(async () => {
  await journal.close();
  await rm(folder, { recursive: true });
  await engines.close();
});

/** Keeps what it was told. */
function noting(name: string, keep: Keeper['keep'] = async () => {}): Keeper & { readonly told: News[] } {
  const told: News[] = [];
  return {
    name,
    told,
    keep: async (kept, news) => {
      told.push(news);
      await keep(kept, news);
    },
  };
}

const upkeepOf = (workspace: TestWorkspace, keepers: readonly Keeper[]) =>
  new WorkspaceUpkeep({ ...engines, journal, keepers }, workspace.number);

it('begins with everything, then tells each arrival once, to each keeper that did its work', async () => {
  const workspace = await createTestWorkspace(engines);
  const well = noting('well');
  let ill = true;
  const failing = noting('failing', async () => {
    if (ill) throw new Error('not now');
  });
  const upkeep = upkeepOf(workspace, [well, failing]);
  expect((await upkeep.turn(workspace, still)).map(({ keeper }) => keeper)).toEqual(['failing']);
  await fill(engines.warehouse, workspace, [
    { customer: 7, at: day, event: 'Visit', account: 'acme' },
    { customer: 3, at: day, type: 'identify', event: 'Identify', traits: { plan: 'gold' } },
  ]);
  ill = false;
  expect(await upkeep.turn(workspace, still)).toEqual([]);
  await upkeep.turn(workspace, still);
  expect(well.told.map(({ everything, customers }) => [everything, customers])).toEqual([
    [true, []],
    [false, [3, 7]],
    [false, []],
  ]);
  expect(well.told[1]).toMatchObject({
    events: new Set(['Visit', 'Identify']),
    accounts: new Set(['acme']),
    traits: true,
  });
  expect(failing.told.map(({ everything }) => everything)).toEqual([true, true, false]);
});

it('goes on from where a process that was killed had got to', async () => {
  const workspace = await createTestWorkspace(engines);
  await fill(engines.warehouse, workspace, [{ customer: 1, at: day }]);
  await upkeepOf(workspace, [noting('one')]).turn(workspace, still);
  await fill(engines.warehouse, workspace, [{ customer: 2, at: day }]);
  const [one, two] = [noting('one'), noting('two')];
  await upkeepOf(workspace, [one, two]).turn(workspace, still);
  expect(one.told[0]?.everything).toBe(false);
  expect(one.told[0]?.customers).toContain(2);
  expect(two.told[0]?.everything).toBe(true); // it never did its work
});

it('lets one process at a time have its turn', async () => {
  const workspace = await createTestWorkspace(engines);
  let inner: readonly unknown[] | undefined;
  const other = noting('busy');
  const busy = noting('busy', async () => {
    inner = await upkeepOf(workspace, [other]).turn(workspace, still);
  });
  await upkeepOf(workspace, [busy]).turn(workspace, still);
  expect(inner).toEqual([]);
  expect(other.told).toEqual([]);
});

it('announces what Perdure did as events of the person and of the account, once however often it is told', async () => {
  const workspace = await createTestWorkspace(engines);
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${workspace.number}, 'user', 'julie', 1), (${workspace.number}, 'anonymous', 'browser', 1)`);
  await engines.records.run(sql`
    insert into customer_numbers (workspace_id, next) values (${workspace.number}, 2)`);
  const announcing: Keeper = {
    name: 'announcing',
    keep: ({ announce }) =>
      announce([
        { event: 'perdure.thing_done', at: day, customer: 1, messageId: 'thing:1', properties: { n: 1 } },
        { event: 'perdure.thing_done', at: day, account: 'acme', messageId: 'thing:acme', properties: {} },
        { event: 'perdure.thing_done', at: day, customer: 99, messageId: 'thing:99', properties: {} }, // nobody
      ]),
  };
  const loader = startLoader({
    ...loadingParts(engines),
    journal,
    logger: { error: () => {}, info: () => {} } as never, // the loader only ever tells it lines
  });
  for (let turn = 0; turn < 2; turn += 1)
    expect(await upkeepOf(workspace, [announcing]).turn(workspace, still)).toEqual([]);
  await loader.drained();
  await loader.stop();
  const warehouse = engines.warehouse.of(workspace.number);
  const stored = await warehouse.rows(sql`
    select customer, user_id, group_id, message_id, toUnixTimestamp64Milli(time) as at
    from ${scoped('events_by_customer')}
    order by customer`);
  expect(stored).toEqual([
    { customer: 0, user_id: '', group_id: 'acme', message_id: 'thing:acme', at: String(day) },
    { customer: 1, user_id: 'julie', group_id: '', message_id: 'thing:1', at: String(day) },
  ]);
  const anything = await warehouse.rows(sql`
    select event, toUInt32(bitmapCardinality(groupBitmapMergeState(customers))) as people
    from ${scoped('event_days')}
    group by event`);
  expect(anything).toEqual([{ event: 'perdure.thing_done', people: 1 }]); // asked by name; no activity
});
