/** Why a figure is not shown. Each has its words in French and English in `words`. */
export type Doubt =
  | 'too_few_customers'
  | 'not_watched_long_enough'
  | 'no_events'
  | 'not_begun'
  | 'not_computable'
  | 'mixed_currencies'
  | 'no_rate';

/** A figure we are ready to show, or the plain reason we are not. */
export type Estimate<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: Doubt };

/** Wraps a figure we stand behind. */
export const known = <T>(value: T): Estimate<T> => ({ known: true, value });

/** Says that there is no figure, and why. */
export const unknown = (why: Doubt): Estimate<never> => ({ known: false, why });

/**
 * One figure as a share of another, 0–1; unknown where either is, where there is nothing to be a share of, and where it is
 * no part of it: refunds make some worth less than nothing, or more than all together.
 */
export function partOf(part: Estimate<number>, whole: Estimate<number>): Estimate<number> {
  if (!part.known) return part;
  if (!whole.known) return whole;
  const isPart = whole.value > 0 && part.value >= 0 && part.value <= whole.value;
  return isPart ? known(part.value / whole.value) : unknown('not_computable');
}
