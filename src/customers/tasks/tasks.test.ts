import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Context, Trace } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import {
  operations as ofRemarks,
  type Remark,
  personalData as remarksData,
} from '#src/customers/remarks/index.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { operations, personalData, type Task } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;
/** What the audit log would keep. */
let traces: Trace[];

beforeAll(async () => {
  engines = await openTestEngines();
  await engines.records.run(sql`
    insert into users (id, name, email) values ('usr_julie', 'Julie', 'julie@example.com'), ('usr_out', 'Out', 'out@example.com')`);
});
afterAll(() => engines.close());

const at = (text: string): number => Date.parse(text);

beforeEach(async () => {
  engines.clock.set(at('2026-03-28T12:00:00Z'));
  workspace = await createTestWorkspace(engines);
  traces = [];
  context = { ...asking(engines, workspace), note: (trace) => void traces.push(trace) };
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${workspace.number}, 'user', 'user-1', 1), (${workspace.number}, 'anonymous', 'browser-2', 2),
      (${workspace.number}, 'user', 'user-3', 3)`);
  await engines.records.run(
    sql`insert into members (workspace_id, user_id, role) values (${workspace.number}, 'usr_julie', 'editor')`,
  );
});

const ask = <T>(name: string, input: unknown, of = context) =>
  run<T>([...operations, ...ofRemarks], of, name, input);
const create = async (input: object) => (await ask<{ task: Task }>('tasks.create', input)).task;
const titles = async (input: object, of = context) =>
  (await ask<{ tasks: Task[] }>('tasks.list', input, of)).tasks.map(({ title }) => title);
const add = async (about: object, text: string) =>
  (await ask<{ remark: Remark }>('remarks.add', { about, text })).remark;
const texts = async (about: object, of = context) =>
  (await ask<{ remarks: Remark[] }>('remarks.list', { about }, of)).remarks.map(({ text }) => text);
const person = (id: string, number: number) => ({
  workspace: workspace.number,
  userIds: id.startsWith('user') ? [id] : [],
  anonymousIds: id.startsWith('user') ? [] : [id],
  numbers: [number],
  names: [],
});

it('lists tasks in the order they are due, those of whoever asks, and those about somebody', async () => {
  await create({ title: 'someday' });
  await create({ title: 'later', due: '2026-04-02', about: { customer: 1 } });
  await create({ title: 'soon', due: '2026-03-30', about: { account: 'acme' }, assignee: 'usr_julie' });
  expect(await titles({})).toEqual(['soon', 'later', 'someday']);
  expect(await titles({ about: { id: 'user-1' } })).toEqual(['later']);
  expect(await titles({ about: { account: 'acme' } })).toEqual(['soon']);
  const julie = { ...context, actor: { ...context.actor, id: 'usr_julie' } };
  expect(await titles({ mine: true }, julie)).toEqual(['soon']);
  expect(await titles({ mine: true })).toEqual([]);
  const { tasks } = await ask<{ tasks: Task[] }>('tasks.list', { limit: 1 });
  expect(tasks).toMatchObject([
    {
      assignee: { id: 'usr_julie', name: 'Julie' },
      about: { kind: 'account', id: 'acme' },
      source: 'hand',
      state: 'open',
    },
  ]);
});

it('is overdue from local midnight after its day on, the night the clocks go forward too', async () => {
  await create({ title: 'x', due: '2026-03-29' });
  engines.clock.set(at('2026-03-29T21:59:59Z')); // 23:59:59 in Paris, in summer time by now
  expect(await titles({ overdue: true })).toEqual([]);
  engines.clock.set(at('2026-03-29T22:00:00Z'));
  expect(await titles({ overdue: true })).toEqual(['x']);
  expect(await ask('tasks.list', {})).toMatchObject({ total: 1, overdue: 1 });
});

it('is done with what came of it, leaves the worklist, and can be opened again', async () => {
  const { id } = await create({ title: 'Rappeler', due: '2026-03-01', about: { customer: 1 } });
  const { task } = await ask<{ task: Task }>('tasks.done', { id, outcome: 'Il reste' });
  expect(task).toMatchObject({
    state: 'done',
    outcome: 'Il reste',
    overdue: false,
    endedAt: '2026-03-28T12:00:00.000Z',
  });
  expect(await titles({})).toEqual([]);
  expect(await titles({ over: true })).toEqual(['Rappeler']);
  const again = await ask<{ task: Task }>('tasks.change', { id, state: 'open', due: null });
  expect(again.task).toMatchObject({ state: 'open', endedAt: null, due: null, outcome: 'Il reste' });
});

it('is given only to who may open the workspace; days must exist', async () => {
  expect(await ask('tasks.assignees', {})).toEqual({ people: [{ id: 'usr_julie', name: 'Julie' }] });
  await expect(create({ title: 'x', assignee: 'usr_out' })).rejects.toThrow(/tasks.unknown_assignee/);
  const { id } = await create({ title: 'x' });
  await expect(ask('tasks.change', { id, assignee: 'usr_out' })).rejects.toThrow(/tasks.unknown_assignee/);
  await expect(ask('tasks.change', { id, due: '2026-02-30' })).rejects.toThrow(/insights.no_such_date/);
  await expect(ask('tasks.done', { id: 'tsk_none' })).rejects.toThrow(/tasks.unknown/);
});

it('keeps remarks with who and when, puts a removed one back within a day, and then it is gone', async () => {
  const first = await add({ customer: 1 }, ' Veut courir un semi ');
  expect(first).toMatchObject({ text: 'Veut courir un semi', createdBy: 'user:tester' });
  engines.clock.advance(1000);
  await add({ account: 'acme' }, 'Change de directeur');
  await ask('remarks.change', { id: first.id, text: 'Veut courir un marathon' });
  expect(await texts({ id: 'user-1' })).toEqual(['Veut courir un marathon']);
  await ask('remarks.remove', { id: first.id });
  expect(await texts({ customer: 1 })).toEqual([]);
  engines.clock.advance(86_399_999);
  await ask('remarks.restore', { id: first.id });
  expect(await texts({ customer: 1 })).toEqual(['Veut courir un marathon']);
  await ask('remarks.remove', { id: first.id });
  engines.clock.advance(86_400_000);
  await expect(ask('remarks.restore', { id: first.id })).rejects.toThrow(/remarks.unknown/);
  const other = await add({ customer: 1 }, 'y');
  await ask('remarks.remove', { id: other.id });
  const row = await engines.records.row(
    sql<{ there: number }>`select count(*)::integer as there from remarks where id = ${first.id}`,
  );
  expect(row?.there).toBe(0);
});

it('stays with a person: a browser that is known by now, and two ids that are one', async () => {
  await add({ id: 'browser-2' }, 'as a browser');
  await add({ id: 'user-3' }, 'as user-3');
  await engines.records.run(sql`
    insert into device_links (workspace_id, anonymous_id, at, message_id, user_id)
    values (${workspace.number}, 'browser-2', ${new Date(at('2026-03-01T00:00:00Z'))}, 'm', 'user-1')`);
  await engines.records.run(
    sql`update identities set customer = 9 where workspace_id = ${workspace.number} and external_id in ('user-1', 'user-3')`,
  );
  expect((await texts({ id: 'user-1' })).sort()).toEqual(['as a browser', 'as user-3']);
});

it('leaves no text in the audit log', async () => {
  const { id } = await create({ title: 'Secret', about: { customer: 1 } });
  await ask('tasks.done', { id, outcome: 'Secret too' });
  const remark = await add({ customer: 1 }, 'Secret');
  await ask('remarks.change', { id: remark.id, text: 'Secret again' });
  await ask('remarks.remove', { id: remark.id });
  expect(traces).toHaveLength(5);
  expect(JSON.stringify(traces)).not.toMatch(/secret|user-1/i);
});

it('shows and touches nothing of another workspace', async () => {
  const { id } = await create({ title: 'ours', about: { account: 'acme' } });
  const remark = await add({ account: 'acme' }, 'ours');
  const other = asking(engines, await createTestWorkspace(engines));
  expect(await titles({ over: true }, other)).toEqual([]);
  expect(await texts({ account: 'acme' }, other)).toEqual([]);
  await expect(ask('tasks.done', { id }, other)).rejects.toThrow(/tasks.unknown/);
  await expect(ask('remarks.change', { id: remark.id, text: 'theirs' }, other)).rejects.toThrow(
    /remarks.unknown/,
  );
  await expect(ask('remarks.remove', { id: remark.id }, other)).rejects.toThrow(/remarks.unknown/);
  await expect(ask('remarks.list', { about: { customer: 1 } }, other)).rejects.toThrow(/customers.unknown/);
});

it('forgets what is about a person who is erased, and their name in what is about others', async () => {
  const gone = await add({ id: 'user-1' }, 'removed, and still held');
  await ask('remarks.remove', { id: gone.id });
  await add({ id: 'browser-2' }, 'Amie de user-1');
  await create({ title: 'Rappeler', about: { id: 'user-1' } });
  await create({ title: 'Demander à user-1' });
  const holders = [...personalData, ...remarksData];
  const held = async () => {
    const counts = await Promise.all(holders.map((one) => one.count(engines, person('user-1', 1))));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  expect(await held()).toBe(4);
  for (const one of holders) await one.erase(engines, person('user-1', 1), 0);
  expect(await held()).toBe(0);
  expect(await texts({ id: 'browser-2' })).toEqual([expect.not.stringContaining('user-1')]);
  expect(await titles({})).toEqual([expect.not.stringContaining('user-1')]);
});
