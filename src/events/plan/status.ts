import type { Context } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import { scoped, sql, typed } from '#src/basics/sql.ts';
import type { PlannedEvent } from './document.ts';
import { type Noticed, noticedSince } from './findings.ts';
import { planOf, type Which } from './versions.ts';

const dayMs = 86_400_000;
/** A planned event that was not received for so long is silent. */
const silentAfterDays = 7;

/** Text in both languages. */
export interface Words {
  readonly fr: string;
  readonly en: string;
}

/** How an event stands between plan and code. */
export interface EventStatus {
  readonly event: string;
  /** implemented: in the plan and received; silent: in the plan, not received for 7 days; seen: received, not in the plan. */
  readonly state: 'implemented' | 'silent' | 'seen';
  /** Only proposed in the draft, not collected by the approved plan. */
  readonly proposed: boolean;
  /** ISO; null: never. Internal traffic and robots do not count; what a rule has set aside does. */
  readonly lastSeen: string | null;
  /** In the last 7 days. */
  readonly events: number;
  /** What the rules did in the last 7 days; an event may be counted once per property. */
  readonly noticed: {
    readonly flagged: number;
    readonly fixed: number;
    readonly quarantined: number;
    readonly refused: number;
  };
  /** What a developer has to do; null where nothing. */
  readonly toDo: Words | null;
}

/** Who somebody is and what Perdure notes by itself is never planned. */
const outside = (event: string): boolean =>
  ['Identify', 'Group', 'Alias'].includes(event) || event.startsWith('perdure.');

/**
 * Every event of the approved plan, and every one that arrives without being in it (at most 1,000 of either, the most
 * frequent first).
 */
export async function statusOf(context: Context, which: Which = 'approved'): Promise<EventStatus[]> {
  const { records, clock, workspace } = context;
  const now = clock.now();
  const since = new Date(now - (silentAfterDays - 1) * dayMs).toISOString().slice(0, 10);
  const [plan, draft, arrivals, noticed] = await Promise.all([
    planOf(records, which),
    planOf(records, 'draft'),
    arrivalsOf(context, now),
    noticedSince(records, since, 20_000),
  ]);
  const used = plan.events.filter((event) => event.active);
  const seen = new Map(arrivals.map((one) => [one.event, one]));
  const known = new Set(used.map(({ name }) => name));
  const stray = [...seen.keys(), ...noticed.map(({ event }) => event)].filter(
    (event) => event !== '' && !known.has(event) && !outside(event),
  );
  const proposed = new Set(draft.events.map(({ name }) => name));
  const byEvent = Map.groupBy(noticed, ({ event }) => event);
  const line = (event: string, planned: PlannedEvent | undefined): EventStatus => {
    const arrived = seen.get(event);
    const own = byEvent.get(event) ?? [];
    const fresh = arrived !== undefined && arrived.last >= now - silentAfterDays * dayMs;
    const state = planned === undefined ? 'seen' : fresh ? 'implemented' : 'silent';
    return {
      event,
      state,
      proposed: planned === undefined && proposed.has(event),
      lastSeen: arrived === undefined ? lastNoticed(own) : new Date(arrived.last).toISOString(),
      events: arrived?.events ?? 0,
      noticed: tally(own),
      toDo:
        planned === undefined || state !== 'silent'
          ? null
          : toDo(planned, arrived === undefined ? null : dayOf(workspace.timezone)(arrived.last)),
    };
  };
  return [
    ...used.map((event) => line(event.name, event)),
    ...[...new Set(stray)].slice(0, 1000).map((event) => line(event, undefined)),
  ];
}

/** When a rule last said something about an event of which nothing is stored. */
const lastNoticed = (found: readonly Noticed[]): string | null =>
  found
    .map(({ lastAt }) => lastAt)
    .sort()
    .at(-1) ?? null;

function tally(
  found: readonly { readonly did: keyof EventStatus['noticed']; readonly events: number }[],
): EventStatus['noticed'] {
  const total = (did: keyof EventStatus['noticed']) =>
    found.filter((one) => one.did === did).reduce((sum, { events }) => sum + events, 0);
  return {
    flagged: total('flagged'),
    fixed: total('fixed'),
    quarantined: total('quarantined'),
    refused: total('refused'),
  };
}

/** @param day local day on which it was last received; null: never */
function toDo(event: PlannedEvent, day: string | null): Words {
  const names = event.properties.filter((property) => property.active).map(({ name }) => name);
  return {
    fr:
      day === null
        ? `Poser l’appel « ${event.name} »${names.length === 0 ? '' : ` avec ${names.join(', ')}`}.`
        : `Vérifier l’appel « ${event.name} » : plus rien depuis le ${day}.`,
    en:
      day === null
        ? `Add the call “${event.name}”${names.length === 0 ? '' : ` with ${names.join(', ')}`}.`
        : `Check the call “${event.name}”: nothing since ${day}.`,
  };
}

interface Arrived {
  readonly event: string;
  /** In the last 7 days. */
  readonly events: number;
  /** Epoch milliseconds, not after now. */
  readonly last: number;
}

/** Grain: a name, most frequent of late first; at most 2,000. Reads one row per name and day. */
async function arrivalsOf({ warehouse, workspace }: Context, now: number): Promise<Arrived[]> {
  const rows = await warehouse.rows(sql<{ event: string; events: string; last: string }>`
    select event, sumIf(events, last_time > ${new Date(now - silentAfterDays * dayMs)}) as events,
      toUnixTimestamp64Milli(max(least(last_time, ${new Date(now)}))) as last
    from ${scoped('event_counts')}
    where layout = ${typed('UInt32', workspace.layout)}
      and day <= ${new Date(now + dayMs).toISOString().slice(0, 10)}
    group by event
    order by events desc, last desc, event
    limit 2000`);
  return rows.map(({ event, events, last }) => ({ event, events: Number(events), last: Number(last) }));
}
