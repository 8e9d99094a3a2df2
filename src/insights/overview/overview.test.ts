import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { operations } from './index.ts';

let engines: TestEngines;
let context: Context;
const workspace = paperWorkspace(1);
const at = (text: string) => Date.parse(text);

beforeAll(async () => {
  engines = await openTestEngines({ now: at('2026-01-15T12:00:00Z') });
  context = asking(engines, workspace);
  await fill(engines.warehouse, workspace, [
    { customer: 1, at: at('2026-01-05T09:00:00Z'), event: 'visit', properties: { page: 'home', price: 3 } },
    { customer: 1, at: at('2026-01-13T23:30:00Z'), event: 'visit' }, // the 14th in Paris
    {
      customer: 1,
      at: at('2026-01-14T09:00:00Z'),
      event: 'order',
      properties: { price: 2.5, cart: { total: 4 } },
    },
    { customer: 2, at: at('2026-01-15T08:00:00Z'), event: 'visit', properties: { page: 'shop' } },
    { customer: 3, at: at('2026-01-15T08:00:00Z'), event: 'visit', traffic: 'bot' },
  ]);
});
afterAll(() => engines.close());

const ask = <T>(name: string, input: unknown) => run<T>(operations, context, name, input);

it('tells how the base stands, today included, beside as many days before', async () => {
  expect(await ask('events.overview', { days: 7 })).toMatchObject({
    customers: 2,
    lastEventAt: '2026-01-15T08:00:00.000Z',
    current: { from: '2026-01-09', to: '2026-01-15', customers: 2, newCustomers: 1, events: 3 },
    previous: { from: '2026-01-02', to: '2026-01-08', customers: 1, newCustomers: 1, events: 1 },
  });
});

it('counts events and customers by local day, days of nobody too', async () => {
  const { series } = await ask<{ series: unknown[] }>('events.count', {
    events: ['visit'],
    from: '2026-01-13',
    to: '2026-01-15',
  });
  expect(series).toEqual([
    {
      event: 'visit',
      events: 2,
      customers: 2,
      days: [
        { day: '2026-01-13', events: 0, customers: 0 },
        { day: '2026-01-14', events: 1, customers: 1 },
        { day: '2026-01-15', events: 1, customers: 1 },
      ],
    },
  ]);
});

it('refuses to count what never arrived, and names the near event', async () => {
  await expect(
    ask('events.count', { events: ['order', 'visite'], from: '2026-01-13', to: '2026-01-15' }),
  ).rejects.toThrow(/insights.unknown_event.*events\[1\].*“visit” is meant/s);
});

it('counts a name told twice once, and no more days than anybody reads', async () => {
  const asked = { events: ['visit', 'visit'], from: '2026-01-13', to: '2026-01-15' };
  expect((await ask<{ series: unknown[] }>('events.count', asked)).series).toHaveLength(1);
  await expect(ask('events.count', { ...asked, from: '1910-01-01' })).rejects.toThrow(
    /insights.too_many_periods/,
  );
  // 1,200 days, the last one of which is today, whatever day is named; one more is too many.
  expect(await ask('events.count', { from: '2022-10-04', to: '2262-01-01' })).toBeDefined();
  await expect(ask('events.count', { from: '2022-10-03', to: '2026-01-15' })).rejects.toThrow(
    /insights.too_many_periods/,
  );
});

it('does not count what lies ahead, nor twice what moved to another number', async () => {
  await fill(engines.warehouse, workspace, [{ customer: 2, at: at('2026-01-15T20:00:00Z'), event: 'visit' }]);
  const count = async () =>
    (await ask<{ series: { events: number }[] }>('events.count', { from: '2026-01-15', to: '2026-01-15' }))
      .series[0]?.events;
  expect(await count()).toBe(1);
  await fill(engines.warehouse, workspace, [{ customer: 4, at: at('2026-01-15T08:00:00Z'), event: 'visit' }]);
  const retired = { workspace_id: 1, customer: 2, at: '2026-01-15 09:00:00.000' };
  await engines.warehouse.insert('retired', new TextEncoder().encode(JSON.stringify(retired)), {
    format: 'JSONEachRow',
  });
  expect(await count()).toBe(1);
});

it('tells menus which events, properties and values there are', async () => {
  expect(await ask('events.names', { search: 'ORD' })).toEqual({
    events: [{ event: 'order', count: 1, first: '2026-01-14', last: '2026-01-14' }],
  });
  const { properties } = await ask<{ properties: { property: string; types: string[] }[] }>(
    'events.properties',
    { event: 'order' },
  );
  expect(properties.map(({ property, types }) => [property, types])).toEqual([
    ['cart.total', ['Int64']],
    ['price', ['Float64']],
  ]);
  expect(await ask('events.property-values', { event: 'visit', property: 'page' })).toMatchObject({
    values: [{ value: 'home', events: 1 }],
  });
  expect(await ask('events.catalogue', {})).toMatchObject({
    first: '2026-01-05',
    events: [{ event: 'visit' }, { event: 'order', properties: ['cart.total', 'price'] }],
  });
});
