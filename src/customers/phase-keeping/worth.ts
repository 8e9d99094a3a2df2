import { isPaidAt, monthOf, nextPriceChange, runsAt, yearlyAt } from '#src/customers/contracts/index.ts';
import type { LocalDays } from '#src/customers/phases/index.ts';
import type { Held, Terms } from './held.ts';

/** What a life is worth. */
export interface Worth {
  /** Recurring value a month, in smallest units. */
  readonly monthly: number;
  readonly currency: string;
  /** In the last 365 local days, the running one included, in millionths, by currency. */
  readonly bought: ReadonlyMap<string, number>;
  /** When time alone changes any of it, epoch milliseconds; null: never. */
  readonly changes: number | null;
}

/** Something bought: when, in millionths, in which currency. */
export interface Bought {
  readonly at: number;
  readonly amount: number;
  readonly currency: string;
}

/** When and in which currency money is counted. */
export interface WorthAsk {
  readonly days: LocalDays;
  /** Epoch milliseconds. */
  readonly asOf: number;
  /** The workspace's: of several the one that is told. */
  readonly currency: string;
}

const yearDays = 365;

/**
 * What somebody's contracts of one offer bring a month, and what they bought of it in a year. What is on trial or paused brings
 * nothing; of several currencies one is told, the workspace's before others.
 */
export function worthOf(
  reigns: Held['reigns'],
  orders: readonly Bought[],
  { days, asOf, currency: preferred }: WorthAsk,
): Worth {
  const today = days.dayOf(asOf);
  const recent = orders.filter(({ at }) => at < asOf && days.dayOf(at) > today - yearDays);
  const bought = new Map<string, number>();
  for (const one of recent) bought.set(one.currency, (bought.get(one.currency) ?? 0) + one.amount);
  const [oldest] = recent;
  const expires = oldest === undefined ? null : days.startOf(days.dayOf(oldest.at) + yearDays);
  return {
    ...monthlyAt(reigns, asOf, preferred),
    bought,
    changes: earliest([expires, ...reigns.map((one) => priceChange(one, asOf))]),
  };
}

/** Recurring value from an instant on, epoch milliseconds. */
export interface MoneyStep extends Pick<Worth, 'monthly' | 'currency'> {
  readonly at: number;
}

/** What somebody's contracts of one offer brought a month, each time it changed. */
export function moneySteps(
  reigns: Held['reigns'],
  { asOf, currency }: Pick<WorthAsk, 'asOf' | 'currency'>,
): MoneyStep[] {
  const instants = new Set(reigns.flatMap((reign) => changesOf(reign, asOf)));
  return [...instants].sort((a, b) => a - b).map((at) => ({ at, ...monthlyAt(reigns, at, currency) }));
}

function changesOf({ terms, since, until }: Held['reigns'][number], asOf: number): number[] {
  const found: number[] = [];
  for (let at: number | null = since; at !== null && at < until; at = nextPriceChange(terms, at))
    found.push(at);
  return [...found, until].filter((at) => Number.isFinite(at) && at <= asOf);
}

function monthlyAt(
  reigns: Held['reigns'],
  at: number,
  preferred: string,
): Pick<Worth, 'monthly' | 'currency'> {
  const running = reigns.flatMap(({ terms, since, until }) =>
    since <= at && at < until && runsAt(terms, at) ? [terms] : [],
  );
  const currencies = running.map(({ currency }) => currency).sort();
  const currency = currencies.includes(preferred) ? preferred : (currencies[0] ?? '');
  const own = running.filter((one) => one.currency === currency);
  return { monthly: Number(monthOf(own.reduce((sum, one) => sum + paid(one, at), 0n))), currency };
}

const paid = (terms: Terms, at: number): bigint => (isPaidAt(terms, at) ? (yearlyAt(terms, at) ?? 0n) : 0n);

function priceChange({ terms, since, until }: Held['reigns'][number], asOf: number): number | null {
  if (until <= asOf) return null;
  if (since > asOf) return since;
  const next = nextPriceChange(terms, asOf);
  return next !== null && next < until ? next : null; // from `until` on another version holds
}

/** The first of some instants, epoch milliseconds; null where there is none. */
export const earliest = (instants: readonly (number | null)[]): number | null =>
  instants.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);
