import { batchesPerImport } from '../import-staging/index.ts';
import type { ImportRecord } from './import-record.ts';

type Numbered = Pick<ImportRecord, 'number'>;

const imports = 2n ** 62n;
const perChunk = 256n;

export const firstBatch = ({ number }: Numbered): bigint => imports + BigInt(number) * batchesPerImport;

/** The batch numbers of an import: the first, and the first of the next one. */
export const batchesOf = (record: Numbered): { readonly from: bigint; readonly to: bigint } => ({
  from: firstBatch(record),
  to: firstBatch(record) + batchesPerImport,
});

/** The batch of a chunk's plain rows; the 255 after it are for the others. */
export const batchOf = (record: Numbered, chunk: number): bigint =>
  firstBatch(record) + BigInt(chunk) * perChunk;

/** The chunk that a batch of the import belongs to. */
export const chunkOf = (record: Numbered, batch: bigint): number =>
  Number((batch - firstBatch(record)) / perChunk);

/** Every batch number of imports, and the number of the import one belongs to. */
export const allImports = { from: imports, to: 2n ** 63n - 1n } as const;
export const importOf = (batch: bigint): number => Number((batch - imports) / batchesPerImport);
