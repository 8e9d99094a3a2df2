import type { z } from 'zod';
import type {
  CurveAsk,
  RetakingAsk,
  RetakingPeopleAsk,
  WaitPeopleAsk,
} from '#src/insights/time-to-value/index.ts';
import {
  addressOf,
  frameChecks,
  frameOf,
  isApart,
  isDate,
  isGroup,
  isListOf,
  isMadeOf,
  isMatch,
  isMaybe,
  isMaybeNull,
  isName,
  isNumber,
  isOfKind,
  isOneOf,
  isWhole,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, laterOf, monthStart } from '../../ui/dates.ts';
import { isDeed } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { likelyDelivery, likelyStart } from '../../ui/presence.ts';

export type CurveAsked = z.input<typeof CurveAsk>;
export type Begin = CurveAsked['begin'];
export type Apart = NonNullable<CurveAsked['apart']>;
export type RetakingAsked = z.input<typeof RetakingAsk>;
type Waiters = Pick<z.input<typeof WaitPeopleAsk>, 'group' | 'which' | 'within'>;
type Retakers = Pick<z.input<typeof RetakingPeopleAsk>, 'which' | 'atLeast' | 'atMost'>;

/** The people that are open: of a wait, or of the re-taking. */
export type Opened = ({ of: 'waits' } & Waiters) | ({ of: 'retaking' } & Retakers);

/** What is asked of the re-taking, beside the value and who is counted. */
export interface Again {
  readonly from?: string;
  readonly to?: string;
  readonly period?: 'week' | 'month';
  readonly tolerance?: number;
}

/** What the address of the page holds. */
export interface TimeToValueSearch extends Partial<CurveAsked> {
  again?: Again;
  /** Days that the curve shows; 0 for all that there are. */
  horizon?: number;
  open?: Opened;
  saved?: string;
}

const isBegin = isOfKind<Begin>('by', {
  event: isMadeOf({ match: isMatch }),
  contract: isMadeOf({ offer: isMaybeNull(isName) }),
});

const isAgain = isMadeOf<Again>({
  from: isMaybe(isDate),
  to: isMaybe(isDate),
  period: isMaybe(isOneOf('week', 'month')),
  tolerance: isMaybe(isWhole(0)),
});

const isOpened = isOfKind<Opened>('of', {
  waits: isMadeOf({
    which: isOneOf('all', 'reached', 'waiting'),
    within: isMaybeNull(isWhole(1)),
    group: isMaybe(isGroup),
  }),
  retaking: isMadeOf({
    which: isOneOf('all', 'once', 'running', 'broken', 'own_speed'),
    atLeast: isMaybeNull(isNumber),
    atMost: isMaybeNull(isNumber),
  }),
});

export const readTimeToValueSearch = addressOf<TimeToValueSearch>({
  ...frameChecks,
  begin: isBegin,
  value: isDeed,
  from: isDate,
  to: isDate,
  apart: isApart,
  within: isListOf(isWhole(1), 1),
  again: isAgain,
  horizon: isWhole(0),
  open: isOpened,
  saved: isName,
});

/** The question that the address holds; undefined while something is missing. */
export function askOf(search: TimeToValueSearch): CurveAsked | undefined {
  const { again, horizon, open, saved, begin, value, from, to, ...rest } = search;
  if (begin === undefined || value === undefined || from === undefined || to === undefined) return undefined;
  return { ...rest, begin, value, from, to };
}

/** Where a kept question is shown. */
export const timeToValueLink = keptAt('/w/$slug/time-to-value', readTimeToValueSearch);

/** The question that a new reader sees: from the event by which people seem to begin to what is done most, a year of them. */
export function firstTimeToValue({ events, span }: Pick<Catalogue, 'events' | 'span'>): TimeToValueSearch {
  const start = likelyStart(events);
  return {
    begin: { by: 'event', match: { event: start ?? null } },
    value: { event: likelyDelivery(events, start) },
    from: laterOf(addMonths(span.last, -11), monthStart(span.first)),
    to: span.last,
  };
}

/** A question of the re-taking that leaves nothing to be guessed. */
export type RetakingSettled = RetakingAsked & {
  readonly period: 'week' | 'month';
  readonly tolerance: number;
};

/** The question of the re-taking: the same value and people, the last six months unless told. */
export function retakingOf(
  asked: CurveAsked,
  again: Again | undefined,
  span: Catalogue['span'],
): RetakingSettled {
  return {
    value: asked.value,
    from: again?.from ?? laterOf(addMonths(span.last, -5), monthStart(span.first)),
    to: again?.to ?? span.last,
    period: again?.period ?? 'week',
    tolerance: again?.tolerance ?? 14,
    ...frameOf(asked),
  };
}
