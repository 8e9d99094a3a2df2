import { batchesInHand, forgetBatches } from '../identity/index.ts';
import { hasStaging, stagingTables } from '../import-staging/index.ts';
import { allImports, batchesOf, importOf } from './batches.ts';
import { ChunkLoading, mayBeStored } from './chunks.ts';
import { type ImportRecord, importByNumber } from './import-record.ts';
import type { ImportParts } from './parts.ts';

/**
 * Makes whole what other imports of the workspace were storing when they were cut: nothing shows which of their rows
 * are stored, so that this one would store them again. Call it within the lock of imports.
 */
export async function takeUpOthers(
  parts: ImportParts,
  { workspace, number: own }: ImportRecord,
  signal: AbortSignal,
): Promise<void> {
  const marked = await batchesInHand(parts.records, workspace, allImports);
  for (const number of new Set(marked.map(importOf))) {
    if (number === own) continue;
    const tables = stagingTables(number);
    const other = await importByNumber(parts.records, number);
    if (other === undefined || !(await hasStaging(parts.warehouse, tables))) {
      await forgetBatches(parts.records, workspace, batchesOf({ number })); // nothing to repeat them from
      continue;
    }
    await new ChunkLoading(parts, other, tables, await mayBeStored(parts, other, tables)).takeUp(signal);
  }
}
