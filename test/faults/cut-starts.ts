import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bed, openBed } from './bed.ts';
import { reckon, unsettled } from './ledger.ts';
import { type FaultReport, failing, seeded } from './report.ts';
import { killWhileStarting } from './server-process.ts';

export interface CutStartWishes {
  readonly kills: number;
  /** Kills on one folder before it may finish; then a new folder is taken. */
  readonly killsPerFolder: number;
  /** Kills fall between 0.2 s and this long after the spawn; some find the server ready already. */
  readonly withinMs: number;
  readonly seed: number;
}

/** R3: SIGKILL in the first start on an empty folder, while engines are made and migrations run. */
export async function cutStarts(wishes: CutStartWishes): Promise<FaultReport> {
  const random = seeded(wishes.seed);
  const failures: string[] = [];
  let cut = 0;
  let kept = 0;
  for (let left = wishes.kills; left > 0; ) {
    const here = Math.min(left, wishes.killsPerFolder);
    left -= here;
    const tried = await oneFolder(here, () => 200 + random() * (wishes.withinMs - 200));
    cut += tried.cut;
    kept += tried.stored;
    failures.push(...tried.failures);
  }
  const folders = Math.ceil(wishes.kills / wishes.killsPerFolder);
  return {
    fault: `${wishes.kills} × SIGKILL in the first start, ${folders} empty folders`,
    passLine: 'the next start finishes by itself; events are stored once in every table',
    measured: `${cut} kills before ready; then ${kept} of ${folders * 20} events stored once`,
    failures: [...failures, ...failing([['no kill came before ready', cut > 0]])],
    evidence: { wishes },
  };
}

async function oneFolder(kills: number, moment: () => number) {
  const folder = await mkdtemp(join(tmpdir(), 'perdure-faults-'));
  const moments: number[] = [];
  let cut = 0;
  let bed: Bed | undefined;
  try {
    for (let i = 0; i < kills; i += 1) {
      moments.push(moment());
      if (!(await killWhileStarting(folder, moments.at(-1) ?? 0))) cut += 1;
    }
    bed = await openBed('Cut start', { folder });
    const ids = Array.from({ length: 20 }, (_, i) => `after-${i}`);
    await bed.send(ids.map((messageId) => ({ type: 'track', event: 'Visit', userId: 'julie', messageId })));
    await bed.loaded();
    await bed.server.end();
    const reckoning = await reckon(bed, new Set(ids));
    const failures = unsettled(reckoning).map(
      (one) => `after kills at ${moments.map(Math.round)} ms: ${one}`,
    );
    return { cut, stored: reckoning.stored, failures };
  } catch (error) {
    return { cut, stored: 0, failures: [`after kills at ${moments.map(Math.round)} ms: ${String(error)}`] };
  } finally {
    if (bed?.server.running === true) await bed.server.end();
    await rm(folder, { recursive: true, force: true });
  }
}
