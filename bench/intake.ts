// Intake: how many events a second are taken, durably, and how soon they can be asked for; beside the ceiling of the
// same bytes parsed and inserted with nothing in between, in the same run.
// node bench/intake.ts [seconds] [events a second]
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from '#src/basics/sql.ts';
import { openChdb } from '#src/engines/warehouse/index.ts';
import { waitingEvents } from '../test/faults/bed.ts';
import { perdure, startServer } from '../test/faults/server-process.ts';
import { type Sent, send } from './sending.ts';

const seconds = Number(process.argv[2] ?? 60);
const perSecond = Number(process.argv[3] ?? 20_000);
const burstSeconds = 5;

const folder = await mkdtemp(join(tmpdir(), 'perdure-bench-intake-'));
console.log(
  `load before: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);
try {
  const server = await startServer(folder);
  const made = await perdure(folder, 'workspace', 'create', 'Bench');
  const key = String(made.writeKey);
  const steady = await send(server.address, key, { batches: perSecond / 100, seconds, name: 'steady' });
  const behind = await waitingEvents(server.address);
  const caughtUpMs = await untilLoaded(server.address);
  show(
    'steady',
    steady,
    `behind at the end ${behind} events, all loaded ${(caughtUpMs / 1000).toFixed(1)} s later`,
  );
  const burst = await send(server.address, key, { batches: 0, seconds: burstSeconds, name: 'burst' });
  const burstBehindMs = await untilLoaded(server.address);
  show('burst', burst, `loaded ${(burstBehindMs / 1000).toFixed(1)} s later`);
  await server.end();
  await reckonAll(steady.acknowledged + burst.acknowledged);
  await ceiling();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function untilLoaded(address: string): Promise<number> {
  const begun = performance.now();
  while ((await waitingEvents(address)) > 0) await wait(50);
  return performance.now() - begun;
}

function show(name: string, sent: Sent, rest: string): void {
  const rate = Math.round((1_000 * sent.acknowledged) / sent.tookMs);
  console.log(
    `${name}: ${rate} events/s acknowledged over ${(sent.tookMs / 1000).toFixed(1)} s; batch of 100: p50 ${sent.p50.toFixed(1)} ms, ` +
      `p99 ${sent.p99.toFixed(1)} ms, max ${sent.max.toFixed(0)} ms; not taken at first: ${JSON.stringify(sent.refused)}; ${rest}`,
  );
}

/** Every table holds each event once. */
async function reckonAll(expected: number): Promise<void> {
  const warehouse = await openChdb({ folder: join(folder, 'warehouse') });
  const rows = await warehouse.rows(sql<{ place: string; n: string }>`
    select 'events' as place, uniqExact(message_id) as n from events
    union all
    select 'events (rows)' as place, count() as n from events
    union all
    select 'events_by_customer' as place, count() as n from events_by_customer
    union all
    select 'message_ids' as place, count() as n from message_ids
    union all
    select 'customer_events' as place, sum(events) as n from customer_events
    union all
    select 'event_counts' as place, sum(events) as n from event_counts`);
  for (const { place, n } of rows)
    console.log(`${place}: ${n} ${Number(n) === expected ? '= acknowledged' : `≠ ${expected}`}`);
  await warehouse.close();
}

/** The same bytes with nothing in between: parsed, and inserted into one plain table. */
async function ceiling(): Promise<void> {
  const event = (i: number) => ({
    type: 'track',
    event: `Event ${i % 200}`,
    userId: `user-${i % 500_000}`,
    messageId: `ceiling-${i}`,
    timestamp: new Date(Date.UTC(2026, 0, 1) + i).toISOString(),
    properties: {
      plan: 'gold',
      amount: i % 100,
      page: `/home/${i % 50}`,
      category: `c${i % 20}`,
      ref: 'google',
    },
  });
  const bodies = Array.from({ length: 2_000 }, (_, b) =>
    JSON.stringify({ batch: Array.from({ length: 100 }, (_, i) => event(b * 100 + i)) }),
  );
  const parsing = performance.now();
  const parsed = bodies.map((body) => (JSON.parse(body) as { batch: ReturnType<typeof event>[] }).batch);
  const parseRate = Math.round(200_000 / ((performance.now() - parsing) / 1_000));
  const warehouse = await openChdb({ folder: join(folder, 'ceiling') });
  await warehouse.run(sql`
    create table bare (event LowCardinality(String), user_id String, message_id String, time DateTime64(3, 'UTC'), properties JSON(max_dynamic_paths = 256))
    engine = MergeTree
    order by (event, user_id, time)`);
  const inserting = performance.now();
  for (let i = 0; i < parsed.length; i += 200) {
    const rows = parsed
      .slice(i, i + 200)
      .flat()
      .map((e) =>
        JSON.stringify({
          event: e.event,
          user_id: e.userId,
          message_id: e.messageId,
          time: e.timestamp.replace('T', ' ').replace('Z', ''),
          properties: e.properties,
        }),
      );
    await warehouse.insert('bare', Buffer.from(rows.join('\n')));
  }
  const insertRate = Math.round(200_000 / ((performance.now() - inserting) / 1_000));
  await warehouse.close();
  console.log(
    `ceiling: JSON.parse ${parseRate} events/s; one bare insert of the same rows, 20,000 at a time, ${insertRate} events/s`,
  );
  console.log(
    `load after: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  );
}
