import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { personalData } from '#src/customers/lists/index.ts';
import { personalData as planData } from '#src/events/plan/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { personalData as ahaData } from '../aha/index.ts';
import { operations as retention } from '../retention/index.ts';
import { personalData as stepData } from '../step-failure/index.ts';
import { personalData as valueData } from '../value/index.ts';
import { operations as lists } from './index.ts';

let engines: TestEngines;
let context: Context;

beforeAll(async () => {
  engines = await openTestEngines();
  context = asking(engines, await createTestWorkspace(engines));
});
afterAll(() => engines.close());

it('keeps nobody under the wrong unit', async () => {
  const from = {
    of: 'retention.people',
    ask: {
      ask: { start: { event: 'visit' }, return: { event: null }, from: '2025-01-01', to: '2025-01-31' },
      cohort: null,
      interval: 1,
    },
  };
  await expect(run(lists, context, 'lists.save', { name: 'x', unit: 'account', from })).rejects.toThrow(
    /lists.other_unit/,
  );
  expect(await run(lists, context, 'lists.save', { name: 'x', from })).toMatchObject({
    list: { unit: 'customer', size: 0 },
  });
  expect(
    await run(lists, context, 'lists.save', { name: 'y', from: { of: 'customers.search', ask: {} } }),
  ).toMatchObject({
    list: { size: 0 },
  });
});

it('keeps exactly the people of a cell, each once, and takes them as a filter', async () => {
  const day = 86_400_000;
  const monday = Date.parse('2025-03-03T09:00:00Z');
  const visit = (customer: number, week: number) => ({ customer, at: monday + week * 7 * day });
  await fill(
    engines.warehouse,
    context.workspace,
    [...Array(9).keys()].flatMap((i) => [
      visit(i + 1, 0),
      visit(i + 1, 1),
      ...(i < 4 ? [visit(i + 1, 2)] : []),
    ]),
  );
  const ask = {
    start: { event: 'visit' },
    return: { event: 'visit' },
    entry: 'every_period',
    from: '2025-03-03',
    to: '2025-03-16',
    asOf: '2025-05-01T00:00:00Z',
  };
  // Back one week later: 9 of the first row, 4 of the second; 9 people in all.
  const { list } = await run<{ list: { id: string; size: number } }>(lists, context, 'lists.save', {
    name: 'back',
    from: { of: 'retention.people', ask: { ask, cohort: null, interval: 1 } },
  });
  expect(list.size).toBe(9);
  const grid = await run<{ series: { size: number }[] }>(retention, context, 'retention.grid', {
    ...ask,
    people: [{ kind: 'list', list: list.id, inside: false }],
  });
  expect(grid.series[0]?.size).toBe(0);
});

it('keeps the people behind every kind of figure: as many as the figure says', async () => {
  const at = (date: string) => Date.parse(`${date}T09:00:00Z`);
  const did = (customer: number, date: string, event: string) => ({ customer, at: at(date), event });
  const own = asking(engines, await createTestWorkspace(engines));
  await fill(engines.warehouse, own.workspace, [
    ...[1, 2, 3].map((customer) => did(customer, '2025-03-03', 'search')),
    ...[1, 2].map((customer) => did(customer, '2025-03-10', 'search')),
    did(1, '2025-03-10', 'play'),
  ]);
  const range = { from: '2025-03-03', to: '2025-03-16', asOf: '2025-05-01T00:00:00Z' };
  const sizeOf = async (of: string, ask: object) => {
    const kept = await run<{ list: { size: number } }>(lists, own, 'lists.save', {
      name: of,
      from: { of, ask },
    });
    return kept.list.size;
  };
  expect(await sizeOf('lifecycle.people', { ask: range, period: '2025-03-10', which: 'dormant' })).toBe(1);
  expect(
    await sizeOf('stickiness.people', {
      behind: { kind: 'buckets', ask: range, buckets: 2, which: 'exactly' },
    }),
  ).toBe(2);
  const features = [{ used: [{ event: 'play' }], seen: [{ event: 'search' }] }];
  const adoption = { ask: { ...range, features }, period: '2025-03-10', span: 'to_date' };
  expect(await sizeOf('adoption.people', { ...adoption, which: 'not_used' })).toBe(2);
  const sought = { ...range, search: [{ event: 'search' }], value: [{ event: 'play' }] };
  expect(await sizeOf('value.sought-people', { ask: sought, period: null })).toBe(3);
});

it('keeps nothing that names a person once they are erased: not what was searched, nor an id in a condition', async () => {
  const where = (id: string) => [{ kind: 'trait', trait: 'login', how: 'is', values: [id, 'other'] }];
  const { list } = await run<{ list: { id: string } }>(lists, context, 'lists.save', {
    name: 'found',
    from: { of: 'customers.search', ask: { text: 'julie@', people: where('julie "7"') } },
  });
  const kept = async () =>
    JSON.stringify(await engines.records.rows(sql`select source from lists where id = ${list.id}`));
  expect(await kept()).not.toContain('julie@');
  expect(await kept()).toContain('julie');
  const person = {
    workspace: context.workspace.number,
    userIds: ['julie "7"'],
    anonymousIds: [],
    numbers: [],
  };
  const stores = { records: engines.records, warehouse: engines.warehouse };
  const held = async () => Promise.all(personalData.map((one) => one.count(stores, person)));
  expect(await held()).toEqual([1, 0]);
  for (const one of personalData) await one.erase(stores, person, 0);
  expect(await held()).toEqual([0, 0]);
  expect(await kept()).not.toContain('julie');
  expect(await kept()).toContain('other');
});

it('keeps no definition and no plan that names an erased person, and leaves the others as they were', async () => {
  const { records, warehouse } = engines;
  const { number } = context.workspace;
  const match = (login: string) =>
    JSON.stringify({ event: 'play', where: [{ property: 'login', how: 'is', values: [login] }] });
  const [theirs, other] = [match('julie'), match('julien')];
  await records.run(sql`
    insert into value_definitions (id, workspace_id, name, created_at, created_by)
    values ('val_x', ${number}, 'x', now(), 'test')`);
  await records.run(sql`
    insert into value_versions (definition, version, workspace_id, match, rule, period, presence_only, created_at, created_by)
    values ('val_x', 1, ${number}, ${theirs}::jsonb, '{}', 'day', false, now(), 'test'),
      ('val_x', 2, ${number}, ${other}::jsonb, '{}', 'day', false, now(), 'test')`);
  await records.run(sql`
    insert into aha_definitions (id, workspace_id, name, created_at, created_by)
    values ('aha_x', ${number}, 'x', now(), 'test')`);
  await records.run(sql`
    insert into aha_versions (definition, version, workspace_id, start, match, times, days, created_at, created_by)
    values ('aha_x', 1, ${number}, ${theirs}::jsonb, ${theirs}::jsonb, 1, 1, now(), 'test')`);
  await records.run(sql`
    insert into onboardings (id, workspace_id, name, created_at, created_by)
    values ('onb_x', ${number}, 'x', now(), 'test')`);
  await records.run(sql`
    insert into onboarding_versions (onboarding, version, workspace_id, declared, created_at, created_by)
    values ('onb_x', 1, ${number}, ${`{"start": ${theirs}, "steps": [{"done": ${theirs}}]}`}::jsonb, now(), 'test')`);
  await records.run(sql`
    insert into plan_versions (workspace_id, version, body, note, changes, approved_at, approved_by)
    values (${number}, 1, ${`{"events": [${theirs}]}`}::jsonb, '', 1, now(), 'test')`);
  await records.run(sql`
    insert into plan_drafts (workspace_id, body, revision, changed_at, changed_by)
    values (${number}, ${`{"events": [${theirs}]}`}::jsonb, 1, now(), 'test')`);
  const person = { workspace: number, userIds: ['julie'], anonymousIds: [], numbers: [] };
  const holders = [...valueData, ...ahaData, ...stepData, ...planData];
  const held = () => Promise.all(holders.map((one) => one.count({ records, warehouse }, person)));
  expect(await held()).toEqual([1, 1, 1, 1, 1, 1]);
  for (const one of holders) await one.erase({ records, warehouse }, person, 0);
  expect(await held()).toEqual([0, 0, 0, 0, 0, 0]);
  expect(
    await records.rows(sql`select match from value_versions where definition = 'val_x' order by version`),
  ).toEqual([{ match: JSON.parse(match('[erased]')) }, { match: JSON.parse(other) }]);
});
