import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { operations as retention } from '../retention/index.ts';
import type { CurveAnswer } from './ask.ts';
import { operations } from './index.ts';
import type { RetakingAnswer, RetakingOf } from './retaking-ask.ts';

type Curve = z.output<typeof CurveAnswer>;
const day = 86_400_000;
const start = Date.parse('2025-01-10T09:00:00Z');
const now = start + 30 * day;

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines({ now });
  context = asking(engines, await createTestWorkspace(engines));
  await fill(engines.warehouse, context.workspace, lives);
  await engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    select ${context.workspace.number}::integer, 'user', 'user-' || n, n from generate_series(1, 10) as n`);
});
afterAll(() => engines.close());

const signUp = (customer: number, at: number, properties: object = {}): ToldEvent => ({
  customer,
  at,
  event: 'sign up',
  properties: { ...properties },
});
const used = (customer: number, at: number): ToldEvent => ({ customer, at, event: 'use' });

const lives: ToldEvent[] = [
  // C01: ten customers; 1 to 6 get it after 1 to 6 days, four never within the 30 days they were watched.
  ...Array.from({ length: 10 }, (_, i) => signUp(i + 1, start, { channel: i < 5 ? 'ad' : 'friend' })),
  ...[1, 2, 3, 4, 5, 6].map((customer) => used(customer, start + customer * day)),
  used(1, start - day), // before the start: no answer to it
  used(2, start + 20 * day), // the first counts
  // C02: value on days 0, 7, 14 and 44 of another person's life.
  ...[0, 7, 14, 44].map((after) => ({
    customer: 50,
    at: Date.parse('2024-11-04T09:00:00Z') + after * day,
    event: 'read',
  })),
  // Seventy people who joined on seventy days of the autumn; two on the first of them.
  ...Array.from({ length: 71 }, (_, i) => ({
    customer: 100 + i,
    at: Date.parse('2024-09-01T09:00:00Z') + (i % 70) * day,
    event: 'join',
  })),
  ...Array.from({ length: 71 }, (_, i) => ({
    customer: 100 + i,
    at: Date.parse('2024-09-01T10:00:00Z') + ((i % 70) + (i % 3)) * day,
    event: 'play',
  })),
  // Somebody who read once, ten days before the end, and somebody who read long ago.
  { customer: 51, at: now - 10 * day, event: 'read' },
  { customer: 52, at: now - 80 * day, event: 'read' },
];

const ask = <T>(name: string, input: object): Promise<T> => run<T>(operations, context, name, input);
const first = {
  begin: { by: 'event', match: { event: 'sign up' } },
  value: { event: 'use' },
  from: '2025-01-01',
  to: '2025-01-31',
};

describe('of ten customers six get the value after 1 to 6 days and four wait for 30', () => {
  it('half have it by day 5, where the naive median says 3.5, and 60 % ever', async () => {
    const { everyone, naive, verdict } = await ask<Curve>('time-to-value.curve', first);
    expect(everyone).toMatchObject({ customers: 10, reached: 6, waiting: 4 });
    expect(everyone.median.known && everyone.median.value.days).toBe(5);
    expect(everyone.ever.known && everyone.ever.value.share).toBe(0.6);
    expect(naive.median).toEqual({ known: true, value: 3.5 });
    expect(verdict.en).toContain('Half of the newcomers receive their first value within 5 days');
    expect(
      everyone.within.map(({ days, share, reached }) => [
        days,
        share.known && Math.round(share.value * 1e9) / 1e9,
        reached,
      ]),
    ).toEqual([
      [1, 0.1, 1],
      [3, 0.3, 3],
      [7, 0.6, 6],
      [14, 0.6, 6],
      [30, 0.6, 6],
    ]);
  });

  it('are told apart by channel: 1 to 5 days against one in five', async () => {
    const apart = { by: 'start_property', name: 'channel' };
    const { groups, difference, verdict } = await ask<Curve>('time-to-value.curve', { ...first, apart });
    expect(groups.map(({ group, customers, reached }) => [group.value, customers, reached])).toEqual([
      ['ad', 5, 5],
      ['friend', 5, 1],
    ]);
    // Expected of the ads' customers: 5/10 + 4/9 + 3/8 + 2/7 + 1/6 = 1.7718, fewer than 5: p 0.0018 would prove nothing.
    expect(difference).toMatchObject({
      groups: 0,
      p: { known: false, why: 'too_few_customers' },
      chiSquare: null,
      differ: false,
      pairs: [],
    });
    expect(difference?.tooSmall.map(({ value }) => value)).toEqual(['ad', 'friend']);
    expect(verdict.fr).toMatch(/On ne peut pas encore conclure.* 2 groupes sont tracés, mais trop petits/);
  });

  it('are told apart by day as long as there are not too many, and the 60 largest groups are looked at', async () => {
    const joined = { begin: { by: 'event', match: { event: 'join' } }, value: { event: 'play' } };
    const apart = { by: 'period', period: 'day' };
    const { groups, difference } = await ask<Curve>('time-to-value.curve', {
      ...joined,
      from: '2024-09-01',
      to: '2024-11-09',
      apart,
    });
    expect(groups).toHaveLength(70);
    expect(difference?.groups).toBe(0);
    expect(difference?.tooSmall).toHaveLength(60); // a few people each
    const tooMany = { ...joined, from: '2021-10-01', to: '2025-01-31', apart };
    await expect(ask('time-to-value.curve', tooMany)).rejects.toMatchObject({
      code: 'insights.too_many_periods',
      details: { field: 'apart.period' },
    });
  });

  it('are the people listed, group by group', async () => {
    const byChannel = { by: 'start_property', name: 'channel' };
    for (const apart of [byChannel, { by: 'period', period: 'month' }]) {
      const { groups } = await ask<Curve>('time-to-value.curve', { ...first, apart });
      for (const { group, customers, reached, waiting, within } of groups) {
        const total = async (wishes: object) =>
          (
            await ask<{ total: number }>('time-to-value.people', {
              ask: { ...first, apart },
              group,
              ...wishes,
            })
          ).total;
        expect(await total({ which: 'all' })).toBe(customers);
        expect(await total({ which: 'reached' })).toBe(reached);
        expect(await total({ which: 'waiting' })).toBe(waiting);
        expect(await total({ which: 'reached', within: 3 })).toBe(within[1]?.reached);
      }
    }
  });

  it('wait from their first contract too, as it was known at that time', async () => {
    const held = (contract: string, holder: string, at: number, recorded: number) => sql`
      insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, currency, effective_at, recorded_at)
      values (${context.workspace.number}, ${contract}, 1, 'customer', ${holder}, 'monthly', ${new Date(at)}, 'EUR',
        ${new Date(at)}, ${new Date(recorded)})`;
    await engines.records.run(held('c1', 'user-1', start - 2 * day, start));
    await engines.records.run(held('c1b', 'user-1', start + 5 * day, start));
    await engines.records.run(held('c7', 'user-7', start, start));
    await engines.records.run(held('c8', 'nobody-knows', start, start));
    await engines.records.run(held('c9', 'user-9', start, now + day)); // not known yet
    const byTrait = { ...first, apart: { by: 'trait', name: 'teir' } };
    await expect(ask('time-to-value.curve', byTrait)).rejects.toThrow(/traits.unknown \(apart.name\)/);
    const contracts = { ...first, begin: { by: 'contract' } };
    const answer = await ask<Curve>('time-to-value.curve', contracts);
    // Customer 1 used it a day after the contract began, before signing up.
    expect(answer.everyone).toMatchObject({ customers: 2, reached: 1, waiting: 1 });
    expect(answer.everyone.median.known && answer.everyone.median.value.days).toBe(1);
    expect(answer.unknownHolders).toBe(1);
    const byOffer = await ask<Curve>('time-to-value.curve', {
      ...contracts,
      apart: { by: 'start_property', name: 'offer' },
    });
    expect(byOffer.groups.map(({ group, customers }) => [group.value, customers])).toEqual([['monthly', 2]]);
  });

  it('are refused an event that never arrived, and a range without days', async () => {
    await expect(ask('time-to-value.curve', { ...first, value: { event: 'used' } })).rejects.toThrow(
      /perhaps “use”/,
    );
    await expect(ask('time-to-value.curve', { ...first, to: '2024-12-31' })).rejects.toThrow(/empty_range/);
    for (const out of [{ from: '0000-01-01' }, { to: '9999-12-31' }, { asOf: '0001-01-01T00:00:00Z' }]) {
      await expect(ask('time-to-value.curve', { ...first, ...out })).rejects.toThrow(/no_such_date/);
    }
    const page = { ask: first, which: 'all', cursor: '4294967296' };
    await expect(ask('time-to-value.people', page)).rejects.toThrow(/insights.bad_cursor/);
    const contracts = { ...first, begin: { by: 'contract' }, apart: { by: 'start_property', name: 'price' } };
    await expect(ask('time-to-value.curve', contracts)).rejects.toThrow(/unknown_property/);
  });
});

describe('value on days 0, 7, 14 and 44', () => {
  const reading = { value: { event: 'read' }, from: '2024-10-01', to: '2025-03-31', tolerance: 14 };

  it('is taken again after 7, 7 and 30 days, four times in 44, its first span broken at day 14', async () => {
    const one = await ask<RetakingOf>('time-to-value.retaking-of', { ask: reading, customer: 50 });
    expect(one).toMatchObject({
      gaps: [7, 7, 30],
      medianGap: { known: true, value: 7 },
      frequency: { valueDays: 4, spanDays: 44 },
      spans: [
        { from: '2024-11-04', to: '2024-11-18', days: 14, valueDays: 3, state: 'broken' },
        { from: '2024-12-18', to: '2024-12-18', days: 0, valueDays: 1, state: 'broken' }, // 53 days before now
      ],
    });
    const onDay43 = await ask<RetakingOf>('time-to-value.retaking-of', {
      ask: { ...reading, asOf: '2024-12-17T22:00:00Z' },
      customer: 50,
    });
    expect(onDay43.current).toEqual({ state: 'broken', since: '2024-11-04', lastDay: '2024-11-18' });
    expect(onDay43.lastBreak).toBe('2024-11-18');
  });

  it('breaks on the 15th day without value, not on the 14th', async () => {
    const on = async (asOf: string) =>
      (await ask<RetakingOf>('time-to-value.retaking-of', { ask: { ...reading, asOf }, customer: 50 }))
        .current?.state;
    expect(await on('2024-12-02T22:00:00Z')).toBe('running'); // 2 December: value that day would continue it
    expect(await on('2024-12-03T22:00:00Z')).toBe('broken');
  });

  it('adds up over the crowd, and its people are those counted', async () => {
    const answer = await ask<RetakingAnswer>('time-to-value.retaking', reading);
    expect(answer).toMatchObject({
      customers: 3,
      once: 2,
      valueDays: 6,
      speed: {
        count: 3,
        median: { known: true, value: 7 },
        bars: [
          { value: 7, count: 2 },
          { value: 30, count: 1 },
        ],
      },
      ownSpeed: { count: 1, median: { known: true, value: 7 } },
      frequency: { count: 6, median: { known: true, value: 1 } },
      duration: { spans: 4, running: 1 },
      streaks: { running: 1, broken: 2 },
    });
    const total = async (wishes: object) =>
      (await ask<{ total: number }>('time-to-value.retaking-people', { ask: reading, ...wishes })).total;
    expect(await total({ which: 'all' })).toBe(3);
    expect(await total({ which: 'once' })).toBe(2);
    expect(await total({ which: 'running' })).toBe(1);
    expect(await total({ which: 'broken' })).toBe(2);
    expect(await total({ which: 'own_speed', atLeast: 7, atMost: 7 })).toBe(1);
    expect(await total({ which: 'own_speed', atLeast: 7.5 })).toBe(0);
  });
});

it('of what is told at one millisecond, what arrived last holds now and what arrived first began it, here and in retention', async () => {
  const at = Date.parse('2024-06-03T09:00:00Z');
  const told = (position: number, id: string, of: Partial<ToldEvent>): ToldEvent => ({
    customer: 300,
    at,
    position,
    id,
    ...of,
  });
  await fill(engines.warehouse, context.workspace, [
    told(1, 'z', { event: 'enter', properties: { from: 'first' } }),
    told(2, 'a', { event: 'enter', properties: { from: 'second' } }),
    told(3, 'y', { type: 'identify', traits: { step: 'free' } }),
    told(4, 'b', { type: 'identify', traits: { step: 'paid' } }),
    told(5, 'x', { type: 'group', account: 'left' }),
    told(6, 'w', { type: 'group', account: 'joined', traits: { tier: 'low' } }),
    told(7, 'c', { type: 'group', account: 'joined', traits: { tier: 'high' } }),
  ]);
  const days = { from: '2024-06-01', to: '2024-06-30' };
  const curve = async (apart: object) => {
    const begin = { by: 'event', match: { event: 'enter' } };
    const { groups } = await ask<Curve>('time-to-value.curve', {
      ...days,
      begin,
      value: { event: 'use' },
      apart,
    });
    return groups.map(({ group }) => group.value);
  };
  const grid = async (breakdown: object, unit = 'customer') => {
    const asked = { ...days, start: { event: 'enter' }, return: { event: 'use' }, breakdown, unit };
    const { series } = await run<{ series: { value: string; size: number }[] }>(
      retention,
      context,
      'retention.grid',
      asked,
    );
    return series.filter(({ size }) => size > 0).map(({ value }) => value);
  };
  for (const answer of [curve, grid]) {
    expect(await answer({ by: 'start_property', name: 'from' })).toEqual(['first']);
    expect(await answer({ by: 'trait', name: 'step' })).toEqual(['paid']);
  }
  expect(await grid({ by: 'trait', name: 'tier' }, 'account')).toEqual(['high']);
});
