import type { Ours } from './ask.ts';
import type { ToldRow } from './queries.ts';

/**
 * What we did, each with its end and the first day of value after it, latest first; at most 100.
 *
 * @param days local days, in order, on which they came back; null: nobody said what that is
 * @param localDay the local day of an instant, as a number of days
 */
export function oursIn(
  told: readonly ToldRow[],
  days: readonly number[] | null,
  localDay: (at: number) => number,
): (Ours & { readonly customer: number })[] {
  const own = told.filter(({ event }) => event.startsWith('perdure.'));
  const closed = own.filter(({ event }) => event === 'perdure.action_closed');
  return own
    .filter(({ event }) => event !== 'perdure.action_closed')
    .slice(0, 100)
    .map(({ customer, at, event, what, cause }) => {
      const end =
        event === 'perdure.action_opened'
          ? closed.findLast((one) => one.customer === customer && one.what === what && one.at >= at)
          : undefined;
      const day = localDay(at);
      const back = days?.find((one) => one > day);
      return {
        customer,
        at: new Date(at).toISOString(),
        event,
        what: what || null,
        cause: cause || null,
        closedAt: end === undefined ? null : new Date(end.at).toISOString(),
        outcome: end?.outcome || null,
        backAfterDays: back === undefined ? null : back - day,
      };
    });
}
