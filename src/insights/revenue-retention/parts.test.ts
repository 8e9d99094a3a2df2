import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as rateOperations } from '#src/customers/rates/index.ts';
import {
  type Apart,
  type Churn,
  type Movements,
  type MovementsRow,
  moves,
  operations,
} from '#src/insights/revenue/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { keepNumbers, keepVersions } from '../revenue/contracts.test-data.ts';
import { asOf, contract, numbers, setting, versionsOf } from '../revenue/histories.test-data.ts';
import { rates, tellTraits, ways } from '../revenue/told-apart.test-data.ts';
import { operations as keptOperations, type Retention } from './index.ts';

/** Random histories, told apart in every way, against the same question of all of them together. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const histories = fc.sample(fc.tuple(fc.array(contract, { minLength: 3, maxLength: 9 }), setting), {
  seed: 31,
  numRuns: process.env.PERDURE_LONG ? 40 : 2,
});

describe.each(histories.map(([contracts, counting], n) => ({ n, contracts, counting })))(
  'the parts make the whole, to the cent: history $n',
  ({ n, contracts, counting }) => {
    let context: Context;
    beforeAll(async () => {
      const workspace = await createTestWorkspace(engines);
      context = asking(engines, workspace);
      await keepVersions(engines.warehouse, workspace.number, versionsOf(contracts));
      await keepNumbers(engines.warehouse, workspace.number, numbers);
      await tellTraits(engines.warehouse, workspace.number);
      const now = engines.clock.now();
      engines.clock.set(Date.parse('2025-05-01T00:00:00Z')); // known at the question's instant
      await run(rateOperations, context, 'rates.import', { source: 'test', rates });
      engines.clock.set(now);
    });

    it.each(ways)(
      'by $name',
      async ({ by }) => {
        for (const currency of n % 2 === 0 ? [undefined] : ['EUR']) {
          const range = {
            from: '2025-01-01',
            to: '2025-05-31',
            asOf,
            counting,
            ...(currency && { currency }),
          };
          const period = (['week', 'month'] as const)[n % 2] ?? 'month';
          await movementsAddUp(context, { period, ...range }, by);
          await churnAddsUp(context, { period, ...range }, by);
          await retentionAddsUp(context, range, by);
        }
      },
      120_000,
    );
  },
);

async function movementsAddUp(context: Context, ask: object, by: Apart): Promise<void> {
  const all = await run<Movements>(operations, context, 'revenue.movements', ask);
  const apart = await run<Movements>(operations, context, 'revenue.movements', { ...ask, by });
  expect(apart.whole).toEqual(all.books);
  expect(all.whole).toEqual([]);
  const [largest] = apart.books;
  const last = largest?.rows.findLast(({ holders }) => holders.customer > 0);
  if (largest !== undefined && last !== undefined) {
    const { rows: _, ...book } = largest;
    const behind = { of: 'movements', ask: { ...ask, by }, book, period: last.period, which: 'end' };
    const listed = { behind, holders: 'customer' };
    const { total } = await run<{ total: number }>(operations, context, 'revenue.people', listed);
    expect(total).toBe(last.holders.customer);
  }
  for (const whole of all.books) {
    const parts = apart.books.filter(({ currency }) => currency === whole.currency);
    for (const [at, row] of whole.rows.entries()) {
      const own = parts.flatMap(({ rows }) => rows[at] ?? []);
      const sum = (of: (row: MovementsRow) => number) => own.reduce((total, one) => total + of(one), 0);
      const said = `${row.period} ${JSON.stringify(by)}`;
      for (const of of figures(by)) expect(sum(of), said).toBe(of(row));
      for (const one of own) {
        const moved = [...moves.map((move) => one[move].amount), one.rates].map(amountOf);
        expect(amountOf(one.start) + moved.reduce((total, amount) => total + amount, 0), said).toBe(
          amountOf(one.end),
        );
      }
      if (by === 'offer') continue;
      for (const kind of ['customer', 'account'] as const) {
        for (const move of moves)
          expect(
            sum((one) => one[move].holders?.[kind] ?? 0),
            said,
          ).toBe(row[move].holders?.[kind] ?? 0);
        if (!('currency' in ask))
          expect(
            sum((one) => one.holders[kind]),
            said,
          ).toBe(row.holders[kind]);
      }
    }
  }
}

/** What adds up: everything; of offers expansion and contraction only together. */
const figures = (by: Apart): ((row: MovementsRow) => number)[] => {
  const ends = [
    (row: MovementsRow) => amountOf(row.start),
    (row: MovementsRow) => amountOf(row.end),
    (row: MovementsRow) => amountOf(row.rates),
  ];
  const amount = (move: (typeof moves)[number]) => (row: MovementsRow) => amountOf(row[move].amount);
  if (by !== 'offer') return [...ends, ...moves.map(amount)];
  const net = (row: MovementsRow) => amountOf(row.expansion.amount) + amountOf(row.contraction.amount);
  return [...ends, ...(['new', 'churn', 'reactivation'] as const).map(amount), net];
};

async function churnAddsUp(context: Context, ask: object, by: Apart): Promise<void> {
  const all = await run<Churn>(operations, context, 'revenue.churn', ask);
  const { rows, parts } = await run<Churn>(operations, context, 'revenue.churn', { ...ask, by });
  expect(rows).toEqual(all.rows);
  for (const { rows: own, ...part } of parts)
    for (const which of ['start', 'lost'] as const) {
      const row = own.findLast((one) => one[which].customer > 0);
      if (row === undefined) continue;
      const behind = { of: 'churn', ask: { ...ask, by }, period: row.period, which, part };
      const listed = { behind, holders: 'customer' };
      const { total } = await run<{ total: number }>(operations, context, 'revenue.people', listed);
      expect(total).toBe(row[which].customer);
    }
  for (const [at, row] of rows.entries()) {
    const own = parts.flatMap((part) => part.rows[at] ?? []);
    for (const money of row.money) {
      const told = own.flatMap((one) => one.money.filter(({ currency }) => currency === money.currency));
      const sum = (of: 'start' | 'lost' | 'gained') =>
        told.reduce((total, one) => total + amountOf(one[of]), 0);
      expect(sum('start')).toBe(amountOf(money.start));
      if (by === 'offer') continue;
      expect([sum('lost'), sum('gained')]).toEqual([amountOf(money.lost), amountOf(money.gained)]);
    }
    for (const count of ['start', 'new', 'lost', 'lostOfStart', 'returned'] as const)
      for (const kind of ['customer', 'account'] as const) {
        const sum = own.reduce((total, one) => total + one[count][kind], 0);
        if (by === 'offer') expect(sum).toBeGreaterThanOrEqual(row[count][kind]);
        else expect(sum).toBe(row[count][kind]);
      }
  }
}

async function retentionAddsUp(context: Context, ask: object, by: Apart): Promise<void> {
  const all = await run<Retention>(keptOperations, context, 'revenue.retention', ask);
  const { books, parts } = await run<Retention>(keptOperations, context, 'revenue.retention', { ...ask, by });
  expect(books).toEqual(all.books);
  const [first] = parts;
  const month = first?.rows.findLast(({ there }) => there.customer > 0);
  if (first !== undefined && month !== undefined) {
    const { currency, rows: _, ...part } = first;
    const listed = {
      ask: { ...ask, by },
      currency,
      part,
      month: month.month,
      which: 'there',
      holders: 'customer',
    };
    const { total } = await run<{ total: number }>(
      keptOperations,
      context,
      'revenue.retention-people',
      listed,
    );
    expect(total).toBe(month.there.customer);
  }
  for (const whole of books)
    for (const [at, row] of whole.rows.entries()) {
      const own = parts
        .filter(({ currency }) => currency === whole.currency)
        .flatMap(({ rows }) => rows[at] ?? []);
      const sum = (of: 'start' | 'end') => own.reduce((total, one) => total + amountOf(one[of]), 0);
      expect(sum('start')).toBe(amountOf(row.start));
      if (by === 'offer') continue;
      expect(sum('end')).toBe(amountOf(row.end));
      for (const count of ['there', 'grown', 'same', 'shrunk', 'gone'] as const)
        for (const kind of ['customer', 'account'] as const)
          expect(own.reduce((total, one) => total + one[count][kind], 0)).toBe(row[count][kind]);
    }
}

const amountOf = (figure: { readonly known: boolean; readonly value?: number }): number =>
  figure.value ?? Number.NaN;
