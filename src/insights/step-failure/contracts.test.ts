import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as listing } from '#src/customers/contracts/index.ts';
import { asking, fill, run } from '#src/insights/testing/index.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { pageOf, RankingAsk, rankingOf } from './index.ts';
import { day, did, start } from './lives.test-data.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

describe('contracts', () => {
  /** Everybody opens on day 0, and some invite somebody the day after. */
  async function opened(customers: number, invited: readonly number[]): Promise<Context> {
    const context = asking(engines, await createTestWorkspace(engines));
    const all = Array.from({ length: customers }, (_, i) => i + 1);
    await fill(engines.warehouse, context.workspace, [
      ...all.map((customer) => did(customer, 0, 'opened')),
      ...invited.map((customer) => did(customer, 1, 'invited')),
    ]);
    for (const customer of all) {
      await engines.records.run(
        sql`insert into identities (workspace_id, kind, external_id, customer)
          values (${context.workspace.number}, 'user', ${`user-${customer}`}, ${customer})`,
      );
    }
    return context;
  }

  interface Held {
    readonly customer: number;
    /** One of its own unless told. */
    readonly contract?: string;
    readonly version?: number;
    /** Days from the start. */
    readonly begins?: number;
    readonly ends?: number | null;
    readonly effective?: number;
    readonly price?: number;
    readonly currency?: string;
    readonly period?: string;
  }
  async function hold({ workspace }: Context, held: readonly Held[]): Promise<void> {
    for (const [i, { customer, begins = 0, ends = null, effective = 0, ...told }] of held.entries()) {
      const { contract = `${i} of ${customer}`, version = 1 } = told;
      const { price = 1000, currency = 'EUR', period = 'month' } = told;
      await engines.records.run(sql`
        insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, price,
          currency, period, effective_at, recorded_at)
        values (${workspace.number}, ${contract}, ${version}, 'customer', ${`user-${customer}`}, 'club',
          ${new Date(start + begins * day)}, ${ends === null ? null : new Date(start + ends * day)}::timestamptz,
          ${price}, ${currency}, ${period}, ${new Date(start + effective * day)}, ${new Date(start)})`);
    }
  }

  const asked = RankingAsk.parse({
    of: {
      declared: {
        start: { event: 'opened' },
        steps: [{ name: 'invite', done: { event: 'invited' } }],
        windowDays: 7,
        departure: { kind: 'contract', to: 60 },
      },
    },
    from: '2025-03-01',
    to: '2025-03-10',
    worth: { by: 'contract' },
  });
  const ranked = (context: Context) => rankingOf(context, asked);

  it('tell departures and worth: the last one that ended, a year of what runs or ran last', async () => {
    const context = await opened(4, [3, 4]);
    // 1 ended on day 40; 2 ended on day 40 and has another contract; 3 ended on day 70, too late; 4 has none: not judged.
    await hold(context, [
      { customer: 1, ends: 40 },
      { customer: 2, ends: 40 },
      { customer: 2 },
      { customer: 3, ends: 70 },
    ]);
    const { left, steps } = await ranked(context);
    expect(left).toBe(1);
    expect(steps[0]).toMatchObject({ missed: { people: 2, left: 1 }, done: { people: 1, left: 0 } });
    // 12 × 10 € of the one that 1 had, and of the one of 2 that still runs
    expect(steps[0]?.money).toMatchObject({
      amount: { value: 240 },
      ofThoseWhoLeft: { value: 120 },
      currency: 'EUR',
      people: 2,
    });
  });

  it('are what one may leave: who never held one neither stays nor leaves, and is counted apart', async () => {
    // Of 60 the last 30 invite, 20 of them take a contract and 6 of those end it; who does not invite never takes one.
    const all = Array.from({ length: 60 }, (_, i) => i + 1);
    const context = await opened(60, all.slice(30));
    const bare = await ranked(context);
    expect(bare).toMatchObject({ started: 60, people: 0, withoutContract: 60, leftEarly: 0 });
    expect(bare.verdict).toEqual({
      fr: 'On ne peut rien conclure : partir, ici, est la fin d’un contrat, et 60 personnes n’en ont eu aucun qui commence d’ici là.',
      en: 'Nothing can be said: leaving, here, is the end of a contract, and 60 people held none that begins by then.',
    });
    await hold(
      context,
      all.slice(40).map((customer, i) => ({ customer, begins: 10, ends: i < 6 ? 40 : null })),
    );
    const { steps, verdict, definition, ...counted } = await ranked(context);
    expect(counted).toMatchObject({
      people: 20,
      left: 6,
      withoutContract: 40,
      notObservable: 0,
      leftEarly: 0,
    });
    expect(steps[0]).toMatchObject({ missed: { people: 0 }, done: { people: 20, left: 6 } });
    expect(verdict.fr).not.toContain('moins souvent'); // 0 of 30 against 6 of 30 was told as leaving less often
    expect(definition.fr).toContain('Qui n’a eu aucun contrat commencé d’ici là n’est ni resté ni parti');
    const without = { ask: asked, which: { kind: 'without_contract' as const }, limit: 100 };
    expect((await pageOf(context, without)).people.map(({ customer }) => customer)).toEqual(all.slice(0, 40));
    const whole = { ...without, which: { kind: 'counted' as const, outcome: 'any' as const } };
    expect((await pageOf(context, whole)).total).toBe(20);
  });

  it('count from the day they begin to the last day of the departure: on day 60 one may leave, on day 61 not any more', async () => {
    const context = await opened(3, [3]);
    await hold(context, [
      { customer: 1, begins: 60 },
      { customer: 2, begins: 61 },
      { customer: 3, begins: -40, ends: 3 },
    ]);
    expect(await ranked(context)).toMatchObject({ people: 1, withoutContract: 1, leftEarly: 1 });
  });

  it('are looked for by who holds them', async () => {
    const context = await opened(1, []);
    await hold(context, [{ customer: 1 }]);
    const heldBy = async (holderKind: 'customer' | 'account') =>
      (await run<{ contracts: unknown[] }>(listing, context, 'contracts.list', { holderKind, limit: 1 }))
        .contracts.length;
    expect([await heldBy('customer'), await heldBy('account')]).toEqual([1, 0]);
  });

  it('count once where they were renewed year by year, and all that ran last', async () => {
    const context = await opened(3, [3]);
    const year = { price: 100_00, period: 'year' };
    await hold(context, [
      ...[-3, -2, -1, 0, 1].map((at) => ({ customer: 1, begins: at * 365, ends: (at + 1) * 365, ...year })),
      { customer: 2, begins: -500, ends: 20, ...year },
      { customer: 2, begins: 0, ends: 40, ...year },
      { customer: 2, begins: 10, ends: 40, ...year },
      { customer: 2, begins: 40_000, ends: 50_000, ...year }, // begins in the next century
    ]);
    const { steps } = await ranked(context);
    // 100 € of a single year of 1; 200 € of the two that 2 had in the end.
    expect(steps[0]?.money).toMatchObject({ amount: { value: 300 }, people: 2 });
  });

  it('are read in all their versions: begun when the first one says, at the price that holds', async () => {
    const context = await opened(5, [5]);
    const own = (customer: number, versions: readonly Omit<Held, 'customer' | 'contract'>[]) =>
      versions.map((one, place) => ({ ...one, customer, contract: `of ${customer}`, version: place + 1 }));
    await hold(context, [
      // Renewed on day 65, when the billing told another start: they held a contract by day 60.
      ...own(1, [{ ends: 65 }, { begins: 65, effective: 65 }]),
      // Dearer since day 100, and dearer still from day 400 on, which is to come.
      ...own(2, [{}, { price: 2000, effective: 100 }, { price: 9000, effective: 400 }]),
      // The end of day 40 was put off before it came.
      ...own(3, [{ ends: 40 }, { ends: 90, effective: 30 }]),
      // Annulled before it began: never held.
      ...own(4, [{ begins: 10 }, { begins: 10, ends: 10, effective: 5 }]),
    ]);
    const { people, left, withoutContract, steps } = await ranked(context);
    expect({ people, left, withoutContract }).toEqual({ people: 3, left: 0, withoutContract: 2 });
    // A year at 10 €, at 20 €, and at the 10 € of the one that ran last.
    expect(steps[0]?.money).toMatchObject({ amount: { value: 120 + 240 + 120 }, people: 3 });
  });

  it('of others do not mix the currencies of those who missed a step', async () => {
    const context = await opened(3, [3]);
    await hold(context, [
      { customer: 1, currency: 'XOF' },
      { customer: 3, currency: 'USD' },
    ]);
    const money = async () => (await ranked(context)).steps[0]?.money;
    expect(await money()).toMatchObject({ amount: { value: 12_000 }, currency: 'XOF', people: 1 });
    await hold(context, [{ customer: 2, currency: 'EUR' }]);
    expect(await money()).toMatchObject({ amount: { why: 'mixed_currencies' }, currency: null });
  });

  it.each([
    ['XOF', 12_000], // no smaller unit than the franc
    ['TND', 12], // thousandths of a dinar
    ['EUR', 120],
  ])('are worth what the smallest unit of %s makes of them', async (currency, expected) => {
    const context = await opened(2, [2]);
    await hold(context, [{ customer: 1, currency }]);
    const { steps } = await ranked(context);
    expect(steps[0]?.money).toMatchObject({ amount: { value: expected }, currency });
  });
});
