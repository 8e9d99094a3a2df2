import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { PeopleFilter } from '#src/customers/filters/index.ts';
import { keepList, operations as listOperations } from '#src/customers/lists/index.ts';
import { operations as traitOperations } from '#src/customers/traits/index.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { operations } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;
const at = (text: string) => Date.parse(text);

beforeAll(async () => {
  engines = await openTestEngines();
  workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${workspace.number}, 'user', 'julie', 1), (${workspace.number}, 'anonymous', 'browser-2', 2), (${workspace.number}, 'user', 'ahmed', 3)`);
  await fill(engines.warehouse, workspace, [
    {
      customer: 1,
      at: at('2026-01-02T09:00:00Z'),
      event: 'Signed Up',
      type: 'identify',
      traits: { name: 'Julie Martin', email: 'julie@example.org', plan: 'gold' },
    },
    {
      customer: 1,
      at: at('2026-01-05T09:00:00Z'),
      event: 'Order Completed',
      properties: { revenue: 12.5 },
      account: 'acme',
    },
    { customer: 1, at: at('2026-01-05T09:00:00Z'), event: 'Order Completed', properties: { revenue: 7 } },
    {
      customer: 1,
      at: at('2026-01-10T09:00:00Z'),
      event: 'identify',
      type: 'identify',
      traits: { plan: 'silver', empty: null },
    },
    { customer: 1, at: at('2026-01-06T09:00:00Z'), event: 'group', type: 'group', account: 'acme' },
    { customer: 1, at: at('2026-02-01T09:00:00Z'), event: 'Order Completed' }, // in the future: stored, not known yet
    { customer: 2, at: at('2026-01-03T09:00:00Z'), event: 'visit' },
    {
      customer: 3,
      at: at('2026-01-04T09:00:00Z'),
      event: 'visit',
      type: 'identify',
      traits: { name: 'Ahmed', $once: { first: 'mail' } },
    },
    {
      customer: 3,
      at: at('2026-01-08T09:00:00Z'),
      event: 'visit',
      type: 'identify',
      traits: { $once: { first: 'ad' }, plan: 'gold' },
    },
  ]);
});
afterAll(() => engines.close());

const ask = <T>(name: string, input: unknown) =>
  run<T>([...operations, ...listOperations, ...traitOperations], context, name, input);

describe('people', () => {
  it('are found by a part of their id, name or address, whatever the case', async () => {
    for (const text of ['JUL', 'martin', 'example.org']) {
      const found = await ask<{ people: { id: string; name: string }[]; total: number }>('customers.search', {
        text,
      });
      expect(found).toMatchObject({
        total: 1,
        people: [{ id: 'julie', name: 'Julie Martin', email: 'julie@example.org', known: true }],
      });
    }
    expect(await ask('customers.search', { text: '100 %_' })).toMatchObject({
      total: 0,
      people: [],
      next: null,
    });
  });

  it('stand in a search by how surely they are meant: this id, this address, this name, what begins so, what holds it', async () => {
    const own = await createTestWorkspace(engines);
    const told = (customer: number, traits: Record<string, string>) => ({
      customer,
      at: at('2026-01-02T09:00:00Z'),
      event: 'Signed Up',
      type: 'identify' as const,
      traits,
    });
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      select ${own.number}::integer, 'user', id, number
      from unnest(array['anna', 'c-2', 'c-3', 'anna-4', 'c-5', 'joanna', 'c-7']) with ordinality as told (id, number)`);
    await fill(engines.warehouse, own, [
      told(1, { name: 'Zoé' }), // whose id it is; who came first of all
      told(2, { email: 'Anna' }),
      told(3, { firstName: 'ANNA' }),
      told(4, {}),
      told(5, { email: 'anna@example.org', name: 'Susanna' }),
      told(6, {}),
      told(7, { name: 'Marianna' }),
    ]);
    const here = asking(engines, own);
    const page = (more: object) =>
      run<{ people: { customer: number }[]; total: number; next: string | null }>(
        operations,
        here,
        'customers.search',
        { text: 'anna', ...more },
      );
    const numbers = ({ people }: { people: { customer: number }[] }) =>
      people.map(({ customer }) => customer);
    const whole = await page({});
    expect([whole.total, numbers(whole)]).toEqual([7, [1, 2, 3, 5, 4, 7, 6]]);
    const got: number[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const part = await page({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      got.push(...numbers(part));
      cursor = part.next;
    }
    expect(got).toEqual(numbers(whole));
    await expect(page({ cursor: '12' })).rejects.toThrow(/customers.bad_cursor/);
  });

  it('stand first by their very id, however many others hold it too', async () => {
    const own = await createTestWorkspace(engines);
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      select ${own.number}::integer, 'user', 'a' || repeat('b', 1 + number % 2) || number, number
      from generate_series(1, 6000) as number
      union all
      select ${own.number}::integer, 'user', 'b', 6001`);
    await fill(
      engines.warehouse,
      own,
      [1, 6000, 6001].map((customer) => ({ customer, at: at('2026-01-02T09:00:00Z'), event: 'visit' })),
    );
    const found = await run<{ people: { id: string }[] }>(
      operations,
      asking(engines, own),
      'customers.search',
      { text: 'b' },
    );
    expect(found.people[0]?.id).toBe('b');
  });

  it('are found by traits as they are now, latest comers first, page by page', async () => {
    const gold = { people: [{ kind: 'trait', trait: 'plan', how: 'is', values: ['gold'] }] };
    expect(await ask('customers.search', gold)).toMatchObject({ total: 1, people: [{ id: 'ahmed' }] });
    const notGold = { people: [{ kind: 'trait', trait: 'plan', how: 'is_not', values: ['gold'] }] };
    expect(await ask('customers.search', notGold)).toMatchObject({
      total: 2,
      people: [{ id: 'browser-2', known: false }, { id: 'julie' }],
    });
    const first = await ask<{ next: string }>('customers.search', { limit: 2 });
    expect(first).toMatchObject({ total: 3, people: [{ customer: 3 }, { customer: 2 }] });
    expect(await ask('customers.search', { limit: 2, cursor: first.next })).toMatchObject({
      people: [{ customer: 1 }],
      next: null,
    });
  });

  it('are not looked for by a trait that nobody ever bore: the near name is told, else what there is', async () => {
    const looked = (trait: string, how: string, values: string[] = []) =>
      ask('customers.search', {
        people: [
          { kind: 'trait', trait: 'plan', how: 'set' },
          { kind: 'trait', trait, how, values },
        ],
      });
    for (const how of ['is', 'is_not']) {
      await expect(looked('plann', how, ['gold']), how).rejects.toMatchObject({
        code: 'traits.unknown',
        details: {
          field: 'people[1].trait',
          expected: 'a trait of customers; perhaps “plan” is meant',
          got: 'plann',
        },
      });
    }
    await expect(looked('shoe size', 'is_not', ['40'])).rejects.toThrow(
      'there are “plan”, “first”, “name”, “email”, “empty”; got "shoe size"',
    );
    await expect(looked('name', 'at_least', ['3'])).rejects.toMatchObject({
      code: 'traits.not_a_number',
      details: { field: 'people[1].trait', got: 'name' },
    });
    await expect(looked('name', 'less', ['Julie'])).rejects.toThrow(
      'filters.not_comparable (people[1].values)',
    );
  });

  it('are asked for what nobody has told yet, which nobody has and everybody lacks, but not by a slip of the pen', async () => {
    const looked = (trait: string, how: string) =>
      ask('customers.search', { people: [{ kind: 'trait', trait, how }] });
    expect(await looked('shoe size', 'set')).toMatchObject({ total: 0 });
    expect(await looked('shoe size', 'not_set')).toMatchObject({ total: 3 });
    // Two letters from « name », half of it: another word.
    expect(await looked('age', 'not_set')).toMatchObject({ total: 3 });
    for (const how of ['set', 'not_set'])
      await expect(looked('Plann', how), how).rejects.toThrow('perhaps “plan” is meant');
  });

  it('keep the first of values set once, and the last of others', async () => {
    const profile = await ask<{ traits: { trait: string; value: string; at: string }[] }>(
      'customers.profile',
      { id: 'ahmed' },
    );
    expect(profile.traits).toContainEqual({ trait: 'first', value: 'mail', at: '2026-01-04T09:00:00.000Z' });
    expect(await ask('customers.profile', { id: 'julie' })).toMatchObject({
      customer: 1,
      ids: [{ kind: 'user', id: 'julie' }],
      accounts: [{ account: 'acme', current: true }],
      traits: [
        { trait: 'email', value: 'julie@example.org' },
        { trait: 'name', value: 'Julie Martin' },
        { trait: 'plan', value: 'silver', at: '2026-01-10T09:00:00.000Z' },
      ],
      firstSeen: '2026-01-02T09:00:00.000Z',
    });
  });

  it('are told in the order of arrival where it was at one millisecond, page by page', async () => {
    const own = await createTestWorkspace(engines);
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer) values (${own.number}, 'user', 'zoe', 1)`);
    const told = (position: number, id: string, plan: string, account: string) => ({
      customer: 1,
      at: at('2026-01-05T09:00:00Z'),
      event: id,
      type: 'identify' as const,
      traits: { plan, name: plan },
      account,
      position,
      id,
    });
    await fill(engines.warehouse, own, [
      told(1, 'z', 'free', 'a'),
      told(2, 'm', 'pro', 'b'),
      told(3, 'a', 'max', 'c'),
    ]);
    const here = asking(engines, own);
    const events: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const wish = { customer: 1, limit: 1, ...(cursor === undefined ? {} : { cursor }) };
      const page = await run<{ events: { event: string }[]; next: string | null }>(
        operations,
        here,
        'customers.timeline',
        wish,
      );
      events.push(...page.events.map(({ event }) => event));
      cursor = page.next;
    }
    expect(events).toEqual(['a', 'm', 'z']);
    expect(await run(operations, here, 'customers.profile', { customer: 1 })).toMatchObject({
      name: 'max',
      traits: [{ trait: 'name' }, { trait: 'plan', value: 'max' }],
    });
  });

  it('have a life told newest first, without what is not known yet', async () => {
    const page = await ask<{ events: { event: string }[]; next: string }>('customers.timeline', {
      customer: 1,
      limit: 3,
    });
    expect(page.events.map(({ event }) => event)).toEqual(['identify', 'group', 'Order Completed']);
    const rest = await ask<{ events: { event: string; properties: unknown }[] }>('customers.timeline', {
      customer: 1,
      limit: 3,
      cursor: page.next,
    });
    expect(rest).toMatchObject({
      next: null,
      events: [{ event: 'Order Completed' }, { event: 'Signed Up' }],
    });
    const orders = await ask<{ events: unknown[] }>('customers.timeline', {
      customer: 1,
      events: ['Order Completed'],
    });
    expect(orders.events).toHaveLength(2);
  });

  it('that are not there are refused', async () => {
    await expect(ask('customers.profile', { id: 'nobody' })).rejects.toThrow(/customers.unknown/);
    await expect(ask('customers.timeline', { customer: 99 })).rejects.toThrow(/customers.unknown/);
  });

  it('tell menus which traits and values there are', async () => {
    expect(await ask('traits.names', { search: 'pla' })).toEqual({ traits: [{ trait: 'plan', people: 2 }] });
    expect(await ask('traits.values', { trait: 'plan' })).toEqual({
      values: [
        { value: 'gold', people: 1 },
        { value: 'silver', people: 1 },
      ],
    });
  });
});

describe('a list', () => {
  it('follows those whose number was given up to whoever holds their events, also twice over', async () => {
    const list = await keepList(context, {
      name: 'first',
      members: { unit: 'customer', customers: [1, 7] },
      source: null,
    });
    await engines.records.run(sql`
      insert into retirements (workspace_id, customer, batch, successors, retired_at)
      values (${workspace.number}, 7, 1, array[8, 3], now()), (${workspace.number}, 8, 2, array[2], now())`);
    const { total, people } = await ask<{ total: number; people: { customer: number }[] }>('lists.people', {
      id: list.id,
    });
    expect([total, people.map(({ customer }) => customer)]).toEqual([3, [1, 2, 3]]);
    const filter = PeopleFilter.parse({ kind: 'list', list: list.id, inside: false });
    expect(await ask('customers.search', { people: [filter] })).toMatchObject({ total: 0 });
  });

  it('is renamed, listed and deleted, and unknown afterwards', async () => {
    const { id } = await keepList(context, {
      name: 'old',
      members: { unit: 'account', accounts: ['acme'] },
      source: { asked: true },
    });
    await ask('lists.rename', { id, name: 'new' });
    const { lists } = await ask<{ lists: unknown[] }>('lists.list', {});
    expect(lists).toContainEqual(expect.objectContaining({ id, name: 'new', unit: 'account', size: 1 }));
    await ask('lists.delete', { id });
    await expect(ask('lists.people', { id })).rejects.toThrow(/lists.unknown/);
  });

  it('of accounts is refused where customers are counted', async () => {
    const { id } = await keepList(context, {
      name: 'accounts',
      members: { unit: 'account', accounts: ['acme'] },
      source: null,
    });
    await expect(ask('customers.search', { people: [{ kind: 'list', list: id }] })).rejects.toThrow(
      /filters.other_unit/,
    );
  });
});

it('tells what happened in an account: by those whose latest it is, and in its name; narrowed to what we did', async () => {
  await fill(engines.warehouse, workspace, [
    { customer: 3, at: at('2026-01-09T09:00:00Z'), event: 'visit' }, // of no account
    { customer: 3, at: at('2026-01-09T10:00:00Z'), event: 'visit', account: 'acme' }, // named, yet no member
    { customer: 0, at: at('2026-01-11T09:00:00Z'), event: 'perdure.contract_started', account: 'acme' },
  ]);
  interface Told {
    readonly events: readonly { event: string; time: string; person: { id: string } | null }[];
    readonly next: string | null;
  }
  const told = (more: object) =>
    run<Told>(operations, context, 'accounts.timeline', { account: 'acme', ...more });
  const { events } = await told({});
  expect(events[0]).toMatchObject({ event: 'perdure.contract_started', person: null });
  expect(new Set(events.slice(1).map(({ person }) => person?.id))).toEqual(new Set(['julie']));
  expect((await told({ ours: true })).events).toHaveLength(1);
  const first = await told({ limit: 2 });
  const rest = await told({ cursor: first.next });
  expect([...first.events, ...rest.events]).toEqual(events);
  expect(await run(operations, context, 'customers.timeline', { id: 'julie', sources: [2] })).toMatchObject({
    events: [],
  });
});
