import type { z } from 'zod';
import type { SoughtAsk, SoughtPeopleAsk } from '#src/insights/value/index.ts';
import {
  addressOf,
  frameChecks,
  isDate,
  isListOf,
  isMatch,
  isName,
  isPeriod,
  isReadBy,
  isWhole,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addDays, addMonths, daysBetween, laterOf, monthEnd, monthStart } from '../../ui/dates.ts';
import { isDeed } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { likelyValue, looksLikeSearch } from '../../ui/presence.ts';

export type SoughtAsked = z.input<typeof SoughtAsk>;
type Which = z.output<typeof SoughtPeopleAsk>['which'];

/** What the address of the page of searches holds. */
export interface SoughtSearch extends Partial<SoughtAsked> {
  /** The people that are open: `2025-01-06/not_found`; `all` in the place of the period for all dates. */
  open?: string;
  saved?: string;
}

export const readSoughtSearch = addressOf<SoughtSearch>({
  ...frameChecks,
  search: isListOf(isMatch),
  value: isListOf(isDeed),
  gapMinutes: isWhole(1),
  period: isPeriod,
  from: isDate,
  to: isDate,
  open: isReadBy(readOpen),
  saved: isName,
});

/** The question that the address holds; undefined while something is missing. */
export function askOf({ open, saved, search, from, to, ...rest }: SoughtSearch): SoughtAsked | undefined {
  if (search === undefined || search.length === 0 || from === undefined || to === undefined) return undefined;
  return { ...rest, search, from, to };
}

/** Where a kept question is shown. */
export const soughtLink = keptAt('/w/$slug/sought', readSoughtSearch);

/** The question that a new reader sees: what is plainly a search, then what is likely worth it. Nothing is searched by where no event is one: the reader says. */
export function firstSought({ events, span }: Pick<Catalogue, 'events' | 'span'>): SoughtSearch {
  const search = events.map(({ event }) => event).find(looksLikeSearch);
  const value = likelyValue(events.filter(({ event }) => event !== search)) ?? search;
  const months = daysBetween(span.first, span.last) > 170;
  return {
    ...(search === undefined ? {} : { search: [{ event: search }] }),
    ...(value === undefined ? {} : { value: [{ event: value }] }),
    period: months ? 'month' : 'week',
    from: months
      ? laterOf(addMonths(span.last, -6), monthStart(span.first))
      : laterOf(addDays(span.last, -7 * 11), span.first),
    to: months ? monthEnd(span.last) : span.last,
  };
}

const whichPeople: readonly Which[] = ['sought', 'ended', 'not_found', 'open'];

/** The people that are open, as the address writes them. */
export function readOpen(open: string | undefined): { period: string | null; which: Which } | undefined {
  const [period = '', people = ''] = (open ?? '').split('/');
  const which = whichPeople.find((one) => one === people);
  if (which === undefined) return undefined;
  if (period === 'all') return { period: null, which };
  return isDate(period) ? { period, which } : undefined;
}
