import { z } from 'zod';
import { sql } from '#src/basics/sql.ts';
import type { JobHandler, Jobs } from '#src/engines/jobs/port.ts';
import { letMerge } from '../import-staging/index.ts';
import type { ImportParts } from './parts.ts';
import { patiently, untilWhole } from './patiently.ts';
import { isTheFilesFault, runImport } from './run-import.ts';
import { sweepUploads } from './uploads.ts';

const Payload = z.object({ import: z.number().int() });

/**
 * The chores of imports by their names: `imports.run` does one import, `imports.sweep` removes files that were
 * received and never imported (once a day is enough).
 */
export const importJobs = (parts: ImportParts): Readonly<Record<string, JobHandler>> => ({
  'imports.run': async (payload, signal) => {
    const { import: number } = Payload.parse(payload);
    const run = () => runImport(parts, number, undefined, signal);
    try {
      await patiently(parts.clock, () => untilWhole(parts, number, run, signal), signal);
    } catch (error) {
      if (!isTheFilesFault(error)) throw error; // tried again later; a file at fault is noted as failed
    }
  },
  'imports.sweep': () => sweepUploads(parts),
});

/** Puts imports that were cut off back in the queue, and ends their hold on merges; called at the start of a server. */
export async function resumeImports(
  { records, warehouse }: Pick<ImportParts, 'records' | 'warehouse'>,
  jobs: Jobs,
): Promise<void> {
  await letMerge(warehouse);
  const rows = await records.rows(sql<{ number: number; workspace: number }>`
    select number, workspace_id as workspace
    from imports
    where state in ('waiting', 'reading', 'comparing', 'loading', 'cancelling')
    order by number`);
  for (const { number, workspace } of rows) {
    await jobs.add(
      'imports.run',
      { import: number },
      { key: `import-${number}`, queue: `import-${workspace}` },
    );
  }
}
