import { setTimeout as wait } from 'node:timers/promises';
import { sql } from '#src/basics/sql.ts';
import type { Bed } from './bed.ts';
import { reckonIn, settled, unsettled } from './ledger.ts';
import { tracesOf } from './marker-search.ts';
import { type FaultReport, failing, seeded } from './report.ts';
import { until } from './server-process.ts';
import { inStores, placeOf } from './stores.ts';

export interface CutChoreWishes {
  readonly kills: number;
  /** Events of other people, which must stay. */
  readonly events: number;
  /** Kills fall within this long after the chore was asked for. */
  readonly withinMs: number;
  readonly seed: number;
}

/** Planted in everything that is said of one person; found nowhere once they are erased. */
const marker = 'erase-me-7f3a90c1';

/** R3: SIGKILL while a person is erased. Afterwards no table and no file of the data folder may hold the marker. */
export async function cutErasure(bed: Bed, wishes: CutChoreWishes): Promise<FaultReport> {
  await bed.up();
  const random = seeded(wishes.seed);
  const ids = await sendCrowd(bed, 'kept', wishes.events);
  await sendMarked(bed);
  await bed.loaded();
  const before = await planted(bed);
  await bed.ask('erasure.ask', { userId: marker });
  for (let i = 0; i < wishes.kills; i += 1) {
    await wait(random() * wishes.withinMs);
    await bed.server.kill();
    await bed.start();
  }
  await until(async () => isErased(bed), 120_000);
  await bed.loaded();
  await wait(1_000); // the rebuild follows the erasure
  await bed.server.end();
  const rebuilt = await untilRebuilt(bed);
  const { reckoning, traces, unfinished } = await inStores(bed.folder, async (stores) => {
    const place = await placeOf(stores, bed.workspace);
    const open = await stores.records.rows(sql`select id from erasures where done_at is null`);
    return {
      reckoning: await reckonIn(stores, place, ids),
      traces: await tracesOf(bed.folder, stores, marker),
      unfinished: open.length,
    };
  });
  return {
    fault: `${wishes.kills} × SIGKILL during an erasure`,
    passLine: 'the next start finishes it; no file or column holds the person; nobody else lost an event',
    measured: `${before.length} places before, ${traces.length} after; ${settled(reckoning)}`,
    failures: [
      ...traces.map((place) => `the person is still in ${place}`),
      ...unsettled(reckoning),
      ...failing([
        ['the search finds nothing even before the erasure', before.length >= 8],
        ['the derived tables were not built anew', rebuilt],
        [`${unfinished} erasures are not done`, unfinished === 0],
      ]),
    ],
    evidence: { wishes, before, traces, reckoning },
  };
}

/** Where the marker stands before: the search must be able to find it. */
async function planted(bed: Bed): Promise<string[]> {
  await bed.server.end();
  const traces = await inStores(bed.folder, (stores) => tracesOf(bed.folder, stores, marker));
  await bed.start();
  return traces;
}

const isErased = async (bed: Bed): Promise<boolean> => {
  const { erasures } = await bed.ask<{ erasures: { doneAt: string | null }[] }>('erasure.list');
  return erasures.length > 0 && erasures.every(({ doneAt }) => doneAt !== null);
};

/** Everything that can be said of a person: known and unknown browsers, traits, aliases, an account, a bad event. */
async function sendMarked(bed: Bed): Promise<void> {
  const of = (n: string | number) => `${marker}-${n}`;
  const browser = { anonymousId: of('browser') };
  const known = { userId: marker };
  await bed.send([
    { type: 'track', event: 'Visit', ...browser, messageId: of(1), properties: { x: of('p') } },
  ]);
  await bed.loaded();
  await bed.send([
    { type: 'identify', ...known, ...browser, messageId: of(2), traits: { email: `${marker}@example.com` } },
    { type: 'track', event: 'Visit', ...known, messageId: of(3), context: { page: { url: of('url') } } },
    { type: 'alias', userId: marker, previousId: of('old'), messageId: of(4) },
    { type: 'track', event: 'Visit', userId: of('old'), messageId: of(5) },
    { type: 'group', ...known, groupId: 'a-company', messageId: of(6) },
    { type: 'track', userId: marker, messageId: of(7) },
  ]);
}

/** R3: SIGKILL while the derived tables are built anew for another time zone. */
export async function cutRebuild(bed: Bed, wishes: CutChoreWishes): Promise<FaultReport> {
  await bed.up();
  const random = seeded(wishes.seed);
  const ids = await sendCrowd(bed, 'rebuilt', wishes.events);
  await bed.loaded();
  await bed.order('workspaces.update', { timezone: 'Pacific/Auckland' });
  for (let i = 0; i < wishes.kills; i += 1) {
    await wait(random() * wishes.withinMs);
    await bed.server.kill();
    await bed.start();
  }
  await wait(1_000);
  await bed.server.end();
  const finished = await untilRebuilt(bed);
  const { place, reckoning } = await inStores(bed.folder, async (stores) => {
    const found = await placeOf(stores, bed.workspace);
    return { place: found, reckoning: await reckonIn(stores, found, ids) };
  });
  return {
    fault: `${wishes.kills} × SIGKILL during a rebuild of derived tables`,
    passLine: 'the next start finishes it; every derived table says what the events say, in the new zone',
    measured: `layout ${place.layout}, ${place.timezone}; ${settled(reckoning)}`,
    failures: [
      ...unsettled(reckoning),
      ...failing([
        ['no rebuild was finished', finished],
        [`the zone is ${place.timezone}`, place.timezone === 'Pacific/Auckland'],
      ]),
    ],
    evidence: { wishes, place, reckoning },
  };
}

/** Starts and ends the server until no chore of this kind waits or has failed; it asks the records, as the API does not tell. */
async function untilRebuilt(bed: Bed): Promise<boolean> {
  for (let tries = 0; tries < 7; tries += 1) {
    const waiting = await inStores(
      bed.folder,
      ({ records }) =>
        records.rows(sql`
        select job.id
        from jobs._private_jobs as job
        join jobs._private_tasks as task on task.id = job.task_id
        where task.identifier in ('erasure.run', 'derived.rebuild')
          and (job.attempts < job.max_attempts or job.last_error is not null or job.key is not null)`), // one that was asked for anew while it ran has given its key to the new one, and is left without tries
    );
    if (waiting.length === 0) return true;
    await bed.start();
    await wait(3_000 + tries * 4_000); // a chore whose process was killed is freed after some 10 s
    await bed.server.end();
  }
  return false;
}

/** Visits of many people around midnight, so that another zone means other days. */
async function sendCrowd(bed: Bed, name: string, events: number): Promise<Set<string>> {
  const ids = Array.from({ length: events }, (_, i) => `${name}-${i}`);
  const begin = Date.UTC(2026, 0, 1);
  for (let at = 0; at < events; at += 1_000) {
    const status = await bed.send(
      ids.slice(at, at + 1_000).map((messageId, i) => ({
        type: 'track',
        event: i % 3 === 0 ? 'Visit' : 'Order Completed',
        userId: `${name}-user-${(at + i) % 499}`,
        messageId,
        timestamp: new Date(begin + (at + i) * 3_601_000).toISOString(),
      })),
    );
    if (status !== 200) throw new Error(`the crowd was answered ${status}`);
  }
  return new Set(ids);
}
