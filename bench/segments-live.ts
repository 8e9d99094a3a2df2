// 200 live segments over 500 thousand customers while 2,000 events a second arrive: how old their members get, and how long
// somebody who comes to match is waited for.
// node bench/segments-live.ts [--events 20m] [--kept FOLDER]   results: bench/results/segments-live.md
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from '#src/basics/sql.ts';
import { openEmbeddedPostgres } from '#src/engines/records/index.ts';
import { perdure, type ServerProcess, startServer } from '../test/faults/server-process.ts';
import { customers } from './generated-events.ts';
import { onFilled } from './stage.ts';

const { values: told } = parseArgs({
  options: { events: { type: 'string', default: '20m' }, kept: { type: 'string' } },
});
const perSecond = 2_000;
const batch = 100;
const warmSeconds = 60;
const seconds = 90;
const probes = 6;

const last = (amount: number) => ({ kind: 'last', amount, unit: 'days' });
const during = { kind: 'between', from: '2024-06-01', to: '2024-12-31' };
const event = (number: number) => ({ event: `event ${number}` });

/** A third by days of now, a third by counts over half a year of the filled events, a third by what was never done since. */
const rules = Array.from({ length: 199 }, (_, i) => {
  const match = event(i % 150);
  if (i % 3 === 0) return [{ kind: 'did', match, window: last(1 + (i % 30)) }];
  const often = { kind: 'times', how: 'at_least', times: 1 + (i % 3) };
  const did = { kind: 'did', match, amount: often, window: during };
  return i % 3 === 1
    ? [did]
    : [did, { kind: 'did', inside: false, match: event((i + 1) % 150), window: last(7) }];
});

const folder = mkdtempSync(join(tmpdir(), 'perdure-bench-segments-'));
try {
  if (told.kept !== undefined) execFileSync('cp', ['-a', `${told.kept}/.`, folder]);
  await onFilled(folder, []);
  await named();
  await measured();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The filled people are known by their ids, so that what arrives is theirs. */
async function named(): Promise<void> {
  const records = await openEmbeddedPostgres({ folder });
  await records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    select 1, 'user', 'user-' || number, number
    from generate_series(1, ${customers}::integer) as number
    on conflict do nothing`);
  await records.run(sql`
    insert into customer_numbers (workspace_id, next)
    values (1, ${customers + 1})
    on conflict (workspace_id) do update set next = excluded.next`);
  await records.close();
}

interface Told {
  readonly segments: readonly {
    readonly id: string;
    readonly freshAt: string | null;
    readonly size: number | null;
  }[];
}

async function measured(): Promise<void> {
  const ask = (name: string, input: object = {}) =>
    perdure(folder, 'ask', name, '--workspace', 'bench', '--input', JSON.stringify(input));
  const { secret } = await ask('keys.create', {
    name: 'bench',
    scopes: ['customers:read', 'insights:read', 'insights:write'],
  });
  const { source } = await ask('sources.create', { name: 'bench' });
  const server = await startServer(folder);
  const door: Door = {
    server,
    key: String(secret),
    writeKey: String((source as { writeKey: string }).writeKey),
    sent: 0,
  };
  const sending = new AbortController();
  let sender: Promise<void> | undefined;
  try {
    await track(door, [{ event: 'probe', userId: 'user-1' }]); // a name that arrived may be asked for
    await wait(3_000);
    for (const [i, conditions] of rules.entries())
      await answered(door, 'segments.create', {
        name: `Segment ${i}`,
        unit: 'customer',
        rule: { conditions },
      });
    const probing = await answered<{ segment: { id: string } }>(door, 'segments.create', {
      name: 'Probe',
      unit: 'customer',
      rule: { conditions: [{ kind: 'did', match: { event: 'probe' }, window: last(1) }] },
    });
    const begun = performance.now();
    await counted(door);
    const firstMs = performance.now() - begun;
    sender = keepSending(door, sending.signal);
    await wait(warmSeconds * 1000);
    const waits = probed(door, probing.segment.id);
    const ages = await watched(door);
    report({ firstMs, ages, waits: await waits, sent: door.sent });
  } finally {
    sending.abort();
    await sender;
    await server.end();
  }
}

interface Door {
  readonly server: ServerProcess;
  readonly key: string;
  readonly writeKey: string;
  sent: number;
}

async function answered<T>({ server, key }: Door, name: string, input: object): Promise<T> {
  const answer = await fetch(`${server.address}/api/ask/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}

async function track(door: Door, events: readonly object[]): Promise<void> {
  const first = door.sent;
  door.sent += events.length;
  const answer = await fetch(`${door.server.address}/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${door.writeKey}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      batch: events.map((one, i) => ({ type: 'track', messageId: `live-${first + i}`, ...one })),
    }),
  });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`intake answered ${answer.status}`);
}

/** Events of everybody, of every name, at the pace wished. */
async function keepSending(door: Door, signal: AbortSignal): Promise<void> {
  const begun = performance.now();
  for (let batches = 0; !signal.aborted; batches += 1) {
    const due = begun + (batches * batch * 1000) / perSecond;
    if (due > performance.now()) await wait(due - performance.now());
    await track(
      door,
      Array.from({ length: batch }, (_, i) => ({
        event: `event ${(batches * 7 + i) % 150}`,
        userId: `user-${1 + ((batches * 7919 + i * 104_729) % customers)}`,
      })),
    );
  }
}

async function counted(door: Door): Promise<void> {
  for (;;) {
    const { segments } = await answered<Told>(door, 'segments.list', {});
    if (segments.every(({ size }) => size !== null)) return;
    await wait(500);
  }
}

/** How old the members of the oldest segment were, second by second. */
async function watched(door: Door): Promise<number[]> {
  const ages: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const { segments } = await answered<Told>(door, 'segments.list', {});
    ages.push(Math.max(...segments.map(({ freshAt }) => Date.now() - Date.parse(freshAt ?? ''))));
    await wait(1_000);
  }
  return ages;
}

/** From the answer of intake until somebody is in the segment, milliseconds. */
async function probed(door: Door, id: string): Promise<number[]> {
  const waits: number[] = [];
  for (let probe = 0; probe < probes; probe += 1) {
    const { total: before } = await answered<{ total: number }>(door, 'segments.people', { id, limit: 1 });
    await track(door, [{ event: 'probe', userId: `user-${1000 + probe}` }]);
    const since = performance.now();
    for (let total = before; total === before; await wait(250))
      ({ total } = await answered<{ total: number }>(door, 'segments.people', { id, limit: 1 }));
    waits.push(performance.now() - since);
  }
  return waits;
}

function report({
  firstMs,
  ages,
  waits,
  sent,
}: {
  firstMs: number;
  ages: number[];
  waits: number[];
  sent: number;
}): void {
  const s = (ms: number) => (ms / 1000).toFixed(1);
  const sorted = ages.toSorted((a, b) => a - b);
  const text = `# 200 live segments while events arrive

${told.events} events of ${customers.toLocaleString('en')} customers are there; ${perSecond.toLocaleString('en')} events a second arrive
(${sent.toLocaleString('en')} in all), of 150 names that the segments ask for. Promise: members at most 60 s old.

${cpus().length} × ${cpus()[0]?.model.trim() ?? 'cpu'}, load at the end ${loadavg()[0]?.toFixed(1)}

| figure | seconds |
|---|---|
| all 200 counted for the first time | ${s(firstMs)} |
| age of the oldest members, median over ${seconds} s | ${s(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN)} |
| age of the oldest members, at most | ${s(Math.max(...ages))} |
| from the 200 of an event until its person is in the segment, ${probes} times | ${waits.map(s).join(', ')} |
`;
  console.log(text);
  writeFileSync(join(import.meta.dirname, 'results/segments-live.md'), text);
}
