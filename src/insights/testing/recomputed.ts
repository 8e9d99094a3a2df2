/**
 * Retention counted once more, one person at a time, from the definitions in docs/methods/retention.md.
 *
 * Shares nothing with the implementation but the words of the question: dates come from Intl as text, periods
 * from adding to dates, sets are arrays of names.
 */
import type { RetentionAsk } from '#src/insights/retention/index.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import { eventAsked } from './event-asked.ts';

/** Circumstances of a question. */
export interface Where {
  readonly timezone: string;
  readonly weekStart: 'monday' | 'sunday';
  /** Who counts: the customer, or the account an event is for. */
  readonly unitOf?: (event: ToldEvent) => string | null;
  readonly passes?: (unit: string) => boolean;
}

/** Somebody's entry into a row. */
interface Entry {
  readonly unit: string;
  readonly row: string;
  readonly day: string;
  readonly at: number;
  readonly value: string | null;
}

/** One cell as counted by hand. */
export interface CountedCell {
  readonly over: string[];
  readonly begun: string[];
  readonly returned: string[];
  readonly returnedSoFar: string[];
  readonly amount: number;
}

const spans = { day: 86_400_000, week: 7 * 86_400_000, month: 30 * 86_400_000 };
const formats = new Map<string, Intl.DateTimeFormat>();

export function dateIn(timezone: string, at: number): string {
  const format =
    formats.get(timezone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  formats.set(timezone, format);
  return format.format(at);
}

const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export function beginOf(date: string, period: RetentionAsk['rows'], weekStart: Where['weekStart']): string {
  if (period === 'day') return date;
  if (period === 'month') return `${date.slice(0, 8)}01`;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return plusDays(date, -(weekStart === 'monday' ? (weekday + 6) % 7 : weekday));
}

export function plusPeriods(begin: string, count: number, period: RetentionAsk['rows']): string {
  if (period === 'day') return plusDays(begin, count);
  if (period === 'week') return plusDays(begin, 7 * count);
  const month = new Date(`${begin}T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() + count);
  return month.toISOString().slice(0, 10);
}

/** A question over told events. */
export class Recomputed {
  readonly #ask: RetentionAsk;
  readonly #where: Where;
  readonly #asOf: number;
  readonly #byUnit: Map<string, ToldEvent[]>;
  readonly entries: Entry[];

  constructor(events: readonly ToldEvent[], ask: RetentionAsk, where: Where) {
    this.#ask = ask;
    this.#where = where;
    this.#asOf = Date.parse(ask.asOf ?? '');
    const unitOf = where.unitOf ?? ((event: ToldEvent) => String(event.customer));
    const known = events
      .filter((event) => event.at < this.#asOf)
      .filter((event) => ask.includeMarked || (event.traffic ?? 'customer') === 'customer')
      .toSorted((a, b) => a.at - b.at || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
    this.#byUnit = new Map();
    for (const event of known) {
      const unit = unitOf(event);
      if (unit === null || where.passes?.(unit) === false) continue;
      this.#byUnit.set(unit, [...(this.#byUnit.get(unit) ?? []), event]);
    }
    this.entries = [...this.#byUnit].flatMap(([unit, own]) => this.#entriesOf(unit, own));
  }

  #date(event: ToldEvent): string {
    return dateIn(this.#where.timezone, event.at);
  }

  #entriesOf(unit: string, own: readonly ToldEvent[]): Entry[] {
    const { start, entry, from, to, window, rows } = this.#ask;
    const named = own.filter((event) => start.event === null || (event.event ?? 'visit') === start.event);
    const matching = named.filter((event) => passesAll(event, start.where));
    const inRange = (event: ToldEvent) => this.#date(event) >= from && this.#date(event) <= to;
    let firsts: (ToldEvent | undefined)[];
    if (entry === 'first_ever') firsts = named[0] !== undefined && matching[0] === named[0] ? [named[0]] : [];
    else if (entry === 'first_match') firsts = [matching[0]];
    else if (window === 'rolling') firsts = [matching.find(inRange)];
    else {
      const inRows = Map.groupBy(matching.filter(inRange), (event) =>
        beginOf(this.#date(event), rows, this.#where.weekStart),
      );
      firsts = [...inRows.values()].map(([first]) => first);
    }
    return firsts
      .filter((event) => event !== undefined)
      .filter(inRange)
      .map((event) => ({
        unit,
        row: beginOf(this.#date(event), rows, this.#where.weekStart),
        day: this.#date(event),
        at: event.at,
        value: this.#valueOf(event),
      }));
  }

  #valueOf(event: ToldEvent): string | null {
    const { breakdown } = this.#ask;
    if (breakdown?.by !== 'start_property') return null;
    const value = event.properties?.[breakdown.name];
    return value === undefined || value === '' ? null : String(value);
  }

  /** The cell of some entries that spans intervals first … last (or later: infinite), closed by `closes`. */
  cell(
    entries: readonly Entry[],
    span: { first: number; last: number; closes: number },
    plainly = false,
  ): CountedCell {
    const over = entries.filter((entry) => this.#isOver(entry, span.closes));
    const begun = entries.filter((entry) => this.#hasBegun(entry, span.first));
    const came = (entry: Entry) => this.#returnsIn(entry, span, plainly).length > 0;
    return {
      over: over.map(label),
      begun: begun.map(label),
      returned: over.filter(came).map(label),
      returnedSoFar: begun.filter(came).map(label),
      amount:
        over
          .flatMap((entry) => this.#returnsIn(entry, span, plainly))
          .reduce((sum, event) => sum + Math.round(Number(event.properties?.amount ?? 0) * 100), 0) / 100,
    };
  }

  #isOver(entry: Entry, interval: number): boolean {
    const { interval: length, window } = this.#ask;
    if (window === 'rolling') return entry.at + (interval + 1) * spans[length] <= this.#asOf;
    const end = plusPeriods(beginOf(entry.day, length, this.#where.weekStart), interval + 1, length);
    return dateIn(this.#where.timezone, this.#asOf) >= end;
  }

  #hasBegun(entry: Entry, interval: number): boolean {
    const { interval: length, window } = this.#ask;
    if (window === 'rolling') return entry.at + interval * spans[length] < this.#asOf;
    const begin = plusPeriods(beginOf(entry.day, length, this.#where.weekStart), interval, length);
    return dateIn(this.#where.timezone, this.#asOf - 1) >= begin;
  }

  /** Return events of the intervals first … last that hold enough of them. */
  #returnsIn(entry: Entry, { first, last }: { first: number; last: number }, plainly: boolean): ToldEvent[] {
    const { atLeast } = this.#ask;
    const wanted = eventAsked(this.#ask.return);
    const own = (this.#byUnit.get(entry.unit) ?? [])
      .filter((event) => wanted.event === null || (event.event ?? 'visit') === wanted.event)
      .filter((event) => passesAll(event, wanted.where));
    const byInterval = Map.groupBy(own, (event) => this.#intervalOf(entry, event));
    return [...byInterval]
      .filter(([interval]) => interval !== null && interval >= first && interval <= last)
      .filter(([, events]) => {
        if (plainly) return true;
        if (atLeast.kind === 'times') return events.length >= atLeast.times;
        return (
          events.reduce((sum, event) => sum + Number(event.properties?.[atLeast.property] ?? 0), 0) >=
          atLeast.quantity
        );
      })
      .flatMap(([, events]) => events);
  }

  /** How many intervals after the entry an event lies; null before it. */
  #intervalOf(entry: Entry, event: ToldEvent): number | null {
    const { interval: length, window } = this.#ask;
    if (window === 'rolling')
      return event.at < entry.at ? null : Math.floor((event.at - entry.at) / spans[length]);
    const begin = beginOf(entry.day, length, this.#where.weekStart);
    const date = this.#date(event);
    if (date < begin) return null;
    for (let k = 0; ; k += 1) if (date < plusPeriods(begin, k + 1, length)) return k;
  }
}

const label = (entry: Entry): string => `${entry.unit}@${entry.row}`;

function passesAll(event: ToldEvent, tests: RetentionAsk['start']['where']): boolean {
  return tests.every(({ property, how, values }) => {
    const value = event.properties?.[property];
    const text = value === undefined ? undefined : String(value);
    if (how === 'is') return values.map(String).includes(text ?? '\0');
    if (how === 'is_not') return !values.map(String).includes(text ?? '\0');
    if (how === 'greater') return text !== undefined && Number(text) > Number(values[0]);
    if (how === 'set') return text !== undefined;
    if (how === 'not_set') return text === undefined;
    throw new Error(`this recomputation knows no test "${how}"`);
  });
}
