import { DomainError } from '../../basics/errors.ts';
import { requireCount, requireInside } from '../arguments/index.ts';
import { normalQuantile, normalReach, shiftedStudentAbove, studentReach } from '../distributions/index.ts';
import type { TestStrength } from '../significance/index.ts';

const HALVINGS = 100;
const MOST_PER_GROUP = 1e12;

/**
 * Customers needed in each of two equal groups to notice a difference of means.
 *
 * @param difference  the smallest that matters, in the unit of the values: a finite number other than 0
 * @param deviation   standard deviation within a group: a finite number > 0
 * @param strength    α (two-sided) and power
 * @returns a whole number ≥ 2, rounded up
 * @throws DomainError `maths.no_difference`, `maths.argument_out_of_range`, `maths.alpha_out_of_range`, `maths.power_out_of_range`
 * @source power of the two-sided t test by the noncentral t law; checked against R power.t.test
 * @example neededForMeans(1, 5) // 394
 */
export function neededForMeans(difference: number, deviation: number, strength: TestStrength = {}): number {
  const { alpha = 0.05, power = 0.8 } = strength;
  if (difference === 0) {
    throw new DomainError('maths.no_difference', { expected: 'a difference other than 0', got: 0 });
  }
  requireStrength(alpha, power);
  requireDeviation(deviation);
  requireFinite('difference', difference);
  const enough = (perGroup: number) => powerForMeans(perGroup, { difference, deviation, alpha }) >= power;
  // The normal formula is a customer or two short; from there upwards until it is enough, then halving.
  const reach = normalReach(1 - alpha) + normalQuantile(power);
  const guess = 2 * (Math.max(0, reach) * (deviation / difference)) ** 2;
  if (guess > MOST_PER_GROUP) return Math.ceil(guess);
  let short = Math.max(1, Math.floor(guess) - 1);
  while (short > 1 && enough(short)) short = Math.max(1, Math.floor(short / 2));
  let plenty = Math.max(2, Math.ceil(guess) + 2);
  while (!enough(plenty)) plenty *= 2;
  while (plenty - short > 1) {
    const middle = Math.floor((short + plenty) / 2);
    if (enough(middle)) plenty = middle;
    else short = middle;
  }
  return plenty;
}

/**
 * The chance that two groups of n customers show a difference of means that is really there.
 *
 * As R power.t.test with `strict = FALSE`: significance in the wrong direction is left out.
 *
 * @param perGroup  customers in each group: integer ≥ 2
 * @param truth     difference and deviation in the unit of the values, α two-sided (0.05 unless told)
 * @returns a share in 0–1
 * @throws DomainError `maths.count_out_of_range`, `maths.argument_out_of_range`, `maths.alpha_out_of_range`
 * @source noncentral t law; checked against R power.t.test
 * @example powerForMeans(394, { difference: 1, deviation: 5 }) // 0.80
 */
export function powerForMeans(
  perGroup: number,
  { difference, deviation, alpha = 0.05 }: { difference: number; deviation: number; alpha?: number },
): number {
  requireCount('perGroup', perGroup, 2);
  requireInside('maths.alpha_out_of_range', 'alpha', alpha);
  requireDeviation(deviation);
  requireFinite('difference', difference);
  const freedom = 2 * (perGroup - 1);
  const shift = (Math.abs(difference) / deviation) * Math.sqrt(perGroup / 2);
  return shiftedStudentAbove(studentReach(1 - alpha, freedom), freedom, shift);
}

/**
 * The smallest difference of means that two groups of n customers would notice.
 *
 * @param perGroup   customers in each group: integer ≥ 2
 * @param deviation  standard deviation within a group: a finite number > 0
 * @param strength   α (two-sided) and power
 * @returns a difference > 0, in the unit of the values; 0 when the power asked for is below α / 2
 * @throws DomainError `maths.count_out_of_range`, `maths.argument_out_of_range`, `maths.alpha_out_of_range`, `maths.power_out_of_range`
 * @source {@link powerForMeans} solved by halving; checked against scipy
 * @example detectableMean(394, 5) // 0.999
 */
export function detectableMean(perGroup: number, deviation: number, strength: TestStrength = {}): number {
  const { alpha = 0.05, power = 0.8 } = strength;
  requireStrength(alpha, power);
  const powerAt = (spreads: number) =>
    powerForMeans(perGroup, { difference: spreads * deviation, deviation, alpha });
  if (powerAt(0) >= power) return 0;
  let tooNear = 0;
  let farEnough = 1;
  while (powerAt(farEnough) < power) farEnough *= 2;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (tooNear + farEnough) / 2;
    if (middle === tooNear || middle === farEnough) break;
    if (powerAt(middle) < power) tooNear = middle;
    else farEnough = middle;
  }
  return farEnough * deviation;
}

function requireStrength(alpha: number, power: number): void {
  requireInside('maths.alpha_out_of_range', 'alpha', alpha);
  requireInside('maths.power_out_of_range', 'power', power);
}

const requireDeviation = (deviation: number): void =>
  requireInside('maths.argument_out_of_range', 'deviation', deviation, [0, Number.POSITIVE_INFINITY]);

const requireFinite = (field: string, value: number): void =>
  requireInside('maths.argument_out_of_range', field, value, [
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
