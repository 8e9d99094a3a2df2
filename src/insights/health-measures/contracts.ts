import { decimalsOf } from '#src/basics/currency.ts';
import { nothing, type Sql, scoped, sql } from '#src/basics/sql.ts';
import { monthOf, yearlyAt } from '#src/customers/contracts/index.ts';
import { type Engines, type Frame, limits } from '#src/customers/frame/index.ts';
import { dayAt } from './days.ts';

/** A contract's terms as one of its versions tells them; instants are epoch milliseconds. */
export interface Terms {
  /** The holder as the warehouse knows it: a customer's number or an account's fingerprint, as text. */
  readonly key: string;
  readonly contract: string;
  readonly version: number;
  readonly offer: string;
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly pausedAt: number | null;
  readonly resumesAt: number | null;
  readonly trialEndsAt: number | null;
  readonly price: number | null;
  readonly currency: string;
  readonly period: 'day' | 'week' | 'month' | 'quarter' | 'semester' | 'year' | '';
  readonly seats: number | null;
  readonly discount: number | null;
  readonly discountEndsAt: number | null;
  readonly effectiveAt: number;
}

/** All versions of a holder's contracts, in the order of contract and version. */
export type Versions = ReadonlyMap<string, readonly Terms[]>;

/**
 * What contracts say, in all versions recorded before the question's instant. Of customers those of whom an event came.
 *
 * @param key one holder's alone
 */
export async function versionsOf(engines: Engines, frame: Frame, key?: string): Promise<Versions> {
  const rows = await engines.warehouse.rows(versionRows(frame, key), limits(engines));
  return Map.groupBy(rows.map(termsIn), ({ key: holder }) => holder);
}

const instants = [
  'startsAt',
  'endsAt',
  'pausedAt',
  'resumesAt',
  'trialEndsAt',
  'discountEndsAt',
  'effectiveAt',
] as const;
type Told = Omit<Terms, (typeof instants)[number] | 'price' | 'discount'> &
  Readonly<Record<(typeof instants)[number] | 'price' | 'discount', string | number | null>>;

function termsIn(row: Told): Terms {
  const number = (value: string | number | null) => (value === null ? null : Number(value));
  return {
    ...row,
    startsAt: Number(row.startsAt),
    effectiveAt: Number(row.effectiveAt),
    endsAt: number(row.endsAt),
    pausedAt: number(row.pausedAt),
    resumesAt: number(row.resumesAt),
    trialEndsAt: number(row.trialEndsAt),
    discountEndsAt: number(row.discountEndsAt),
    price: number(row.price),
    discount: number(row.discount),
  };
}

/** Grain: a version of a contract; as many as changes of contracts. */
function versionRows({ unit, asOf }: Frame, key: string | undefined): Sql<Told> {
  const holder = unit === 'account' ? sql`toString(sipHash64(holder))` : sql`toString(people.number)`;
  const people =
    unit === 'account'
      ? nothing
      : sql`inner join (
      select user_id, argMax(customer, stamp) as number
      from ${scoped('people_ids')}
      group by user_id
    ) as people on people.user_id = held.holder`;
  const ms = (column: Sql) => sql`toUnixTimestamp64Milli(${column})`;
  return sql<Told>`
    select ${holder} as key, contract, version, offer, ${ms(sql`starts_at`)} as startsAt, ${ms(sql`ends_at`)} as endsAt,
      ${ms(sql`paused_at`)} as pausedAt, ${ms(sql`resumes_at`)} as resumesAt, ${ms(sql`trial_ends_at`)} as trialEndsAt,
      price, currency, toString(period) as period, seats, discount, ${ms(sql`discount_ends_at`)} as discountEndsAt,
      ${ms(sql`effective_at`)} as effectiveAt
    from (
      select *
      from ${scoped('contract_versions')}
      where holder_kind = ${unit}
        and recorded_at < ${new Date(asOf)}
      order by holder, contract, version, stamp desc
      limit 1 by holder, contract, version
    ) as held
    ${people}
    ${key === undefined ? nothing : sql`where key = ${key}`}
    order by key, contract, version`;
}

/** What a month costs, in whole units of the currency; the smallest are rounded half-even. */
export interface Monthly {
  readonly amount: number;
  readonly currency: string;
}

/** A contract as it stood at an instant. */
export interface HeldContract {
  readonly contract: string;
  readonly offer: string;
  readonly seats: number | null;
  readonly startsAt: number;
  /** Since when it has been of this offer. */
  readonly offerSince: number;
  readonly state: 'paying' | 'trial' | 'paused';
  /** A price without a period: paid once, it is no recurring one. */
  readonly once: boolean;
  /** Null where no price and period are told. */
  readonly monthly: Monthly | null;
  /** The same for a year, in smallest units: what several come to is rounded once. */
  readonly yearly: bigint | null;
  readonly currency: string;
}

/**
 * The contracts that ran just before an instant, by the terms that held then: of each the latest version in effect, which one that
 * says an end is from that end on at the latest.
 *
 * Discounts are taken off as long as they last. In a trial, or while it is paused, nothing is paid.
 */
export function heldAt(versions: readonly Terms[] | undefined, at: number): HeldContract[] {
  const contracts = Map.groupBy(versions ?? [], ({ contract }) => contract);
  return [...contracts].flatMap(([contract, own]) => {
    const inEffect = own.filter(
      ({ effectiveAt, endsAt }) => Math.min(effectiveAt, endsAt ?? effectiveAt) < at,
    );
    const terms = inEffect.at(-1);
    if (terms === undefined || terms.startsAt >= at || (terms.endsAt !== null && terms.endsAt < at))
      return [];
    const yearly = yearlyOf(terms, at);
    const offerBegan = Math.min(
      ...inEffect.filter(({ offer }) => offer === terms.offer).map(({ effectiveAt }) => effectiveAt),
    );
    return [
      {
        contract,
        offer: terms.offer,
        seats: terms.seats,
        startsAt: terms.startsAt,
        offerSince: Math.max(terms.startsAt, offerBegan),
        state: stateOf(terms, at),
        once: terms.price !== null && terms.period === '',
        monthly: yearly === null ? null : monthly(yearly, terms.currency),
        yearly,
        currency: terms.currency,
      },
    ];
  });
}

function stateOf({ pausedAt, resumesAt, trialEndsAt }: Terms, at: number): HeldContract['state'] {
  if (pausedAt !== null && pausedAt <= at && (resumesAt === null || resumesAt > at)) return 'paused';
  return trialEndsAt !== null && trialEndsAt > at ? 'trial' : 'paying';
}

/** What is paid for a year, in smallest units; null where no price and period are told. */
function yearlyOf(terms: Terms, at: number): bigint | null {
  const { price, period, discount, discountEndsAt: discountEnds } = terms;
  const units = (amount: number | null) => (amount === null ? null : BigInt(amount));
  const yearly = yearlyAt({ price: units(price), discount: units(discount), period, discountEnds }, at);
  return yearly === null || stateOf(terms, at) === 'paying' ? yearly : 0n;
}

const monthly = (yearly: bigint, currency: string): Monthly => ({
  amount: Number(monthOf(yearly)) / 10 ** decimalsOf(currency),
  currency,
});

/** What a holder pays a month; paid_once: there are contracts, and none that is paid again and again. */
export type Price =
  | { readonly known: true; readonly amount: number; readonly currency: string }
  | { readonly known: false; readonly why: 'no_contract' | 'no_price' | 'paid_once' | 'mixed_currencies' };

/**
 * What some contracts cost together a month; unknown where one has no price, or where they are in several currencies. What is paid
 * once is left out: only where there is nothing else, it is said.
 */
export function priceOf(held: readonly HeldContract[]): Price {
  if (held.length === 0) return { known: false, why: 'no_contract' };
  const recurring = held.filter(({ once }) => !once);
  if (recurring.length === 0) return { known: false, why: 'paid_once' };
  const paid = recurring.flatMap(({ yearly, currency }) => (yearly === null ? [] : [{ yearly, currency }]));
  const [first] = paid;
  if (first === undefined || paid.length < recurring.length) return { known: false, why: 'no_price' };
  const { currency } = first;
  if (paid.some((one) => one.currency !== currency)) return { known: false, why: 'mixed_currencies' };
  const sum = paid.reduce((all, { yearly }) => all + yearly, 0n);
  return { known: true, ...monthly(sum, currency) };
}

/** Seats bought; null where none of the contracts tells any. */
export function seatsOf(held: readonly HeldContract[]): number | null {
  const told = held.flatMap(({ seats, state }) => (seats === null || state === 'paused' ? [] : [seats]));
  return told.length === 0 ? null : told.reduce((sum, seats) => sum + seats, 0);
}

/** Whether a feature is past its time of grace: so many local days after it was first had. */
export const pastGrace = (since: number, graceDays: number, at: number, zone: string): boolean =>
  dayAt(since, graceDays, zone) <= at;
