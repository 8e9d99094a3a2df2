import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspaces } from '#src/access/workspaces/index.ts';
import { sql } from '#src/basics/sql.ts';
import { KnownNumbers } from '#src/events/identity/index.ts';
import type { InternalRule, LoadPlace } from '#src/events/loading/index.ts';
import { RecentIds } from '#src/events/loading/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { makeDemo } from '../demos.ts';
import { sound } from '../history.test-data.ts';
import { demoKinds, malformedEvents } from '../making/index.ts';
import { type DemoParts, loadDemo, removeDemo } from './index.ts';

const now = Date.parse('2026-01-15T12:00:00Z');
const wish = { now, language: 'fr' } as const;

let engines: TestEngines;
let parts: DemoParts;
beforeAll(async () => {
  engines = await openTestEngines({ now });
  parts = partsOf(engines);
});
afterAll(() => engines.close());

function partsOf({ records, warehouse, clock }: TestEngines): DemoParts {
  const placeOf = (workspace: number) =>
    records.row(sql<LoadPlace & { rules: InternalRule[] }>`
      select timezone, layout, internal_rules as rules
      from workspaces
      where number = ${workspace}`);
  const loading = { records, warehouse, clock, placeOf, recent: new RecentIds(1), known: new KnownNumbers() };
  return { loading, workspaces: openWorkspaces(records, clock) };
}

const workspaceOf = async (kind: string) =>
  (await parts.workspaces.all()).find((one) => one.demo === kind)?.number ?? 0;

/** What is stored, by traffic; and the same counted another way. */
async function stored(workspace: number) {
  const [row] = await engines.warehouse.rows(sql<
    Record<'customer' | 'bot' | 'internal' | 'copies' | 'days', string>
  >`
    select countIf(traffic = 'customer') as customer, countIf(traffic = 'bot') as bot,
      countIf(traffic = 'internal') as internal, count() - uniqExact(message_id) as copies,
      (select sum(events) from event_counts where workspace_id = ${workspace}) as days
    from events_by_customer
    where workspace_id = ${workspace}`);
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
}

const counts = (workspace: number) =>
  engines.records.row(sql<{ accepted: number; stored: number; rejected: number; duplicate: number }>`
    select sum(accepted) as accepted, sum(stored) as stored, sum(rejected) as rejected, sum(duplicate) as duplicate
    from load_counts
    where workspace_id = ${workspace}`);

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
    await expect(loadDemo(cut, { ...wish, kinds: ['ski'] })).rejects.toThrow('cut');
    engines.clock.advance(3_600_000);
    await loadDemo(parts, { now: engines.clock.now(), language: 'en', kinds: ['ski'] });
    expect(await stored(await workspaceOf('ski'))).toEqual(whole);
  });

  it('sets the malformed aside and leaves repeats out: accepted = stored + rejected + duplicate', async () => {
    const repeats = demo.arriving.length - sound(demo).length - malformedEvents - 340;
    const told = await counts(await workspaceOf('ski'));
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
    await loadDemo(parts, { ...wish, kinds: ['ski'] });
    expect(await parts.workspaces.all()).toEqual(before);
    expect(await stored(await workspaceOf('ski'))).toEqual(whole);
  });

  it('joins each browser to the person it became, and moves nobody later', async () => {
    const workspace = await workspaceOf('ski');
    const [row] = await engines.warehouse.rows(sql<{ people: string }>`
      select uniqExact(customer) as people
      from events
      where workspace_id = ${workspace}
        and traffic = 'customer'`);
    const people = new Set(sound(demo).flatMap((event) => event.userId ?? []));
    expect(Number(row?.people)).toBe(people.size);
  });

  it('leaves nothing behind when it is removed, and stays away until it is asked for', async () => {
    const workspace = await workspaceOf('ski');
    await removeDemo(parts, workspace);
    expect(await stored(workspace)).toEqual({ customer: 0, bot: 0, internal: 0, copies: 0, days: 0 });
    await loadDemo(parts, { ...wish, kinds: ['ski'] });
    expect(await workspaceOf('ski')).toBe(0);
    await loadDemo(parts, { ...wish, kinds: ['ski'], bringBack: true });
    expect(await stored(await workspaceOf('ski'))).toEqual(whole);
  });

  it('refuses to remove a workspace that is no demo', async () => {
    const made = await parts.workspaces.create({ name: 'Vraie' }, { createdBy: 'cli' });
    const real = await parts.workspaces.find(made.workspace);
    await expect(removeDemo(parts, real?.number ?? 0)).rejects.toMatchObject({ code: 'demo.not_a_demo' });
  });
});

describe('all four', () => {
  it('are loaded whole, each event once, with their contracts', { timeout: 180_000 }, async () => {
    const seen: string[] = [];
    await loadDemo(parts, {
      ...wish,
      onProgress: ({ kind, done, total }) => seen.push(`${kind} ${done / total}`),
    });
    for (const kind of demoKinds) {
      const demo = makeDemo(kind, { now, language: 'fr' });
      const workspace = await workspaceOf(kind);
      const customer = sound(demo).length;
      expect(await stored(workspace)).toEqual({
        customer,
        bot: 240,
        internal: 100,
        copies: 0,
        days: customer,
      });
      const kept = await engines.records.row(sql<{ contracts: number }>`
        select count(distinct contract) as contracts
        from contracts
        where workspace_id = ${workspace}`);
      expect(kept?.contracts).toBe(demo.contracts.length);
      if (kind !== 'ski') expect(seen).toContain(`${kind} 1`);
    }
  });
});

/** The same, cut when so many inserts have reached the warehouse, before anything is said of it. */
function cutAfter(loading: DemoParts['loading'], inserts: number): DemoParts['loading'] {
  let left = inserts;
  const insert: DemoParts['loading']['warehouse']['insert'] = async (table, body, options) => {
    await loading.warehouse.insert(table, body, options);
    left -= 1;
    if (left === 0) throw new Error('cut');
  };
  return { ...loading, warehouse: { ...loading.warehouse, insert } };
}
