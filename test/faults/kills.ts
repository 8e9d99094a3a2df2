import { setTimeout as wait } from 'node:timers/promises';
import type { Bed } from './bed.ts';
import { reckon, settled, unsettled } from './ledger.ts';
import { type FaultReport, failing, seeded } from './report.ts';
import { startSender } from './sender.ts';
import { enginesOf, signal } from './server-process.ts';

/** How much is killed. */
export interface KillWishes {
  readonly kills: number;
  readonly eventsPerSecond: number;
  /** From spawn to ready. */
  readonly startWithinMs: number;
  readonly seed: number;
}

/**
 * Kills the server; with a batch in hand where asked: the warehouse stands still for a moment before, so that the
 * loader has surely taken a batch and cannot have stored it. A loader that let go of it too early would lose it.
 */
async function killed(bed: Bed, { inHand }: { readonly inHand: boolean }): Promise<void> {
  const engine = inHand ? enginesOf(bed.server).warehouse : [];
  signal(engine, 'SIGSTOP');
  if (inHand) await wait(1_000);
  await bed.server.kill();
  signal(engine, 'SIGCONT'); // it ends by itself when it sees that nobody is there
}

/**
 * R1: SIGKILL of the server at random moments while clients send and try again.
 */
export async function killUnderLoad(bed: Bed, wishes: KillWishes): Promise<FaultReport> {
  await bed.up();
  const random = seeded(wishes.seed);
  const sender = startSender({
    address: () => bed.server.address,
    writeKey: bed.writeKey,
    eventsPerSecond: wishes.eventsPerSecond,
    perBatch: 20,
    name: 'kills',
  });
  const starts: number[] = [];
  for (let i = 0; i < wishes.kills; i += 1) {
    await wait(300 + random() * 2_000);
    await killed(bed, { inHand: i % 2 === 0 });
    starts.push((await bed.start()).readyMs);
  }
  await wait(300);
  await sender.stop();
  await bed.loaded();
  await bed.server.end();
  const reckoning = await reckon(bed, sender.acknowledged);
  const slowest = Math.round(Math.max(...starts));
  return {
    fault: `${wishes.kills} × SIGKILL at ${wishes.eventsPerSecond} events/s`,
    passLine: `0 missing, 0 doubled in any table, ready again within ${wishes.startWithinMs / 1000} s`,
    measured: `${settled(reckoning)}; slowest start ${slowest} ms`,
    failures: [
      ...unsettled(reckoning),
      ...failing([
        [`a start took ${slowest} ms`, slowest <= wishes.startWithinMs],
        ['nothing was acknowledged', reckoning.acknowledged > 0],
      ]),
    ],
    evidence: { wishes, starts, reckoning, acknowledged: [...sender.acknowledged] },
  };
}
