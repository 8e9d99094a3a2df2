import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context, Operation } from '#src/access/index.ts';
import { scoped, sql } from '#src/basics/sql.ts';
import { operations as scores, personalData as scoresData } from '#src/customers/scores/index.ts';
import { operations as segments, segmentsKeeper } from '#src/customers/segments/index.ts';
import { operations as traits } from '#src/customers/traits/index.ts';
import { noNews } from '#src/customers/upkeep/index.ts';
import { run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { keptOf } from '../../../test/kept-bed.ts';
import { operations as retention } from '../retention/index.ts';
import { adopt, ago, among, board, day, did, dimension, told } from './accounts.test-data.ts';
import { operations as health, scoresKeeper } from './index.ts';

let engines: TestEngines;
let context: Context;

const everything = [
  ...health,
  ...scores,
  ...segments,
  ...traits,
  ...retention,
] as unknown as readonly Operation[];
const ask = <T>(name: string, input: object = {}) => run<T>(everything, context, name, input);

/** Of 10 seats: 6 people active (green), 4 (yellow), 1 (red). */
beforeAll(async () => {
  engines = await openTestEngines();
  context = await told(
    engines,
    [
      ...['well', 'so-so', 'ill'].flatMap((account, i) => did(account, [1 + 100 * i], 200)),
      ...did('well', among(1, 6), 10),
      ...did('so-so', among(101, 104), 10),
      ...did('ill', [201], 10),
    ],
    ['well', 'so-so', 'ill'].map((holder) => ({ holder, starts: ago(300), seats: 10 })),
  );
  const breadth = dimension({ key: 'breadth', measure: { kind: 'breadth' } });
  engines.clock.set(ago(1));
  await adopt(context, { dimensions: [breadth] });
  engines.clock.set(testNow);
});
afterAll(() => engines.close());

async function turn(news = noNews): Promise<void> {
  const kept = keptOf(engines, context.workspace);
  await scoresKeeper.keep(kept, news);
  await segmentsKeeper.keep(kept, news);
}

const rows = async () =>
  (
    await context.warehouse.rows(sql<{ n: number }>`select toUInt32(count()) as n from ${scoped('scores')}`)
  )[0]?.n;

const members = async (id: string) =>
  (await ask<{ people: { id: string }[] }>('segments.people', { id })).people.map((one) => one.id).sort();

const lowScore = { kind: 'trait' as const, trait: 'score:health', how: 'less' as const, values: ['50'] };
const red = { kind: 'trait' as const, trait: 'score:health.breadth', how: 'is' as const, values: ['red'] };

describe('health, told as scores', () => {
  let low: string;
  let redOnes: string;

  it('is not known before it was judged, and then asked for by its figure, its colour and its dimensions', async () => {
    const make = (name: string, condition: object) =>
      ask<{ segment: { id: string } }>('segments.create', {
        name,
        unit: 'account',
        rule: { conditions: [condition] },
      });
    await expect(make('Low', lowScore)).rejects.toThrow(/traits.unknown/);
    await turn();
    const { scores: told } = await ask<{ scores: object[] }>('scores.list');
    expect(told.slice(0, 2)).toMatchObject([
      { unit: 'account', score: 'health', trait: 'score:health', colourTrait: 'score:health:colour' },
      {
        score: 'health.breadth',
        trait: 'score:health.breadth',
        colourTrait: null,
        judgedAt: new Date(testNow).toISOString(),
      },
    ]);
    low = (await make('Low', lowScore)).segment.id;
    redOnes = (await make('Red', red)).segment.id;
    await turn();
    expect([await members(low), await members(redOnes)]).toEqual([['ill'], ['ill']]);
    await expect(make('Slip', { ...red, trait: 'score:health.bredth' })).rejects.toThrow(/traits.unknown/);
    await expect(make('Text', { ...lowScore, trait: 'score:health:colour' })).rejects.toThrow(
      /traits.not_a_number/,
    );
  });

  it('agrees with the board, whoever asks, as a filter and apart', async () => {
    const { values } = await ask<{ values: object[] }>('traits.values', {
      trait: 'score:health:colour',
      unit: 'account',
    });
    const all = await board(context);
    expect(values).toHaveLength(3);
    expect(all.overall).toEqual({ green: 1, yellow: 1, red: 1, unknown: 0 });
    expect(await board(context, { people: [lowScore] })).toMatchObject({
      total: 1,
      rows: [{ holder: { id: 'ill' } }],
    });
    const grid = await ask<{ groups: { name: string | null }[] }>('retention.grid', {
      start: { event: 'visit' },
      return: { event: 'visit' },
      from: '2025-06-01',
      to: '2026-01-14',
      rows: 'month',
      interval: 'month',
      intervals: 1,
      breakdown: { by: 'trait', name: 'score:health:colour' },
    });
    expect(JSON.stringify(grid)).toMatch(/yellow/);
  });

  it('is written again only where it changed, and moves segments when it is judged', async () => {
    const before = await rows();
    engines.clock.set(testNow + day); // another local day
    await turn();
    expect(await rows()).toBe(before);
    await fill(engines.warehouse, context.workspace, did('ill', among(202, 206), 0));
    const news = { ...noNews, accounts: new Set(['ill']) };
    engines.clock.advance(60_000);
    await turn(news); // judged a minute ago: it waits
    expect(await members(redOnes)).toEqual(['ill']);
    engines.clock.advance(5 * 60_000);
    await turn(); // and is not forgotten
    expect([await members(low), await members(redOnes)]).toEqual([[], []]);
    expect(await rows()).toBe((before ?? 0) + 2); // the score and the one dimension of one account
    const then = { people: [red], asOf: new Date(testNow + 1000).toISOString() };
    expect(await board(context, then)).toMatchObject({ total: 1, rows: [{ holder: { id: 'ill' } }] });
  });

  it('is judged anew when a template is adopted', async () => {
    const harder = dimension({ key: 'breadth', measure: { kind: 'breadth' }, green: 0.9, yellow: 0.7 });
    await adopt(context, { dimensions: [harder] }, 1);
    engines.clock.advance(1000);
    await turn();
    expect(await members(redOnes)).toEqual(['ill', 'so-so', 'well']);
  });

  it('leaves nothing of who is erased, and gives them none again', async () => {
    const recency = { key: 'recency', measure: { kind: 'since', of: { event: 'visit' } }, better: 'lower' };
    await run(everything, context, 'health.adopt', {
      unit: 'customer',
      basedOn: 0,
      template: { dimensions: [{ ...recency, green: 14, yellow: 30 }] },
    });
    engines.clock.advance(1000);
    await turn();
    const person = {
      workspace: context.workspace.number,
      userIds: [],
      anonymousIds: [],
      numbers: [201],
      names: [],
    };
    const held = async () => {
      let sum = 0;
      for (const one of scoresData) sum += await one.count(engines, person);
      return sum;
    };
    expect(await held()).toBeGreaterThan(0);
    for (const one of scoresData) await one.erase(engines, person, engines.clock.now());
    expect(await held()).toBe(0);
  });
});
