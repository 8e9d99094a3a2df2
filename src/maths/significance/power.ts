import { DomainError } from '../../basics/errors.ts';
import { type Estimate, known, unknown } from '../../basics/estimate.ts';
import { requireCount, requireInside, requireProbability } from '../arguments/index.ts';
import { normalBelow, normalQuantile, normalReach } from '../distributions/index.ts';

/** How strict a test is and how often it must succeed. */
export interface TestStrength {
  /** Chance of calling chance a difference, two-sided; 0.05 unless told. */
  readonly alpha?: number;
  /** Chance of noticing a real difference; 0.8 unless told. */
  readonly power?: number;
}

/** Which way the share moves: up unless told. */
export interface DetectableOptions extends TestStrength {
  readonly direction?: 'rise' | 'fall';
}

/** What is used unless told. */
export const USUAL = { alpha: 0.05, power: 0.8 } as const;

const HALVINGS = 100;

/**
 * Customers needed in each of two equal groups to notice that a share moved from one value to another.
 *
 * Ask it about the smallest difference that matters, never about the difference just observed: that
 * would only repeat the p-value in other words.
 *
 * @param from      share in the one group, in 0–1
 * @param to        share in the other, in 0–1, not the same
 * @param strength  α (two-sided) and power
 * @returns a whole number ≥ 1, rounded up
 * @throws DomainError `maths.probability_out_of_range`, `maths.no_difference`, `maths.alpha_out_of_range`, `maths.power_out_of_range`
 * @source Fleiss, Statistical Methods for Rates and Proportions, 4.14 without continuity correction:
 * pooled error if equal, separate errors if not; checked against R power.prop.test
 * @example neededPerGroup(0.1, 0.12) // 3841
 */
export function neededPerGroup(from: number, to: number, strength: TestStrength = {}): number {
  requireProbability('from', from);
  requireProbability('to', to);
  if (from === to)
    throw new DomainError('maths.no_difference', { expected: 'two different shares', got: from });
  const { alpha, power } = checked(strength);
  const { ifEqual, ifDifferent } = spreads(from, to);
  const reach = normalReach(1 - alpha) * ifEqual + normalQuantile(power) * ifDifferent;
  return Math.max(1, Math.ceil((Math.max(0, reach) / (from - to)) ** 2));
}

/**
 * The chance that two groups of n customers show a difference that is really there.
 *
 * As R power.prop.test with `strict = FALSE`: the chance of a significant difference in the wrong
 * direction is left out, which matters only for power near α.
 *
 * @param perGroup  customers in each group: integer ≥ 1
 * @param from      share in the one group, in 0–1
 * @param to        share in the other, in 0–1
 * @param alpha     two-sided, strictly between 0 and 1
 * @returns a share in 0–1
 * @throws DomainError `maths.count_out_of_range`, `maths.probability_out_of_range`, `maths.alpha_out_of_range`
 * @source Fleiss 4.14 solved for power; checked against R power.prop.test
 * @example powerOf(1000, 0.2, 0.25) // 0.764
 */
export function powerOf(perGroup: number, from: number, to: number, alpha: number = USUAL.alpha): number {
  requireCount('perGroup', perGroup, 1);
  requireProbability('from', from);
  requireProbability('to', to);
  requireInside('maths.alpha_out_of_range', 'alpha', alpha);
  const { ifEqual, ifDifferent } = spreads(from, to);
  const beyond = Math.sqrt(perGroup) * Math.abs(from - to) - normalReach(1 - alpha) * ifEqual;
  if (ifDifferent === 0) return beyond >= 0 && from !== to ? 1 : 0;
  return normalBelow(beyond / ifDifferent);
}

/**
 * The nearest share that two groups of n customers would tell apart from a base share.
 *
 * @param perGroup  customers in each group: integer ≥ 1
 * @param base      share in the first group, in 0–1
 * @param options   α, power, and whether the share rises (default) or falls
 * @returns the other share, in 0–1; unknown `too_few_customers` when not even 1 (or 0) could be told apart
 * @throws DomainError `maths.count_out_of_range`, `maths.probability_out_of_range`, `maths.alpha_out_of_range`, `maths.power_out_of_range`
 * @source Fleiss 4.14 solved for the second share by halving; checked against R power.prop.test
 * @example detectableShare(5000, 0.1) // 0.1174: 1.74 points
 */
export function detectableShare(
  perGroup: number,
  base: number,
  options: DetectableOptions = {},
): Estimate<number> {
  requireProbability('base', base);
  const { alpha, power } = checked(options);
  const end = options.direction === 'fall' ? 0 : 1;
  if (powerOf(perGroup, base, end, alpha) < power) return unknown('too_few_customers');
  let tooNear = base;
  let farEnough: number = end;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (tooNear + farEnough) / 2;
    if (powerOf(perGroup, base, middle, alpha) < power) tooNear = middle;
    else farEnough = middle;
  }
  return known(farEnough);
}

/** Spread of one difference: under a common law (both share their mean) and under two laws. */
function spreads(from: number, to: number): { ifEqual: number; ifDifferent: number } {
  const mean = (from + to) / 2;
  return {
    ifEqual: Math.sqrt(2 * mean * (1 - mean)),
    ifDifferent: Math.sqrt(from * (1 - from) + to * (1 - to)),
  };
}

function checked({ alpha = USUAL.alpha, power = USUAL.power }: TestStrength): {
  alpha: number;
  power: number;
} {
  requireInside('maths.alpha_out_of_range', 'alpha', alpha);
  requireInside('maths.power_out_of_range', 'power', power);
  return { alpha, power };
}
