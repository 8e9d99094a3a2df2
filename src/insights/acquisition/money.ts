import { decimalsOf } from '#src/basics/currency.ts';
import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { studentReach } from '#src/maths/distributions/index.ts';
import type { Paid, Worth } from './ask.ts';

/**
 * What some people have paid, per head, those who paid nothing included.
 *
 * The interval is Student's for the mean: with few people and a few large amounts it is too narrow on the low side.
 *
 * @param currency of the workspace; amounts of another are not converted: unknown
 */
export function worthOf({ people, paying, paid, squares, currencies }: Paid, currency: string): Worth {
  const bare = { low: null, high: null, paying };
  const why = currencyDoubt(currencies, currency);
  if (why !== null) return { total: unknown(why), perCustomer: unknown(why), ...bare };
  const unit = 10 ** decimalsOf(currency);
  const cents = (Number(paid) / 1e6) * unit;
  const total = known(halfEven(paid, decimalsOf(currency)));
  if (people === 0) return { total, perCustomer: unknown('too_few_customers'), ...bare };
  const mean = cents / people;
  if (people < 2) return { total, perCustomer: known(mean), ...bare };
  const variance = Math.max(0, (squares * unit * unit - people * mean * mean) / (people - 1));
  const reach = studentReach(0.95, people - 1) * Math.sqrt(variance / people);
  return { total, perCustomer: known(mean), low: mean - reach, high: mean + reach, paying };
}

/** Why money in these currencies cannot be told in the workspace's; null where it can. */
export function currencyDoubt(
  currencies: readonly string[],
  currency: string,
): 'mixed_currencies' | 'no_rate' | null {
  if (currencies.length > 1) return 'mixed_currencies';
  return currencies.some((one) => one !== currency) ? 'no_rate' : null;
}

/** Millionths as the nearest smallest unit, halves to the even one. */
function halfEven(millionths: bigint, digits: number): number {
  const unit = 10n ** BigInt(6 - digits);
  const sign = millionths < 0n ? -1n : 1n;
  const size = millionths * sign;
  const [below, rest] = [size / unit, (size % unit) * 2n];
  const up = rest > unit || (rest === unit && below % 2n === 1n);
  return Number(sign * (up ? below + 1n : below));
}

/** Cents per head. */
export function perHead(cents: Estimate<number>, heads: number): Estimate<number> {
  if (!cents.known) return cents;
  return heads === 0 ? unknown('too_few_customers') : known(cents.value / heads);
}

/** Decimal text with at most six decimals, as the warehouse writes sums. */
export function millionths(text: string): bigint {
  const [units = '0', decimals = ''] = text.split('.');
  return BigInt(`${units}${decimals.padEnd(6, '0')}`);
}
