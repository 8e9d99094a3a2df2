import { type DayNumber, dateText, dayNumber, firstDayOf, periodOf } from '#src/customers/calendar/index.ts';
import { reignsOf, stretchesOf, type TimedVersion } from '#src/customers/contracts/index.ts';
import type { Term } from '#src/insights/survival/index.ts';

/** What a version of a contract says; instants in epoch milliseconds. */
export interface HeldVersion {
  readonly offer: string;
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly paidThrough: number | null;
  readonly renewsAt: number | null;
  readonly cancelledAt: number | null;
  readonly pausedAt: number | null;
  readonly resumesAt: number | null;
  readonly trialEndsAt: number | null;
  readonly pastDueSince: number | null;
  readonly period: 'day' | 'week' | 'month' | 'quarter' | 'semester' | 'year' | null;
  /** From when on it holds. */
  readonly effectiveAt: number;
}

/** A contract by all its versions that are known, in the order in which they were recorded. */
export interface ContractHistory {
  readonly contract: string;
  /** Whoever holds it, the same for all ids of one person. */
  readonly holder: string;
  /** Holder as the warehouse knows it; null where no event of theirs ever came. */
  readonly key: string | null;
  readonly versions: readonly HeldVersion[];
}

/**
 * Which moment counts as leaving: the end of the contract, the end of what is paid, or the day on which the end was asked for.
 */
export const leavings = ['ended', 'paid', 'asked'] as const;
export type Leaving = (typeof leavings)[number];

/** What a version says, with the stretch over which it holds; the last goes on. */
interface Holding {
  readonly from: number;
  readonly version: HeldVersion;
}

/** The last thing that is known of a contract. @throws Error where it has no version */
export function latestOf({ contract, versions }: ContractHistory): HeldVersion {
  const latest = versions.at(-1);
  if (latest === undefined) throw new Error(`contract ${contract} without a version`);
  return latest;
}

/**
 * When a contract ends, or ended, by a version; null while it tells none. An end that was asked for without being told is none,
 * unless what counts is what is paid, or the asking.
 */
export function leftAt(version: HeldVersion, leaving: Leaving): number | null {
  const { endsAt, cancelledAt, paidThrough, renewsAt } = version;
  if (leaving === 'ended' || (endsAt === null && cancelledAt === null)) return endsAt;
  if (leaving === 'paid') return paidThrough ?? endsAt ?? renewsAt;
  return cancelledAt === null || endsAt === null ? (cancelledAt ?? endsAt) : Math.min(cancelledAt, endsAt);
}

/** Versions by when they hold: one that holds from an earlier day takes the place of what was said from then on. */
export const holdings = (history: ContractHistory): Holding[] =>
  reignsOf(timed(history, 'ended')).map(({ terms: { told }, since }) => ({ from: since, version: told }));

/** Versions as stretches are read from them, by the leaving that counts as their end. */
const timed = ({ versions }: ContractHistory, leaving: Leaving): (TimedVersion & { told: HeldVersion })[] =>
  versions.map((told, place) => ({
    told,
    version: place + 1,
    offer: told.offer,
    start: told.startsAt,
    end: leftAt(told, leaving),
    cancelled: told.cancelledAt !== null,
    paused: told.pausedAt,
    resumes: told.resumesAt,
    effective: told.effectiveAt,
  }));

/**
 * A contract as stretches of one offer, for counting spells: a change of offer ends one and begins the other, and so does an
 * end that came and was taken back later.
 *
 * @param wanted offers counted
 */
export const termsOf = (
  history: ContractHistory,
  leaving: Leaving,
  wanted: (offer: string) => boolean,
): Term[] =>
  stretchesOf(timed(history, leaving))
    .filter(({ offer }) => wanted(offer))
    .map(({ offer, from, to }) => ({ holder: history.holder, offer, startsAt: from, endsAt: to }));

/** A time, as [from, until); without end while nobody knows it. */
export interface Stretch {
  readonly from: number;
  readonly until: number | null;
}

/** When a contract rested: from each pause to its resuming, or to the end, told or come. */
export const pausesOf = (history: ContractHistory): Stretch[] =>
  stretchesOf(timed(history, 'ended'))
    .flatMap(({ pauses }) => pauses)
    .map(({ from, to }) => ({ from, until: to }));

/** When its end was asked for: once for each time, also where it was taken back. */
export const asksToEnd = (history: ContractHistory): number[] => [
  ...new Set(holdings(history).flatMap(({ version: { cancelledAt } }) => cancelledAt ?? [])),
];

/** A local calendar, for terms that come round. */
export interface Calendar {
  readonly dayOf: (at: number) => DayNumber;
  readonly startOf: (day: DayNumber) => number;
}

/**
 * When terms of a contract come up within [from, until): ends and renewals that its versions tell. An end that was asked for is
 * none, unless a term ends then anyway. Where nothing is told, a contract billed by a period comes up each time round.
 */
export function duesOf(
  history: ContractHistory,
  { from, until }: { readonly from: number; readonly until: number },
  calendar: Calendar,
): number[] {
  const held = holdings(history).map(({ version }) => version);
  const latest = latestOf(history);
  const renewals = held.flatMap(({ renewsAt }) => renewsAt ?? []);
  const ends = held.flatMap(({ endsAt, cancelledAt }) =>
    cancelledAt === null && endsAt !== null ? [endsAt] : [],
  );
  const window = { from: Math.max(from, latest.startsAt + 1), until };
  const anchor = renewals.at(-1) ?? (ends.length === 0 ? latest.startsAt : undefined);
  const rounds = anchor === undefined ? [] : roundsOf(anchor, latest.period, { window, calendar });
  const told = [...renewals, ...ends].filter((at) => at >= window.from && at < until);
  const byDay = new Map([...rounds, ...told].map((at) => [calendar.dayOf(at), at]));
  return [...byDay.values()].sort((a, b) => a - b);
}

const monthsIn = { month: 1, quarter: 3, semester: 6, year: 12 } as const;

interface Rounds {
  readonly window: { readonly from: number; readonly until: number };
  readonly calendar: Calendar;
}

/** The days of a window that lie whole periods before or after an anchor: 31 January, 28 February, 31 March. */
function roundsOf(anchor: number, period: HeldVersion['period'], { window, calendar }: Rounds): number[] {
  if (period === null || period === 'day') return [];
  const day = calendar.dayOf(anchor);
  const [first, last] = [calendar.dayOf(window.from), calendar.dayOf(window.until - 1)];
  const days =
    period === 'week' ? everyWeek(day, first, last) : everyMonths({ day, first, last }, monthsIn[period]);
  return days.map(calendar.startOf).filter((at) => at >= window.from && at < window.until);
}

function everyWeek(day: DayNumber, first: DayNumber, last: DayNumber): DayNumber[] {
  const begin = first + ((((day - first) % 7) + 7) % 7);
  return Array.from({ length: Math.max(0, Math.floor((last - begin) / 7) + 1) }, (_, i) => begin + i * 7);
}

function everyMonths(
  { day, first, last }: { readonly day: DayNumber; readonly first: DayNumber; readonly last: DayNumber },
  step: number,
): DayNumber[] {
  const month = (at: DayNumber) => periodOf(at, 'month', 'monday');
  const own = month(day);
  const rounds: DayNumber[] = [];
  for (let at = own + Math.ceil((month(first) - own) / step) * step; at <= month(last); at += step)
    rounds.push(dayInMonth(at, day));
  return rounds.filter((round) => round >= first && round <= last);
}

/** The same day of another month, its last where it is shorter. */
function dayInMonth(month: number, day: DayNumber): DayNumber {
  const begins = firstDayOf(month, 'month', 'monday');
  const longest = firstDayOf(month + 1, 'month', 'monday') - 1;
  return Math.min(begins + dayOfMonth(day) - 1, longest);
}

const dayOfMonth = (day: DayNumber): number => day - dayNumber(`${dateText(day).slice(0, 7)}-01`) + 1;
