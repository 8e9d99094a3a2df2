/** What a fault test found. It passed where nothing failed. */
export interface FaultReport {
  readonly fault: string;
  readonly passLine: string;
  /** The figures, in words. */
  readonly measured: string;
  /** What did not hold; empty where all did. */
  readonly failures: readonly string[];
  /** Why nothing was tried; absent where it was. */
  readonly skipped?: string;
  /** Seed and ledger, kept where the run failed. */
  readonly evidence: object;
}

/** Lines of what does not hold, out of pairs of a claim and whether it holds. */
export const failing = (claims: readonly (readonly [claim: string, holds: boolean])[]): string[] =>
  claims.filter(([, holds]) => !holds).map(([claim]) => claim);

/** Numbers from 0 to 1 that a seed decides (mulberry32): the moments of kills can be asked for again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The value under which a share of the values lies; 0 of none. */
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
