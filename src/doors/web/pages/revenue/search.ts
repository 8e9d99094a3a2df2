import type { MovementsAskInput } from '#src/insights/revenue/index.ts';
import {
  addressOf,
  frameChecks,
  frameOf,
  isDate,
  isFlag,
  isGroup,
  isLike,
  isListOf,
  isMadeOf,
  isMatch,
  isMaybe,
  isMaybeNull,
  isName,
  isOfKind,
  isOneOf,
  isPeriod,
  isWhole,
  without,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { Match } from '../../ui/conditions.ts';
import { addMonths, laterOf, monthEnd, monthStart } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';

type Holder = 'customer' | 'account';
type Move = 'new' | 'expansion' | 'contraction' | 'churn' | 'reactivation' | 'end';
type Lost = 'start' | 'new' | 'lost' | 'lostOfStart' | 'returned';
type Stay = 'there' | 'grown' | 'same' | 'shrunk' | 'gone';

/** One part of what is told apart; both null, or not said, for all of it. */
export interface ToldPart {
  offer?: string | null;
  group?: { kind: 'value' | 'others' | 'missing'; value: string | null } | null;
}

/** Whose money is open. */
export type Opened = { readonly holders: Holder } & (
  | ({ of: 'movements'; currency: string; period: string; which: Move } & ToldPart)
  | ({ of: 'churn'; period: string; which: Lost } & ToldPart)
  | ({ of: 'retention'; currency: string; month: string; which: Stay } & ToldPart)
  | { of: 'cohort'; currency: string; month: string; at: number }
  | { of: 'upsell'; currency: string; month: string; which: 'more' | 'changed' | 'added' }
  | ({ of: 'repurchase'; which: 'eligible' | 'again' | 'not_again' | 'too_recent' } & Pick<ToldPart, 'group'>)
);

/** What the address of the revenue page holds: the question as it is asked, those that follow from it, and what is open. */
export interface RevenueSearch
  extends Partial<
    Pick<
      MovementsAskInput,
      | 'period'
      | 'from'
      | 'to'
      | 'by'
      | 'offers'
      | 'currency'
      | 'preset'
      | 'counting'
      | 'unit'
      | 'people'
      | 'asOf'
    >
  > {
  /** How far apart both ends of NRR are. */
  over?: 'month' | 'quarter' | 'year';
  /** What a purchase is, where it is not the one that orders are called. */
  bought?: Match;
  /** Days within which buying again counts. */
  within?: number;
  /** Which idea of the page is shown; movements unless told. */
  tab?: (typeof tabs)[number];
  open?: Opened;
  saved?: string;
}

export const presets = ['perdure', 'chartmogul', 'stripe', 'profitwell', 'baremetrics'] as const;
export const ends = ['ended', 'scheduled', 'paid'] as const;
export const tabs = ['movements', 'churn', 'retention', 'cohorts', 'upsell', 'repurchase'] as const;
export const overs = ['month', 'quarter', 'year'] as const;

type By = NonNullable<MovementsAskInput['by']>;

const isPlainBy = isOneOf('nothing', 'offer');
const isByTrait = isMadeOf<Exclude<By, string>>({ trait: isName, top: isMaybe(isWhole(1, 50)) });
const isBy = (value: unknown): value is By => isPlainBy(value) || isByTrait(value);

const part = { offer: isMaybeNull(isName), group: isMaybeNull(isGroup) };
const holders = isOneOf('customer', 'account');
const { unit, people, asOf } = frameChecks;

export const readRevenueSearch = addressOf<RevenueSearch>({
  unit,
  people,
  asOf,
  period: isPeriod,
  from: isDate,
  to: isDate,
  by: isBy,
  offers: isListOf(isName, 1),
  currency: isLike(/^[A-Z]{3}$/),
  preset: isOneOf(...presets),
  counting: isMadeOf<NonNullable<RevenueSearch['counting']>>({
    ends: isMaybe(isOneOf(...ends)),
    trials: isMaybe(isFlag),
    free: isMaybe(isFlag),
    paused: isMaybe(isFlag),
    pastDueDays: isMaybeNull(isWhole(0, 3660)),
    discounts: isMaybe(isOneOf('all', 'forever', 'none')),
    gapDays: isMaybe(isWhole(0, 31)),
  }),
  over: isOneOf(...overs),
  bought: isMatch,
  within: isWhole(1, 3660),
  tab: isOneOf(...tabs),
  open: isOfKind<Opened>('of', {
    movements: isMadeOf({
      holders,
      currency: isName,
      ...part,
      period: isDate,
      which: isOneOf('new', 'expansion', 'contraction', 'churn', 'reactivation', 'end'),
    }),
    churn: isMadeOf({
      holders,
      ...part,
      period: isDate,
      which: isOneOf('start', 'new', 'lost', 'lostOfStart', 'returned'),
    }),
    retention: isMadeOf({
      holders,
      ...part,
      currency: isName,
      month: isDate,
      which: isOneOf('there', 'grown', 'same', 'shrunk', 'gone'),
    }),
    cohort: isMadeOf({ holders, currency: isName, month: isDate, at: isWhole(0, 1200) }),
    upsell: isMadeOf({
      holders,
      currency: isName,
      month: isDate,
      which: isOneOf('more', 'changed', 'added'),
    }),
    repurchase: isMadeOf({
      holders,
      group: part.group,
      which: isOneOf('eligible', 'again', 'not_again', 'too_recent'),
    }),
  }),
  saved: isName,
});

/** The question that the address holds; undefined while it has no dates. */
export function askOf(search: RevenueSearch): MovementsAskInput | undefined {
  const { from, to, period, by } = search;
  if (from === undefined || to === undefined) return undefined;
  return { period: period ?? 'month', ...without({ by }), ...countedAsk(search), from, to };
}

/** What every question of the page takes over from the first: whose contracts, counted how, between which dates. */
export function countedAsk(search: Omit<RevenueSearch, 'from' | 'to'>) {
  const { offers, currency, preset, counting } = search;
  return {
    ...without<Pick<RevenueSearch, 'offers' | 'currency' | 'preset' | 'counting'>>({
      offers,
      currency,
      preset,
      counting,
    }),
    ...frameOf({ unit: search.unit, people: search.people, asOf: search.asOf, includeMarked: undefined }),
  };
}

/** Where a kept question is shown. */
export const revenueLink = keptAt('/w/$slug/revenue', readRevenueSearch);

/** The question that a new reader sees: about a year of months. */
export function firstRevenue({ span }: Pick<Catalogue, 'span'>): RevenueSearch {
  const from = laterOf(addMonths(span.last, -12), monthStart(span.first));
  return { period: 'month', from, to: monthEnd(span.last) };
}
