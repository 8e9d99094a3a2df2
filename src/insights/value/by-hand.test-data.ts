import type { Counted } from '#src/customers/value/index.ts';
import { beginOf, dateIn, plusPeriods } from '#src/insights/testing/index.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import type { CommonAsk, Period, Told } from './histories.test-data.ts';

/**
 * Who was active in a history, counted one event after the other: dates come from Intl as text, periods from adding to
 * dates, sets are sets of names. Shares nothing with the implementation but the words of a question.
 */

/** What is known of a history in a question, one unit after the other. */
export class ByHand {
  readonly #told: Told;
  readonly #ask: CommonAsk;
  readonly #dates = new Map<number, string>();
  readonly asOf: number;
  /** What each unit did, in order. */
  readonly byUnit: ReadonlyMap<string, readonly ToldEvent[]>;

  constructor(told: Told, ask: CommonAsk) {
    this.#told = told;
    this.#ask = ask;
    this.asOf = Date.parse(ask.asOf);
    const [filter] = ask.people;
    const wanted = ({ customer }: ToldEvent) =>
      filter === undefined || [2, 4].includes(customer) === (filter.how === 'is');
    const unit = ({ customer, account }: ToldEvent) =>
      ask.unit === 'account' ? (account ?? '') : customer === 0 ? '' : String(customer);
    const known = told.events
      .filter(({ at }) => at < this.asOf)
      .filter(({ traffic }) => ask.includeMarked || (traffic ?? 'customer') === 'customer')
      .filter((event) => wanted(event) && unit(event) !== '')
      .toSorted((a, b) => a.at - b.at || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
    this.byUnit = Map.groupBy(known, unit);
  }

  dateOf(at: number): string {
    const date = this.#dates.get(at) ?? dateIn(this.#told.workspace.timezone, at);
    this.#dates.set(at, date);
    return date;
  }

  /** The first day of the period that a date lies in. */
  begin(text: string, period: Period = this.#ask.period): string {
    return beginOf(text, period, this.#told.workspace.weekStart);
  }

  /** The first day of the period so many periods later. */
  plus(begin: string, periods: number, period: Period = this.#ask.period): string {
    return plusPeriods(begin, periods, period);
  }

  /** First days of the periods that the range touches and that have begun. */
  periods(): string[] {
    const last = [this.#ask.to, this.dateOf(this.asOf - 1)].sort()[0] ?? '';
    const begins: string[] = [];
    for (let at = this.begin(this.#ask.from); this.#ask.from <= last && at <= last; at = this.plus(at, 1))
      begins.push(at);
    return begins;
  }

  isOver(begin: string, period: Period = this.#ask.period): boolean {
    return this.plus(begin, 1, period) <= this.dateOf(this.asOf);
  }

  /** Events of a unit within the period that begins on a date. */
  within(events: readonly ToldEvent[], begin: string): ToldEvent[] {
    const end = this.plus(begin, 1);
    return events.filter(({ at }) => this.dateOf(at) >= begin && this.dateOf(at) < end);
  }

  /** Who was active in the period that begins on a date, by what the question calls active. */
  active(begin: string): Set<string> {
    const counted = this.counted();
    return this.#units((events) =>
      isEnough(this.within(events, begin).filter(passes(counted.match)), counted),
    );
  }

  /** Whose first event of any kind lies before a date. */
  seenBefore(text: string): Set<string> {
    return this.#units((events) => events.some(({ at }) => this.dateOf(at) < text));
  }

  #units(test: (events: readonly ToldEvent[]) => boolean): Set<string> {
    return new Set([...this.byUnit].filter(([, events]) => test(events)).map(([unit]) => unit));
  }

  /** What the question calls active. */
  counted(): Pick<Counted, 'match' | 'rule'> {
    const by = this.#ask.activeBy;
    const once = { kind: 'times', times: 1 } as const;
    if (by.by === 'any') return { match: { event: null, where: [] }, rule: once };
    if (by.by === 'event') return { match: by.match, rule: once };
    const found = Object.values(this.#told.definitions).find(({ id }) => id === by.definition);
    if (found === undefined) throw new Error(`no definition ${by.definition}`);
    return found.counted;
  }
}

function isEnough(events: readonly ToldEvent[], { rule }: Pick<Counted, 'rule'>): boolean {
  if (rule.kind === 'times') return events.length >= rule.times;
  const cents = events.reduce(
    (sum, { properties }) => sum + Math.round(Number(properties?.amount ?? 0) * 100),
    0,
  );
  return cents >= rule.quantity * 100;
}

/** Whether an event is one that a match means. */
export const passes =
  ({ event, where }: Counted['match']) =>
  (told: ToldEvent): boolean =>
    (event === null || told.event === event) &&
    where.every(({ property, how, values }) => {
      const value = told.properties?.[property];
      if (value === undefined) return false;
      return how === 'is' ? values.includes(String(value)) : Number(value) > Number(values[0]);
    });

/**
 * Everyone on all pages of a list, as the units are named by hand.
 *
 * @param onTurn called where a page is followed by another: what a file counts to prove that it turned pages
 */
export async function onAllPages(
  ask: (cursor: string | undefined) => Promise<{
    total: number;
    people: readonly { customer: number | null; id: string }[];
    next: string | null;
  }>,
  onTurn?: () => void,
): Promise<{ total: number; units: string[] }> {
  const units: string[] = [];
  let cursor: string | undefined;
  let total = 0;
  do {
    if (cursor !== undefined) onTurn?.();
    const page = await ask(cursor);
    total = page.total;
    units.push(...page.people.map(({ customer, id }) => String(customer ?? id)));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return { total, units: units.sort() };
}

/** Those of the first who are not among the second. */
export const without = (some: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
  [...some].filter((one) => !others.has(one)).sort();

/** Those of the first who are among the second. */
export const among = (some: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
  [...some].filter((one) => others.has(one)).sort();
