import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Bed, openBed } from './bed.ts';
import { reckon, settled, unsettled } from './ledger.ts';
import { type FaultReport, failing } from './report.ts';
import { type Sender, startSender } from './sender.ts';
import { until } from './server-process.ts';

const run = promisify(execFile);
const megabyte = 1024 * 1024;

export interface FullDiskWishes {
  /** Size of the disk. The warehouse wants half a gigabyte free, or it stores nothing more. */
  readonly megabytes: number;
  /** How long the disk stays full. */
  readonly seconds: number;
  readonly recoversWithinMs: number;
}

const fault = (wishes: FullDiskWishes): string =>
  `a disk of ${wishes.megabytes} MB, full for ${wishes.seconds} s while events come`;
const passLine = (wishes: FullDiskWishes): string =>
  `429 or 503 and never 200 unstored; recovers alone within ${wishes.recoversWithinMs / 1000} s of room; nothing lost`;

/** R5: the data folder's disk is filled up while events come, then there is room again. */
export async function fullDisk(wishes: FullDiskWishes): Promise<FaultReport> {
  const folder = await mkdtemp(join(tmpdir(), 'perdure-faults-'));
  const skipped = await run('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${wishes.megabytes}m`,
    'tmpfs',
    folder,
  ]).then(
    () => undefined,
    (error: Error) => `no disk can be mounted here: ${error.message.trim()}`,
  );
  let bed: Bed | undefined;
  try {
    if (skipped !== undefined)
      return {
        fault: fault(wishes),
        passLine: passLine(wishes),
        measured: '',
        failures: [],
        skipped,
        evidence: {},
      };
    bed = await openBed('Full disk', { folder: join(folder, 'data') });
    return await fill(bed, folder, wishes);
  } finally {
    if (bed?.server.running === true) await bed.server.end();
    if (skipped === undefined) await run('umount', ['-l', folder]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(bed: Bed, disk: string, wishes: FullDiskWishes): Promise<FaultReport> {
  const sender = startSender({
    address: () => bed.server.address,
    writeKey: bed.writeKey,
    eventsPerSecond: 1_000,
    perBatch: 20,
    name: 'full',
  });
  await wait(1_000);
  const filler = join(disk, 'filler');
  await fillUp(disk, filler);
  await until(async () => refusals(sender) > 0, 60_000);
  await wait(wishes.seconds * 1000);
  const kept = sender.acknowledged.size;
  await rm(filler);
  const begun = performance.now();
  await until(async () => sender.acknowledged.size > kept + 200, 60_000);
  const recoveredMs = Math.round(performance.now() - begun);
  await sender.stop();
  await bed.loaded(120_000);
  await bed.server.end();
  const reckoning = await reckon(bed, sender.acknowledged);
  const others = [...sender.answers.keys()].filter((status) => ![200, 0, 429, 503].includes(status));
  return {
    fault: fault(wishes),
    passLine: passLine(wishes),
    measured: `${refusals(sender)} refusals, recovered in ${recoveredMs} ms; ${settled(reckoning)}`,
    failures: [
      ...unsettled(reckoning),
      ...failing([
        [`recovered in ${recoveredMs} ms`, recoveredMs <= wishes.recoversWithinMs],
        [`answers ${others}`, others.length === 0],
      ]),
    ],
    evidence: { wishes, reckoning, answers: [...sender.answers] },
  };
}

const refusals = ({ answers }: Sender): number => (answers.get(429) ?? 0) + (answers.get(503) ?? 0);

/** Writes until nothing more fits. */
async function fillUp(disk: string, filler: string): Promise<void> {
  const file = await open(filler, 'w');
  try {
    for (;;) {
      const { bavail, bsize } = await statfs(disk);
      const free = bavail * bsize;
      if (free === 0) return;
      await file.write(Buffer.alloc(Math.min(free, megabyte)));
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    await file.close();
  }
}
