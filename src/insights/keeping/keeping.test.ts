import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context, Person, PersonalData } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as keptLists, personalData } from '#src/customers/lists/index.ts';
import { personalData as valueData } from '#src/customers/value/index.ts';
import { personalData as planData } from '#src/events/plan/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { personalData as ahaData } from '../aha/index.ts';
import { personalData as dashboardsData } from '../dashboards/index.ts';
import { personalData as notesData } from '../notes/index.ts';
import { personalData as questionsData } from '../questions/index.ts';
import { operations as retention } from '../retention/index.ts';
import { personalData as stepData } from '../step-failure/index.ts';
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
      ask: { start: { event: null }, return: { event: null }, from: '2025-01-01', to: '2025-01-31' },
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

it('makes of the third week of a cohort with 86 retained a list of exactly those 86, who stay the same', async () => {
  const week = 7 * 86_400_000;
  const monday = Date.parse('2025-03-03T09:00:00Z');
  const own = asking(engines, await createTestWorkspace(engines));
  const numbers = (first: number, size: number) => Array.from({ length: size }, (_, i) => first + 3 * i);
  const cohort = numbers(1, 120); // 1, 4, 7 …
  const retained = cohort.filter((_, i) => i % 7 < 5); // 5 of 7: of 120, 17 × 5 + 1 = 86
  const others = numbers(2, 40); // who began a week later, and came in the same week
  const visits = (customers: readonly number[], weeks: number) =>
    customers.map((customer) => ({ customer, at: monday + weeks * week }));
  await fill(engines.warehouse, own.workspace, [
    ...visits(cohort, 0),
    ...visits(retained, 3),
    ...visits(retained.slice(0, 20), 3), // twice in it: once in the cell
    ...visits(others, 1),
    ...visits(others, 3),
  ]);
  const ask = {
    start: { event: 'visit' },
    return: { event: 'visit' },
    from: '2025-03-03',
    to: '2025-03-16',
    intervals: 4,
    asOf: '2025-05-01T00:00:00Z',
  };
  const cell = { ask, cohort: '2025-03-03', interval: 3 };
  const page = await run<{ total: number }>(retention, own, 'retention.people', cell);
  const { list } = await run<{ list: { id: string; size: number } }>(lists, own, 'lists.save', {
    name: 'Third week',
    from: { of: 'retention.people', ask: cell },
  });
  expect([page.total, list.size]).toEqual([86, 86]);
  const members = async () => {
    const { people } = await run<{ people: { customer: number }[] }>(keptLists, own, 'lists.people', {
      id: list.id,
      limit: 1000,
    });
    return people.map(({ customer }) => customer);
  };
  expect(await members()).toEqual(retained);
  await fill(engines.warehouse, own.workspace, visits(cohort, 3)); // told later: the cell grows, the list does not
  expect((await run<{ total: number }>(retention, own, 'retention.people', cell)).total).toBe(120);
  expect(await members()).toEqual(retained);
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
  const login = { type: 'identify' as const, traits: { login: 'other' } };
  await fill(engines.warehouse, context.workspace, [{ customer: 1, at: engines.clock.now(), ...login }]);
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
    names: [],
  };
  const stores = { records: engines.records, warehouse: engines.warehouse };
  const held = async () => Promise.all(personalData.map((one) => one.count(stores, person)));
  expect(await held()).toEqual([1, 0]);
  for (const one of personalData) await one.erase(stores, person, 0);
  expect(await held()).toEqual([0, 0]);
  expect(await kept()).not.toContain('julie');
  expect(await kept()).toContain('other');
});

/** How many rows name somebody, by what is held; what names nobody is left out. */
async function heldBy(holders: readonly PersonalData[], person: Person): Promise<Record<string, number>> {
  const { records, warehouse } = engines;
  const counts = await Promise.all(holders.map((one) => one.count({ records, warehouse }, person)));
  const told = holders.map(({ holds }, at) => [holds.replace('questions in ', ''), counts[at] ?? 0] as const);
  return Object.fromEntries(told.filter(([, rows]) => rows > 0));
}

it('names an erased person nowhere: as a number, as a group, by what they are called, or in what people wrote', async () => {
  const { records, warehouse } = engines;
  const own = asking(engines, await createTestWorkspace(engines));
  const { number } = own.workspace;
  const person: Person = {
    workspace: number,
    userIds: ['4711', '7'],
    anonymousIds: [],
    numbers: [12],
    names: ['julie@example.fr', 'Julie Martin'],
  };
  const asks = {
    numbers: { where: [{ property: 'client', how: 'is', values: [4711, 4712] }] },
    group: { series: { kind: 'value', value: '4711' }, arms: [{ kind: 'value', value: '4712' }] },
    address: { people: [{ kind: 'trait', trait: 'email', how: 'is', values: ['Julie@Example.fr'] }] },
    customer: { ask: {}, customer: 12 },
    path: { which: { kind: 'path', names: ['play', 'Julie Martin'] } },
    drawn: {
      of: {
        drawn: {
          stages: [
            {
              name: { fr: 'Chez Julie Martin', en: 'At home' },
              steps: [
                { note: { text: 'Ask julie@example.fr.' }, owner: 'Julie Martin', channels: ['4711', 'web'] },
              ],
            },
          ],
        },
      },
    },
    declared: {
      of: { declared: { steps: [{ name: 'Call Julie Martin' }] } },
      apart: { by: 'trait', name: '7' },
    },
    // Nobody is named by an amount, an event, a property, or the number of another.
    amount: {
      event: '4711',
      where: [{ property: '7', how: 'at_least', values: [7] }],
      customer: 120,
      days: 7,
    },
  };
  for (const [name, asked] of Object.entries(asks))
    await records.run(sql`
      insert into questions (id, workspace_id, name, operation, ask, created_at, created_by, changed_at)
      values (${`qst_${name}`}, ${number}, ${name}, 'x.y', ${JSON.stringify(asked)}::jsonb, now(), 'test', now())`);
  await records.run(sql`
    insert into lists (id, workspace_id, name, unit, size, created_at, created_by)
    values ('lst_julie', ${number}, 'Around JULIE@example.fr, 7 days', 'customer', 1, now(), 'test')`);
  await records.run(sql`
    insert into notes (id, workspace_id, first_day, last_day, kind, text, created_at, created_by, changed_at)
    values ('nte_julie', ${number}, now(), now(), 'other', 'Julie Martin (4711) left; Julie stayed, 47110 too.', now(),
      'test', now())`);
  const tiles = [
    { kind: 'text', id: 'til_1', text: 'Ask julie@example.fr.', title: 'anne-julie@example.fr' },
  ];
  await records.run(sql`
    insert into dashboards (id, workspace_id, title, tiles, created_at, created_by, changed_at)
    values ('dsh_julie', ${number}, 'For Julie Martin', ${JSON.stringify(tiles)}::jsonb, now(), 'test', now())`);
  const holders = [...personalData, ...questionsData, ...notesData, ...dashboardsData];
  expect(await heldBy(holders, person)).toEqual({ lists: 1, questions: 7, notes: 1, dashboards: 1 });
  for (const one of holders) await one.erase({ records, warehouse }, person, 0);
  expect(await heldBy(holders, person)).toEqual({});
  const left = await records.rows(sql<{ id: string; ask: unknown }>`
    select id, ask from questions where workspace_id = ${number}`);
  expect(Object.fromEntries(left.map(({ id, ask }) => [id.slice(4), ask]))).toEqual({
    numbers: { where: [{ property: 'client', how: 'is', values: ['[erased]', 4712] }] },
    group: { series: { kind: 'value', value: '[erased]' }, arms: [{ kind: 'value', value: '4712' }] },
    address: { people: [{ kind: 'trait', trait: 'email', how: 'is', values: ['[erased]'] }] },
    customer: { ask: {}, customer: 0 },
    path: { which: { kind: 'path', names: ['play', '[erased]'] } },
    drawn: {
      of: {
        drawn: {
          stages: [
            {
              name: { fr: 'Chez [erased]', en: 'At home' },
              steps: [{ note: { text: 'Ask [erased].' }, owner: '[erased]', channels: ['[…]', 'web'] }],
            },
          ],
        },
      },
    },
    declared: { ...asks.declared, of: { declared: { steps: [{ name: 'Call [erased]' }] } } },
    amount: asks.amount,
  });
  expect(
    await records.row(sql`
      select lists.name, text, title, tiles
      from lists, notes, dashboards
      where lists.workspace_id = ${number} and notes.workspace_id = ${number} and dashboards.workspace_id = ${number}`),
  ).toEqual({
    name: 'Around [erased], 7 days',
    text: '[erased] ([…]) left; Julie stayed, 47110 too.',
    title: 'For [erased]',
    tiles: [{ ...tiles[0], text: 'Ask [erased].' }],
  });
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
  const person = { workspace: number, userIds: ['julie'], anonymousIds: [], numbers: [], names: [] };
  const holders = [...valueData, ...ahaData, ...stepData, ...planData];
  const held = () => heldBy(holders, person);
  const kept = { 'definitions of value': 1, 'aha moments': 1, onboardings: 1, 'plans of events': 1 };
  expect(await held()).toEqual({ ...kept, 'drafts of the plan': 1 });
  for (const one of holders) await one.erase({ records, warehouse }, person, 0);
  expect(await held()).toEqual({});
  expect(
    await records.rows(sql`select match from value_versions where definition = 'val_x' order by version`),
  ).toEqual([{ match: JSON.parse(match('[erased]')) }, { match: JSON.parse(other) }]);
});
