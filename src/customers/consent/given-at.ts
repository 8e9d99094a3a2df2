import { DomainError } from '#src/basics/errors.ts';
import { dayNumber, startOfDay } from '#src/customers/calendar/index.ts';
import { type ConsentState, isNo } from './kinds.ts';

/** By which clock and calendar an instant is read. */
export interface GivenBy {
  readonly now: number;
  /** IANA zone of the workspace. */
  readonly zone: string;
}

/** How far another machine's clock may go before ours. */
const aheadMs = 5 * 60_000;

/**
 * When something was said. Of a day alone nobody knows the hour: a yes counts from its beginning and a no from its end, so that
 * of both on one day the no stands. Nothing counts from later than now: a no that comes meanwhile must win.
 *
 * @returns epoch milliseconds, at most now
 * @throws DomainError `consent.given_ahead`
 */
export function givenAt(
  { givenAt: told, state }: { readonly givenAt?: string | undefined; readonly state: ConsentState },
  place: number,
  { now, zone }: GivenBy,
): number {
  if (told === undefined) return now;
  const isDay = told.length === 10;
  const at = isDay ? startOfDay(dayNumber(told), zone) : Date.parse(told);
  const latest = new Date(now).toISOString();
  if (at > now + aheadMs)
    throw new DomainError('consent.given_ahead', {
      field: `consents[${place}].givenAt`,
      expected: `at most now, ${latest}: nobody consents ahead of time`,
      got: told,
    });
  const counts = isDay && isNo(state) ? startOfDay(dayNumber(told) + 1, zone) - 1 : at;
  return Math.min(counts, now);
}
