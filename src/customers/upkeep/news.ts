import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import type { WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';
import type { News } from './keeper.ts';

/** More people than this are not named one by one. */
const mostNamed = 100_000;

/** An insert is seen this much after it began, at the latest. */
const latestMs = 5 * 60_000;

/** Arrivals are kept for three days. */
const keptMs = 2.5 * 86_400_000;

export const noNews: News = {
  everything: false,
  customers: [],
  events: new Set(),
  accounts: new Set(),
  traits: false,
};

export const everythingNew: News = { ...noNews, everything: true };

/** Whether anything arrived at all. */
export const hasNews = ({ everything, customers, events, accounts, traits }: News): boolean =>
  everything || customers.length > 0 || events.size > 0 || accounts.size > 0 || traits;

/** What came before and what came since, as one. */
export function joined(a: News, b: News): News {
  if (b === noNews) return a;
  if (a === noNews) return b;
  if (a.everything || b.everything) return everythingNew;
  const customers = [...new Set([...a.customers, ...b.customers])].sort((x, y) => x - y);
  if (customers.length > mostNamed) return everythingNew;
  return {
    everything: false,
    customers,
    events: new Set([...a.events, ...b.events]),
    accounts: new Set([...a.accounts, ...b.accounts]),
    traits: a.traits || b.traits,
  };
}

/** Reads what arrived in one workspace, each insert once, however late it is seen. */
export class Arrivals {
  readonly #seen = new Map<string, number>();
  #mark: number;

  /** @param since epoch milliseconds up to which everything was looked at */
  constructor(since: number) {
    this.#mark = since;
  }

  /** Up to here everything was looked at, epoch milliseconds. */
  get mark(): number {
    return this.#mark;
  }

  /** True where what arrived since is not kept any more. */
  static tooOld(since: number, now: number): boolean {
    return now - since > keptMs;
  }

  async next(warehouse: WorkspaceWarehouse): Promise<News> {
    const since = this.#mark - latestMs;
    const [found] = await warehouse.rows(arrivedSince(new Date(since), [...this.#seen.keys()]));
    if (found === undefined || found.inserts === 0) return noNews;
    for (const [place, id] of found.ids.entries()) this.#seen.set(id, Number(found.instants[place]));
    this.#mark = Math.max(this.#mark, ...found.instants.map(Number));
    for (const [id, at] of this.#seen) if (at < this.#mark - latestMs) this.#seen.delete(id);
    if (found.people > mostNamed) return everythingNew;
    return {
      everything: false,
      customers: found.customers,
      events: new Set(found.events),
      accounts: new Set(found.accounts),
      traits: found.traits === 1,
    };
  }
}

interface Arrived {
  readonly inserts: number;
  readonly ids: readonly string[];
  readonly instants: readonly string[];
  readonly people: number;
  readonly customers: readonly number[];
  readonly events: readonly string[];
  readonly accounts: readonly string[];
  readonly traits: number;
}

/** Grain: one row; at most as many people as are named, some thousand ids. */
const arrivedSince = (since: Date, seen: readonly string[]): Sql<Arrived> => sql<Arrived>`
  select toUInt32(length(ids)) as inserts, ids, instants, toUInt32(bitmapCardinality(who)) as people,
    if(people > ${typed('UInt32', mostNamed)}, [], arraySort(bitmapToArray(who))) as customers, events, accounts, traits
  from (
    select groupArray(toString(id)) as ids, groupArray(toUnixTimestamp64Milli(at)) as instants,
      groupBitmapMergeState(customers) as who, arrayDistinct(groupArrayArray(arrayMap(name -> toString(name), events))) as events,
      arrayDistinct(groupArrayArray(accounts)) as accounts, toUInt8(max(traits)) as traits
    from (
      select id, at, customers, events, accounts, traits
      from ${scoped('arrivals')}
      where at >= ${since}
        and not has(${typed('Array(String)', seen)}, toString(id))
    )
  )`;

/** When the latest insert began, epoch milliseconds; 0 where nothing arrived in the last days. */
export async function latestArrival(warehouse: WorkspaceWarehouse): Promise<number> {
  const [row] = await warehouse.rows(sql<{ at: string }>`
    select toUnixTimestamp64Milli(max(at)) as at
    from ${scoped('arrivals')}`);
  return Math.max(0, Number(row?.at ?? 0));
}
