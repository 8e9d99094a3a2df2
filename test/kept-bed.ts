import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workspace } from '#src/access/index.ts';
import type { Announcement, Kept } from '#src/customers/upkeep/index.ts';
import { type Journal, openJournal } from '#src/engines/journal/index.ts';
import { type Loader, startLoader } from '#src/events/loading/index.ts';
import { openTestEngines, type TestEngines } from './engines.ts';
import { loadingParts } from './loading.ts';

/** Engines with a journal, for tests of what is kept up to date. */
export interface KeptBed extends TestEngines {
  readonly journal: Journal;
  readonly loader: Loader;
}

export async function openKeptBed(now?: number): Promise<KeptBed> {
  const engines = await openTestEngines(now === undefined ? {} : { now });
  const folder = await mkdtemp(join(tmpdir(), 'kept-'));
  const journal = await openJournal({ folder });
  const loader = startLoader({
    ...loadingParts(engines),
    journal,
    logger: { info: () => {}, error: () => {} },
  });
  return {
    ...engines,
    journal,
    loader,
    close: async () => {
      await loader.stop();
      await journal.close();
      await rm(folder, { recursive: true });
      await engines.close();
    },
  };
}

/** What a keeper is given in a test: what it announces is added to a list, and goes nowhere. */
export const keptOf = (
  engines: Pick<TestEngines, 'warehouse' | 'records' | 'clock'>,
  workspace: Workspace,
  announced: Announcement[] = [],
): Kept => ({
  workspace,
  warehouse: engines.warehouse.of(workspace.number),
  store: engines.warehouse,
  records: engines.records.of(workspace.number),
  clock: engines.clock,
  signal: new AbortController().signal,
  announce: async (events) => void announced.push(...events),
});
