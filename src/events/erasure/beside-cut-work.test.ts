import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { loadingParts } from '../../../test/loading.ts';
import { alias, received, visit } from '../../../test/received.ts';
import { forgetBatches, moveGivenUp, TryLater, workspacesToMove } from '../identity/index.ts';
import type { Decoded, ReceivedEvent } from '../intake/index.ts';
import { type LoadingParts, loadEvents, rebuildDerived } from '../loading/index.ts';
import { carryOutErasure, type ErasureParts, personalData } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let loading: LoadingParts;
let parts: ErasureParts;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  workspace = await createTestWorkspace(engines);
  loading = loadingParts(engines);
  parts = {
    ...engines,
    holders: personalData,
    journalDrained: async () => undefined,
    journalForgets: async () => undefined,
  };
});

const load = (batch: bigint, ...events: Decoded[]) =>
  loadEvents(loading, { workspace: workspace.number, source: workspace.source, batch, events });

/** An import that was cut: its mark stands. Nothing of it is stored. */
const imported = 2n ** 62n;
const cut = () =>
  engines.records.run(
    sql`insert into batches_in_hand (workspace_id, batch) values (${workspace.number}, ${imported})`,
  );
const cancelled = () =>
  forgetBatches(engines.records, workspace.number, { from: imported, to: imported + 1n });

/** How many events each person has. */
async function lives(): Promise<number[]> {
  const rows = await engines.warehouse.of(workspace.number).rows(sql<{ n: string }>`
    select count() as n
    from ${scoped('events_by_customer')}
    group by customer
    order by n`);
  return rows.map(({ n }) => Number(n));
}

const unmoved = async () =>
  (
    await engines.records.rows(sql`
      select customer from retirements where workspace_id = ${workspace.number} and moved_at is null`)
  ).length;

async function erasureOf(userId: string): Promise<string> {
  const id = `ers_${workspace.number}`;
  const person = { workspace: workspace.number, userIds: [userId], anonymousIds: [], numbers: [] };
  await engines.records.run(sql`
    insert into erasures (id, workspace_id, user_hash, person, asked_at, asked_by)
    values (${id}, ${workspace.number}, ${Buffer.from('x')}, ${JSON.stringify(person)}::jsonb, now(), 'user:1')`);
  return id;
}

describe('numbers given up beside an import that was cut and then cancelled', () => {
  beforeEach(async () => {
    await load(1n, visit('a'), visit('b'), visit('c'));
    await cut();
    await load(2n, alias('a', 'b')); // 3 events of one person, once moved
    expect(await unmoved()).toBe(1);
  });

  it('are moved by an erasure, which goes on instead of waiting for other events to come', async () => {
    const id = await erasureOf('c');
    await expect(carryOutErasure(parts, id)).rejects.toThrow(TryLater);
    await cancelled();
    await carryOutErasure(parts, id);
    expect(await unmoved()).toBe(0);
    expect(await lives()).toEqual([3]);
  });

  it('are moved by a rebuild', async () => {
    await expect(rebuildDerived(engines, workspace.number, 'test')).rejects.toThrow(TryLater);
    await cancelled();
    await rebuildDerived(engines, workspace.number, 'test');
    expect(await unmoved()).toBe(0);
    expect(await lives()).toEqual([1, 3]);
  });

  it('are found and moved at the next start, where nothing else is loaded', async () => {
    expect(await workspacesToMove(engines.records)).toContain(workspace.number);
    await moveGivenUp(engines, workspace.number);
    expect(await unmoved()).toBe(1); // the mark stands
    await cancelled();
    await moveGivenUp(engines, workspace.number);
    expect(await lives()).toEqual([1, 3]);
    expect(await workspacesToMove(engines.records)).not.toContain(workspace.number);
  });
});

it('an erasure leaves nothing of what others said of the person: of accounts, and in rules of traffic', async () => {
  const said = (event: string, of: Partial<ReceivedEvent>) =>
    received({ event, type: 'group', groupId: 'acme', ...of });
  await load(
    1n,
    visit('bob'),
    said('Identify', { type: 'identify', userId: 'julie', groupId: null, traits: '{"email":"j@acme.fr"}' }),
    said('Group', {
      userId: 'bob',
      traits: '{"contact":"J@acme.fr","seats":12345678901234567890,"plan":"pro"}',
    }),
    said('Group', { traits: '{"admins":["j@acme.fr","bob"],"plan":"jj@acme.fr"}' }), // of the account alone
  );
  await engines.records.run(sql`
    update workspaces
    set internal_rules = '[{"kind":"user_id","value":"Julie"},{"kind":"user_id","value":"bob"}]'
    where number = ${workspace.number}`);
  await carryOutErasure(parts, await erasureOf('julie'));
  const told = await engines.warehouse.rows(sql<{ trait: string; value: string }>`
    select trait, value
    from account_trait_changes
    where workspace_id = ${workspace.number}
    order by trait, value`);
  expect(told.map(({ trait, value }) => `${trait}: ${value}`)).toEqual([
    'admins: [erased]',
    'contact: [erased]',
    'plan: jj@acme.fr',
    'plan: pro',
    'seats: 12345678901234567890',
  ]);
  expect(
    await engines.warehouse.rows(sql`
      select traits
      from events_by_customer
      where workspace_id = ${workspace.number} and type = 'group'
      order by customer desc`),
  ).toEqual([
    { traits: '{"contact":"[erased]","seats":12345678901234567890,"plan":"pro"}' },
    { traits: '{"admins":"[erased]","plan":"jj@acme.fr"}' },
  ]);
  expect(
    await engines.records.row(sql`
      select internal_rules, (select found from erasures where workspace_id = ${workspace.number})
      from workspaces
      where number = ${workspace.number}`),
  ).toMatchObject({
    internal_rules: [{ kind: 'user_id', value: 'bob' }],
    found: { 'rules of traffic': 1, 'traits of accounts': 4 },
  });
});
