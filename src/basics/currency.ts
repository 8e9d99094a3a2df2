import type { Estimate } from './estimate.ts';

/** Decimals of a currency's smallest unit (ISO 4217); two where not named here. */
const decimals: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/**
 * How many decimals a currency's smallest unit has: 0, 2 or 3.
 *
 * Amounts are kept and told by this table. Intl's own digits are another: the forint, the Colombian peso and a dozen more
 * are shown without decimals there, and dividing by those would make them a hundred times too large.
 */
export const decimalsOf = (currency: string): number => decimals[currency] ?? 2;

/**
 * Amounts in whole units of one currency, added up exactly: in smallest units.
 *
 * @example addedUp([0.1, 0.2], 'EUR') // 0.3
 */
export function addedUp(amounts: readonly number[], currency: string): number {
  const units = 10 ** decimalsOf(currency);
  return amounts.reduce((sum, amount) => sum + Math.round(amount * units), 0) / units;
}

/** An amount in whole units of a currency; null where nothing names one. */
export interface Amount {
  readonly amount: Estimate<number>;
  readonly currency: string | null;
}

/** By what to rank: not by money where amounts are of several currencies, as 100,000 yen are less than 5,000 euros. */
export const rankOf = <Rank extends string>(asked: Rank, amounts: readonly Amount[]): Rank | 'mass' =>
  asked === 'money' && !ofOneCurrency(amounts) ? 'mass' : asked;

const ofOneCurrency = (amounts: readonly Amount[]): boolean =>
  new Set(amounts.flatMap(({ amount, currency }) => (amount.known && currency !== null ? [currency] : [])))
    .size < 2;
