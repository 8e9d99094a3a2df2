import { isTheirDeed } from '#src/basics/own-deeds.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addDays, addMonths, daysBetween, laterOf, monthStart } from '../../ui/dates.ts';
import { isPage } from '../../ui/presence.ts';
import type { FunnelSearch } from './search.ts';

/** Ways that many businesses know, the most telling first. */
const knownWays: readonly (readonly string[])[] = [
  ['Trial Booked', 'Trial Attended', 'Order Completed'],
  ['Page Viewed', 'Product Added', 'Order Completed'],
  ['Product Added', 'Order Completed'],
];

/**
 * The steps that a new reader sees: a way that is known, else the rarer events from the most to the least frequent,
 * as what few reach comes after what many do, and the most frequent of all where only one is rare.
 */
export function firstSteps(events: Catalogue['events']): string[] {
  const there = new Set(events.map(({ event }) => event));
  const known = knownWays.find((way) => way.every((event) => there.has(event)));
  if (known) return [...known];
  const people = events.find(({ event }) => event === 'Identify')?.count ?? Number.POSITIVE_INFINITY;
  const steps = events.filter(({ event }) => isTheirDeed(event) && !isPage(event));
  const rare = steps.filter(({ count }) => count <= people).slice(0, 3);
  const enough = rare.length >= 2 && rare.length < steps.length;
  const chosen = enough ? rare : [...rare.slice(0, 1), ...steps];
  const names = [...new Set(chosen.map(({ event }) => event))].slice(0, enough ? 3 : 2);
  // Where one event is all there is, doing it again is the only way on.
  return names.length === 1 ? [...names, ...names] : names;
}

/** The question that a new reader sees: the last three months, or what there is, with two weeks to get to the end. */
export function firstFunnel({ events, span }: Pick<Catalogue, 'events' | 'span'>): FunnelSearch {
  const steps = firstSteps(events).map((event) => ({ event }));
  const months = daysBetween(span.first, span.last) > 120;
  return {
    steps: steps.length >= 2 ? steps : [{ event: null }, { event: null }],
    window: { amount: 30, of: 'day' },
    from: months
      ? laterOf(addMonths(span.last, -5), monthStart(span.first))
      : laterOf(addDays(span.last, -83), span.first),
    to: span.last,
    trend: months ? 'month' : 'week',
  };
}
