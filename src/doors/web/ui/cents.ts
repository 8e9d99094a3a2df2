import type { Figures } from '../words/figures.ts';

/** Smallest units of a currency as people write money; whole units from a thousand on, or where asked. */
export function cents(
  amount: number,
  currency: string,
  figures: Pick<Figures, 'money'>,
  whole = false,
): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const units = amount / 10 ** digits;
  return figures.money(units, currency, whole || Math.abs(units) >= 1000 ? 0 : digits);
}
