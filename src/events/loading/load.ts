import { dayOf } from '#src/basics/calendar.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Batch } from '#src/engines/journal/port.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import {
  type DeviceLink,
  type EarlierTry,
  type EventNames,
  type HoldWait,
  type KnownNumbers,
  keepNumbers,
  type Merge,
  moveRetired,
  settleIdentities,
  withBatchInHand,
  withIdentityLock,
} from '../identity/index.ts';
import { type Decoded, decodeEntry } from '../intake/index.ts';
import { gateOf } from '../plan/index.ts';
import { arrivalOf, doorRow, type TimedEvent } from './door-row.ts';
import { partDuplicates } from './duplicates.ts';
import { type Arrival, isSetAside, judge } from './judge.ts';
import { judgedThen } from './judged-by.ts';
import { type Outcome, outcomeOf, recordOutcome } from './outcome.ts';
import type { RecentIds } from './recent-ids.ts';
import { givesWay, isHistory, refuseBesideCut, replayedBy } from './replays.ts';
import type { InternalRule } from './traffic.ts';

/** What loading needs to know of a workspace. */
export interface LoadPlace {
  readonly timezone: string;
  readonly layout: number;
  readonly rules: readonly InternalRule[];
  /** The newest approved version of the plan of events; null where there is none. */
  readonly plan?: number | null;
}

/** Where events go, and what loading keeps in mind between batches. */
export interface LoadingParts {
  readonly warehouse: Warehouse;
  readonly records: Records;
  readonly clock: Clock;
  readonly recent: RecentIds;
  readonly known: KnownNumbers;
  /** Undefined for a workspace that is no more: its events are dropped with it. */
  readonly placeOf: (workspace: number) => Promise<LoadPlace | undefined>;
  /** Told of what was stored, after it can be asked for. */
  readonly onLoaded?: (
    workspace: number,
    loaded: { readonly stored: readonly TimedEvent[]; readonly outcome: Outcome },
  ) => void;
}

/** A batch read and parted by workspace, before anything is asked or stored. */
export interface ReadBatch {
  readonly id: number;
  readonly events: number;
  /** When its first entry was received, epoch milliseconds. */
  readonly receivedAt: number;
  /** By workspace, in the order in which their locks are taken. */
  readonly arrivals: readonly (readonly [number, readonly Arrival[]])[];
}

/** What one workspace has in a batch. */
export interface BatchPart {
  readonly workspace: number;
  readonly batch: bigint;
  readonly arrivals: readonly Arrival[];
}

/** Reads one batch of the journal: the part that needs only this processor, so it may run ahead. */
export async function readBatch(batch: Batch): Promise<ReadBatch> {
  const byWorkspace = new Map<number, Arrival[]>();
  let events = 0;
  for (const entry of batch.entries) {
    const arrivals = byWorkspace.get(entry.workspace) ?? [];
    byWorkspace.set(entry.workspace, arrivals);
    for (const decoded of decodeEntry(entry)) {
      arrivals.push({ position: arrivals.length, source: entry.source, decoded });
      events += 1;
    }
    await pause(); // requests go first: one entry is at most a few milliseconds of work
  }
  return {
    id: batch.id,
    events,
    receivedAt: batch.entries[0]?.receivedAt ?? 0,
    arrivals: [...byWorkspace].sort(([a], [b]) => a - b),
  };
}

/**
 * Loads events that did not come by the journal (imports): the same way, under a batch number of their own.
 *
 * @param batch unique and the same on every repetition; imports use numbers from 2^62 on
 * @param positions where each event stands in what it came in; its place in the list unless told
 */
export async function loadEvents(
  parts: LoadingParts,
  load: {
    readonly workspace: number;
    readonly source: number;
    readonly batch: bigint;
    readonly events: readonly Decoded[];
    readonly positions?: readonly number[];
  },
): Promise<Outcome> {
  const arrivals = load.events.map((decoded, i) => ({
    position: load.positions?.[i] ?? i,
    source: load.source,
    decoded,
  }));
  return loadPart(parts, { workspace: load.workspace, batch: load.batch, arrivals });
}

/**
 * Loads one workspace's part of a batch. Done again after a crash, it ends the same.
 *
 * @param wait how to wait where the workspace is being worked on; without end unless told
 * @throws IdentityBusy after that: nothing was stored
 */
export async function loadPart(
  parts: LoadingParts,
  { workspace, batch, arrivals }: BatchPart,
  wait: HoldWait = {},
): Promise<Outcome> {
  const place = await parts.placeOf(workspace);
  if (place === undefined) return { accepted: 0, stored: 0, rejected: 0, quarantined: 0, duplicate: 0 };
  const judgedBy = (await judgedThen(parts.records, workspace, batch)) ?? {
    rules: place.rules,
    plan: isHistory(batch) ? null : (place.plan ?? null),
  };
  const gate = await gateOf(parts.records, workspace, {
    latest: judgedBy.plan,
    replay: replayedBy(batch),
    since: arrivals.reduce((first, { decoded }) => Math.min(first, decoded.receivedAt), Infinity),
  });
  const by = { workspace, rules: judgedBy.rules, gate };
  const judged = (await inSlices(arrivals, (some) => some.map((arrival) => judge(arrival, by)))).flat();
  const setAside = judged.filter(isSetAside);
  const timed = judged.filter((one): one is TimedEvent => !isSetAside(one));
  const ended = await withIdentityLock(
    parts.records,
    workspace,
    async (records) => {
      if (givesWay(batch)) await refuseBesideCut(records, workspace, { own: batch });
      const parted = await partDuplicates({ ...parts, records }, workspace, batch, timed);
      const now = parts.clock.now();
      for (const event of parted.fresh) parts.recent.add(event.hash, now); // also where storing is cut half-way
      const end = { workspace, batch, stored: parted.fresh, setAside, repeated: parted.repeated };
      await withBatchInHand(
        records,
        { workspace, batch, judgedBy },
        (earlier) => store({ ...parts, records }, { workspace, batch, fresh: parted.fresh, earlier }),
        (tx) => recordOutcome(tx, end, parts.clock.now()),
      );
      return end;
    },
    wait,
  );
  const outcome = outcomeOf(ended);
  parts.onLoaded?.(workspace, { stored: ended.stored, outcome });
  return outcome;
}

/** What goes through the door, and what an earlier try left of it. */
interface Storing {
  readonly workspace: number;
  readonly batch: bigint;
  readonly fresh: readonly TimedEvent[];
  readonly earlier: EarlierTry;
}

async function store(parts: LoadingParts, storing: Storing): Promise<void> {
  const { workspace, batch, fresh, earlier } = storing;
  const place = await parts.placeOf(workspace); // again, now that no rebuild can change the layout
  if (place === undefined) return;
  const movePlace = { workspace, layout: place.layout, dayOf: dayOf(place.timezone) };
  const at = parts.clock.now();
  if (earlier.moveCut) await moveRetired(parts, movePlace, { at, batch, moveCut: true });
  const numbers = await numbersOf(parts, storing, at);
  const row = (one: TimedEvent, i: number) =>
    doorRow(one, {
      customer: numbers[i] ?? 0,
      day: movePlace.dayOf(one.time),
      layout: place.layout,
      batch,
    });
  const rows = await inSlices(fresh, (some, from) =>
    Buffer.from(some.map((one, i) => row(one, from + i)).join('')),
  );
  if (rows.length > 0) {
    await parts.warehouse.insert('door', Buffer.concat(rows), { token: `b${batch}-${workspace}` });
  }
  await moveRetired(parts, movePlace, { at, batch });
}

/**
 * The number of each event; 0 for one that is nobody's. Beside a replay or an import that was cut, batches of the
 * journal change hands: what it sends again goes under the numbers it had, and is moved afterwards. Those of the
 * journal are loaded again before any later one.
 */
async function numbersOf(
  parts: LoadingParts,
  { workspace, batch, fresh, earlier }: Storing,
  at: number,
): Promise<readonly number[]> {
  const owned = fresh.filter(hasOwner);
  const numberOf = await settleIdentities(parts, workspace, {
    batch,
    at,
    facts: { links: links(owned), merges: merges(owned), names: owned.map(names) },
  });
  const now = fresh.map((one) => (hasOwner(one) ? numberOf(names(one)) : 0));
  if (!givesWay(batch) || now.length === 0) return now;
  if (earlier.numbers?.length === now.length) return earlier.numbers;
  await keepNumbers(parts.records, workspace, batch, now);
  return now;
}

const hasOwner = ({ event }: TimedEvent): boolean => event.userId !== null || event.anonymousId !== null;

const names = ({ event, time }: TimedEvent): EventNames => ({
  userId: event.userId ?? '',
  anonymousId: event.anonymousId ?? '',
  time,
});

/** An identify with both ids, or the alias of an anonymous id, says whose browser it is. */
function links(events: readonly TimedEvent[]): DeviceLink[] {
  return events.flatMap(({ event, time, position }) => {
    const { type, userId, anonymousId, previousId, messageId, receivedAt } = event;
    if (userId === null) return [];
    const browser = type === 'identify' ? anonymousId : type === 'alias' ? previousId : null;
    return browser === null
      ? []
      : [{ anonymousId: browser, at: time, arrival: arrivalOf(receivedAt, position), messageId, userId }];
  });
}

function merges(events: readonly TimedEvent[]): Merge[] {
  return events.flatMap(({ event, time }) => {
    const { type, userId, previousId, messageId } = event;
    if (type !== 'alias' || userId === null || previousId === null) return [];
    return [{ fromUser: previousId, intoUser: userId, at: time, messageId }];
  });
}

const atOnce = 1_000; // events: two or three milliseconds of work

/** Goes through a batch piece by piece; between two of them, requests are answered. */
async function inSlices<T, R>(
  items: readonly T[],
  each: (some: readonly T[], from: number) => R,
): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    if (from > 0) await pause();
    done.push(each(items.slice(from, from + atOnce), from));
  }
  return done;
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
