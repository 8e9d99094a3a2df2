import type { z } from 'zod';
import type { Activation, BoardAskInput, BoardPeopleAsk } from '#src/insights/aarrr/index.ts';
import { isActive } from '../../ui/active.ts';
import {
  frameChecks,
  isDate,
  isMatch,
  isNumber,
  isOneOf,
  isText,
  readAddress,
  recordOf,
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

const isActivation = (value: unknown): value is ActivationAsked => {
  const { by, definition, match, period } = recordOf(value);
  if (by === 'event') return isMatch(match);
  if (by === 'aha') return isText(definition);
  return by === 'value' && isOneOf('day', 'week', 'month')(period);
};

const isRetention = (value: unknown): value is NonNullable<BoardAskInput['retention']> => {
  const { activeBy, period, nth } = recordOf(value);
  return (
    (activeBy === undefined || isActive(activeBy)) &&
    (period === undefined || isOneOf('day', 'week', 'month')(period)) &&
    (nth === undefined || isNumber(nth))
  );
};

const isBuying = (value: unknown): value is NonNullable<BoardAskInput['revenue']> => {
  const { match, property } = recordOf(value);
  return isMatch(match) && (property == null || isText(property));
};

const isApart = (value: unknown): value is Apart => {
  const { by, period, name } = recordOf(value);
  if (by === 'period') return isOneOf('day', 'week', 'month')(period);
  return by === 'nothing' || ((by === 'trait' || by === 'start_property') && isText(name));
};

const isOpened = (value: unknown): value is Opened => {
  const { group, stage, which } = recordOf(value);
  return (
    isOneOf(...stageNames)(stage) &&
    (which === undefined || isOneOf(...whichOnes)(which)) &&
    (group === undefined || isText(recordOf(group).kind))
  );
};

export const readAarrrSearch = (address: Record<string, unknown>): AarrrSearch =>
  readAddress<AarrrSearch>(address, {
    ...frameChecks,
    start: isMatch,
    from: isDate,
    to: isDate,
    activation: isActivation,
    retention: isRetention,
    revenue: isBuying,
    referral: isBuying,
    apart: isApart,
    open: isOpened,
    saved: isText,
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
