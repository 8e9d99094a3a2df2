/** A pivot this much smaller than the variance it came from is rounding, not information. */
const RANK_LOST = 1e-12;

/**
 * vᵀ·M⁻¹·v for a covariance matrix M, by Cholesky's decomposition: how far v is from 0 in units of its spread.
 *
 * @param vector  k numbers
 * @param matrix  k × k, symmetric, no negative eigenvalue
 * @returns a number ≥ 0, or undefined when M has no inverse
 * @source Golub & Van Loan, Matrix Computations, 4.2
 * @example quadraticForm([2], [[4]]) // 1
 */
export function quadraticForm(
  vector: readonly number[],
  matrix: readonly (readonly number[])[],
): number | undefined {
  const lower: number[][] = [];
  const solved: number[] = [];
  for (const [row, value] of vector.entries()) {
    const line: number[] = [];
    for (let column = 0; column < row; column++) {
      const above = lower[column] ?? [];
      line.push(((matrix[row]?.[column] ?? 0) - dot(line, above)) / (above[column] ?? 1));
    }
    const variance = matrix[row]?.[row] ?? 0;
    const pivot = variance - dot(line, line);
    if (!(pivot > variance * RANK_LOST)) return undefined;
    const root = Math.sqrt(pivot);
    solved.push((value - dot(line, solved)) / root);
    lower.push([...line, root]);
  }
  return dot(solved, solved);
}

/** Sum of products, as far as the shorter one goes. */
function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < Math.min(a.length, b.length); at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
