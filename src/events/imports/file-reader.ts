import { DomainError } from '#src/basics/errors.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { Format } from '../import-files/index.ts';
import type { ImportParts } from './parts.ts';

/** The engines by which files may be read. */
export type FileReaders = Pick<ImportParts, 'warehouse' | 'openReader'>;

/**
 * Works with an engine that sees this machine's files: the warehouse itself, or for Parquet, which only an engine
 * reads, one opened for this work where the warehouse is elsewhere.
 *
 * @throws DomainError `imports.parquet_needs_engine_here` where there is none
 */
export async function withFileReader<T>(
  { warehouse, openReader }: FileReaders,
  format: Format,
  work: (reader: Warehouse) => Promise<T>,
): Promise<T> {
  if (warehouse.local || format !== 'parquet') return work(warehouse);
  if (openReader === undefined) throw needsLocal();
  const reader = await openReader();
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}

const needsLocal = (): DomainError =>
  new DomainError('imports.parquet_needs_engine_here', {
    expected: 'CSV or JSON lines, where the warehouse is on another machine',
    got: 'Parquet',
  });
