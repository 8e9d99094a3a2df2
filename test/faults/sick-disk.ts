import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Bed, redChecks } from './bed.ts';
import { reckon, settled, unsettled } from './ledger.ts';
import { type FaultReport, failing } from './report.ts';
import { startSender } from './sender.ts';

const run = promisify(execFile);

/**
 * R6: the kernel refuses every write of the journal (EFBIG, which SQLite reports as it does EIO: the server may not
 * make its files any longer than they are). Nothing is acknowledged from then until the next start.
 */
export async function sickDisk(bed: Bed, { seconds }: { readonly seconds: number }): Promise<FaultReport> {
  await bed.up();
  const fault = 'every write of the journal fails';
  const passLine = 'no 200 from the first failed write until the next start; /readyz red; nothing lost';
  const skipped = await withoutPrlimit();
  if (skipped !== undefined) return { fault, passLine, measured: '', failures: [], skipped, evidence: {} };
  const sender = startSender({
    address: () => bed.server.address,
    writeKey: bed.writeKey,
    eventsPerSecond: 400,
    perBatch: 20,
    name: 'sick',
  });
  await wait(1_000);
  await run('prlimit', ['--pid', String(bed.server.pid), `--fsize=${smallest(bed.folder)}:`]);
  await untilRefused(sender.answers);
  const before = sender.acknowledged.size;
  await wait(seconds * 1000);
  const red = await redChecks(bed.server.address);
  await run('prlimit', ['--pid', String(bed.server.pid), '--fsize=unlimited:']);
  await wait(500);
  const during = sender.acknowledged.size - before;
  const statuses = [...sender.answers.keys()].filter((status) => status !== 200 && status !== 0);
  await bed.server.end();
  await bed.start();
  await sender.stop();
  await bed.loaded();
  const after = await redChecks(bed.server.address);
  await bed.server.end();
  const reckoning = await reckon(bed, sender.acknowledged);
  return {
    fault,
    passLine,
    measured: `${during} acknowledged while unwell (answers ${statuses}), red: ${red}; ${settled(reckoning)}`,
    failures: [
      ...unsettled(reckoning),
      ...failing([
        [`${during} events acknowledged after a failed write`, during === 0],
        [`red checks: ${red}`, red.includes('journal')],
        [`still red after a new start: ${after}`, after.length === 0],
        [`answers ${statuses}`, statuses.every((status) => status === 503 || status === 429)],
      ]),
    ],
    evidence: { reckoning, answers: [...sender.answers] },
  };
}

/** A length that the journal's log has outgrown, or will with the next write. */
const smallest = (folder: string): number =>
  Math.min(4096, statSync(join(folder, 'journal.sqlite-wal')).size);

async function untilRefused(answers: ReadonlyMap<number, number>): Promise<void> {
  const end = performance.now() + 20_000;
  while (![...answers.keys()].some((status) => status >= 429)) {
    if (performance.now() > end) throw new Error('no write failed: the limit did not reach the journal');
    await wait(50);
  }
}

const withoutPrlimit = (): Promise<string | undefined> =>
  run('prlimit', ['--version']).then(
    () => undefined,
    () => 'no prlimit on this machine',
  );
