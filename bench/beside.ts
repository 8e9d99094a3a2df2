// Intake beside insights: how long a batch of events waits for its 200 while the dearest questions are asked of 20 million
// events in another workspace, beside the same intake alone before and after, in one run.
// node bench/beside.ts [--events 20m] [--kept FOLDER]   results: bench/results/beside.md
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { perdure, startServer } from '../test/faults/server-process.ts';
import { type Sent, send } from './sending.ts';
import { onFilled } from './stage.ts';

const { values: told } = parseArgs({
  options: { events: { type: 'string', default: '20m' }, kept: { type: 'string' } },
});
const perSecond = 5_000;
const seconds = 20;

const year = { from: '2024-01-01', to: '2024-12-31' };
const quarter = { from: '2024-03-01', to: '2024-05-29' };
const start = { event: 'event 3' };
const weekly = { start, return: { event: null }, ...year, intervals: 52 };
const asOf = '2025-02-01T00:00:00Z';

/** The dearest question of each insight. */
const questions: Readonly<Record<string, object>> = {
  'retention.grid': { ...weekly, breakdown: { by: 'trait', name: 'plan', top: 20 }, asOf },
  'lifecycle.grid': { ...year, period: 'day', asOf },
  'funnels.grid': { steps: [0, 1, 2].map((n) => ({ event: `event ${n}` })), ...quarter, asOf },
  'aha.scan': { ...year, start, exclude: [], asOf },
  'paths.tree': {
    anchor: start,
    steps: 5,
    top: 20,
    ...quarter,
    limit: { kind: 'window', amount: 7, of: 'day' },
    asOf,
  },
};

const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-beside-'));
try {
  // What is sent stays out of what is kept; owners and rights go along, without which the records do not start.
  if (told.kept !== undefined) execFileSync('cp', ['-a', `${told.kept}/.`, folder]);
  await onFilled(folder, []);
  await measured();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measured(): Promise<void> {
  const live = await perdure(folder, 'workspace', 'create', `Live ${Date.now()}`);
  const asked = await perdure(
    folder,
    'ask',
    'keys.create',
    '--workspace',
    'bench',
    '--input',
    JSON.stringify({ name: 'bench', scopes: ['insights:read'] }),
  );
  const server = await startServer(folder);
  const intake = (name: string) =>
    send(server.address, String(live.writeKey), { batches: perSecond / 100, seconds, name });
  try {
    for (const name of ['warming', 'warm']) await intake(name);
    const lines: string[] = [];
    let before = await intake('alone');
    for (const [name, ask] of Object.entries(questions)) {
      const run = await beside(intake(name), () => answered(server.address, String(asked.secret), name, ask));
      const after = await intake(`alone after ${name}`);
      lines.push(lineOf(name, run, [before.p99, after.p99]));
      console.log(lines.at(-1));
      before = after;
    }
    writeFileSync(join(import.meta.dirname, 'results/beside.md'), reportOf(lines));
  } finally {
    await server.end();
  }
}

/** Intake while a question was answered so many times. */
interface Beside {
  readonly sent: Sent;
  readonly times: number;
}

/** Asks one after the other for as long as events are sent. */
async function beside(sending: Promise<Sent>, ask: () => Promise<void>): Promise<Beside> {
  let ended = false;
  void sending.finally(() => {
    ended = true;
  });
  let times = 0;
  while (!ended) {
    await ask();
    times += 1;
  }
  return { sent: await sending, times };
}

async function answered(address: string, key: string, name: string, ask: object): Promise<void> {
  const answer = await fetch(`${address}/api/ask/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(ask),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}: ${text.slice(0, 300)}`);
}

function lineOf(name: string, { sent, times }: Beside, alone: readonly [number, number]): string {
  const ofAlone = sent.p99 / ((alone[0] + alone[1]) / 2);
  const cells = [name, times, sent.p50.toFixed(1), sent.p99.toFixed(1)];
  return `| ${[...cells, alone.map((p99) => p99.toFixed(1)).join(', '), `${ofAlone.toFixed(2)}×`].join(' | ')} |`;
}

function reportOf(lines: readonly string[]): string {
  return `# Intake beside insights

${perSecond} events a second in batches of 100 over 32 connections, for ${seconds} s each, while one question after the other is asked
of another workspace with ${told.events} events. Milliseconds until a batch is answered 200, at the median and the 99th percentile;
the same intake alone just before and just after; and how many times the 99th percentile is the mean of those two.

${cpus().length} × ${cpus()[0]?.model.trim() ?? 'cpu'}, load at the end ${loadavg()[0]?.toFixed(1)}

| asked meanwhile | times | p50 | p99 | p99 alone, before and after | of alone |
|---|---|---|---|---|---|
${lines.join('\n')}
`;
}
