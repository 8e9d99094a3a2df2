import type { z } from 'zod';
import { isTheirDeed } from '#src/basics/own-deeds.ts';
import type { PathAsk, PathPeopleAsk, SituationPeopleAsk, SituationsAsk } from '#src/insights/paths/index.ts';
import {
  addressOf,
  always,
  frameChecks,
  frameOf,
  isDate,
  isFlag,
  isListOf,
  isMadeOf,
  isMatch,
  isMaybe,
  isMaybeNull,
  isName,
  isOfKind,
  isOneOf,
  isText,
  isWhole,
} from '../../ui/address.ts';
import { likelyAmount } from '../../ui/amounts.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, laterOf, monthStart } from '../../ui/dates.ts';
import { isDeed } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { firstSteps } from '../funnels/first-funnel.ts';

export type PathAsked = z.input<typeof PathAsk>;
export type Limit = NonNullable<PathAsked['limit']>;
/** What the page opens: everybody who entered stands behind no number of its own. */
export type PathWhich = Exclude<z.input<typeof PathPeopleAsk>['which'], { kind: 'entered' }>;
export type SituationsAsked = z.input<typeof SituationsAsk>;
export type Worth = NonNullable<SituationsAsked['worth']>;
type InSituation = Pick<z.input<typeof SituationPeopleAsk>, 'situation' | 'which'>;

/** The people that are open: on a path, or in a situation. */
export type Opened =
  | { readonly of: 'path'; readonly which: PathWhich }
  | ({ readonly of: 'situation' } & InSituation);

/** What is asked of the situations, beside the start and who is counted. */
export interface Early {
  readonly from?: string;
  readonly to?: string;
  readonly firstDays?: number;
  readonly back?: readonly number[];
  /** Nothing counted as worth where it is null; the likely amount where it is not said. */
  readonly worth?: Worth | null;
}

export const orders = ['people', 'money', 'return'] as const;
export type Order = (typeof orders)[number];

/** What the address of the page holds. */
export interface PathSearch extends Partial<PathAsked> {
  early?: Early;
  /** In which order situations stand. */
  order?: Order;
  open?: Opened;
  saved?: string;
}

const isLimit = isOfKind<Limit>('kind', {
  window: isMadeOf({ amount: isWhole(1), of: isOneOf('second', 'minute', 'hour', 'day') }),
  session: isMadeOf({ gapMinutes: isMaybe(isWhole(1)) }),
  day: always,
});

const isStepGroup = isMadeOf<NonNullable<PathAsked['groups']>[number]>({
  name: isName,
  events: isListOf(isName, 1),
});

const isWorth = isMadeOf<Worth>({ match: isMatch, property: isName });
const isDay = isWhole(0);

const isEarly = isMadeOf<Early>({
  from: isMaybe(isDate),
  to: isMaybe(isDate),
  firstDays: isMaybe(isWhole(1)),
  back: isMaybe((value) => isListOf(isDay, 2)(value) && value.length === 2),
  worth: isMaybeNull(isWorth),
});

const named = isMadeOf({ name: isText });
const isPlace = isOfKind('kind', { named, others: always });
const isNext = isOfKind('kind', { named, others: always, ended: always, open: always });

const isPathWhich = isOfKind('kind', {
  node: isMadeOf({ depth: isWhole(0), place: isPlace }),
  edge: isMadeOf({ depth: isWhole(0), from: isPlace, to: isNext }),
  path: isMadeOf({ names: isListOf(isText), tail: isOneOf('full', 'ended', 'open') }),
});

const isOpened = isOfKind<Opened>('of', {
  path: isMadeOf({ which: isPathWhich }),
  situation: isMadeOf({
    situation: (value) => value === null || isWhole(0)(value),
    which: isMaybe(isOneOf('people', 'observed', 'returned', 'gone', 'valued')),
  }),
});

export const readPathSearch = addressOf<PathSearch>({
  ...frameChecks,
  anchor: isDeed,
  direction: isOneOf('from', 'to'),
  steps: isWhole(1),
  limit: isLimit,
  collapse: isFlag,
  leaveOut: isListOf(isName),
  groups: isListOf(isStepGroup),
  top: isWhole(1),
  from: isDate,
  to: isDate,
  early: isEarly,
  order: isOneOf(...orders),
  open: isOpened,
  saved: isName,
});

/** The question that the address holds; undefined while something is missing. */
export function askOf(search: PathSearch): PathAsked | undefined {
  const { early, order, open, saved, anchor, from, to, ...rest } = search;
  return anchor === undefined || from === undefined || to === undefined
    ? undefined
    : { ...rest, anchor, from, to };
}

/** How many settings of what a step is differ from the usual, besides events left out, which the first question has too. */
export const refinedSteps = ({ groups = [], collapse = true }: PathAsked): number =>
  groups.length + (collapse ? 0 : 1);

/** Where a kept question is shown. */
export const pathLink = keptAt('/w/$slug/paths', readPathSearch);

/** The question that a new reader sees: what follows the first step of a likely way, within two weeks. */
export function firstPaths({ events, span }: Pick<Catalogue, 'events' | 'span'>): PathSearch {
  const [start = null] = firstSteps(events);
  const told = events.map(({ event }) => event).filter((event) => event !== start && !isTheirDeed(event));
  return {
    anchor: { event: start },
    limit: { kind: 'window', amount: 14, of: 'day' },
    from: laterOf(addMonths(span.last, -5), monthStart(span.first)),
    to: span.last,
    ...(told.length === 0 ? {} : { leaveOut: told }),
  };
}

/** An amount likely to be what people are worth; null where no property is called so. */
function likelyWorth(catalogue: Pick<Catalogue, 'events' | 'propertiesOf'>): Worth | null {
  const found = likelyAmount(catalogue);
  return found ? { match: { event: found.event }, property: found.property } : null;
}

/** A question of situations that leaves nothing to be guessed. */
export type SituationsSettled = SituationsAsked & {
  readonly firstDays: number;
  readonly retained: { readonly from: number; readonly to: number };
  readonly worth: Worth | null;
};

/** The question of the situations: those who began with the same event, over a year, in their first week unless told. */
export function situationsOf(
  asked: PathAsked,
  early: Early | undefined,
  catalogue: Pick<Catalogue, 'span' | 'events' | 'propertiesOf'>,
): SituationsSettled {
  const { anchor, leaveOut } = asked;
  const { span } = catalogue;
  const [from = 28, to = 34] = early?.back ?? [];
  return {
    start: anchor,
    from: early?.from ?? laterOf(addMonths(span.last, -11), monthStart(span.first)),
    to: early?.to ?? span.last,
    firstDays: early?.firstDays ?? 7,
    retained: { from, to },
    worth: early?.worth === undefined ? likelyWorth(catalogue) : early.worth,
    ...(leaveOut === undefined ? {} : { leaveOut }),
    ...frameOf(asked),
  };
}
