import type { z } from 'zod';
import type { Activation, BoardAskInput, BoardPeopleAsk } from '#src/insights/aarrr/index.ts';
import { isActive } from '../../ui/active.ts';
import {
  addressOf,
  frameChecks,
  isApart,
  isDate,
  isGroup,
  isMadeOf,
  isMatch,
  isMaybe,
  isMaybeNull,
  isName,
  isOfKind,
  isOneOf,
  isPeriod,
  isWhole,
} from '../../ui/address.ts';
import { likelyAmount } from '../../ui/amounts.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, laterOf, monthStart } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { likelyDelivery, likelyStart } from '../../ui/presence.ts';

export type ActivationAsked = z.input<typeof Activation>;
export type Apart = NonNullable<BoardAskInput['apart']>;
type Asked = z.input<typeof BoardPeopleAsk>;

/** The people that are open: of which group and stage. */
export type Opened = Pick<Asked, 'group' | 'stage' | 'which'>;

/** What the address of the page holds. */
export interface AarrrSearch extends Partial<BoardAskInput> {
  open?: Opened;
  saved?: string;
}

export const stageNames = ['acquisition', 'activation', 'retention', 'revenue', 'referral'] as const;
export const whichOnes = ['reached', 'not_reached', 'judged', 'open'] as const;

const isActivation = isOfKind<ActivationAsked>('by', {
  event: isMadeOf({ match: isMatch, times: isMaybe(isWhole(1)), days: isMaybe(isWhole(1)) }),
  aha: isMadeOf({ definition: isName, version: isMaybe(isWhole(1)) }),
  value: isMadeOf({
    definition: isMaybeNull(isName),
    version: isMaybe(isWhole(1)),
    period: isPeriod,
    periods: isMaybe(isWhole(1)),
  }),
});

const isRetention = isMadeOf<NonNullable<BoardAskInput['retention']>>({
  activeBy: isMaybe(isActive),
  period: isMaybe(isPeriod),
  nth: isMaybe(isWhole(1)),
});

const isBuying = isMadeOf<NonNullable<BoardAskInput['revenue']>>({
  match: isMatch,
  property: isMaybeNull(isName),
  days: isMaybe(isWhole(1)),
});

const isReferral = isMadeOf<NonNullable<BoardAskInput['referral']>>({
  match: isMatch,
  days: isMaybe(isWhole(1)),
});

const isOpened = isMadeOf<Opened>({
  stage: isOneOf(...stageNames),
  which: isMaybe(isOneOf(...whichOnes)),
  group: isMaybe(isGroup),
});

export const readAarrrSearch = addressOf<AarrrSearch>({
  ...frameChecks,
  start: isMatch,
  from: isDate,
  to: isDate,
  activation: isActivation,
  retention: isRetention,
  revenue: isBuying,
  referral: isReferral,
  apart: isApart,
  open: isOpened,
  saved: isName,
});

/** The question that the address holds; undefined while something is missing. */
export function askOf(search: AarrrSearch): BoardAskInput | undefined {
  const { open, saved, start, from, to, activation, ...rest } = search;
  if (start === undefined || from === undefined || to === undefined || activation === undefined)
    return undefined;
  return { ...rest, start, from, to, activation };
}

/** Where a kept question is shown. */
export const aarrrLink = keptAt('/w/$slug/aarrr', readAarrrSearch);

const refers = /invit|refer|parrain|recommand|share/i;
const tellsApart = /channel|canal|source|plan|formule/i;

/** The question that a new reader sees: a year of those who begin, activated by what they do most. */
export function firstAarrr(known: Catalogue): AarrrSearch {
  const { events, traits, span } = known;
  const start = likelyStart(events);
  const referral = events.find(({ event }) => refers.test(event))?.event;
  const amount = likelyAmount(known);
  const trait = traits.find((name) => tellsApart.test(name));
  return {
    start: { event: start ?? null },
    from: laterOf(addMonths(span.last, -11), monthStart(span.first)),
    to: span.last,
    activation: { by: 'event', match: { event: likelyDelivery(events, start) }, times: 1, days: 7 },
    retention: { period: 'week', nth: 4 },
    ...(amount ? { revenue: { match: { event: amount.event }, property: amount.property, days: 30 } } : {}),
    ...(referral === undefined ? {} : { referral: { match: { event: referral }, days: 30 } }),
    ...(trait === undefined ? {} : { apart: { by: 'trait' as const, name: trait } }),
  };
}
