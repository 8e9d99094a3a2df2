import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, daysBetween, laterOf, type Span } from '../../ui/dates.ts';
import { likelyDelivery, likelyStart } from '../../ui/presence.ts';
import type { AhaSearch } from './search.ts';

/** Windows that are tried unless the question names others. */
export const usualWindows = [3, 7, 10, 14] as const;
/** When staying is judged unless the question says otherwise. */
export const usualOutcome = { from: 30, to: 59 } as const;

/**
 * The question that a new reader sees: newcomers by their sign-up, or by the first thing known of them; staying judged in
 * the third month where the history is long enough, else as late as it allows.
 */
export function firstScan({ events, span }: Pick<Catalogue, 'events' | 'span'>): AhaSearch {
  const start = likelyStart(events);
  return {
    start: { event: start ?? null },
    return: { event: likelyDelivery(events, start) },
    ...judged(span),
    from: laterOf(addMonths(span.last, -23), span.first),
    to: span.last,
  };
}

/** Windows and the days on which staying is judged, that the days known can hold. */
function judged({ first, last }: Span): Required<Pick<AhaSearch, 'windows' | 'outcome'>> {
  const days = daysBetween(first, last) + 1;
  if (days >= 180) return { windows: [...usualWindows], outcome: { from: 60, to: 89 } };
  if (days >= 90) return { windows: [...usualWindows], outcome: { ...usualOutcome } };
  if (days >= 42) return { windows: [1, 3, 7, 14], outcome: { from: 14, to: 27 } };
  return { windows: [1, 3, 7], outcome: { from: 7, to: 13 } };
}
