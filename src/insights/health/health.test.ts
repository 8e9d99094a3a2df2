import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as offerOperations } from '#src/customers/offers/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import { fill } from '../../../test/filling.ts';
import { holdContracts, type ToldContract } from '../health-measures/contracts.test-data.ts';
import { type Board, type BoardAskInput, type OfAnswer, operations, type Preview } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());

const day = 86_400_000;
/** So many days before now, at noon. */
const ago = (days: number) => testNow - days * day;

/** A workspace that counts accounts, with what happened and what was agreed. */
async function told(
  events: readonly ToldEvent[],
  contracts: readonly ToldContract[],
  wishes: object = {},
): Promise<Context> {
  const context = asking(engines, await createTestWorkspace(engines, { countingUnit: 'account', ...wishes }));
  await fill(engines.warehouse, context.workspace, [
    // Every event has been sent for long: what does not come did not happen.
    ...['visit', 'api called', 'sso used', 'exported', 'invoiced', 'ticket'].map((event) => ({
      customer: 9_999,
      at: ago(390),
      account: 'somebody long ago',
      event,
      properties: { client: 'c0', minutes: 1 },
    })),
    ...events,
  ]);
  if (contracts.length > 0) await holdContracts(engines.warehouse, context.workspace, contracts);
  return context;
}

/** Each of some people of an account did an event, so many days ago. */
const did = (
  account: string,
  people: readonly number[],
  days: number,
  event = 'visit',
  properties = {},
): ToldEvent[] => people.map((customer) => ({ customer, at: ago(days), event, account, properties }));

const among = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const board = (context: Context, asked: BoardAskInput = {}) =>
  run<Board>(operations, context, 'health.board', asked);
const of = (context: Context, holder: string, asked: object = {}) =>
  run<OfAnswer>(operations, context, 'health.of', { holder, ...asked });
const people = async (context: Context, which: object, ask: object = {}) => {
  const page = await run<{ total: number; people: { id: string; customer: number | null }[] }>(
    operations,
    context,
    'health.people',
    { ask, which },
  );
  expect(page.people).toHaveLength(page.total);
  return page.people.map(({ id }) => id).sort();
};
const adopt = (context: Context, template: object, basedOn = 0) =>
  run(operations, context, 'health.adopt', { basedOn, template });

/** An offer with two features that set it apart, and one that does not. */
const pro = (context: Context, wishes: object = {}) =>
  run(offerOperations, context, 'offers.create', {
    name: 'pro',
    kind: 'continuous',
    terms: {
      entitlements: [
        { key: 'api', name: 'API', match: { event: 'api called' }, differentiating: true, weight: 3 },
        { key: 'sso', name: 'SSO', match: { event: 'sso used' }, differentiating: true, weight: 1 },
        { key: 'export', name: 'Export', match: { event: 'exported' }, differentiating: false, weight: 100 },
      ],
      ...wishes,
    },
  });

/** Offers are declared before what is asked about them. */
const later = () => engines.clock.set(testNow);
const before = () => engines.clock.set(ago(380));

const dimension = (wishes: object) => ({ key: 'one', days: 30, green: 0.6, yellow: 0.3, ...wishes });

describe('the three usages (H04, H05)', () => {
  let context: Context;
  beforeAll(async () => {
    context = await told(
      [
        ...did('acme', [1], 90),
        ...did('acme', among(1, 6), 10),
        ...did('acme', [1], 5, 'api called'),
        ...did('acme', [2], 5, 'exported'),
        ...did('acme', [3], 31, 'sso used'),
        ...did('other', among(101, 102), 400),
        ...did('other', [101], 3, 'api called'),
        ...did('other', [101], 2, 'sso used'),
      ],
      [
        { holder: 'acme', starts: ago(300), seats: 10 },
        { holder: 'other', starts: ago(300), seats: 10 },
        { holder: 'ghost', starts: ago(300), seats: 5 },
      ],
    );
    before();
    await pro(context);
    later();
  });

  it('10 seats bought and 6 active people make a breadth of 60 %: green, as the bound is green', async () => {
    const { row } = await of(context, 'acme');
    const breadth = row.dimensions.find(({ key }) => key === 'breadth');
    expect(breadth).toMatchObject({ now: { known: true, value: 0.6 }, colour: 'green' });
    expect(breadth?.parts).toEqual([
      { name: 'active_people', now: 6, before: 1 },
      { name: 'seats', now: 10, before: null },
    ]);
    const behind = { kind: 'active', key: 'breadth', holder: 'acme' };
    expect(await people(context, behind)).toHaveLength(6);
  });

  it('weighs only the features that set the offer apart: API 3 of API 3 and SSO 1 is 75 %, whatever the export', async () => {
    const { row, features } = await of(context, 'acme');
    expect(row.dimensions.find(({ key }) => key === 'depth')).toMatchObject({
      now: { known: true, value: 0.75 },
      colour: 'green',
      parts: [
        { name: 'features_used', now: 1, before: 1 },
        { name: 'features_paid', now: 2, before: null },
      ],
    });
    expect(features).toEqual([
      { key: 'api', name: 'API', weight: 3, used: true },
      { key: 'sso', name: 'SSO', weight: 1, used: false },
    ]);
  });

  it('shows the red dimension beside the score: depth green, breadth red', async () => {
    const found = await board(context, { sort: 'name' });
    const other = found.rows.find(({ holder }) => holder.id === 'other');
    expect(other).toMatchObject({ score: 50, colour: 'yellow', red: ['breadth'] });
    expect(other?.dimensions.map(({ colour }) => colour)).toEqual(['green', 'red', null]);
    expect(found).toMatchObject({ total: 3, anyRed: 1, hiddenRed: 1, unseen: 1 });
    expect(await people(context, { kind: 'hidden_red' })).toEqual(['other']);
    expect(await people(context, { kind: 'unseen' })).toEqual(['ghost']);
  });

  it('says what it does not know and counts it as nothing: no event ever, no client’s client chosen', async () => {
    const { row, verdict } = await of(context, 'ghost');
    expect(row).toMatchObject({ score: null, colour: null, coverage: 0 });
    expect(row.dimensions.map(({ now }) => (now.known ? now.value : now.why))).toEqual([
      'no_events',
      'no_events',
      'not_set_up',
    ]);
    expect(verdict.en).toContain('We cannot say yet');
    const acme = await of(context, 'acme');
    expect(acme.row.coverage).toBeCloseTo(2 / 3);
    expect(acme.row.score).toBe(100);
  });

  it('has as many behind each number as the number says', async () => {
    const found = await board(context);
    for (const colour of ['green', 'yellow', 'red', null] as const) {
      const own = await people(context, { kind: 'overall', colour });
      expect(own).toHaveLength(found.overall[colour ?? 'unknown']);
      for (const { key, tally } of found.dimensions) {
        expect(await people(context, { kind: 'dimension', key, colour })).toHaveLength(
          tally[colour ?? 'unknown'],
        );
      }
    }
    expect(await people(context, { kind: 'improving' })).toHaveLength(found.improving);
  });
});

describe('a change of use (H07, M09)', () => {
  const templated = { key: 'one', days: 30 };

  it('marks improving whose reach alone is up by 30 %, and not by 9 %; a tenth is the least', async () => {
    const clients = (account: string, count: number, days: number) =>
      among(1, count).flatMap((client) =>
        did(account, [1], days, 'invoiced', { client: `${account} ${client}` }),
      );
    const context = await told(
      [
        ...['up', 'little', 'tenth'].flatMap((account) => did(account, [1, 2], 80)),
        ...['up', 'little', 'tenth'].flatMap((account) => [
          ...did(account, [1, 2], 40),
          ...did(account, [1, 2], 10),
        ]),
        ...clients('up', 10, 45),
        ...clients('up', 13, 15),
        ...clients('little', 100, 45),
        ...clients('little', 109, 15),
        ...clients('tenth', 10, 45),
        ...clients('tenth', 11, 15),
      ],
      ['up', 'little', 'tenth'].map((holder) => ({ holder, starts: ago(300), seats: 10 })),
    );
    before();
    const reach = { kind: 'reach', match: { event: 'invoiced' }, property: 'client' };
    await adopt(context, {
      dimensions: [
        dimension({ key: 'breadth', measure: { kind: 'breadth' } }),
        dimension({ key: 'reach', measure: reach, judges: 'change', green: -0.1, yellow: -0.3 }),
      ],
    });
    later();
    const found = await board(context, { sort: 'name' });
    const looked = Object.fromEntries(
      found.rows.map(({ holder, improving, dimensions }) => [holder.id, { improving, reach: dimensions[1] }]),
    );
    expect(looked.up).toMatchObject({
      improving: true,
      reach: { now: { value: 13 }, before: { value: 10 }, trend: 'better', colour: 'green' },
    });
    expect(looked.up?.reach?.change).toEqual({ known: true, value: 0.3 });
    expect(looked.little).toMatchObject({ improving: false, reach: { trend: 'same' } });
    expect(looked.tenth).toMatchObject({ improving: true });
    expect(await people(context, { kind: 'improving' })).toEqual(['tenth', 'up']);
  });

  it('takes silence of tickets together with half the use for a risk, not for health', async () => {
    const tickets = (account: string, count: number, days: number) =>
      among(1, count).flatMap(() => did(account, [1], days, 'ticket'));
    const visits = (account: string, count: number, days: number) =>
      among(1, count).flatMap((person) => did(account, [person], days));
    const context = await told(
      [
        ...['silent', 'steady', 'less', 'few', 'spike'].flatMap((account) => did(account, [1], 80)),
        ...tickets('silent', 5, 45),
        ...visits('silent', 10, 45),
        ...visits('silent', 5, 15), // −50 %
        ...tickets('steady', 5, 45),
        ...visits('steady', 10, 45),
        ...visits('steady', 10, 15), // 0 tickets, use as before
        ...tickets('less', 5, 45),
        ...visits('less', 10, 45),
        ...visits('less', 6, 15), // −40 %
        ...tickets('few', 2, 45),
        ...visits('few', 10, 45),
        ...visits('few', 5, 15), // 2 before: no habit of asking
        ...visits('spike', 10, 45),
        ...visits('spike', 10, 15),
        ...tickets('spike', 15, 15), // 1.5 each
      ],
      ['silent', 'steady', 'less', 'few', 'spike'].map((holder) => ({ holder, starts: ago(300) })),
    );
    before();
    const measure = { kind: 'tickets', match: { event: 'ticket' }, active: { event: 'visit' } };
    await adopt(context, { dimensions: [{ ...templated, measure, better: 'lower', green: 0.5, yellow: 1 }] });
    later();
    const found = await board(context, { sort: 'name' });
    const colours = Object.fromEntries(
      found.rows.map(({ holder, colour, dimensions }) => [holder.id, [colour, dimensions[0]?.silent]]),
    );
    expect(colours).toEqual({
      few: ['green', false],
      less: ['green', false],
      silent: ['red', true],
      spike: ['red', false],
      steady: ['green', false],
    });
  });
});

describe('value per euro (H06)', () => {
  it('is lower for 1,000 € than for 100 € of the same use, and not told of who pays nothing', async () => {
    const accounts = among(1, 8).map((i) => `a${i}`);
    const context = await told(
      accounts.flatMap((account, i) =>
        did(account, among(100 * i + 1, 100 * i + 5), 10).concat(did(account, [100 * i + 1], 80)),
      ),
      accounts.map((holder, i) => ({
        holder,
        starts: ago(300),
        seats: 10,
        price: i === 0 ? 10_000 : i === 1 ? 100_000 : i === 2 ? 0 : 30_000,
      })),
    );
    const { rows } = await board(context, { sort: 'name' });
    const perEuro = rows.map(({ dimensions }) => dimensions[1]?.perEuro);
    expect(perEuro[0]).toMatchObject({ known: true, value: { value: 0.5 / 100, band: { holders: 7 } } });
    expect(perEuro[1]).toMatchObject({ known: true, value: { value: 0.5 / 1000 } });
    expect(perEuro[2]).toEqual({ known: false, why: 'free' });
    // Of seven, one is above with five below and itself: (6 + ½) ÷ 7; the dearest has nobody below: ½ ÷ 7.
    expect(perEuro[0]).toMatchObject({ value: { percentile: { known: true, value: 6.5 / 7 } } });
    expect(perEuro[1]).toMatchObject({ value: { percentile: { known: true, value: 0.5 / 7 } } });
  });
});

describe('contracts behind health', () => {
  it('add seats and prices, leave out paused and unpriced ones, and say why a price is not known', async () => {
    const holders = ['two', 'mixed', 'paused', 'unpriced', 'yearly', 'trial', 'ended', 'zero'];
    const context = await told(
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
    const context = await told([], []);
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
