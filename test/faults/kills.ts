import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Reckoning, reckon } from './ledger.ts';
import { startSender } from './sender.ts';
import { perdure, startServer, until } from './server-process.ts';

/** What came of a run of kills. */
export interface KillsReport extends Reckoning {
  readonly kills: number;
  /** Longest time from spawn to ready, in milliseconds. */
  readonly slowestStartMs: number;
}

/**
 * R1: SIGKILL of the server at random moments while clients send and try again.
 * Pass line: nothing acknowledged is missing, nothing is doubled, in any table.
 */
export async function killUnderLoad(kills: number, eventsPerSecond = 2_000): Promise<KillsReport> {
  const folder = await mkdtemp(join(tmpdir(), 'perdure-kills-'));
  try {
    let server = await startServer(folder);
    const made = await perdure(folder, 'workspace', 'create', 'Kills');
    const sender = startSender({
      address: () => server.address,
      writeKey: String(made['writeKey']),
      eventsPerSecond,
      perBatch: 20,
      name: 'kills',
    });
    let slowestStartMs = 0;
    for (let i = 0; i < kills; i += 1) {
      await wait(300 + Math.random() * 2_000);
      await server.kill();
      server = await startServer(folder);
      slowestStartMs = Math.max(slowestStartMs, server.readyMs);
    }
    await wait(500);
    await sender.stop();
    await until(async () => (await waitingEvents(server.address)) === 0);
    await server.end();
    return { kills, slowestStartMs, ...(await reckon(folder, sender.acknowledged)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Events accepted and not yet loaded, as the metrics tell. */
export async function waitingEvents(address: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const line = /^perdure_journal_waiting_events (\d+)/m.exec(text);
  if (line === null) throw new Error('no perdure_journal_waiting_events in /metrics');
  return Number(line[1]);
}
