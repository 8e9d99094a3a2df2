import { setTimeout as wait } from 'node:timers/promises';
import type { Bed } from './bed.ts';
import { reckon, settled, unsettled } from './ledger.ts';
import { type FaultReport, failing } from './report.ts';
import { startSender } from './sender.ts';

export interface EndWishes {
  readonly times: number;
  readonly eventsPerSecond: number;
  readonly withinMs: number;
}

/** R18: SIGTERM while clients send. */
export async function endUnderLoad(bed: Bed, wishes: EndWishes): Promise<FaultReport> {
  await bed.up();
  const sender = startSender({
    address: () => bed.server.address,
    writeKey: bed.writeKey,
    eventsPerSecond: wishes.eventsPerSecond,
    perBatch: 20,
    name: 'ended',
  });
  const ends: { readonly code: number | null; readonly ms: number }[] = [];
  for (let i = 0; i < wishes.times; i += 1) {
    await wait(1_500);
    const begun = performance.now();
    const code = await bed.server.end();
    ends.push({ code, ms: Math.round(performance.now() - begun) });
    await bed.start();
  }
  await sender.stop();
  await bed.loaded();
  await bed.server.end();
  const reckoning = await reckon(bed, sender.acknowledged);
  const slowest = Math.max(...ends.map(({ ms }) => ms));
  return {
    fault: `${wishes.times} × SIGTERM at ${wishes.eventsPerSecond} events/s`,
    passLine: `exit code 0 within ${wishes.withinMs / 1000} s, 0 acknowledged lost`,
    measured: `exit codes ${ends.map(({ code }) => code)}, slowest ${slowest} ms; ${settled(reckoning)}`,
    failures: [
      ...unsettled(reckoning),
      ...failing([
        [`exit codes ${ends.map(({ code }) => code)}`, ends.every(({ code }) => code === 0)],
        [`it took ${slowest} ms to end`, slowest <= wishes.withinMs],
      ]),
    ],
    evidence: { wishes, ends, reckoning, acknowledged: [...sender.acknowledged] },
  };
}
