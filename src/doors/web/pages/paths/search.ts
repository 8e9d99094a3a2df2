import type { z } from 'zod';
import type { PathAsk, PathPeopleAsk, SituationPeopleAsk, SituationsAsk } from '#src/insights/paths/index.ts';
import {
  frameChecks,
  frameOf,
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
import { likelyAmount } from '../../ui/amounts.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, laterOf, monthStart } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { isTheirDeed } from '../../ui/presence.ts';
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

const isLimit = (value: unknown): value is Limit => {
  const { kind, amount, of, gapMinutes } = recordOf(value);
  if (kind === 'window') return isNumber(amount) && isText(of);
  return kind === 'day' || (kind === 'session' && (gapMinutes === undefined || isNumber(gapMinutes)));
};

const isGroup = (value: unknown): value is NonNullable<PathAsked['groups']>[number] => {
  const { name, events } = recordOf(value);
  return isText(name) && isListOf(isText)(events);
};

const isWorth = (value: unknown): value is Worth => {
  const { match, property } = recordOf(value);
  return isMatch(match) && isText(property);
};

const isEarly = (value: unknown): value is Early => {
  const { from, to, firstDays, back, worth } = recordOf(value);
  return (
    (from === undefined || isDate(from)) &&
    (to === undefined || isDate(to)) &&
    (firstDays === undefined || isNumber(firstDays)) &&
    (back === undefined || (isListOf(isNumber)(back) && back.length === 2)) &&
    (worth == null || isWorth(worth))
  );
};

const isPlace = (value: unknown): boolean => {
  const { kind, name } = recordOf(value);
  return kind === 'named' ? isText(name) : kind === 'others';
};

const isNext = (value: unknown): boolean => isPlace(value) || isOneOf('ended', 'open')(recordOf(value).kind);

const isWhich = (value: unknown): value is PathWhich => {
  const { kind, depth, place, from, to, names, tail } = recordOf(value);
  if (kind === 'node') return isNumber(depth) && isPlace(place);
  if (kind === 'edge') return isNumber(depth) && isPlace(from) && isNext(to);
  return kind === 'path' && isListOf(isText)(names) && isOneOf('full', 'ended', 'open')(tail);
};

const isOpened = (value: unknown): value is Opened => {
  const { of, which, situation } = recordOf(value);
  if (of === 'path') return isWhich(which);
  return (
    of === 'situation' &&
    (situation === null || isNumber(situation)) &&
    (which === undefined || isOneOf('people', 'observed', 'returned', 'gone', 'valued')(which))
  );
};

export const readPathSearch = (address: Record<string, unknown>): PathSearch =>
  readAddress<PathSearch>(address, {
    ...frameChecks,
    anchor: isMatch,
    direction: isOneOf('from', 'to'),
    steps: isNumber,
    limit: isLimit,
    collapse: isFlag,
    leaveOut: isListOf(isText),
    groups: isListOf(isGroup),
    top: isNumber,
    from: isDate,
    to: isDate,
    early: isEarly,
    order: isOneOf(...orders),
    open: isOpened,
    saved: isText,
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
