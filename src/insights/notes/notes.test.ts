import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { type Note, operations } from './index.ts';

let engines: TestEngines;
let context: Context;

beforeAll(async () => {
  engines = await openTestEngines();
  context = asking(engines, await createTestWorkspace(engines));
});
afterAll(() => engines.close());

const ask = <T>(name: string, input: unknown, of = context) => run<T>(operations, of, name, input);
const add = async (input: object) => (await ask<{ note: Note }>('notes.add', input)).note;
const texts = async (input: object, of = context) =>
  (await ask<{ notes: Note[] }>('notes.list', input, of)).notes.map(({ text }) => text);

it('keeps what happened on a day or over several, finds what touches some days, and lets it go', async () => {
  const rise = await add({ from: '2025-03-10', kind: 'price', text: ' Prices up 5 % ' });
  expect(rise).toMatchObject({
    from: '2025-03-10',
    to: '2025-03-10',
    kind: 'price',
    text: 'Prices up 5 %',
    createdBy: 'user:tester',
    by: null, // nobody of that id exists
  });
  await add({ from: '2025-02-20', to: '2025-03-12', kind: 'place', text: 'Lyon closed' });
  await add({ from: '2025-06-01', text: 'Summer' });
  expect(await texts({})).toEqual(['Summer', 'Prices up 5 %', 'Lyon closed']);
  expect(await texts({ from: '2025-03-11', to: '2025-03-31' })).toEqual(['Lyon closed']);
  expect(await texts({ to: '2025-03-10' })).toEqual(['Prices up 5 %', 'Lyon closed']);
  expect(await texts({ from: '2025-03-13' })).toEqual(['Summer']);
  const changed = await ask<{ note: Note }>('notes.change', {
    id: rise.id,
    to: '2025-03-11',
    text: 'Dearer',
  });
  expect(changed.note).toMatchObject({ from: '2025-03-10', to: '2025-03-11', kind: 'price', text: 'Dearer' });
  await ask('notes.remove', { id: rise.id });
  expect(await texts({})).toEqual(['Summer', 'Lyon closed']);
});

it('says who noted it, by name', async () => {
  await engines.records.run(
    sql`insert into users (id, name, email) values ('usr_noter', 'Noémie', 'noter@example.com')`,
  );
  const noemie = { ...context, actor: { ...context.actor, id: 'usr_noter' } };
  const { note } = await ask<{ note: Note }>('notes.add', { from: '2025-01-01', text: 'x' }, noemie);
  expect(note.by).toBe('Noémie');
  await ask('notes.remove', { id: note.id });
});

it('refuses days that do not exist or run backwards, and what is not there', async () => {
  await expect(add({ from: '2025-02-30', text: 'x' })).rejects.toThrow(/insights.no_such_date/);
  await expect(add({ from: '2025-03-10', to: '2025-03-09', text: 'x' })).rejects.toThrow(/notes.backwards/);
  await expect(ask('notes.list', { from: '2025-02-30' })).rejects.toThrow(/insights.no_such_date/);
  await expect(ask('notes.change', { id: 'nte_none', text: 'x' })).rejects.toThrow(/notes.unknown/);
  await expect(ask('notes.remove', { id: 'nte_none' })).rejects.toThrow(/notes.unknown/);
});

it('shows and touches nothing of another workspace', async () => {
  const note = await add({ from: '2025-04-01', text: 'ours' });
  const other = asking(engines, await createTestWorkspace(engines));
  expect(await texts({}, other)).toEqual([]);
  await expect(ask('notes.remove', { id: note.id }, other)).rejects.toThrow(/notes.unknown/);
  await expect(ask('notes.change', { id: note.id, text: 'theirs' }, other)).rejects.toThrow(/notes.unknown/);
  expect(await texts({})).toContain('ours');
});

it('holds 2,000 notes at most, however many are added at once', async () => {
  const own = await createTestWorkspace(engines);
  const there = asking(engines, own);
  await there.records.run(sql`
    insert into notes (id, workspace_id, first_day, last_day, kind, text, created_at, created_by, changed_at)
    select 'nte_' || n || '_' || ${own.number}::integer, ${own.number}::integer, '2025-01-01', '2025-01-01', 'other', 'x', now(), 'cli', now()
    from generate_series(1, 1998) as n`);
  const adding = () => ask('notes.add', { from: '2025-01-02', text: 'y' }, there);
  const added = await Promise.allSettled([adding(), adding(), adding(), adding()]);
  expect(added.map(({ status }) => status).sort()).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ]);
  for (const one of added)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'notes.too_many' });
  expect(await texts({ from: '2025-01-02' }, there)).toHaveLength(2);
});
