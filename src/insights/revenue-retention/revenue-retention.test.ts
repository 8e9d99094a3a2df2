import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as rateOperations } from '#src/customers/rates/index.ts';
import { type Movements, operations as revenueOperations } from '#src/insights/revenue/index.ts';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { keepNumbers, keepVersions, type ToldVersion } from '../revenue/contracts.test-data.ts';
import { type Cohorts, operations, type Retention, type Upsell } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

async function sold(number: number, versions: readonly ToldVersion[]): Promise<Context> {
  await keepVersions(engines.warehouse, number, versions);
  const people = [...new Set(versions.map(({ holder }) => holder))];
  await keepNumbers(
    engines.warehouse,
    number,
    Object.fromEntries(people.map((id) => [id, Number(id.slice(1))])),
  );
  return asking(engines, paperWorkspace(number));
}

const june = { from: '2025-06-01', to: '2025-06-30' };
const [before, within] = ['2025-01-10', '2025-06-10'];
const known = (value: number) => ({ known: true, value });
const ask = <T>(context: Context, name: string, wishes: object = {}) =>
  run<T>(operations, context, name, { ...june, ...wishes });

const total = async (context: Context, name: string, asked: object) =>
  (await run<{ total: number }>(operations, context, name, asked)).total;

describe('revenue that stays', () => {
  let context: Context;
  beforeAll(async () => {
    context = await sold(101, [
      { holder: 'u1', starts: before, price: 7000 },
      { holder: 'u1', version: 2, starts: before, price: 8500, effective: within },
      { holder: 'u2', starts: before, price: 2200 },
      { holder: 'u2', version: 2, starts: before, price: 1700, effective: within },
      { holder: 'u3', starts: before, price: 800, ends: '2025-06-20' },
      { holder: 'u4', starts: '2025-06-05', price: 2000 },
      { holder: 'u5', contract: 'old', starts: before, ends: '2025-03-01', price: 200 },
      { holder: 'u5', contract: 'again', starts: '2025-06-07', price: 200 },
    ]);
  });

  it('is 102 % with expansion (NRR) and 87 % without (GRR): of 100, +15, −5, −8; new and returned count in neither', async () => {
    const { books, verdict } = await ask<Retention>(context, 'revenue.retention');
    const row = books[0]?.rows[0];
    expect(row).toMatchObject({
      start: known(10_000),
      end: known(10_200),
      nrr: known(1.02),
      grr: known(0.87),
    });
    expect(verdict.en).toContain('87% is left without expansion (GRR) and 102% with it (NRR)');
    for (const which of ['there', 'grown', 'same', 'shrunk', 'gone'] as const) {
      const asked = { ask: june, currency: 'EUR', month: '2025-06-01', which };
      expect(await total(context, 'revenue.retention-people', asked), which).toBe(row?.[which].customer);
    }
    expect([row?.there, row?.grown, row?.shrunk, row?.gone].map((one) => one?.customer)).toEqual([
      3, 1, 1, 1,
    ]);
  });

  it('over a year holds December against the December before, which is not the product of the months', async () => {
    const yearly = await sold(102, [
      { holder: 'u1', starts: '2023-06-01', price: 1000 },
      { holder: 'u2', starts: '2023-06-01', price: 1000, ends: '2024-06-15' },
      { holder: 'u3', starts: '2024-03-01', price: 3000, ends: '2024-09-01' },
    ]);
    const december = { from: '2024-12-01', to: '2024-12-31', over: 'year' };
    const { books } = await ask<Retention>(yearly, 'revenue.retention', december);
    // Of 2,000 in December 2023, 1,000 in December 2024; the customer of 3,000 came and left between.
    expect(books[0]?.rows[0]).toMatchObject({
      start: known(2000),
      end: known(1000),
      nrr: known(0.5),
      grr: known(0.5),
    });
  });

  it('keeps each cohort by the month of its first contract, those who returned in theirs', async () => {
    const asked = { from: '2025-01-01', to: '2025-06-30', asOf: '2025-07-01T00:00:00Z' };
    const { books } = await ask<Cohorts>(context, 'revenue.cohorts', asked);
    const [january, fresh] = books[0]?.rows ?? [];
    // January: 70 + 22 + 8 + 2 = 102; without the 2 from March on; in June 85 + 17 + 2 = 104.
    expect(january?.cells.slice(0, 6).map(({ amount }) => amount.known && amount.value)).toEqual([
      10_200, 10_200, 10_000, 10_000, 10_000, 10_400,
    ]);
    expect(january?.cells.map(({ holders }) => holders.customer).slice(0, 6)).toEqual([4, 4, 3, 3, 3, 3]);
    expect(fresh?.month).toBe('2025-06-01');
    const people = (at: number) =>
      total(context, 'revenue.cohort-people', { ask: asked, currency: 'EUR', month: '2025-01-01', at });
    expect([await people(0), await people(2), await people(5)]).toEqual([4, 3, 3]);
    await expect(people(7)).rejects.toMatchObject({ code: 'insights.no_such_period' });
  });

  it('keeps and loses nobody by rates: both ends are told at those of the start', async () => {
    const workspace = await createTestWorkspace(engines);
    const dollars = asking(engines, workspace);
    await keepVersions(engines.warehouse, workspace.number, [
      { holder: 'u1', starts: before, price: 1000, currency: 'USD' },
      { holder: 'u2', starts: before, price: 1000 },
    ]);
    const euros = { currency: 'EUR' };
    const none = { known: false, why: 'no_rate' };
    expect((await ask<Retention>(dollars, 'revenue.retention', euros)).books[0]?.rows[0]).toMatchObject({
      nrr: none,
    });
    await run(rateOperations, dollars, 'rates.import', {
      source: 'test',
      rates: [
        { day: '2025-05-30', from: 'USD', to: 'EUR', rate: '0.9' },
        { day: '2025-06-30', from: 'USD', to: 'EUR', rate: '0.5' },
      ],
    });
    engines.clock.advance(1);
    expect((await ask<Retention>(dollars, 'revenue.retention', euros)).books[0]?.rows[0]).toMatchObject({
      start: known(1900),
      nrr: known(1),
      grr: known(1),
    });
  });
});

describe('upsell and cross-sell', () => {
  it('split expansion whole: more of the same, another offer in its place, another beside', async () => {
    const context = await sold(103, [
      { holder: 'u1', starts: before, price: 1000 },
      { holder: 'u1', version: 2, starts: before, price: 1400, effective: within }, // +4 more of it
      { holder: 'u2', contract: 'a', starts: before, price: 1000, offer: 'Silver', ends: '2025-06-12' },
      { holder: 'u2', contract: 'b', starts: '2025-06-12', price: 3000 }, // Silver 10 gives way to Gold 30: +20
      { holder: 'u3', starts: before, price: 1000 },
      { holder: 'u3', contract: 'pool', offer: 'Pool', starts: '2025-06-15', price: 500 }, // +5 beside
      { holder: 'u4', starts: '2025-06-15', price: 900 }, // new: no expansion
    ]);
    const { books, verdict } = await ask<Upsell>(context, 'revenue.upsell');
    const row = books[0]?.rows[0];
    expect(row).toMatchObject({
      more: { amount: known(400), holders: { customer: 1 } },
      changed: { amount: known(2000), holders: { customer: 1 } },
      added: { amount: known(500), holders: { customer: 1 } },
      expansion: known(2900),
    });
    expect(verdict.en).toContain('€5 cross-sell');
    const movements = await run<Movements>(revenueOperations, context, 'revenue.movements', june);
    expect(movements.books[0]?.rows[0]?.expansion.amount).toEqual(known(2900));
    for (const which of ['more', 'changed', 'added']) {
      const asked = { ask: june, currency: 'EUR', month: '2025-06-01', which };
      expect(await total(context, 'revenue.upsell-people', asked)).toBe(1);
    }
  });
});
