import type { AdoptionAskInput, AdoptionPeopleAsk } from '#src/insights/adoption/index.ts';
import {
  addressOf,
  frameChecks,
  isDate,
  isFlag,
  isListOf,
  isMadeOf,
  isMatch,
  isMaybe,
  isName,
  isPeriod,
  isReadBy,
  isText,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addDays, addMonths, daysBetween, laterOf, monthEnd, monthStart } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { looksLikePresence } from '../../ui/presence.ts';

export type FeatureAsked = AdoptionAskInput['features'][number];
export type OpenFigure = Pick<AdoptionPeopleAsk, 'feature' | 'period' | 'span' | 'which'>;

/** What the address of the adoption page holds. */
export interface AdoptionSearch extends Partial<AdoptionAskInput> {
  /** Whoever used it until then, instead of within each period. */
  toDate?: boolean;
  /** The people that are open: `0/2026-03-01/used`. */
  open?: string;
  saved?: string;
}

const isFeature = isMadeOf<FeatureAsked>({
  name: isMaybe(isText),
  used: isListOf(isMatch, 1),
  seen: isMaybe(isListOf(isMatch)),
});

export const readAdoptionSearch = addressOf<AdoptionSearch>({
  ...frameChecks,
  features: isListOf(isFeature),
  period: isPeriod,
  from: isDate,
  to: isDate,
  toDate: isFlag,
  open: isReadBy((open) => readOpen({ open })),
  saved: isName,
});

/** The question that the address holds; undefined while something is missing. */
export function askOf(search: AdoptionSearch): AdoptionAskInput | undefined {
  const { toDate, open, saved, features, from, to, ...rest } = search;
  if (features === undefined || features.length === 0 || from === undefined || to === undefined)
    return undefined;
  return { ...rest, features, from, to };
}

/** Where a kept question is shown. */
export const adoptionLink = keptAt('/w/$slug/adoption', readAdoptionSearch);

/** The question that a new reader sees: the things most done that are more than being there. */
export function firstAdoption({ events, span }: Pick<Catalogue, 'events' | 'span'>): AdoptionSearch {
  const names = events.map(({ event }) => event).filter((event) => !looksLikePresence(event));
  const chosen = names.length > 0 ? names.slice(0, 4) : events.slice(0, 1).map(({ event }) => event);
  const months = daysBetween(span.first, span.last) > 170;
  return {
    features: chosen.map((event) => ({ used: [{ event }] })),
    period: months ? 'month' : 'week',
    from: months
      ? laterOf(addMonths(span.last, -11), monthStart(span.first))
      : laterOf(addDays(span.last, -7 * 11), span.first),
    to: months ? monthEnd(span.last) : span.last,
  };
}

const whichPeople = ['eligible', 'used', 'not_used', 'outside'] as const;

/** The people that are open, as the server is asked for them. */
export function readOpen({
  open,
  toDate,
}: {
  readonly open?: string | undefined;
  readonly toDate?: boolean | undefined;
}): OpenFigure | undefined {
  const [feature = '', period = '', people = ''] = (open ?? '').split('/');
  const which = whichPeople.find((one) => one === people);
  if (which === undefined || !isDate(period) || !/^\d+$/.test(feature)) return undefined;
  return { feature: Number(feature), period, which, span: toDate ? 'to_date' : 'in_period' };
}
