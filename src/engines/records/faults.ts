import { DomainError } from '#src/basics/errors.ts';

/** What Node says of a connection that could not be made or did not last. */
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Shutting down (57P01–57P03), too many connections (53300), and class 08: the connection. */
const lostStates = /^(57P0[123]|53300|08...)$/;

/** The driver gives these no code. */
const lostMessages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** Not to be put in order with others, or a deadlock: the same work may succeed when done again. */
const again = new Set(['40001', '40P01']);

/** True where PostgreSQL asks for the transaction to be done again. */
export const wantsAnotherTry = (error: unknown): boolean => again.has(codeOf(error));

/** True where PostgreSQL was away or the way to it was. */
export const isLost = (error: unknown): boolean =>
  socketCodes.has(codeOf(error)) ||
  lostStates.test(codeOf(error)) ||
  (error instanceof Error && lostMessages.test(error.message)) ||
  (error instanceof AggregateError && error.errors.some(isLost));

/** The same error, or a retryable refusal in its place where PostgreSQL is away. The cause is kept. */
export function asRecordsError(error: unknown): unknown {
  if (!isLost(error)) return error;
  const refusal = new DomainError('engines.records_unavailable', {
    kind: 'unavailable',
    expected: 'PostgreSQL to answer; try again',
    got: error instanceof Error && error.message !== '' ? error.message : codeOf(error),
  });
  refusal.cause = error;
  return refusal;
}

/** The SQLSTATE or the system's error name; '' where there is none. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
