import { DomainError } from '#src/basics/errors.ts';
import { type Deed, oneEvent, type Reached } from '#src/customers/event-match/index.ts';
import type { Period } from '#src/customers/frame/index.ts';

/** Whether value was received is known period by period: what asks more finely than that is refused here. */

/** Days that hold a whole period wherever they begin: those of a period less one, and of the longest next to it. */
const leastDays: Record<Period, number> = { day: 1, week: 13, month: 61 };

/**
 * Refuses value that is known by the week or the month where days are counted: the day on which a period gets there
 * is one in the period, whatever the days on which things are done.
 *
 * @param field where it stands in the question
 * @throws DomainError `value.not_by_day`
 */
export function requireByDay(deed: Deed, field: string): void {
  const reached = byPeriod(deed);
  if (reached === null || reached.period === 'day') return;
  const { definition, period } = reached;
  throw new DomainError('value.not_by_day', {
    field,
    expected: `an event, or a definition of value that one event is enough for or that counts by day: days are counted here, and “${definition.name}” is known by the ${period}`,
    got: period,
  });
}

/**
 * Refuses days among which value may have no whole period to be received in.
 *
 * @param days local days, both included
 * @param field the last of them, as it stands in the question
 * @throws DomainError `value.window_too_short`
 */
export function requireWholePeriod(
  deed: Deed,
  { from, to }: { readonly from: number; readonly to: number },
  field: string,
): void {
  const reached = byPeriod(deed);
  if (reached === null) return;
  const { definition, period } = reached;
  const least = leastDays[period];
  if (to - from + 1 >= least) return;
  throw new DomainError('value.window_too_short', {
    field,
    expected: `at least ${least} days, such as ${from} to ${from + least - 1}: “${definition.name}” is known by the ${period}, and fewer days may hold no whole ${period}`,
    got: to - from + 1,
  });
}

function byPeriod(deed: Deed): Reached['reached'] | null {
  return 'reached' in deed && oneEvent(deed) === null ? deed.reached : null;
}
