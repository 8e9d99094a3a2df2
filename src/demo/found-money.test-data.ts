import { describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as revenue } from '#src/insights/revenue/index.ts';
import { run } from '#src/insights/testing/index.ts';
import { toldOf } from './found.test-data.ts';
import { movedBetween, recurringOn } from './kept.test-data.ts';
import type { DemoKind } from './making/index.ts';

type ContextOf = (kind: DemoKind) => Promise<Context>;
type Amount = { readonly value?: number };
interface Row {
  readonly period: string;
  readonly start: Amount;
  readonly end: Amount;
  readonly [move: string]: unknown;
}
interface Movements {
  readonly books: readonly { readonly rows: readonly Row[] }[];
}
interface Churn {
  readonly rows: readonly { readonly lost: Record<string, number>; readonly startBased: Amount }[];
}

const moves = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const;
const firstOf = (month: number): string => new Date(Date.UTC(2025, month, 1)).toISOString().slice(0, 10);

const lastOf = (month: number): string => new Date(Date.UTC(2025, month + 1, 0)).toISOString().slice(0, 10);

/** Money, to the cent, against what the demo's contracts say by plain sums. */
export function findsTheMoney(contextOf: ContextOf): void {
  describe.each(['gym', 'streaming', 'b2b'] as const)('in the %s demo, recurring revenue', (kind) => {
    const contracts = () => toldOf(kind).demo.contracts;

    it('is right to the cent at the end of each of twelve months, and moves as the contracts do', async () => {
      const { books } = await run<Movements>(revenue, await contextOf(kind), 'revenue.movements', {
        from: '2025-01-01',
        to: '2025-12-31',
      });
      const rows = books[0]?.rows ?? [];
      expect(books).toHaveLength(1);
      expect(rows).toHaveLength(12);
      for (const [month, row] of rows.entries()) {
        const [from, to] = [firstOf(month), firstOf(month + 1)];
        expect([from, row.end.value]).toEqual([from, recurringOn(contracts(), lastOf(month))]);
        const expected = movedBetween(contracts(), from, to);
        for (const move of moves) {
          const { value } = (row[move] as { amount: Amount }).amount;
          expect(Math.abs((value ?? Number.NaN) - expected[move])).toBeLessThanOrEqual(1); // a rounded cent is given to one of them
        }
      }
    });

    it('loses as many in December as have a contract no more', async () => {
      const { rows } = await run<Churn>(revenue, await contextOf(kind), 'revenue.churn', {
        from: '2025-12-01',
        to: '2025-12-31',
      });
      const { lost } = movedBetween(contracts(), '2025-12-01', '2026-01-01');
      const [row] = rows;
      expect((row?.lost.customer ?? 0) + (row?.lost.account ?? 0)).toBe(lost.size);
      expect(lost.size).toBeGreaterThan(0);
    });
  });

  it('finds all five movements in the streaming service, and the month of the price rise', async () => {
    const { books } = await run<Movements>(revenue, await contextOf('streaming'), 'revenue.movements', {
      from: '2025-02-01',
      to: '2025-12-31',
    });
    const rows = books[0]?.rows ?? [];
    const amounts = (move: (typeof moves)[number]) =>
      rows.map((row) => Math.abs((row[move] as { amount: Amount }).amount.value ?? 0));
    for (const move of moves) expect(amounts(move).some((amount) => amount > 0)).toBe(true);
    const most = amounts('expansion').reduce(
      (best, amount, i, all) => (amount > (all[best] ?? 0) ? i : best),
      0,
    );
    expect(rows[most]?.period).toBe('2025-08-01'); // 15 January less 150 days is 18 August
  });
}
