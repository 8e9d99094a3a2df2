import { dayOf } from './calendar.ts';
import { DomainError } from './errors.ts';

/** When a question is asked, and by which calendar. */
interface Asked {
  /** Epoch milliseconds, by the house's clock. */
  readonly now: number;
  /** IANA zone of the workspace. */
  readonly zone: string;
}

/**
 * The instant as of which a question is answered: now unless it tells one.
 *
 * What lies ahead is not known: its days would count as over, with nobody in them. Later today is now: a page that has
 * only a date writes it as midnight in UTC, which may still be to come, and no clock goes quite like another.
 *
 * @param asOf ISO 8601 with its zone
 * @returns epoch milliseconds, at most now
 * @throws DomainError `time.as_of_ahead`
 */
export function instantAsked(asOf: string | undefined, { now, zone }: Asked): number {
  if (asOf === undefined) return now;
  const asked = Date.parse(asOf);
  if (asked <= now) return asked;
  const localDay = dayOf(zone);
  if (localDay(asked) === localDay(now)) return now;
  const latest = new Date(now).toISOString();
  throw new DomainError('time.as_of_ahead', {
    field: 'asOf',
    expected: `at most now, ${latest}: what is to come is not known`,
    got: asOf,
  });
}
