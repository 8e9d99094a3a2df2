export {
  type BulkPlace,
  batchesPerImport,
  type ChunkRows,
  countRows,
  type OddRow,
  oddRows,
  refusedRows,
  storeBulk,
  storedUnder,
} from './bulk.ts';
export { HeldMerges, letMerge } from './held-merges.ts';
export { keepRules, keptRules } from './kept-rules.ts';
export { OwnerNumbers, type RowSpan } from './owners.ts';
export { findRepeats } from './repeats.ts';
export { type LineSource, stageLines } from './stage-lines.ts';
export { type EventColumns, parquetLines, stageParquet } from './stage-parquet.ts';
export { type StagedRow, stageRows } from './stage-rows.ts';
export { dropStaging, hasStaging, makeStaging, type StagingTables, stagingTables } from './tables.ts';
