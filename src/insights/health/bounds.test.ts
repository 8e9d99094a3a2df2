import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import { adopt, ago, among, board, day, did, dimension, of, people, told } from './accounts.test-data.ts';
import { operations, type Preview } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());

/** Offers and templates are declared before what is asked about them. */
const later = () => engines.clock.set(testNow);
const before = () => engines.clock.set(ago(380));

describe('contracts behind health', () => {
  it('add seats and prices, leave out paused and unpriced ones, and say why a price is not known', async () => {
    const holders = ['two', 'mixed', 'paused', 'unpriced', 'yearly', 'trial', 'ended', 'zero'];
    const context = await told(
      engines,
      holders.flatMap((holder, i) => [
        ...did(holder, among(10 * i + 1, 10 * i + 3), 10),
        ...did(holder, [10 * i + 1], 80),
      ]),
      [
        { holder: 'two', contract: '1', starts: ago(300), seats: 2, price: 5_000 },
        {
          holder: 'two',
          contract: '2',
          starts: ago(200),
          seats: 4,
          price: 7_000,
          discount: 1_000,
          discountEnds: testNow + day,
        },
        { holder: 'mixed', contract: '3', starts: ago(300), seats: 3 },
        { holder: 'mixed', contract: '4', starts: ago(300), currency: 'USD' },
        { holder: 'paused', starts: ago(300), paused: ago(3), seats: 3 },
        { holder: 'unpriced', starts: ago(300), price: null, seats: 3 },
        { holder: 'yearly', starts: ago(300), price: 120_000, period: 'year', seats: 3 },
        { holder: 'trial', starts: ago(40), trialEnds: testNow + day, seats: 3 },
        { holder: 'ended', starts: ago(300), ends: ago(1), seats: 3 },
        { holder: 'zero', starts: ago(300), seats: 0 },
      ],
    );
    const { rows, total, atStake } = await board(context, { sort: 'name' });
    const found = Object.fromEntries(
      rows.map(({ holder, price, dimensions }) => [holder.id, [price, dimensions[1]?.now]]),
    );
    expect(total).toBe(7);
    expect(found).toEqual({
      two: [
        { known: true, amount: 110, currency: 'EUR' },
        { known: true, value: 3 / 6 },
      ],
      mixed: [
        { known: false, why: 'mixed_currencies' },
        { known: true, value: 1 },
      ],
      paused: [
        { known: true, amount: 0, currency: 'EUR' },
        { known: false, why: 'no_seats' },
      ],
      unpriced: [
        { known: false, why: 'no_price' },
        { known: true, value: 1 },
      ],
      yearly: [
        { known: true, amount: 100, currency: 'EUR' },
        { known: true, value: 1 },
      ],
      trial: [
        { known: true, amount: 0, currency: 'EUR' },
        { known: true, value: 1 },
      ],
      zero: [
        { known: true, amount: 100, currency: 'EUR' },
        { known: false, why: 'no_seats' },
      ],
    });
    expect(atStake).toEqual([{ currency: 'EUR', all: 310, red: 0 }]);
  });

  it('counts a person of two accounts for the account named on the event, else for the latest group call before', async () => {
    const group = (account: string, days: number): ToldEvent => ({
      customer: 7,
      at: ago(days),
      type: 'group',
      event: '$group',
      account,
    });
    const context = await told(
      engines,
      [
        group('first', 90),
        group('second', 20),
        { customer: 7, at: ago(25), event: 'visit' }, // the first's
        { customer: 7, at: ago(15), event: 'visit' }, // the second's
        { customer: 7, at: ago(5), event: 'visit', account: 'third' },
        ...['second', 'third'].flatMap((account) => did(account, [8], 70)),
      ],
      ['first', 'second', 'third'].map((holder) => ({ holder, starts: ago(300), seats: 1 })),
    );
    for (const account of ['first', 'second', 'third'])
      expect(await people(context, { kind: 'active', key: 'breadth', holder: account })).toEqual(['#7']);
    const { rows } = await board(context);
    expect(rows.map(({ dimensions }) => dimensions[1]?.now)).toEqual(
      among(1, 3).map(() => ({ known: true, value: 1 })),
    );
  });
});

describe('bounds and time', () => {
  it('looks at the last 30 days: a deed of 30 days ago counts, one a millisecond older does not', async () => {
    const context = await told(
      engines,
      ['in', 'out'].flatMap((account) => [
        ...did(account, [1], 100),
        { customer: 1, at: ago(30) - (account === 'in' ? 0 : 1), event: 'visit', account },
      ]),
      ['in', 'out'].map((holder) => ({ holder, starts: ago(300), seats: 1 })),
    );
    const { rows } = await board(context, { sort: 'name' });
    expect(rows.map(({ dimensions }) => dimensions[1]?.now)).toEqual([
      { known: true, value: 1 },
      { known: true, value: 0 },
    ]);
  });

  it('does not judge before the days are over: 29 days after the start nothing is known, 30 days after it is', async () => {
    const context = await told(
      engines,
      [...did('new', [1], 29), ...did('due', [2], 30), ...did('new', [1], 1), ...did('due', [2], 1)],
      [
        { holder: 'new', starts: ago(29), seats: 1 },
        { holder: 'due', starts: ago(30), seats: 1 },
      ],
    );
    const { rows } = await board(context, { sort: 'name' });
    expect(rows.map(({ dimensions }) => dimensions[1]?.now)).toEqual([
      { known: true, value: 1 },
      { known: false, why: 'not_watched_long_enough' },
    ]);
  });

  it('tells days without, and value, and impressions, each unknown where it is', async () => {
    const context = await told(
      engines,
      [...did('a', [1], 100), ...did('a', [1], 9, 'exported', { minutes: 14.5 }), ...did('b', [2], 100)],
      ['a', 'b'].map((holder) => ({ holder, starts: ago(50) })),
    );
    before();
    await adopt(context, {
      dimensions: [
        dimension({
          key: 'since',
          measure: { kind: 'since', of: { event: 'exported' } },
          better: 'lower',
          green: 9,
          yellow: 60,
        }),
        dimension({
          key: 'minutes',
          measure: { kind: 'amount', of: { event: 'exported' }, property: 'minutes' },
          green: 15,
          yellow: 14.5,
        }),
        dimension({ key: 'pulse', measure: { kind: 'pulse' }, green: 4, yellow: 3 }),
        dimension({ key: 'value', measure: { kind: 'amount', of: { value: {} } }, green: 4, yellow: 3 }),
      ],
    });
    engines.clock.set(ago(40));
    await run(operations, context, 'health.pulse', { holder: 'b', value: 2 });
    engines.clock.set(ago(2));
    await run(operations, context, 'health.pulse', { holder: 'a', value: 5 });
    await run(operations, context, 'health.pulse', { holder: 'a', value: 3, note: 'calm' }); // takes the place
    later();
    const { rows } = await board(context, { sort: 'name' });
    const [a, b] = rows.map(({ dimensions }) =>
      dimensions.map(({ now, colour }) => [now.known ? now.value : now.why, colour]),
    );
    expect(a).toEqual([
      [9, 'green'],
      [14.5, 'yellow'],
      [3, 'yellow'],
      ['not_set_up', null],
    ]);
    // It never exported: 100 days at least since it was first seen. Its impression is 40 days old.
    expect(b).toEqual([
      [100, 'red'],
      [0, 'red'],
      ['no_pulse', null],
      ['not_set_up', null],
    ]);
    const { pulses } = await run<{ pulses: object[] }>(operations, context, 'health.pulses', { holder: 'a' });
    expect(pulses).toMatchObject([{ value: 3, note: 'calm' }]);
  });
});

describe('templates', () => {
  it('are previewed before they are adopted: as many change colour as the list holds', async () => {
    const context = await told(
      engines,
      [
        ...did('a', among(1, 6), 10),
        ...did('a', [1], 90),
        ...did('b', among(11, 13), 10),
        ...did('b', [11], 90),
      ],
      ['a', 'b'].map((holder) => ({ holder, starts: ago(300), seats: 10 })),
    );
    const strict = { dimensions: [dimension({ key: 'breadth', measure: { kind: 'breadth' }, green: 0.61 })] };
    await adopt(context, { dimensions: [dimension({ key: 'breadth', measure: { kind: 'breadth' } })] });
    engines.clock.set(testNow + day);
    const preview = await run<Preview>(operations, context, 'health.preview', { template: strict });
    expect(preview).toMatchObject({
      total: 2,
      changed: 1,
      moves: [{ from: 'green', to: 'yellow', holders: 1 }],
      before: { green: 1, yellow: 1, red: 0, unknown: 0 },
      after: { green: 0, yellow: 2, red: 0, unknown: 0 },
    });
    expect(preview.verdict.en).toBe('With these settings, 1 of 2 accounts would change colour.');
    const moved = { kind: 'preview', template: strict, from: 'green', to: 'yellow' };
    expect(await people(context, moved)).toEqual(['a']);
    await expect(adopt(context, strict, 0)).rejects.toThrow(/health.changed_meanwhile/);
    await adopt(context, strict, 1);
    await adopt(context, strict, 2); // the same again makes no version
    const { current } = await run<{ current: { version: number } }>(
      operations,
      context,
      'health.template',
      {},
    );
    expect(current.version).toBe(2);
    later();
  });

  it('are refused with bounds the wrong way round, an event that never came, or an order that is none', async () => {
    const context = await told(engines, [], []);
    const measure = { kind: 'breadth' };
    await expect(
      adopt(context, { dimensions: [dimension({ measure, green: 0.3, yellow: 0.6 })] }),
    ).rejects.toThrow(/worse side/);
    await expect(
      adopt(context, {
        dimensions: [dimension({ measure: { kind: 'breadth', active: { event: 'vist' } } })],
      }),
    ).rejects.toMatchObject({
      code: 'insights.unknown_event',
      details: { field: 'dimensions[0].measure.active.event' },
    });
    await expect(board(context, { sort: 'wealth' })).rejects.toThrow(/health.no_such_order/);
    await expect(board(context, { version: 3 })).rejects.toThrow(/health.unknown_version/);
    await expect(of(context, 'nobody')).rejects.toThrow(/health.unknown_holder/);
    await expect(people(context, { kind: 'active', key: 'depth', holder: 'x' })).rejects.toThrow(
      /health.no_active_people/,
    );
    await expect(people(context, { kind: 'dimension', key: 'x', colour: 'red' })).rejects.toThrow(
      /health.no_such_dimension/,
    );
  });
});
