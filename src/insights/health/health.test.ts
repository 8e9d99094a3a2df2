import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as offers } from '#src/customers/offers/index.ts';
import { run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { adopt, ago, among, board, did, dimension, of, people, pro, told } from './accounts.test-data.ts';
import { operations, type Summary } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());

/** Offers and templates are declared before what is asked about them. */
const later = () => engines.clock.set(testNow);
const before = () => engines.clock.set(ago(380));

describe('the three usages (H04, H05)', () => {
  let context: Context;
  beforeAll(async () => {
    context = await told(
      engines,
      [
        ...did('acme', [1], 90),
        ...did('acme', among(1, 6), 10),
        ...did('acme', [1], 5, 'api called'),
        ...did('acme', [2], 5, 'exported'),
        ...did('acme', [3], 31, 'sso used'),
        { customer: 1, at: ago(90), type: 'group', event: '', account: 'acme', traits: { name: 'Zénith' } },
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

  it('has a feature that two offers sell, each by an event of its own, as used where either event came', async () => {
    const two = await told(
      engines,
      [...did('acme', [1], 90), ...did('acme', [1], 5, 'api called')],
      [
        { holder: 'acme', starts: ago(300), offer: 'one' },
        { holder: 'acme', starts: ago(300), offer: 'two', contract: 'second' },
      ],
    );
    before();
    for (const [name, event] of [
      ['one', 'api called'],
      ['two', 'sso used'],
    ] as const) {
      const feature = { key: 'api', name: 'API', match: { event }, differentiating: true, weight: 3 };
      await run(offers, two, 'offers.create', {
        name,
        kind: 'continuous',
        terms: { entitlements: [feature] },
      });
    }
    later();
    const { row, features } = await of(two, 'acme');
    expect(row.dimensions.find(({ key }) => key === 'depth')?.now).toEqual({ known: true, value: 1 });
    expect(features).toEqual([{ key: 'api', name: 'API', weight: 3, used: true }]);
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

  it('calls accounts by their name, and finds and sorts them by it', async () => {
    expect((await of(context, 'acme')).row.holder).toMatchObject({ id: 'acme', name: 'Zénith' });
    const named = async (asked: object) =>
      (await board(context, asked)).rows.map(({ holder: { id, name } }) => [id, name]);
    expect(await named({ sort: 'name' })).toEqual([
      ['ghost', null],
      ['other', null],
      ['acme', 'Zénith'],
    ]);
    expect(await named({ search: 'zéni' })).toEqual([['acme', 'Zénith']]);
    expect(await named({ search: 'acm' })).toEqual([['acme', 'Zénith']]);
    const page = await run<{ people: { name: string | null }[] }>(operations, context, 'health.people', {
      ask: {},
      which: { kind: 'dimension', key: 'breadth', colour: 'green' },
    });
    expect(page.people.map(({ name }) => name)).toEqual(['Zénith']);
  });

  it('is told without anybody’s name too: as many of each colour as on the board', async () => {
    const whole = await board(context, {});
    const summary = await run<Summary>(operations, context, 'health.summary', {});
    const { rows: _rows, next: _next, shown: _shown, template, dimensions, ...counts } = whole;
    expect(summary).toEqual({
      ...counts,
      version: template.version,
      dimensions: [
        { key: 'depth', name: { fr: 'Profondeur', en: 'Depth' }, tally: dimensions[0]?.tally },
        { key: 'breadth', name: { fr: 'Étendue', en: 'Breadth' }, tally: dimensions[1]?.tally },
        { key: 'reach', name: { fr: 'Portée', en: 'Reach' }, tally: dimensions[2]?.tally },
      ],
    });
    expect(JSON.stringify(summary)).not.toMatch(/acme|ghost/);
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
      engines,
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
      engines,
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
      engines,
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
