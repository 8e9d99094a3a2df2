import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { holdContracts, type ToldContract } from '../../../test/holding.ts';
import { adopt, ago, among, board, day, dimension, events, of, pro, told } from './accounts.test-data.ts';
import { operations, personalData } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());

const accounts = among(1, 6).map((i) => `account ${i}`);

/** Numbers below 1 that look like chance, the same for a seed. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** 200 days of events and contracts that change, all told when they happen. */
function historyOf(seed: number): { happened: ToldEvent[]; agreed: ToldContract[] } {
  const chance = chanceOf(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T; // never empty
  const happened = among(1, 500).map(
    (i): ToldEvent => ({
      customer: 1 + Math.floor(chance() * 15),
      at: ago(chance() * 220),
      event: pick(events),
      id: `${seed}-${i}`,
      account: pick([...accounts, '']),
      type: chance() < 0.1 ? 'group' : 'track',
      properties: { client: `c${Math.floor(chance() * 9)}`, minutes: Math.floor(chance() * 30) },
    }),
  );
  const agreed = accounts.flatMap((holder) => {
    const starts = ago(60 + chance() * 150);
    const first = {
      holder,
      starts,
      seats: 1 + Math.floor(chance() * 5),
      price: 1_000 * (1 + Math.floor(chance() * 9)),
    };
    const changed = starts + chance() * 60 * day;
    const second = { ...first, version: 2, seats: first.seats + 2, effective: changed };
    const ends = changed + chance() * 40 * day;
    const third = { ...second, version: 3, ends, effective: ends };
    return chance() < 0.75 ? [first, second] : [first, second, third];
  });
  return { happened, agreed };
}

const template = {
  dimensions: [
    dimension({ key: 'depth', measure: { kind: 'depth' }, days: 21 }),
    dimension({ key: 'breadth', measure: { kind: 'breadth' } }),
    dimension({
      key: 'reach',
      measure: { kind: 'reach', match: { event: 'invoiced' }, property: 'client' },
      judges: 'change',
      green: -0.1,
      yellow: -0.3,
    }),
    dimension({
      key: 'minutes',
      measure: { kind: 'amount', of: { event: 'visit' }, property: 'minutes' },
      green: 30,
      yellow: 10,
    }),
    dimension({
      key: 'since',
      measure: { kind: 'since', of: { event: 'exported' } },
      better: 'lower',
      green: 10,
      yellow: 20,
    }),
    dimension({
      key: 'tickets',
      measure: { kind: 'tickets', match: { event: 'ticket' }, active: { event: 'visit' } },
      better: 'lower',
      green: 0.5,
      yellow: 1,
    }),
    dimension({ key: 'pulse', measure: { kind: 'pulse' }, green: 4, yellow: 3 }),
  ],
};

const plain = ({ asOf: _, traitsAt: __, ...answer }: { asOf: string; traitsAt: string }) => answer;
const sayPulse = (context: Context, value: number) =>
  run(operations, context, 'health.pulse', { holder: accounts[0], value });

const seeds = process.env.PERDURE_LONG === '1' ? [11, 12, 13, 14, 15, 16] : [11, 12];

it.each(seeds)(
  'answers of a past day the same then as now, and week by week the same: history %i',
  async (seed) => {
    const { happened, agreed } = historyOf(seed);
    const then = ago(28);
    const known = ({ at }: ToldEvent) => at < then;
    const recorded = ({ effective, starts }: ToldContract) => (effective ?? starts) < then;
    engines.clock.set(ago(380));
    const context = await told(engines, happened.filter(known), agreed.filter(recorded));
    await pro(context);
    await adopt(context, template);
    engines.clock.set(then - day);
    await sayPulse(context, 2);

    engines.clock.set(then);
    const boardThen = await board(context, { sort: 'name' });
    const oneThen = await of(context, accounts[0] ?? '');
    expect(boardThen.total).toBeGreaterThan(2);
    expect(
      boardThen.rows.flatMap(({ dimensions }) => dimensions.filter(({ colour }) => colour !== null)).length,
    ).toBeGreaterThan(8);

    engines.clock.set(ago(0));
    const late = happened.filter((one) => !known(one));
    await fill(engines.warehouse, context.workspace, late);
    await holdContracts(
      engines.warehouse,
      context.workspace,
      agreed.filter((one) => !recorded(one)),
    );
    await sayPulse(context, 5);

    // Week by week: four weeks ago is the fifth point from the end.
    for (const row of boardThen.rows.slice(0, 3)) {
      const { trajectory } = await of(context, row.holder.id);
      const point = trajectory.at(-5);
      expect(point?.at).toBe(new Date(then).toISOString());
      expect([point?.score, point?.colour, point?.coverage]).toEqual([row.score, row.colour, row.coverage]);
      expect(point?.dimensions.map(({ colour }) => colour)).toEqual(
        row.dimensions.map(({ colour }) => colour),
      );
      expect(point?.dimensions.map(({ figure }) => figure)).toEqual(
        row.dimensions.map(({ key, now, change }) => (key === 'reach' ? change : now)),
      );
    }

    await adopt(context, { dimensions: template.dimensions.slice(1) }, 1);
    const asOf = new Date(then).toISOString();
    expect(plain(await board(context, { sort: 'name', asOf }))).toEqual(plain(boardThen));
    expect(plain(await of(context, accounts[0] ?? '', { asOf }))).toEqual(plain(oneThen));
    expect(plain(await board(context, { sort: 'name' }))).not.toEqual(plain(boardThen));
  },
);

it('tells of a workspace nothing of another', async () => {
  const own = await told(engines, [], [{ holder: 'mine', starts: ago(100) }]);
  const other = await told(engines, [], [{ holder: 'theirs', starts: ago(100) }]);
  await adopt(own, template);
  engines.clock.set(ago(0) + 1000);
  const found = await board(other);
  expect(found.rows.map(({ holder }) => holder.id)).toEqual(['theirs']);
  expect(found.template.version).toBe(0);
  await expect(of(other, 'mine')).rejects.toThrow(/health.unknown_holder/);
});

it('keeps no impression of an erased person, nor their name in one of an account', async () => {
  const context = await told(engines, [], []);
  const say = (pulse: object) => run(operations, context, 'health.pulse', { value: 2, ...pulse });
  await say({ unit: 'customer', holder: 'julie', note: 'in a hurry' });
  await say({ unit: 'customer', holder: 'marc', note: 'calm' });
  await say({ unit: 'account', holder: 'acme', note: 'Julie Martin is about to leave' });
  const person = {
    workspace: context.workspace.number,
    userIds: ['julie'],
    anonymousIds: [],
    numbers: [],
    names: ['Julie Martin'],
  };
  const held = () => Promise.all(personalData.map((one) => one.count(engines, person)));
  expect(await held()).toEqual([1, 1, 0]);
  for (const one of personalData) await one.erase(engines, person, 0);
  expect(await held()).toEqual([0, 0, 0]);
  const said = async (unit: string, holder: string) =>
    (await run<{ pulses: { note: string }[] }>(operations, context, 'health.pulses', { unit, holder }))
      .pulses;
  expect(await said('customer', 'julie')).toEqual([]);
  expect(await said('customer', 'marc')).toHaveLength(1);
  expect((await said('account', 'acme'))[0]?.note).toBe('[erased] is about to leave');
});
