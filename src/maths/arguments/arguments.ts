import { DomainError } from '../../basics/errors.ts';

/**
 * Refuses what is not a number of people: a whole number from `least` to 2^53 − 1.
 *
 * @param field  where the figure stood, for the message
 * @param value  the figure
 * @param least  the smallest acceptable count
 * @throws DomainError `maths.count_out_of_range`
 * @example requireCount('total', 40, 1)
 */
export function requireCount(field: string, value: number, least = 0): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new DomainError('maths.count_out_of_range', {
    field,
    expected: `a whole number ≥ ${least}`,
    got: value,
  });
}

/**
 * Refuses a share whose parts contradict each other: more hits than people, fractions, negatives.
 *
 * @param hits   people counted
 * @param total  people who could have been counted
 * @param least  the smallest acceptable total
 * @throws DomainError `maths.share_out_of_range`
 * @example requireHits(26, 40)
 */
export function requireHits(hits: number, total: number, least = 0): void {
  const whole = Number.isSafeInteger(hits) && Number.isSafeInteger(total);
  if (whole && hits >= 0 && hits <= total && total >= least) return;
  const expected = `whole numbers with 0 ≤ hits ≤ total and total ≥ ${least}`;
  throw new DomainError('maths.share_out_of_range', { expected, got: { hits, total } });
}

/**
 * Refuses a figure that is not strictly between two bounds.
 *
 * @param code   the stable code of the refusal, such as `maths.level_out_of_range`
 * @param field  where the figure stood
 * @param value  the figure
 * @param bounds the two ends, neither acceptable; 0 and 1 unless told
 * @throws DomainError with the code given
 * @example requireInside('maths.level_out_of_range', 'level', 0.95)
 */
export function requireInside(
  code: string,
  field: string,
  value: number,
  bounds: readonly [number, number] = [0, 1],
): void {
  const [low, high] = bounds;
  if (value > low && value < high) return;
  throw new DomainError(code, {
    field,
    expected: `a number strictly between ${low} and ${high}`,
    got: value,
  });
}

/**
 * Refuses what is not a probability: outside 0–1, or not a number.
 *
 * @param field  where the figure stood
 * @param value  the figure; 0 and 1 are accepted
 * @throws DomainError `maths.probability_out_of_range`
 * @example requireProbability('p', 0.025)
 */
export function requireProbability(field: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new DomainError('maths.probability_out_of_range', {
    field,
    expected: 'a number from 0 to 1',
    got: value,
  });
}
