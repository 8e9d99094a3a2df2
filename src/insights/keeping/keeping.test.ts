import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { personalData } from '#src/customers/lists/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { operations as retention } from '../retention/index.ts';
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
