import type { z } from 'zod';
import { isTheirDeed } from '#src/basics/own-deeds.ts';
import type { HabitAsk, HabitGrid, HabitPeopleAsk } from '#src/insights/habit/index.ts';
import {
  addressOf,
  frameChecks,
  isMadeOf,
  isMaybeNull,
  isName,
  isNumber,
  isOneOf,
  isWhole,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addDays, daysBetween } from '../../ui/dates.ts';
import { isDeed } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { isPage } from '../../ui/presence.ts';

export type HabitAsked = z.input<typeof HabitAsk>;
/** The people that are open, as the server is asked for them. */
export type Opened = Omit<z.input<typeof HabitPeopleAsk>, 'ask' | 'limit' | 'cursor'>;

/** What the address of the page holds. */
export interface HabitSearch extends Partial<HabitAsked> {
  open?: Opened;
  saved?: string;
}

const isWeekday = isWhole(1, 7);

const isOpened = isMadeOf<Opened>({
  kind: isMaybeNull(isOneOf('daily', 'weekdays', 'rhythm', 'none', 'too_early', 'habit')),
  weekday: isMaybeNull(isWeekday),
  at: isMaybeNull(isMadeOf({ weekday: isWeekday, hour: isWhole(0, 23) })),
  gap: isMaybeNull(isMadeOf({ atLeast: isNumber, atMost: isMaybeNull(isNumber) })),
  activeWeeks: isMaybeNull(isWhole(1)),
});

export const readHabitSearch = addressOf<HabitSearch>({
  ...frameChecks,
  value: isDeed,
  weeks: isWhole(1),
  open: isOpened,
  saved: isName,
});

/** The question that the address holds; undefined while something is missing. */
export function askOf({ open, saved, value, ...rest }: HabitSearch): HabitAsked | undefined {
  return value === undefined ? undefined : { ...rest, value };
}

/** Where a kept question is shown. */
export const habitLink = keptAt('/w/$slug/habit', readHabitSearch);

/** So many days without any event, and the last weeks tell nothing. */
const silent = 14;

/**
 * The question that a new reader sees: what people do most, a purchase where nothing is done more often; in the last weeks,
 * or where events ended before, in the last that have any.
 *
 * @param today a local date
 */
export function firstHabit({ events, span }: Pick<Catalogue, 'events' | 'span'>, today: string): HabitSearch {
  const deeds = events.filter(({ event }) => isTheirDeed(event) && !isPage(event));
  const [most] = deeds;
  const bought = deeds.find(({ event }) => event === 'Order Completed');
  const chosen = bought && most && bought.count >= most.count ? bought : most;
  return {
    value: { event: chosen?.event ?? null },
    ...(daysBetween(span.last, today) > silent ? { asOf: lastKnown(span) } : {}),
  };
}

/** Until the end of the last day known: where the last weeks are empty, those before may not be. */
export const lastKnown = ({ last }: Catalogue['span']): string => `${addDays(last, 1)}T00:00:00Z`;

const aMonday = '1900-01-01';

/** Whether the weeks of an answer end behind the last whole week that was over when events ended. */
export function isBehind(
  { to, weekStart }: Pick<HabitGrid, 'to' | 'weekStart'>,
  { last }: Catalogue['span'],
): boolean {
  const next = addDays(last, 1);
  const sinceMonday = daysBetween(aMonday, next);
  const intoWeek = (sinceMonday + (weekStart === 'sunday' ? 1 : 0)) % 7;
  return addDays(next, -intoWeek - 1) < to;
}
