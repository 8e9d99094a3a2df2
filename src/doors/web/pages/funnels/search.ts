import type { FunnelAskInput, FunnelPeopleAsk } from '#src/insights/funnels/index.ts';
import {
  frameChecks,
  isDate,
  isFlag,
  isListOf,
  isMatch,
  isNumber,
  isOneOf,
  isText,
  readAddress,
  recordOf,
} from '../../ui/address.ts';
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

const isLength = (value: unknown): value is Length => {
  const { amount, of } = recordOf(value);
  return isNumber(amount) && isText(of);
};

const isSteps = (value: unknown): value is Step[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (step) => isMatch(step) && [recordOf(step).within].every((one) => one == null || isLength(one)),
  );

const isExclusions = (value: unknown): value is ExclusionAsked[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => isMatch(one) && isNumber(recordOf(one).from) && isNumber(recordOf(one).to));

const isBreakdown = (value: unknown): value is Breakdown => {
  const { by, name } = recordOf(value);
  return (by === 'trait' || by === 'property') && isText(name);
};

const isOpen = (value: unknown): value is OpenPeople => {
  const { kind, step, from, to } = recordOf(recordOf(value).which);
  return kind === 'waited' ? isNumber(from) && isNumber(to) : isText(kind) && isNumber(step);
};

export const readFunnelSearch = (address: Record<string, unknown>): FunnelSearch =>
  readAddress<FunnelSearch>(address, {
    ...frameChecks,
    steps: isSteps,
    order: isOneOf('ordered', 'strict', 'unordered'),
    window: isLength,
    exclusions: isExclusions,
    from: isDate,
    to: isDate,
    trend: isOneOf('day', 'week', 'month'),
    breakdown: isBreakdown,
    upright: isFlag,
    series: isText,
    wait: isText,
    open: isOpen,
    compare: isListOf(isText),
    at: isNumber,
    saved: isText,
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
  steps.map((step, at) =>
    at === 0 ? { event: step.event, ...(step.where ? { where: step.where } : {}) } : step,
  );
