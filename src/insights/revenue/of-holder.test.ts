import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as rateOperations } from '#src/customers/rates/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { type Book, partName } from './ask.ts';
import { keepNumbers, keepVersions } from './contracts.test-data.ts';
import { asOf, contract, numbers, setting, versionsOf } from './histories.test-data.ts';
import { type HolderMovements, type Movements, moves, operations } from './index.ts';
import { type RowAmounts, shownAlone, shownTogether } from './shown.ts';
import { rates, tellTraits, ways } from './told-apart.test-data.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const holders = [
  { kind: 'customer', customer: 1 },
  { kind: 'customer', customer: 2 },
  { kind: 'customer', customer: 3 },
  { kind: 'account', account: 'acme' },
];

const range = { from: '2025-01-01', to: '2025-05-31' };
const nameOf = (book: Book): string => `${book.currency} ${partName(book)}`;

const toldOf = async (context: Context, ask: object, among = holders): Promise<HolderMovements[]> =>
  Promise.all(
    among.map((holder) =>
      run<HolderMovements>(operations, context, 'revenue.movements-of', { holder, ...ask }),
    ),
  );

/** The sums over holders by (book, day, movement), and what is there at a day's beginning and end. */
function summed(told: readonly HolderMovements[], book: Book): Map<string, RowAmounts> {
  const own = told.flatMap(({ books }) => books.filter((one) => nameOf(one) === nameOf(book)));
  const sum = (amounts: readonly (string | null)[]) =>
    amounts.reduce((total, one) => total + BigInt(one ?? 'unknown'), 0n);
  let held = sum(own.map(({ exactStart }) => exactStart));
  const days = [...new Set(own.flatMap(({ movements }) => movements.map(({ day }) => day)))].sort();
  const rows = days.map((day): [string, RowAmounts] => {
    const today = own.flatMap(({ movements }) => movements.filter((one) => one.day === day));
    const moved = moves.map((move) =>
      sum(today.filter((one) => one.move === move).map(({ exact }) => exact)),
    );
    const start = held;
    held += moved.reduce((total, one) => total + one, 0n);
    return [day, { start, moved: [...moved, 0n], end: held }];
  });
  expect(sum(own.map(({ exactEnd }) => exactEnd))).toBe(held);
  return new Map(rows);
}

const amountsOf = (row: Movements['books'][number]['rows'][number]): RowAmounts => {
  const said = (figure: { readonly known: boolean; readonly value?: number }) =>
    BigInt(figure.value ?? Number.NaN);
  return {
    start: said(row.start),
    moved: [...moves.map((move) => said(row[move].amount)), said(row.rates)],
    end: said(row.end),
  };
};

/** Each day of each book of the whole is what its holders' movements come to, rounded once. */
function expectSums(told: readonly HolderMovements[], books: Movements['books']): void {
  for (const book of books) {
    const days = summed(told, book);
    for (const row of book.rows) {
      const exact = days.get(row.period);
      const some = moves.some((move) => row[move].amount.known && row[move].amount.value !== 0);
      if (exact === undefined) expect(some, `${row.period} ${nameOf(book)}`).toBe(false);
      else expect(amountsOf(row), `${row.period} ${nameOf(book)}`).toEqual(shownAlone(exact, 12n));
    }
    expect([...days.keys()].filter((day) => !book.rows.some(({ period }) => period === day))).toEqual([]);
  }
}

/** The same of the parts of a whole, whose figures are rounded together. */
function expectParts(told: readonly HolderMovements[], { books, whole }: Movements, among: number[][]): void {
  for (const { currency, rows } of whole) {
    const own = books.filter((book) => book.currency === currency);
    const days = own.map((book) => summed(told, book));
    for (const [n, row] of rows.entries()) {
      const exact = days.map((one) => one.get(row.period));
      if (exact.every((one) => one === undefined)) continue;
      const still = (at: number) => {
        const before = [...(days[at] ?? [])].filter(([day]) => day < row.period).at(-1)?.[1].end ?? 0n;
        return { start: before, moved: [...moves, 'rates'].map(() => 0n), end: before };
      };
      const shown = shownTogether(
        exact.map((one, at) => one ?? still(at)),
        amountsOf(row),
        { parts: 12n, among },
      );
      for (const [at, book] of own.entries()) {
        const figures = book.rows[n];
        for (const [i, amount] of (shown[at]?.moved ?? []).entries()) {
          const said = figures && amountsOf(figures).moved[i];
          // Parts are rounded in an order of their own: each is within a smallest unit, all of them come to the whole.
          expect(
            Math.abs(Number((said ?? 0n) - amount)),
            `${row.period} ${nameOf(book)}`,
          ).toBeLessThanOrEqual(1);
        }
      }
    }
  }
}

const histories = fc.sample(fc.tuple(fc.array(contract, { minLength: 3, maxLength: 9 }), setting), {
  seed: 47,
  numRuns: process.env.PERDURE_LONG ? 40 : 2,
});

describe.each(histories.map(([contracts, counting], n) => ({ n, contracts, counting })))(
  'over all holders, the movements of each add up to the whole: history $n',
  ({ contracts, counting }) => {
    let context: Context;
    beforeAll(async () => {
      const workspace = await createTestWorkspace(engines);
      context = asking(engines, workspace);
      await keepVersions(engines.warehouse, workspace.number, versionsOf(contracts));
      await keepNumbers(engines.warehouse, workspace.number, numbers);
      await tellTraits(engines.warehouse, workspace.number);
      // The segment that the traits tell of, known since before its moves; each history's workspace has it in its turn.
      await engines.records.run(sql`
        insert into segments (id, workspace_id, name, unit, created_at, created_by, kept_since, fresh_at)
        values ('seg_1', ${workspace.number}, 'Regulars', 'customer', '2024-01-01', 'user:x', '2024-01-01', '2025-06-02')
        on conflict (id) do update set workspace_id = excluded.workspace_id`);
      const now = engines.clock.now();
      engines.clock.set(Date.parse('2025-05-01T00:00:00Z')); // known at the question's instant
      await run(rateOperations, context, 'rates.import', { source: 'test', rates });
      engines.clock.set(now);
    });
    const ask = { ...range, asOf, counting };
    const movements = (more: object) =>
      run<Movements>(operations, context, 'revenue.movements', { period: 'day', ...ask, ...more });

    it('day by day, each figure to the cent', async () => {
      expectSums(await toldOf(context, ask), (await movements({})).books);
    });

    it.each([true, false])(
      'of those inside a segment asked about alone, and of those outside: %s',
      async (inside) => {
        const people = [{ kind: 'segment', segment: 'seg_1', inside }];
        const whole = await movements({ unit: 'customer', people });
        const customers = holders.filter(({ kind }) => kind === 'customer');
        const told = await toldOf(context, { ...ask, unit: 'customer', people }, customers);
        expectSums(told, whole.books);
        expect(told.map(({ books }) => books.length > 0)).toEqual(
          (await toldOf(context, { ...ask, unit: 'customer' }, customers)).map(
            ({ books }, at) => books.length > 0 && (at === 0) === inside,
          ),
        );
      },
    );

    it.each(ways)('told apart by $name', async ({ by }) => {
      const among = by === 'offer' ? [[0], [1, 2], [3], [4], [5]] : [[0], [1], [2], [3], [4], [5]];
      expectParts(await toldOf(context, { ...ask, by }), await movements({ by }), among);
    });

    it('turned into one currency: start, movements and rates come to the end, as shown', async () => {
      for (const { books, parts } of await toldOf(context, { ...ask, currency: 'EUR' }))
        for (const book of books) {
          const exact = book.movements.map((one) => BigInt(one.exact ?? 'unknown'));
          expect(BigInt(parts)).toBeGreaterThan(12n);
          expect(exact).toHaveLength(book.movements.length);
          const figures = [book.start, ...book.movements.map(({ amount }) => amount), book.rates];
          const sum = figures.reduce((total, one) => total + (one.known ? one.value : Number.NaN), 0);
          expect({ known: true, value: sum }).toEqual(book.end);
        }
    });
  },
);

describe('the movements of one holder', () => {
  it('are new at 10, expansion of 5 by a second contract, contraction when one ends, churn with the last', async () => {
    const workspace = await createTestWorkspace(engines);
    const context = asking(engines, workspace);
    const one = { holder: 'u1', price: 1000 };
    await keepVersions(engines.warehouse, workspace.number, [
      { ...one, contract: 'a', starts: '2025-01-10', ends: '2025-03-10' },
      { ...one, contract: 'b', price: 500, starts: '2025-02-10', ends: '2025-02-20' },
      { holder: 'u2', price: 9900, starts: '2025-01-10' },
    ]);
    await keepNumbers(engines.warehouse, workspace.number, numbers);
    const [told] = await toldOf(context, { asOf });
    const shown = (value: number) => ({ known: true, value });
    expect(told?.books).toMatchObject([
      {
        currency: 'EUR',
        start: shown(0),
        movements: [
          { day: '2025-01-10', move: 'new', amount: shown(1000), exact: '12000' },
          { day: '2025-02-10', move: 'expansion', amount: shown(500), exact: '6000' },
          { day: '2025-02-20', move: 'contraction', amount: shown(-500), exact: '-6000' },
          { day: '2025-03-10', move: 'churn', amount: shown(-1000), exact: '-12000' },
        ],
        rates: shown(0),
        end: shown(0),
      },
    ]);
    const [spring] = await toldOf(context, { asOf, from: '2025-02-15', to: '2025-02-28' });
    expect(spring?.books).toMatchObject([
      { start: shown(1500), movements: [{ day: '2025-02-20' }], end: shown(1000) },
    ]);
    const nobody = await toldOf(context, { asOf }, [{ kind: 'customer', customer: 77 }]);
    expect(nobody).toMatchObject([{ books: [] }]);
    await expect(
      toldOf(context, { asOf, unit: 'account' }, [{ kind: 'customer', customer: 1 }]),
    ).rejects.toThrow(/account/);
  });
});
