import type { WarehouseFault } from '#src/engines/warehouse/port.ts';

/** A statement that the engine cannot carry out, while the engine itself is well. */
export function isOwnFault(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'WarehouseError') return false;
  const { kind } = error as Error & WarehouseFault; // the engine's only way to say why
  return kind === 'timeout' || kind === 'memory' || kind === 'statement';
}
