import type { z } from 'zod';
import type {
  CurveAsk,
  RetakingAsk,
  RetakingPeopleAsk,
  WaitPeopleAsk,
} from '#src/insights/time-to-value/index.ts';
import {
  frameChecks,
  frameOf,
  isDate,
  isListOf,
  isMatch,
  isNumber,
  isOneOf,
  isText,
  readAddress,
  recordOf,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, laterOf, monthStart } from '../../ui/dates.ts';
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

const isBegin = (value: unknown): value is Begin => {
  const { by, match, offer } = recordOf(value);
  return (by === 'event' && isMatch(match)) || (by === 'contract' && (offer == null || isText(offer)));
};

const isApart = (value: unknown): value is Apart => {
  const { by, period, name } = recordOf(value);
  if (by === 'period') return isOneOf('day', 'week', 'month')(period);
  return by === 'nothing' || ((by === 'trait' || by === 'start_property') && isText(name));
};

const isAgain = (value: unknown): value is Again => {
  const { from, to, period, tolerance } = recordOf(value);
  return (
    (from === undefined || isDate(from)) &&
    (to === undefined || isDate(to)) &&
    (period === undefined || isOneOf('week', 'month')(period)) &&
    (tolerance === undefined || isNumber(tolerance))
  );
};

const isBound = (value: unknown) => value == null || isNumber(value);

const isOpened = (value: unknown): value is Opened => {
  const { of, which, group, within, atLeast, atMost } = recordOf(value);
  if (of === 'waits')
    return (
      isOneOf('all', 'reached', 'waiting')(which) &&
      isBound(within) &&
      (group === undefined || isText(recordOf(group).kind))
    );
  return (
    of === 'retaking' &&
    isOneOf('all', 'once', 'running', 'broken', 'own_speed')(which) &&
    isBound(atLeast) &&
    isBound(atMost)
  );
};

export const readTimeToValueSearch = (address: Record<string, unknown>): TimeToValueSearch =>
  readAddress<TimeToValueSearch>(address, {
    ...frameChecks,
    begin: isBegin,
    value: isMatch,
    from: isDate,
    to: isDate,
    apart: isApart,
    within: isListOf(isNumber),
    again: isAgain,
    horizon: isNumber,
    open: isOpened,
    saved: isText,
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
