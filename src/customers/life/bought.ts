import { decimalsOf } from '#src/basics/currency.ts';
import type { Life } from './ask.ts';

/** Instant (epoch milliseconds), id, amount in millionths, offer, currency; '' where it is not told. */
export type Order = readonly [at: number, id: string, amount: string, offer: string, currency: string];

/** Millionths in smallest units of a currency, rounded to the nearest. */
export function minor(millionths: bigint, currency: string): bigint {
  const unit = 10n ** BigInt(6 - decimalsOf(currency));
  return (millionths + unit / 2n) / unit;
}

/** Orders of which the amount is told. */
export const paid = (orders: readonly Order[]) =>
  orders.filter(([, , amount, , currency]) => amount !== '' && currency !== '');

/** In millionths. */
export const sumOf = (orders: readonly Order[]): bigint =>
  orders.reduce((sum, [, , amount]) => sum + BigInt(amount), 0n);

/** What orders come to and what was paid back of them, each currency by itself. */
export function boughtIn(orders: readonly Order[], refunds: readonly Order[]): Life['bought'] {
  const back = Map.groupBy(paid(refunds), ([, , , , currency]) => currency);
  return [...Map.groupBy(paid(orders), ([, , , , currency]) => currency)].sort().map(([currency, own]) => ({
    currency,
    orders: own.length,
    amount: String(minor(sumOf(own), currency)),
    refunded: String(minor(sumOf(back.get(currency) ?? []), currency)),
  }));
}
