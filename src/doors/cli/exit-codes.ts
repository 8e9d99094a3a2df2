import { isDomainError, type Refusal } from '#src/basics/errors.ts';

/** How the command line ends; scripts rely on it. */
export const exitCodes = {
  done: 0,
  fault: 1,
  invalid: 2,
  too_large: 2,
  not_found: 3,
  unauthenticated: 4,
  forbidden: 4,
  conflict: 5,
  busy: 6,
  unavailable: 6,
} as const satisfies Record<Refusal | 'done' | 'fault', number>;

/** The exit code that fits an error. */
export const exitCodeOf = (error: unknown): number =>
  isDomainError(error) ? exitCodes[error.kind] : exitCodes.fault;
