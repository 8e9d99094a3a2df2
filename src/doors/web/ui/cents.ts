import { decimalsOf } from '#src/basics/currency.ts';
import type { Figures } from '../words/figures.ts';

/** Smallest units of a currency in whole ones: 1250 of EUR is 12.5, of XOF 1250. */
export const unitsOf = (amount: number, currency: string): number => amount / 10 ** decimalsOf(currency);

/** Smallest units of a currency as people write money; whole units from a thousand on, or where asked. */
export function cents(
  amount: number,
  currency: string,
  figures: Pick<Figures, 'money'>,
  whole = false,
): string {
  const units = unitsOf(amount, currency);
  return figures.money(units, currency, whole || Math.abs(units) >= 1000 ? 0 : decimalsOf(currency));
}
