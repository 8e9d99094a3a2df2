import { setTimeout as wait } from 'node:timers/promises';
import { type Bed, metric, waitingEvents } from './bed.ts';
import { reckon, settled, unsettled } from './ledger.ts';
import { type FaultReport, failing } from './report.ts';
import { type Sender, startSender } from './sender.ts';
import { enginesOf, signal, until } from './server-process.ts';

export interface OutageWishes {
  /** The warehouse's engine stands still so long, and is killed again and again so long. */
  readonly warehouseSeconds: number;
  /** The same of PostgreSQL. */
  readonly recordsSeconds: number;
  readonly eventsPerSecond: number;
  /** Least rate of catching up, as a multiple of the live rate; 0 where it is only measured. */
  readonly catchUp: number;
}

type Engine = 'warehouse' | 'records';

/**
 * R7: an engine stands still (SIGSTOP) or dies again and again (SIGKILL) for a while, first the one, then the other.
 * Intake goes on from the journal meanwhile.
 */
export async function outages(bed: Bed, wishes: OutageWishes): Promise<FaultReport> {
  await bed.up();
  const sender = startSender({
    address: () => bed.server.address,
    writeKey: bed.writeKey,
    eventsPerSecond: wishes.eventsPerSecond,
    perBatch: 20,
    name: 'outage',
  });
  await wait(500);
  const lived: Lived[] = [];
  for (const engine of ['warehouse', 'records'] as const) {
    const seconds = engine === 'warehouse' ? wishes.warehouseSeconds : wishes.recordsSeconds;
    for (const way of [standStill, dieOften])
      lived.push(await outlive(bed, { sender, engine, seconds, way, rate: wishes.eventsPerSecond }));
  }
  await sender.stop();
  await bed.loaded(120_000);
  await bed.server.end();
  const reckoning = await reckon(bed, sender.acknowledged);
  const others = [...sender.answers.keys()].filter((status) => status !== 200);
  return {
    fault: `warehouse ${wishes.warehouseSeconds} s, records ${wishes.recordsSeconds} s: stopped, then killed often`,
    passLine: `every answer 200, the lag is told and grows, all caught up${wishes.catchUp > 0 ? ` at ≥ ${wishes.catchUp} × live` : ''}, nothing lost or doubled`,
    measured: `${settled(reckoning)}; ${lived.map(told).join('; ')}`,
    failures: [
      ...unsettled(reckoning),
      ...lived.flatMap((one) => unfit(one, wishes)),
      ...failing([[`answers other than 200: ${others.join(', ')}`, others.length === 0]]),
    ],
    evidence: { wishes, lived, reckoning, answers: [...sender.answers] },
  };
}

interface Lived {
  readonly what: string;
  readonly seconds: number;
  /** Events acknowledged during the outage. */
  readonly taken: number;
  /** Events waiting, and age of the oldest in seconds, when the engine came back. */
  readonly waiting: number;
  readonly lag: number;
  /** Events loaded per second from then until nothing old waits, as a multiple of the live rate. */
  readonly catchUp: number;
}

const told = ({ what, taken, waiting, lag, catchUp }: Lived): string =>
  `${what}: ${taken} taken, ${waiting} waiting, lag ${lag.toFixed(1)} s, caught up at ${catchUp.toFixed(1)} ×`;

function unfit(one: Lived, { catchUp, eventsPerSecond }: OutageWishes): string[] {
  const stopped = one.what.endsWith('stopped');
  return failing([
    [`${one.what}: ${one.taken} events taken`, one.taken >= (one.seconds * eventsPerSecond) / 4],
    [`${one.what}: the lag said ${one.lag} s`, !stopped || one.lag >= one.seconds / 2],
    [`${one.what}: ${one.waiting} events waiting`, !stopped || one.waiting > 0],
    [`${one.what}: caught up at ${one.catchUp.toFixed(1)} ×`, one.catchUp >= catchUp],
  ]);
}

interface Outage {
  readonly sender: Sender;
  readonly engine: Engine;
  readonly seconds: number;
  readonly rate: number;
  readonly way: (bed: Bed, engine: Engine, seconds: number) => Promise<Way>;
}

async function outlive(bed: Bed, { sender, engine, seconds, way, rate }: Outage): Promise<Lived> {
  const before = sender.acknowledged.size;
  const { name, back } = await way(bed, engine, seconds);
  const taken = sender.acknowledged.size - before;
  const waiting = await waitingEvents(bed.server.address);
  const lag = await metric(bed.server.address, 'perdure_journal_lag_seconds');
  const begun = performance.now();
  back();
  await until(async () => (await waitingEvents(bed.server.address)) <= rate * 2, 300_000);
  const took = (performance.now() - begun) / 1000;
  return { what: `${engine} ${name}`, seconds, taken, waiting, lag, catchUp: (waiting / took + rate) / rate };
}

/** What was done, and how it is undone. */
interface Way {
  readonly name: string;
  readonly back: () => void;
}

async function standStill(bed: Bed, engine: Engine, seconds: number): Promise<Way> {
  const pids = enginesOf(bed.server)[engine];
  if (pids.length === 0) throw new Error(`no process of the ${engine}`);
  signal(pids, 'SIGSTOP');
  await wait(seconds * 1000);
  return { name: 'stopped', back: () => signal(pids, 'SIGCONT') };
}

async function dieOften(bed: Bed, engine: Engine, seconds: number): Promise<Way> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await wait(1_500)) {
    const [first] = enginesOf(bed.server)[engine]; // of PostgreSQL the postmaster: its children follow
    if (first !== undefined) signal([first], 'SIGKILL');
  }
  return { name: 'killed', back: () => undefined };
}
