import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as rateOperations } from '#src/customers/rates/index.ts';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { keepNumbers, keepVersions, type ToldVersion } from './contracts.test-data.ts';
import { type Churn, type Movements, type MovementsRow, moves, operations } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

/** Workspace `number` with these contracts; user ids are u1, u2 …, known by their numbers. */
async function sold(number: number, versions: readonly ToldVersion[]): Promise<Context> {
  const people = [...new Set(versions.filter(({ kind }) => kind !== 'account').map(({ holder }) => holder))];
  await keepVersions(engines.warehouse, number, versions);
  await keepNumbers(
    engines.warehouse,
    number,
    Object.fromEntries(people.map((id) => [id, Number(id.replace(/\D/g, '')) || 9])),
  );
  return asking(engines, paperWorkspace(number));
}

const movements = (context: Context, wishes: object = {}) =>
  run<Movements>(operations, context, 'revenue.movements', {
    period: 'month',
    from: '2025-06-01',
    to: '2025-06-30',
    ...wishes,
  });

const churn = (context: Context, wishes: object = {}) =>
  run<Churn>(operations, context, 'revenue.churn', {
    period: 'month',
    from: '2025-06-01',
    to: '2025-06-30',
    ...wishes,
  });

const figures = (row: MovementsRow | undefined) => ({
  start: row?.start.known && row.start.value,
  ...Object.fromEntries(moves.map((move) => [move, row?.[move].amount.known && row[move].amount.value])),
  end: row?.end.known && row.end.value,
});

const known = (value: number) => ({ known: true, value });
const [before, june] = ['2025-01-10', '2025-06-10'];

/** One holder of 100 that grows by 15, one that shrinks by 5, one of 8 that leaves, one that comes with 20, one that returns with 2. */
const fixture: readonly ToldVersion[] = [
  { holder: 'u1', starts: before, price: 7000 },
  { holder: 'u1', version: 2, starts: before, price: 8500, effective: june },
  { holder: 'u2', starts: before, price: 2200 },
  { holder: 'u2', version: 2, starts: before, price: 1700, effective: june },
  { holder: 'u3', starts: before, price: 800, ends: '2025-06-20' },
  { holder: 'u4', starts: '2025-06-05', price: 2000 },
  { holder: 'u5', contract: 'old', starts: before, ends: '2025-03-01', price: 200 },
  { holder: 'u5', contract: 'again', starts: '2025-06-07', price: 200 },
];

describe('recurring revenue', () => {
  it('starts at 100, +20 new, +15 expansion, −5 contraction, −8 churn, +2 reactivation, ends at 124', async () => {
    const context = await sold(101, fixture);
    const { books, verdict } = await movements(context);
    expect(books).toHaveLength(1);
    expect(figures(books[0]?.rows[0])).toEqual({
      start: 10_000,
      new: 2000,
      expansion: 1500,
      contraction: -500,
      churn: -800,
      reactivation: 200,
      end: 12_400,
    });
    // Quick ratio: (20 + 15) ÷ (5 + 8) = 2.69; with reactivation 37 ÷ 13 = 2.85.
    const row = books[0]?.rows[0];
    expect(row?.quickRatio.known && row.quickRatio.value.toFixed(2)).toBe('2.69');
    expect(row?.quickRatioWithReactivation.known && row.quickRatioWithReactivation.value.toFixed(2)).toBe(
      '2.85',
    );
    expect(verdict.fr.replace(/\s/g, ' ')).toBe(
      'Juin 2025 : 124 € de revenu récurrent mensuel à la fin, 24 € de plus qu’au début ; le plus grand mouvement : nouveaux (+20 €).',
    );
  });

  it('makes 166.67 of four yearly contracts billed 2,000 in all, exact until it is shown', async () => {
    const context = await sold(
      2,
      [1, 2, 3, 4].map((n) => ({ holder: `u${n}`, starts: '2025-06-02', price: 50_000, period: 'year' })),
    );
    const { books } = await movements(context);
    expect(figures(books[0]?.rows[0])).toMatchObject({ start: 0, new: 16_667, end: 16_667 });
  });

  it('takes a second contract for expansion, the end of one of two for contraction, of the last for churn', async () => {
    const context = await sold(103, [
      { holder: 'u1', contract: 'a', starts: before, ends: '2025-06-12' },
      { holder: 'u1', contract: 'b', starts: '2025-06-04', ends: '2025-06-20', price: 300 },
      { holder: 'u1', contract: 'c', starts: '2026-01-02', price: 700 },
    ]);
    const { books } = await movements(context, { to: '2026-01-31' });
    expect(figures(books[0]?.rows[0])).toMatchObject({
      expansion: 300,
      contraction: -1000,
      churn: -300,
      end: 0,
    });
    expect(figures(books[0]?.rows.at(-1))).toMatchObject({ reactivation: 700, new: 0 }); // any time after
  });

  it('takes the start of a discount for contraction and its end for expansion', async () => {
    const discounted = { discount: 400, discountEnds: '2025-06-25', effective: '2025-06-05' };
    const context = await sold(104, [
      { holder: 'u1', starts: before },
      { holder: 'u1', version: 2, starts: before, ...discounted },
    ]);
    const found = await movements(context);
    expect(figures(found.books[0]?.rows[0])).toMatchObject({ contraction: -400, expansion: 400, end: 1000 });
    const plain = await movements(context, { counting: { discounts: 'forever' } });
    expect(figures(plain.books[0]?.rows[0])).toMatchObject({ contraction: 0, expansion: 0 });
  });

  it('counts trials, free, paused and unpaid contracts as the settings say', async () => {
    const context = await sold(105, [
      { holder: 'u1', starts: '2025-06-02', trialEnds: '2025-07-02' },
      { holder: 'u2', starts: before, price: 0 },
      { holder: 'u3', starts: before, paused: '2025-06-10', resumes: '2025-07-10' },
      { holder: 'u4', starts: before, pastDue: '2025-06-01' },
    ]);
    const end = async (counting: object) => {
      const row = (await movements(context, { counting })).books[0]?.rows[0];
      return [row?.end.known && row.end.value, row?.holders.customer];
    };
    expect(await end({})).toEqual([1000, 1]); // the unpaid one
    expect(await end({ trials: true })).toEqual([2000, 2]);
    expect(await end({ free: true })).toEqual([1000, 2]);
    expect(await end({ paused: true })).toEqual([2000, 2]);
    expect(await end({ pastDueDays: 29 })).toEqual([0, 0]); // lost on 30 June
    expect(await end({ pastDueDays: 30 })).toEqual([1000, 1]); // on 1 July
  });

  it('never adds up currencies; turned into one at each day’s rate, what the rates made is a line of its own', async () => {
    const workspace = await createTestWorkspace(engines);
    const context = asking(engines, workspace);
    await keepVersions(engines.warehouse, workspace.number, [
      { holder: 'u1', starts: before, price: 1000 },
      { holder: 'u2', starts: before, price: 2000, currency: 'USD' },
      { holder: 'u3', starts: '2025-06-10', price: 1000, currency: 'USD' },
      { holder: 'u4', starts: '2025-06-10', price: 12_000, period: 'year', currency: 'JPY' },
    ]);
    const apart = await movements(context);
    expect(apart.books.map(({ currency }) => currency).sort()).toEqual(['EUR', 'JPY', 'USD']);
    const missing = await movements(context, { currency: 'EUR' });
    const none = { known: false, why: 'no_rate' };
    expect(missing.books[0]?.rows[0]).toMatchObject({
      start: none,
      new: { amount: none },
      rates: none,
      end: none,
    });
    const day = (of: string, from: string, rate: string) => ({ day: of, from, to: 'EUR', rate });
    await run(rateOperations, context, 'rates.import', {
      source: 'test',
      rates: [
        day('2025-01-10', 'USD', '1'),
        day('2025-05-31', 'USD', '0.90'),
        day('2025-06-10', 'USD', '0.92'),
        day('2025-06-10', 'JPY', '0.006'),
        day('2025-06-30', 'USD', '0.95'),
        { day: '2025-06-30', from: 'EUR', to: 'JPY', rate: '200' },
      ],
    });
    engines.clock.advance(1);
    const turned = await movements(context, { currency: 'EUR' });
    // Start: 10 € + 20 $ × 0.90 = 28 €. New: 10 $ × 0.92 + 1,000 ¥ × 0.006 = 9.20 + 6.00. End: 10 + 30 × 0.95 + 1,000 ÷ 200 = 43.50.
    expect(figures(turned.books[0]?.rows[0])).toMatchObject({ start: 2800, new: 1520, end: 4350 });
    expect(turned.books[0]?.rows[0]?.rates).toEqual(known(30)); // 43.50 − 28.00 − 15.20
    expect(turned.books).toHaveLength(1);
    // Told otherwise later, a rate does not change what was answered before; told the same again, it is the same.
    const then = new Date(engines.clock.now()).toISOString();
    engines.clock.advance(60_000);
    const corrected = [day('2025-06-30', 'USD', '1.05'), day('2025-06-10', 'USD', '0.920')];
    await run(rateOperations, context, 'rates.import', { source: 'corrected', rates: corrected });
    engines.clock.advance(1);
    expect((await movements(context, { currency: 'EUR', asOf: then })).books).toEqual(turned.books);
    const after = await movements(context, { currency: 'EUR' });
    expect(figures(after.books[0]?.rows[0])).toMatchObject({ start: 2800, new: 1520, end: 4650 }); // 30 $ × 1.05
    const listed = await run<{ rates: { source: string }[]; pairs: { from: string; days: number }[] }>(
      rateOperations,
      context,
      'rates.list',
      { from: 'USD' },
    );
    expect(listed.rates.map(({ source }) => source)).toEqual(['corrected', 'test', 'test', 'test']);
    expect(listed.pairs.find(({ from }) => from === 'USD')?.days).toBe(4);
  });

  it('knows only what was recorded before the question’s instant', async () => {
    const context = await sold(107, [
      { holder: 'u1', starts: before },
      { holder: 'u1', version: 2, starts: before, price: 5000, effective: june, recorded: '2025-09-01' },
    ]);
    const then = await movements(context, { asOf: '2025-08-01T00:00:00Z' });
    expect(figures(then.books[0]?.rows[0])).toMatchObject({ expansion: 0, end: 1000 });
    expect(figures((await movements(context)).books[0]?.rows[0])).toMatchObject({
      expansion: 4000,
      end: 5000,
    });
  });

  it('says what it does not count: no price, no currency, paid once, other holders', async () => {
    const context = await sold(108, [
      { holder: 'u1', starts: before, price: null },
      { holder: 'u2', starts: before, currency: '' },
      { holder: 'u3', starts: before, period: '' },
      { holder: 'acme', kind: 'account', starts: before },
    ]);
    await keepVersions(engines.warehouse, 108, [{ holder: 'unheard', starts: before }]);
    const all = await movements(context);
    expect(all.notCounted).toEqual({ noPrice: 1, noCurrency: 1, once: 1, unnamed: 1, otherHolders: 0 });
    expect(all.books[0]?.rows[0]).toMatchObject({ end: known(2000), holders: { customer: 0, account: 1 } });
    const accounts = await movements(context, { unit: 'account' });
    expect(accounts.notCounted.otherHolders).toBe(4);
    expect(figures(accounts.books[0]?.rows[0])).toMatchObject({ end: 1000 });
  });
});

/** 100 at the start, 25 new, 6 leave, one of them new: as the requirement tells it. */
const hundred: readonly ToldVersion[] = [
  ...Array.from({ length: 100 }, (_, i) => ({
    holder: `u${i + 1}`,
    starts: before,
    ...(i < 5 ? { ends: '2025-06-15' } : {}),
  })),
  ...Array.from({ length: 25 }, (_, i) => ({
    holder: `u${i + 101}`,
    starts: '2025-06-05',
    ...(i < 1 ? { ends: '2025-06-20' } : {}),
  })),
];

describe('churn', () => {
  it('is 4.8 % like Stripe, 6.0 % by the start, 5.0 % of the cohort of the start', async () => {
    const context = await sold(109, hundred);
    const rate = async (preset: string) => {
      const row = (await churn(context, { preset })).rows[0];
      return [row?.rate, row?.formula.en];
    };
    expect(await rate('stripe')).toEqual([known(6 / 125), '6 ÷ (100 + 25) = 4.8%']);
    expect(await rate('chartmogul')).toEqual([known(6 / 100), '6 ÷ 100 = 6.0%']);
    expect(await rate('profitwell')).toEqual([known(5 / 100), '5 ÷ 100 = 5.0%']);
    expect(await rate('baremetrics')).toEqual([known(6 / 100), '6 ÷ 100 = 6.0%']); // 1 to 30 June are its 30 days
    const { rows, verdict } = await churn(context);
    expect(rows[0]).toMatchObject({
      start: { customer: 100 },
      new: { customer: 25 },
      lost: { customer: 6 },
      lostOfStart: { customer: 5 },
      startBased: known(0.06),
      startAndNew: known(0.048),
      startCohort: known(0.05),
    });
    expect(verdict.en).toBe('June 2025: 5.0% churn (5 ÷ 100 = 5.0%).');
  });

  it('is 5 % gross and 3 % net where 5 of 100 end and 2 return', async () => {
    const context = await sold(110, [
      ...hundred.slice(0, 100),
      { holder: 'u1', contract: 'again', starts: '2025-06-25' },
      { holder: 'u200', contract: 'left', starts: before, ends: '2025-04-01' },
      { holder: 'u200', contract: 'again', starts: '2025-06-08' },
    ]);
    const { rows } = await churn(context);
    expect(rows[0]).toMatchObject({ rate: known(0.05), returned: { customer: 2 }, net: known(0.03) });
  });

  it('is recognised when the end is asked for, when it comes, or when what is paid for is over', async () => {
    const context = await sold(111, [
      { holder: 'u1', starts: before },
      {
        holder: 'u1',
        version: 2,
        starts: before,
        cancelled: '2025-06-10',
        ends: '2025-07-10',
        paidThrough: '2025-08-10',
        effective: '2025-07-10',
      },
      { holder: 'u2', starts: before },
    ]);
    const lostIn = async (ends: string) =>
      (await churn(context, { to: '2025-08-31', counting: { ends } })).rows.map(({ lost }) => lost.customer);
    expect(await lostIn('scheduled')).toEqual([1, 0, 0]);
    expect(await lostIn('ended')).toEqual([0, 1, 0]);
    expect(await lostIn('paid')).toEqual([0, 0, 1]);
  });

  it('takes a renewal on the day after the end for no departure', async () => {
    const context = await sold(112, [
      { holder: 'u1', contract: 'a', starts: before, ends: '2025-06-09T22:00:00Z' },
      { holder: 'u1', contract: 'b', starts: '2025-06-10T22:00:00Z', price: 1200 },
    ]);
    const [row] = (await movements(context)).books[0]?.rows ?? [];
    expect(figures(row)).toMatchObject({ churn: 0, reactivation: 0, expansion: 200 });
    const strict = await movements(context, { counting: { gapDays: 0 } });
    expect(figures(strict.books[0]?.rows[0])).toMatchObject({ churn: -1000, reactivation: 1200 });
  });

  it('tells money beside heads: gross and net of the fixture are 13 % and −4 %', async () => {
    const context = asking(engines, paperWorkspace(101));
    const [money] = (await churn(context)).rows[0]?.money ?? [];
    // Lost 5 + 8 = 13 of 100; gained 15 + 2 = 17.
    expect(money).toEqual({
      currency: 'EUR',
      start: known(10_000),
      lost: known(1300),
      gained: known(1700),
      gross: known(0.13),
      net: known(-0.04),
    });
  });
});
