import { DomainError } from '../../basics/errors.ts';
import { requireCount } from '../arguments/index.ts';

/** What a test of means needs to know of a group: as SQL gives it (count, avg, varSamp), or {@link momentsOf}. */
export interface Moments {
  /** A whole number ≥ 0. */
  readonly customers: number;
  /** Any finite number; of no meaning for nobody. */
  readonly mean: number;
  /** Mean square distance from the mean, divided by customers − 1: ≥ 0; of no meaning below two customers. */
  readonly variance: number;
}

/**
 * Count, mean and variance of values, in two passes, so that money far from 0 keeps its digits.
 *
 * @param values  finite numbers, one per customer: zeros of those who bought nothing included
 * @returns mean and variance 0 for nobody, variance 0 for one
 * @throws DomainError `maths.argument_out_of_range`
 * @source Chan, Golub & LeVeque 1983, American Statistician 37:242–247
 * @example momentsOf([1, 2, 3]) // 3 customers, mean 2, variance 1
 */
export function momentsOf(values: ArrayLike<number>): Moments {
  const customers = values.length;
  if (customers === 0) return { customers, mean: 0, variance: 0 };
  let mean = 0;
  for (let at = 0; at < customers; at++) mean += finite(values, at) / customers;
  let squares = 0;
  let rest = 0;
  for (let at = 0; at < customers; at++) {
    const away = finite(values, at) - mean;
    squares += away * away;
    rest += away;
  }
  const variance = customers === 1 ? 0 : (squares - (rest * rest) / customers) / (customers - 1);
  return { customers, mean: mean + rest / customers, variance: Math.max(0, variance) };
}

/** Refuses moments that no values can have. */
export function requireMoments(field: string, { customers, mean, variance }: Moments): void {
  requireCount(`${field}.customers`, customers);
  if (customers === 0 || (Number.isFinite(mean) && Number.isFinite(variance) && variance >= 0)) return;
  throw new DomainError('maths.argument_out_of_range', {
    field,
    expected: 'a finite mean and a finite variance ≥ 0',
    got: { mean, variance },
  });
}

function finite(values: ArrayLike<number>, at: number): number {
  const value = values[at];
  if (value !== undefined && Number.isFinite(value)) return value;
  throw new DomainError('maths.argument_out_of_range', {
    field: `values[${at}]`,
    expected: 'a finite number',
    got: value,
  });
}
