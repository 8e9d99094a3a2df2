import { decimalsOf } from '#src/basics/currency.ts';
import type { Offer } from '#src/customers/offers/index.ts';
import type { Language } from '../../words/index.ts';

/** What an offer is judged by. */
export type Terms = Offer['terms'];

/** An amount as it is typed, in smallest units as it is kept. */
export const minorOf = (units: number, currency: string): string =>
  String(Math.round(units * 10 ** decimalsOf(currency)));

/** How an amount is typed: a comma in French, and the other mark is understood too. */
export const decimalsTyped = (language: Language) => ({
  decimalSeparator: language === 'fr' ? ',' : '.',
  allowedDecimalSeparators: [',', '.'],
});
