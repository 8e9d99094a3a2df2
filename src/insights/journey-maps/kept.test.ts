import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '#src/access/index.ts';
import { identifier, sql } from '#src/basics/sql.ts';
import { asking, fill } from '#src/insights/testing/index.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import type { Difference, Summary } from './ask.ts';
import { sound } from './drawn.ts';
import type { MapWhich } from './figures-ask.ts';
import { personalData } from './index.ts';
import { mapOf as mapKept } from './kept.ts';
import { ask, mapOf, march, shown, start, step } from './maps.test-data.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

it('keeps every version, says what changed between two, and draws an old one again as a new one', async () => {
  const own = await createTestWorkspace(engines);
  const context = asking(engines, own);
  await fill(engines.warehouse, own, [{ customer: 1, at: start, event: 'visit' }]);
  const [a, b, c] = [step('a', 'visit'), step('b', null), step('c', null)];
  const { id } = await shown(context, 'create', { name: 'Abonnement', drawn: mapOf(a, b, c) });
  const second = await shown(context, 'change', {
    id,
    drawn: mapOf(
      c,
      a,
      { ...b, note: { text: 'Attente', basis: 'declared' }, name: { fr: 'Attendre', en: 'Wait' } },
      step('d', 'visit'),
    ),
    after: 1,
  });
  expect(second).toMatchObject({
    shown: { version: 2, restores: null },
    versions: [{ version: 2 }, { version: 1 }],
  });
  // The same drawing makes no version; one drawn from an older version is refused, nothing is overwritten.
  expect(await shown(context, 'change', { id, drawn: second.shown.drawn })).toMatchObject({
    shown: { version: 2 },
  });
  await expect(shown(context, 'change', { id, drawn: mapOf(a), after: 1 })).rejects.toThrow(
    'journey_maps.changed_meanwhile',
  );
  const { changes } = await ask<Difference>(context, 'difference', { id, from: 1 });
  expect(changes.map(({ id: of, kind }) => `${of} ${kind}`)).toEqual([
    'c moved',
    'b renamed',
    'b restated',
    'd added',
  ]);
  expect(changes[1]?.words.fr).toBe('« Étape b » s’appelle « Attendre ».');
  expect(changes[2]?.words.fr).toBe('« Attendre » a changé : note.');
  const third = await shown(context, 'restore-version', { id, version: 1 });
  expect(third.shown).toMatchObject({ version: 3, restores: 1 });
  expect(third.shown.drawn).toEqual((await shown(context, 'read', { id, version: 1 })).shown.drawn);
  expect(
    (await ask<Difference>(context, 'difference', { id, from: 2, to: 3 })).changes.map(({ kind }) => kind),
  ).toContain('removed');
  await shown(context, 'retire', { id });
  await expect(shown(context, 'change', { id, name: 'Autre' })).rejects.toThrow('journey_maps.retired');
  expect(await shown(context, 'restore', { id })).toMatchObject({ retiredAt: null });
  expect(await ask<{ maps: Summary[] }>(context, 'list', {})).toMatchObject({
    maps: [{ id, name: 'Abonnement', steps: 3, measured: 1, version: 3 }],
  });
  // Of another workspace nothing is seen.
  const other = asking(engines, await createTestWorkspace(engines));
  await expect(shown(other, 'read', { id })).rejects.toThrow('journey_maps.unknown');
  await expect(shown(other, 'change', { id, name: 'Mienne' })).rejects.toThrow('journey_maps.unknown');
  expect(await ask<{ maps: Summary[] }>(other, 'list', {})).toEqual({ maps: [] });
});

it('answers the same of a map of sixty versions, and reads none but the one asked for', async () => {
  const own = await createTestWorkspace(engines);
  const context = asking(engines, own);
  await fill(engines.warehouse, own, [{ customer: 1, at: start, event: 'visit' }]);
  const drawnIn = (version: number) => mapOf(step(`v${version}`, 'visit'));
  const { id } = await shown(context, 'create', { name: 'Longue vie', drawn: drawnIn(1) });
  for (let version = 2; version <= 60; version += 1)
    await shown(context, 'change', { id, drawn: drawnIn(version) });
  // A version that could not be read: whoever reads more than was asked for trips over it.
  await context.records.run(sql`
    update journey_map_versions
    set drawn = '{}'::jsonb
    where map = ${id} and version = 30`);
  await expect(shown(context, 'read', { id, version: 30 })).rejects.toThrow('stages');
  for (const [asked, version] of [
    [undefined, 60],
    [1, 1],
    [59, 59],
  ]) {
    const map = await shown(context, 'read', { id, version: asked });
    expect(map.shown).toMatchObject({ version, restores: null, drawn: drawnIn(version ?? 0) });
    expect(map.versions.map((one) => one.version)).toEqual(Array.from({ length: 60 }, (_, at) => 60 - at));
    expect(Object.keys(map.versions[0] ?? {}).sort()).toEqual([
      'by',
      'createdAt',
      'createdBy',
      'restores',
      'version',
    ]);
  }
  expect(await ask<Difference>(context, 'difference', { id, from: 1 })).toMatchObject({
    to: 60,
    changes: [{ kind: 'added' }, { kind: 'removed' }],
  });
  expect(await ask(context, 'figures', { of: { map: id }, ...march })).toMatchObject({
    map: { id, version: 60 },
    entered: 1,
  });
  expect((await shown(context, 'restore-version', { id, version: 2 })).shown).toMatchObject({
    version: 61,
    restores: 2,
  });
  await expect(shown(context, 'read', { id, version: 62 })).rejects.toThrow(/from 1 to 61/);
  await expect(shown(context, 'read', { id, version: 2 ** 40 })).rejects.toThrow('unknown_version');
});

it('keeps a hundred maps of a workspace, however many are drawn or put back at once', async () => {
  const own = await createTestWorkspace(engines);
  const context = asking(engines, own);
  const draw = (name: string) => shown(context, 'create', { name, drawn: mapOf() });
  const removed = await draw('Retirée');
  await shown(context, 'retire', { id: removed.id });
  await context.records.run(sql`
    insert into journey_maps (id, workspace_id, name, created_at, created_by)
    select 'jmp_' || n || '_' || ${own.number}::integer, ${own.number}::integer, 'Carte ' || n, now(), 'user:tester'
    from generate_series(1, 99) as n`);
  const outcomes = await atOnce([draw, draw], 'journey_map_versions');
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(refused).toEqual([expect.stringContaining('journey_maps.too_many')]);
  await expect(shown(context, 'restore', { id: removed.id })).rejects.toThrow('journey_maps.too_many');
  // Of what was refused nothing is left; a map that goes makes room for one, whichever of two is first.
  const [drawn] = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(await shown(context, 'read', { id: removed.id })).toMatchObject({ retiredAt: removed.createdAt });
  await shown(context, 'retire', { id: drawn?.id });
  const again = await Promise.allSettled([
    shown(context, 'restore', { id: drawn?.id }),
    shown(context, 'restore', { id: removed.id }),
  ]);
  expect(again.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const { maps } = await ask<{ maps: Summary[] }>(context, 'list', {});
  expect(maps.filter(({ retiredAt }) => retiredAt === null)).toHaveLength(1); // besides the 99
});

it('shows the latest of the versions it tells, though another is drawn meanwhile', async () => {
  const own = await createTestWorkspace(engines);
  const context = asking(engines, own);
  await fill(engines.warehouse, own, [{ customer: 1, at: start, event: 'bought' }]);
  const { id } = await shown(context, 'create', { name: 'Carte', drawn: mapOf(step('a', 'bought')) });
  let drawn = 0;
  const meanwhile: typeof context.records = {
    ...context.records,
    rows: async (query) => {
      const told = await context.records.rows(query);
      drawn += 1;
      const next = mapOf(step('a', 'bought'), step(`b${drawn}`, null));
      await shown(context, 'change', { id, drawn: next });
      return told;
    },
  };
  const { shown: latest, versions } = await mapKept(meanwhile, id);
  expect(drawn).toBeGreaterThan(0);
  expect(latest.version).toBe(versions[0]?.version);
});

/** What becomes of those who all write to a table that is closed to them until the last one has come. */
async function atOnce<T>(writers: readonly ((name: string) => Promise<T>)[], table: string) {
  const { records } = engines;
  const { coming } = await records.transaction(async (tx) => {
    await tx.run(sql`lock table ${identifier(table, [table])} in exclusive mode`);
    const coming = Promise.allSettled(writers.map((write, at) => write(`Carte ${at}`)));
    const waiting = sql<{ there: number }>`
      select count(*) as there
      from pg_locks
      where relation = ${table}::regclass and not granted`;
    // Twenty seconds at most.
    for (let turn = 0; ((await tx.row(waiting))?.there ?? 0) < writers.length; turn += 1) {
      if (turn === 1000) throw new Error(`not all came to write to ${table}`);
      await tx.row(sql`select pg_sleep(0.02)`);
    }
    return { coming };
  });
  return coming;
}

it('refuses what cannot be drawn or measured, and says what can', async () => {
  const own = await createTestWorkspace(engines);
  const context = asking(engines, own);
  await fill(engines.warehouse, own, [{ customer: 1, at: start, event: 'bought' }]);
  const create = (drawn: unknown) => shown(context, 'create', { name: 'Carte', drawn });
  await expect(create(mapOf(step('a', 'bougth')))).rejects.toThrow('bought');
  await expect(create(mapOf(step('a', null), step('a', null)))).rejects.toThrow('journey_maps.unsound');
  await expect(create(mapOf({ id: 'a', name: { fr: '', en: ' ' } }))).rejects.toThrow('journey_maps.unsound');
  const crowd = Array.from({ length: 31 }, (_, i) => step(`s${i}`, 'bought'));
  expect(() => sound(mapOf(...crowd))).toThrow('journey_maps.unsound');
  expect(() => sound(mapOf(...crowd.slice(0, 30)))).not.toThrow();
  const { id } = await create(mapOf(step('a', 'bought'), step('b', null)));
  const people = (which: MapWhich) => ask(context, 'people', { ask: { of: { map: id }, ...march }, which });
  await expect(people({ kind: 'did', step: 'b' })).rejects.toThrow('journey_maps.no_such_step');
  await expect(shown(context, 'read', { id, version: 2 })).rejects.toThrow('journey_maps.unknown_version');
  await expect(ask(context, 'figures', { of: { map: 'jmp_none' }, ...march })).rejects.toThrow(
    'journey_maps.unknown',
  );
});

it('names an erased person nowhere: not in a name, a note, an owner or a condition', async () => {
  const own = await createTestWorkspace(engines);
  const context = asking(engines, own);
  await fill(engines.warehouse, own, [
    { customer: 1, at: start, event: 'visit', properties: { who: 'u-77' } },
  ]);
  const { id } = await shown(context, 'create', {
    name: 'Le cas Julie Martin',
    drawn: mapOf({
      ...step('a', null, { owner: 'Paul', emotion: { score: -1, basis: 'declared' } }),
      note: { text: 'Julie Martin a appelé.', basis: 'declared' },
      matches: [{ event: 'visit', where: [{ property: 'who', how: 'is', values: ['u-77'] }] }],
    }),
  });
  const person: Person = {
    workspace: own.number,
    userIds: ['u-77'],
    anonymousIds: [],
    numbers: [1],
    names: ['Julie Martin'],
  };
  const stores = { records: engines.records, warehouse: engines.warehouse };
  const held = () => Promise.all(personalData.map((one) => one.count(stores, person)));
  expect(await held()).toEqual([1, 1]);
  for (const one of personalData) await one.erase(stores, person, 0);
  expect(await held()).toEqual([0, 0]);
  const map = await shown(context, 'read', { id });
  expect(JSON.stringify(map)).not.toMatch(/Julie|u-77/);
  expect(map.shown.drawn.stages[0]?.steps[0]).toMatchObject({ owner: 'Paul', emotion: { score: -1 } });
});
