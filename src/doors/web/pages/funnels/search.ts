import type { FunnelAskInput, FunnelPeopleAsk } from '#src/insights/funnels/index.ts';
import {
  addressOf,
  frameChecks,
  isDate,
  isFlag,
  isLike,
  isListOf,
  isMadeOf,
  isMatch,
  isMaybe,
  isMaybeNull,
  isName,
  isNumber,
  isOfKind,
  isOneOf,
  isPeriod,
  isWhole,
} from '../../ui/address.ts';
import { isDeed } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';

export type Step = FunnelAskInput['steps'][number];
export type Length = NonNullable<FunnelAskInput['window']>;
export type ExclusionAsked = NonNullable<FunnelAskInput['exclusions']>[number];
type Breakdown = NonNullable<FunnelAskInput['breakdown']>;

/** Which people are open: those behind one number. */
export type OpenPeople = Pick<FunnelPeopleAsk, 'which'> &
  Partial<Pick<FunnelPeopleAsk, 'period' | 'onlyOver'>>;

/** What the address of the funnel page holds: the question as it is asked, how it is drawn, and what is open. */
export interface FunnelSearch extends Partial<FunnelAskInput> {
  /** Columns from left to right; rows from top to bottom unless told. */
  upright?: boolean;
  /** Which series is looked at: `all`, `missing`, `others`, `value:…`. */
  series?: string;
  /** Between which steps the time is shown: `1-2`. */
  wait?: string;
  open?: OpenPeople;
  /** Groups compared: `value:pro`, `missing`, `list:lst_…`; present while the comparison is open. */
  compare?: string[];
  /** The step the comparison speaks of. */
  at?: number;
  /** The kept question this one came from. */
  saved?: string;
}

const isLength = isMadeOf<Length>({
  amount: isWhole(1),
  of: isOneOf('second', 'minute', 'hour', 'day'),
});

const isStep = (value: unknown): value is Step => isDeed(value) && isRestOfStep(value);
const isRestOfStep = isMadeOf({ within: isMaybeNull(isLength), or: isMaybe(isListOf(isMatch)) });

const isExclusion = (value: unknown): value is ExclusionAsked => isMatch(value) && isBetween(value);
const isBetween = isMadeOf({ from: isWhole(1), to: isWhole(1) });

const isBreakdown = isMadeOf<Breakdown>({
  by: isOneOf('trait', 'property'),
  name: isName,
  of: isMaybe((value) => isOneOf('first', 'last')(value) || isWhole(1)(value)),
  top: isMaybe(isWhole(1)),
});

const ofStep = isMadeOf({ step: isWhole(1) });

const isWhich = isOfKind<OpenPeople['which']>('kind', {
  reached: ofStep,
  dropped: ofStep,
  open: ofStep,
  waited: isMadeOf({
    from: isWhole(1),
    to: isWhole(1),
    fromMs: isNumber,
    belowMs: (value) => value === null || isNumber(value),
  }),
});

const isOpen = isMadeOf<OpenPeople>({
  which: isWhich,
  period: isMaybeNull(isDate),
  onlyOver: isMaybe(isFlag),
});

export const readFunnelSearch = addressOf<FunnelSearch>({
  ...frameChecks,
  steps: isListOf(isStep, 1),
  order: isOneOf('ordered', 'strict', 'unordered'),
  window: isLength,
  exclusions: isListOf(isExclusion, 1),
  from: isDate,
  to: isDate,
  trend: isPeriod,
  breakdown: isBreakdown,
  upright: isFlag,
  series: isName,
  wait: isLike(/^\d{1,2}-\d{1,2}$/),
  open: isOpen,
  compare: isListOf(isName),
  at: isWhole(0),
  saved: isName,
});

/** The question that the address holds; undefined while it has no steps or no dates. */
export function askOf(search: FunnelSearch): FunnelAskInput | undefined {
  const { upright, series, wait, open, compare, at, saved, steps, from, to, ...rest } = search;
  if (steps === undefined || from === undefined || to === undefined) return undefined;
  return { ...rest, steps, from, to };
}

/** Where a kept question is shown. */
export const funnelLink = keptAt('/w/$slug/funnels', readFunnelSearch);

/** A step moved to another place. What came how soon after what no longer holds: the first has no step before it. */
export function moved(steps: readonly Step[], from: number, to: number): Step[] {
  const step = steps[from];
  if (step === undefined || to < 0 || to >= steps.length) return [...steps];
  const rest = steps.filter((_, at) => at !== from);
  return firstFree([...rest.slice(0, to), step, ...rest.slice(to)]);
}

/** The first step comes after nothing. */
export const firstFree = (steps: readonly Step[]): Step[] =>
  steps.map((step, at) => {
    if (at > 0) return step;
    if ('value' in step) return { value: step.value };
    return { event: step.event, ...(step.where ? { where: step.where } : {}) };
  });
