import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Bed, redChecks } from './bed.ts';
import { reckon, settled, unsettled } from './ledger.ts';
import { type FaultReport, failing } from './report.ts';
import { startSender } from './sender.ts';

const run = promisify(execFile);

interface Wishes {
  readonly seconds: number;
}

/**
 * R6: the kernel refuses every write of the journal (EFBIG, which SQLite reports as it does EIO: the server may not
 * make its files any longer than they are). Nothing is acknowledged from then until the next start.
 */
export async function sickDisk(bed: Bed, wishes: Wishes): Promise<FaultReport> {
  await bed.up();
  const limit = (size: string) => run('prlimit', ['--pid', String(bed.server.pid), `--fsize=${size}`]);
  return tried(bed, wishes, {
    fault: 'every write of the journal fails',
    skipped: (await answers('prlimit', '--version')) ? undefined : 'no prlimit on this machine',
    sicken: () => limit(`${smallest(bed.folder)}:`),
    heal: () => limit('unlimited:'),
  });
}

/**
 * R6, the other form: writes go through, but the disk does not confirm them (fsync answers EIO). What the system keeps
 * in its own memory is not stored, so nothing is acknowledged.
 */
export async function unconfirmedDisk(bed: Bed, wishes: Wishes): Promise<FaultReport> {
  const fault = 'every fsync of the journal fails';
  const compiled = await shim(bed.folder);
  if (compiled === undefined) return tried(bed, wishes, { fault, skipped: 'no C compiler on this machine' });
  const when = join(bed.folder, 'no-sync');
  if (bed.server.running) await bed.server.end();
  await bed.start({ LD_PRELOAD: compiled, NO_SYNC_WHEN: when, NO_SYNC_OF: 'journal.sqlite' });
  return tried(bed, wishes, {
    fault,
    sicken: () => writeFile(when, ''),
    heal: () => rm(when),
  });
}

/** The library that makes fsync fail; undefined where nothing compiles it. */
async function shim(folder: string): Promise<string | undefined> {
  if (process.platform !== 'linux' || !(await answers('cc', '--version'))) return undefined;
  const made = join(folder, 'no-sync.so');
  await run('cc', ['-shared', '-fPIC', '-o', made, join(import.meta.dirname, 'no-sync.c'), '-ldl']);
  return made;
}

interface Sickness {
  readonly fault: string;
  readonly skipped?: string | undefined;
  readonly sicken?: () => Promise<unknown>;
  readonly heal?: () => Promise<unknown>;
}

async function tried(
  bed: Bed,
  { seconds }: Wishes,
  { fault, skipped, sicken, heal }: Sickness,
): Promise<FaultReport> {
  const passLine = 'no 200 from the first failure until the next start; /readyz red; nothing lost';
  if (skipped !== undefined) return { fault, passLine, measured: '', failures: [], skipped, evidence: {} };
  const sender = startSender({
    address: () => bed.server.address,
    writeKey: bed.writeKey,
    eventsPerSecond: 400,
    perBatch: 20,
    name: 'sick',
  });
  await wait(1_000);
  await sicken?.();
  await untilRefused(sender.answers);
  const before = sender.acknowledged.size;
  await wait(seconds * 1000);
  const red = await redChecks(bed.server.address);
  await heal?.();
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
        [`${during} events acknowledged after a failure`, during === 0],
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
    if (performance.now() > end) throw new Error('nothing failed: the fault did not reach the journal');
    await wait(50);
  }
}

const answers = (command: string, argument: string): Promise<boolean> =>
  run(command, [argument]).then(
    () => true,
    () => false,
  );
