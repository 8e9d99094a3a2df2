import { makeDemo } from './demos.ts';
import {
  type Demo,
  type DemoEvent,
  type DemoKind,
  demoWords,
  demoZone,
  LocalTime,
  type Named,
  nameOf,
  yearAndMonth,
} from './making/index.ts';
import { truths } from './truths.ts';

/** One event of one person, as a test reads it. */
export interface Told {
  readonly event: string;
  readonly at: number;
  readonly day: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A demo read back without the product: each known user's events in order, repeats once. */
export interface History {
  readonly demo: Demo;
  readonly now: number;
  readonly today: number;
  readonly time: LocalTime;
  name(named: Named): string;
  readonly people: ReadonlyMap<string, readonly Told[]>;
  /** The latest traits of a person. */
  traits(userId: string): Readonly<Record<string, unknown>>;
  /** Accounts' own traits, and who is a member of which. */
  readonly accounts: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** By people known by the end, browsers joined to them. */
  times(userId: string, event: Named): readonly Told[];
}

/** Reads a demo in French, ending at `now`. */
export function historyOf(kind: DemoKind, now: number): History {
  const demo = makeDemo(kind, { now, language: 'fr' });
  const events = sound(demo);
  const owner = new Map(
    events.flatMap((e) =>
      e.type === 'identify' && e.anonymousId !== undefined ? [[e.anonymousId, e.userId]] : [],
    ),
  );
  const time = new LocalTime(demoZone);
  const people = new Map<string, Told[]>();
  const traits = new Map<string, Record<string, unknown>>();
  const accounts = new Map<string, Record<string, unknown>>();
  const members = new Map<string, string[]>();
  for (const e of events) {
    const user = e.userId ?? owner.get(e.anonymousId ?? '');
    if (user === undefined) continue;
    if (e.type === 'identify') traits.set(user, { ...traits.get(user), ...e.traits });
    if (e.type === 'group' && e.groupId !== undefined) {
      accounts.set(e.groupId, { ...accounts.get(e.groupId), ...e.traits });
      members.set(e.groupId, [...(members.get(e.groupId) ?? []), user]);
    }
    const at = Date.parse(e.timestamp);
    const told = { event: e.event ?? e.type, at, day: time.dayOf(at), properties: e.properties ?? {} };
    const list = people.get(user);
    if (list === undefined) people.set(user, [told]);
    else list.push(told);
  }
  for (const list of people.values()) list.sort((a, b) => a.at - b.at);
  const name = (named: Named) => nameOf(named, demoWords.fr);
  const times = (user: string, event: Named) =>
    (people.get(user) ?? []).filter((told) => told.event === name(event));
  return {
    demo,
    now,
    today: time.dayOf(now),
    time,
    name,
    people,
    traits: (u) => traits.get(u) ?? {},
    accounts,
    members,
    times,
  };
}

/** Well-formed events of customers, each message once. */
export function sound({ arriving }: Demo): DemoEvent[] {
  const seen = new Set<string>();
  return arriving.flatMap(({ event }) => {
    const e = event as DemoEvent; // the malformed ones are told apart by their message ids' lack of a usable user
    const usable =
      ['track', 'identify', 'page', 'group'].includes(e.type) && !Number.isNaN(Date.parse(e.timestamp));
    const named = typeof e.userId === 'string' || typeof e.anonymousId === 'string';
    if (!usable || !named || (e.type === 'track' && e.event === undefined) || seen.has(e.messageId))
      return [];
    if (e.userId?.includes('@') || e.anonymousId?.startsWith('robot-')) return [];
    seen.add(e.messageId);
    return [e];
  });
}

/** Who started, and whether they were back in the days asked for; those not yet watched to the end are left out. */
export function backInDays(
  { people, times, today, name }: History,
  truth: { readonly start: Named; readonly event: Named; readonly from: number; readonly to: number },
): { user: string; start: number; back: boolean }[] {
  return [...people.keys()].flatMap((user) => {
    const start = times(user, truth.start)[0]?.day;
    if (start === undefined || start + truth.to >= today) return [];
    const event = name(truth.event);
    const back = (people.get(user) ?? []).some(
      (told) => told.event === event && told.day >= start + truth.from && told.day <= start + truth.to,
    );
    return [{ user, start, back }];
  });
}

/** Share of those that pass. */
export function share<T>(list: readonly T[], passes: (one: T) => boolean): number {
  return list.filter(passes).length / list.length;
}

/** hits of total, as the maths take them. */
export const proportion = (list: readonly { readonly back: boolean }[]): { hits: number; total: number } => ({
  hits: list.filter((one) => one.back).length,
  total: list.length,
});

/** Whether anybody of an account signs in on these days, both included. */
export const signsIn = (b2b: History, account: string, from: number, to: number): boolean =>
  (b2b.members.get(account) ?? []).some((user) =>
    b2b.times(user, 'signedIn').some((told) => told.day >= from && told.day <= to),
  );

/** In every whole span of thirty days there, many sign-ins; in every calendar month, less than the value. */
export function neverValue(films: History, user: string): boolean {
  const { value } = truths.streaming;
  const start = films.times(user, 'subscribed')[0]?.day ?? 0;
  const opens = films.times(user, value.notValue).map((told) => Math.floor((told.day - start) / 30));
  const last = Math.min(opens.at(-1) ?? 0, Math.floor((films.today - start) / 30) - 1);
  const months = Map.groupBy(films.times(user, value.event), (told) => {
    const { year, month } = yearAndMonth(told.day);
    return year * 12 + month;
  });
  const watched = [...months.values()].map((plays) =>
    plays.reduce((sum, told) => sum + Number(told.properties[films.name(value.property)]), 0),
  );
  if (last < 0 || watched.some((minutes) => minutes >= value.perMonth)) return false;
  return Array.from({ length: last + 1 }, (_, i) => opens.filter((span) => span === i).length).every(
    (times) => times >= value.notValuePerMonth,
  );
}
