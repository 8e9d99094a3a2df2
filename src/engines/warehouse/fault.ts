import type { WarehouseFault, WarehouseFaultKind } from './port.ts';

/**
 * The engine did not do what it was asked.
 *
 * `retryable` says that the same call may succeed later without a change: the loader sends its batch again
 * under the same token, a door answers "try again".
 */
export class WarehouseError extends Error implements WarehouseFault {
  override readonly name = 'WarehouseError';
  readonly kind: WarehouseFaultKind;
  /** ClickHouse's exception code, where the engine gave one. */
  readonly code: number | undefined;
  readonly retryable: boolean;

  constructor(kind: WarehouseFaultKind, message: string, more: { code?: number; cause?: unknown } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.kind = kind;
    this.code = more.code;
    this.retryable = retryableKinds.has(kind);
  }
}

/** True for a fault of the warehouse, also across realms. */
export const isWarehouseFault = (error: unknown): error is WarehouseFault & Error =>
  error instanceof Error && error.name === 'WarehouseError' && 'kind' in error;

/** What ClickHouse's exception code means for the caller. */
export const kindOfCode = (code: number): WarehouseFaultKind => kinds.get(code) ?? 'statement';

const retryableKinds: ReadonlySet<WarehouseFaultKind> = new Set([
  'interrupted',
  'no_space',
  'overloaded',
  'memory',
]);

const kinds: ReadonlyMap<number, WarehouseFaultKind> = new Map([
  [159, 'timeout'], // TIMEOUT_EXCEEDED
  [241, 'memory'], // MEMORY_LIMIT_EXCEEDED
  [173, 'memory'], // CANNOT_ALLOCATE_MEMORY
  [243, 'no_space'], // NOT_ENOUGH_SPACE
  [394, 'cancelled'], // QUERY_WAS_CANCELLED
  [252, 'overloaded'], // TOO_MANY_PARTS
  [202, 'overloaded'], // TOO_MANY_SIMULTANEOUS_QUERIES
  [210, 'interrupted'], // NETWORK_ERROR
  [209, 'interrupted'], // SOCKET_TIMEOUT
  [236, 'interrupted'], // ABORTED
]);
