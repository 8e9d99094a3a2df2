import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { gridOf, operations, peopleOf, RetentionAsk, type RetentionAskInput } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const at = (text: string) => Date.parse(text);
const visits: RetentionAskInput = {
  start: { event: 'visit' },
  return: { event: 'visit' },
  from: '2025-03-03',
  to: '2025-03-30',
  asOf: '2025-04-02T10:00:00Z',
  intervals: 4,
};

describe('a small grid, counted by hand', () => {
  const workspace = paperWorkspace(1);
  const grid = async (wishes: Partial<RetentionAskInput> = {}) => {
    const ask = RetentionAsk.parse({ ...visits, ...wishes });
    const [quick, long] = await Promise.all([
      gridOf(asking(engines, workspace), ask),
      gridOf(asking(engines, workspace), ask, 'events'),
    ]);
    expect({ ...quick, path: 'events' }).toEqual(long);
    return quick;
  };

  beforeAll(async () => {
    await fill(engines.warehouse, workspace, [
      { customer: 1, at: at('2025-03-03T09:00:00Z') }, // enters in the week of 3 March, returns in weeks 1 and 3
      { customer: 1, at: at('2025-03-12T09:00:00Z') },
      { customer: 1, at: at('2025-03-30T21:30:00Z') }, // 23:30 on Sunday the 30th in Paris, summer time: week 3
      { customer: 2, at: at('2025-03-04T09:00:00Z') }, // enters, never returns
      { customer: 3, at: at('2025-03-24T09:00:00Z') }, // enters in the last week; week 1 still runs
      { customer: 3, at: at('2025-04-01T09:00:00Z') },
      { customer: 4, at: at('2025-03-05T09:00:00Z'), traffic: 'bot' },
    ]);
  });

  it('keeps running and unbegun cells apart from zero', async () => {
    const { series, columns } = await grid();
    const [all] = series;
    expect(columns.map(({ interval }) => interval)).toEqual([0, 1, 2, 3, 4]);
    expect(all?.cohorts.map(({ period, size }) => [period, size])).toEqual([
      ['2025-03-03', 2],
      ['2025-03-10', 0],
      ['2025-03-17', 0],
      ['2025-03-24', 1],
    ]);
    const [first, , , last] = all?.cohorts ?? [];
    expect(first?.cells.map(({ state, eligible, returned }) => [state, eligible, returned])).toEqual([
      ['complete', 2, 2],
      ['complete', 2, 1],
      ['complete', 2, 0],
      ['complete', 2, 1],
      ['running', 0, 0],
    ]);
    expect(last?.cells[1]).toMatchObject({
      state: 'running',
      share: { known: false, why: 'not_watched_long_enough' },
      soFar: { begun: 1, returned: 1 },
    });
    expect(last?.cells[2]).toMatchObject({
      state: 'not_begun',
      share: { known: false, why: 'not_begun' },
      soFar: null,
    });
  });

  it('pools the summary over those whose week is over', async () => {
    const { series } = await grid();
    // Week 1: customers 1 and 2 only; customer 3's is still running.
    expect(series[0]?.summary.cells[1]).toMatchObject({ eligible: 2, returned: 1 });
    expect(series[0]?.summary.size).toBe(3);
  });

  it('speaks of no groups where all are together', async () => {
    // Two weeks hold somebody who was watched for a day: rows, but no groups that were asked about.
    const { verdict } = await grid({ interval: 'day' });
    expect(verdict.fr).toMatch(/reviennent|revient/);
    expect(verdict.fr).not.toMatch(/groupe|conclure/);
  });

  it('leaves the bot out, and says so', async () => {
    expect((await grid()).leftOut).toEqual({ internal: 0, bot: 1 });
    expect((await grid({ includeMarked: true })).series[0]?.size).toBe(4);
  });
});

describe('who enters', () => {
  const workspace = paperWorkspace(2);
  const sizes = async (wishes: Partial<RetentionAskInput>) => {
    const ask = RetentionAsk.parse({
      ...visits,
      start: { event: 'order' },
      return: { event: null },
      ...wishes,
    });
    const [quick, long] = await Promise.all([
      gridOf(asking(engines, workspace), ask),
      gridOf(asking(engines, workspace), ask, 'events'),
    ]);
    expect({ ...quick, path: 'events' }).toEqual(long);
    return quick.series[0]?.cohorts.map(({ size }) => size);
  };
  beforeAll(() =>
    fill(engines.warehouse, workspace, [
      { customer: 1, at: at('2025-02-01T09:00:00Z'), event: 'order', properties: { size: 'small' } },
      { customer: 1, at: at('2025-03-12T09:00:00Z'), event: 'order', properties: { size: 'large' } },
      { customer: 1, at: at('2025-03-25T09:00:00Z'), event: 'order', properties: { size: 'large' } },
      { customer: 2, at: at('2025-03-19T09:00:00Z'), event: 'order', properties: { size: 'large' } },
    ]),
  );
  const large = { event: 'order', where: [{ property: 'size', how: 'is' as const, values: ['large'] }] };

  it('is everybody with a start event in the period, in every one of them', async () => {
    expect(await sizes({ entry: 'every_period' })).toEqual([0, 1, 1, 1]);
  });
  it('is whoever has the first matching event of all history there', async () => {
    expect(await sizes({ entry: 'first_match' })).toEqual([0, 0, 1, 0]);
    expect(await sizes({ entry: 'first_match', start: large })).toEqual([0, 1, 1, 0]);
  });
  it('is, for the very first event, only those whose very first matches', async () => {
    expect(await sizes({ entry: 'first_ever', start: large })).toEqual([0, 0, 1, 0]);
  });
});

describe('accounts', () => {
  it('count by the account on the event, else by the latest group call before it, else not at all', async () => {
    const workspace = paperWorkspace(3);
    await fill(engines.warehouse, workspace, [
      { customer: 1, at: at('2025-03-02T09:00:00Z') }, // before any group call: nobody's
      { customer: 1, at: at('2025-03-02T10:00:00Z'), type: 'group', event: 'group', account: 'acme' },
      { customer: 1, at: at('2025-03-04T09:00:00Z') }, // acme's, by the group call
      { customer: 1, at: at('2025-03-11T09:00:00Z'), account: 'globex' }, // globex's, as named on it
      { customer: 2, at: at('2025-03-12T09:00:00Z') }, // without any
      { customer: 0, at: at('2025-03-13T09:00:00Z'), account: 'acme' }, // of an account alone
    ]);
    const ask = RetentionAsk.parse({ ...visits, unit: 'account' });
    const { series } = await gridOf(asking(engines, workspace), ask);
    expect(series[0]?.cohorts.map(({ size }) => size)).toEqual([1, 1, 0, 0]);
    expect(series[0]?.cohorts[0]?.cells[1]).toMatchObject({ eligible: 1, returned: 1 });
    const { people } = await peopleOf(asking(engines, workspace), {
      ask,
      series: { kind: 'all', value: null },
      cohort: null,
      interval: 0,
      which: 'size',
      limit: 10,
    });
    expect(people.map(({ id, cohort }) => [id, cohort]).sort()).toEqual([
      ['acme', '2025-03-03'],
      ['globex', '2025-03-10'],
    ]);
  });
});

it('needs twice in a week where twice is asked: one visit is no return', async () => {
  const workspace = paperWorkspace(4);
  await fill(engines.warehouse, workspace, [
    { customer: 1, at: at('2025-03-03T09:00:00Z') },
    { customer: 1, at: at('2025-03-10T09:00:00Z') },
    { customer: 2, at: at('2025-03-03T09:00:00Z') },
    { customer: 2, at: at('2025-03-10T09:00:00Z') },
    { customer: 2, at: at('2025-03-10T09:00:00Z') },
  ]);
  const ask = RetentionAsk.parse({
    ...visits,
    return: { event: null },
    atLeast: { kind: 'times', times: 2 },
  });
  const { series, path } = await gridOf(asking(engines, workspace), ask);
  expect([
    path,
    series[0]?.cohorts[0]?.cells[1]?.returned,
    series[0]?.cohorts[0]?.startPeriod.returned,
  ]).toEqual(['bitmaps', 1, 2]);
});

it('adds money exactly, "eur" to "EUR", and not across currencies', async () => {
  const workspace = paperWorkspace(5);
  const paid = (customer: number, when: string, revenue: number, currency: string) => ({
    customer,
    at: at(when),
    properties: { revenue, currency },
  });
  await fill(engines.warehouse, workspace, [
    ...Array.from({ length: 10 }, (_, i) =>
      paid(1, '2025-03-03T09:00:00Z', 0.1, i % 2 === 0 ? 'EUR' : 'eur'),
    ),
    paid(1, '2025-03-10T09:00:00Z', 0.3, 'EUR'),
    paid(2, '2025-03-17T09:00:00Z', 1, 'EUR'),
    paid(2, '2025-03-17T10:00:00Z', 1, 'USD'),
  ]);
  const ask = RetentionAsk.parse({ ...visits, measure: { kind: 'sum', property: 'revenue' } });
  const { series } = await gridOf(asking(engines, workspace), ask);
  const [first, , third] = series[0]?.cohorts ?? [];
  expect(first?.cells[0]?.value).toEqual({ known: true, value: 1 });
  expect(first?.cells[1]).toMatchObject({
    value: { known: true, value: 0.3 },
    valueShare: { known: true, value: 0.3 },
  });
  expect(third?.cells[0]?.value).toEqual({ known: false, why: 'mixed_currencies' });
});

it('knows nothing at or after asOf, in bitmaps either', async () => {
  const workspace = paperWorkspace(6);
  await fill(engines.warehouse, workspace, [
    { customer: 1, at: at('2025-03-03T09:00:00Z') },
    { customer: 2, at: at('2025-03-03T11:00:00Z') },
  ]);
  for (const [asOf, size] of [
    ['2025-03-03T11:00:00Z', 1],
    ['2025-03-03T11:00:00.001Z', 2],
  ] as const) {
    const ask = RetentionAsk.parse({ ...visits, asOf });
    const { series, path } = await gridOf(asking(engines, workspace), ask);
    expect([path, series[0]?.size]).toEqual(['bitmaps', size]);
  }
});

it('leaves numbers out that were given up', async () => {
  const workspace = paperWorkspace(7);
  await fill(engines.warehouse, workspace, [
    { customer: 1, at: at('2025-03-03T09:00:00Z') },
    { customer: 2, at: at('2025-03-03T09:00:00Z') },
  ]);
  const retired = { workspace_id: 7, customer: 1, at: '2025-03-04 00:00:00.000' };
  await engines.warehouse.insert('retired', new TextEncoder().encode(JSON.stringify(retired)), {
    format: 'JSONEachRow',
  });
  for (const way of ['quickest', 'events'] as const) {
    const { series } = await gridOf(asking(engines, workspace), RetentionAsk.parse(visits), way);
    expect(series[0]?.size).toBe(1);
  }
});

it('says what exists where a name is misspelt, in place of "nobody"', async () => {
  const workspace = paperWorkspace(9);
  await fill(engines.warehouse, workspace, [
    { customer: 1, at: at('2025-03-03T09:00:00Z'), event: 'sign up', properties: { channel: 'ad' } },
    { customer: 1, at: at('2025-03-10T09:00:00Z'), properties: { revenue: 3, place: 'Lyon' } },
    { customer: 1, at: at('2025-03-03T09:00:00Z'), type: 'identify', traits: { plan: 'gold' } },
  ]);
  const context = asking(engines, workspace);
  const misspelt: RetentionAskInput = { ...visits, start: { event: 'sign upp' } };
  const near = /insights.unknown_event.*start.event.*“sign up” is meant/s;
  await expect(run(operations, context, 'retention.grid', misspelt)).rejects.toThrow(near);
  for (const [name, rest] of [
    ['retention.trend', { interval: 1 }],
    ['retention.people', { interval: 1, cohort: null }],
  ] as const) {
    await expect(run(operations, context, name, { ask: misspelt, ...rest })).rejects.toThrow(near);
    await expect(
      run(operations, context, name, { ask: { ...misspelt, asOf: undefined }, ...rest }),
    ).rejects.toThrow(near);
  }
  const wrong = (more: Partial<RetentionAskInput>) =>
    run(operations, context, 'retention.grid', { ...visits, start: { event: 'sign up' }, ...more });
  await expect(wrong({ return: { event: 'visite' } })).rejects.toThrow(/return.event.*“visit” is meant/s);
  await expect(wrong({ breakdown: { by: 'start_property', name: 'chanel' } })).rejects.toThrow(
    /insights.unknown_property.*“channel” is meant/s,
  );
  const byTrait = { by: 'trait', name: 'plans' } as const;
  await expect(wrong({ breakdown: byTrait })).rejects.toThrow(
    /traits.unknown.*breakdown.name.*“plan” is meant/s,
  );
  const paying = { kind: 'trait' as const, trait: 'pla', how: 'is_not' as const, values: ['gold'] };
  await expect(wrong({ people: [paying] })).rejects.toThrow(
    /traits.unknown.*people\[0\].trait.*“plan” is meant/s,
  );
  await expect(wrong({ breakdown: byTrait, unit: 'account' })).rejects.toThrow(
    /a trait of accounts; there is none/,
  );
  await expect(wrong({ measure: { kind: 'sum', property: 'place' } })).rejects.toThrow(
    /insights.not_a_number \(return\).*“place” holds is text/s,
  );
  await expect(wrong({ measure: { kind: 'sum', property: 'revenu' } })).rejects.toThrow(/“revenue” is meant/);
  await expect(wrong({ atLeast: { kind: 'quantity', property: 'revnue', quantity: 1 } })).rejects.toThrow(
    /“revenue” is meant/,
  );
});

it('refuses what cannot be asked', async () => {
  const workspace = paperWorkspace(8);
  const refused = (wishes: Partial<RetentionAskInput>) =>
    gridOf(asking(engines, workspace), RetentionAsk.parse({ ...visits, ...wishes }));
  await expect(refused({ rows: 'day', interval: 'week' })).rejects.toThrow(
    /retention.interval_longer_than_row/,
  );
  await expect(refused({ to: '2025-03-01' })).rejects.toThrow(/insights.empty_range/);
  await expect(refused({ brackets: [{ from: 3, to: 1 }] })).rejects.toThrow(/retention.bad_bracket/);
  await expect(refused({ from: '1990-01-01', rows: 'day', interval: 'day' })).rejects.toThrow(
    /retention.too_many_rows/,
  );
  await expect(refused({ people: [{ kind: 'list', list: 'lst_none' }] })).rejects.toThrow(/lists.unknown/);
});
