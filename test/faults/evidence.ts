import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultReport } from './report.ts';

const results = join(import.meta.dirname, '../../test-results/faults');

/** Keeps seed and ledger of a run that failed; answers the file. */
export async function keepEvidence(id: string, report: FaultReport): Promise<string> {
  await mkdir(results, { recursive: true });
  const path = join(
    results,
    `${id.replaceAll(' ', '-')}-${new Date().toISOString().replaceAll(':', '-')}.json`,
  );
  await writeFile(
    path,
    JSON.stringify(report, (_key, value) => (value instanceof Map ? [...value] : value), 2),
  );
  return path;
}
