import type { Context } from '#src/access/index.ts';
import {
  dateText,
  dayNumber,
  firstDayOf,
  knownDays,
  type Period,
  periodOf,
  startOfDay,
} from '#src/customers/calendar/index.ts';
import { daysAsked, type Words } from '#src/customers/frame/index.ts';
import { fromTo, rowName, say } from '#src/customers/wording/index.ts';

const dayMs = 86_400_000;

/** What of a question its range depends on. */
interface Ranged {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
}

/** The latest periods of a range that are over. */
export interface PeriodsOver {
  /** First local day of the first, and of the period before it. */
  readonly from: string;
  readonly before: string;
  /** Last local day of the last. */
  readonly to: string;
}

/** So many periods of a range are compared: each is a test of its own, and all pay for each other. */
export const mostPeriodsCompared = 12;

/**
 * The latest periods of a range that are over; undefined where none is.
 *
 * @throws DomainError `insights.no_such_date`, `insights.empty_range`
 */
export function periodsOver(
  { workspace: { timezone, weekStart } }: Pick<Context, 'workspace'>,
  ask: Ranged & { readonly period: Period },
  most: number = mostPeriodsCompared,
): PeriodsOver | undefined {
  const known = knownDays(Date.parse(ask.asOf), timezone);
  const days = daysAsked({ known }, ask);
  const at = (day: number) => periodOf(day, ask.period, weekStart);
  const last = Math.min(at(days.to), at(known.current) - 1);
  const first = Math.max(at(days.from), last - most + 1);
  if (last < first) return undefined;
  const begins = (period: number) => firstDayOf(period, ask.period, weekStart);
  return {
    from: dateText(begins(first)),
    before: dateText(begins(first - 1)),
    to: dateText(begins(last + 1) - 1),
  };
}

/**
 * The last local day of a range after whose end so much time has passed; undefined where none is so long ago.
 *
 * Whoever began on it, or on a day before, has had that time: none is counted who had less.
 *
 * @throws DomainError `insights.no_such_date`, `insights.empty_range`
 */
export function lastDayOver(
  { workspace: { timezone } }: Pick<Context, 'workspace'>,
  ask: Ranged,
  spanMs: number,
): string | undefined {
  const asOf = Date.parse(ask.asOf);
  const known = knownDays(asOf, timezone);
  const days = daysAsked({ known }, ask);
  let day = Math.min(dayNumber(ask.to, 'to'), known.current - Math.floor(spanMs / dayMs));
  while (day >= days.from && startOfDay(day + 1, timezone) + spanMs > asOf) day -= 1;
  return day < days.from ? undefined : dateText(day);
}

/**
 * Which period a share is of, as it stands in its name: by its date, or by its place where groups have ranges of
 * their own.
 *
 * @param fromLast 0 for the last period told
 */
export function whichPeriod(
  date: string,
  period: Period,
  { dated, fromLast }: { dated: boolean; fromLast: number },
): Words {
  if (!dated) {
    if (fromLast === 0) return say('la dernière période terminée', 'in the last period that is over');
    return fromLast === 1
      ? say('une période avant la dernière', 'one period before the last')
      : say(`${fromLast} périodes avant la dernière`, `${fromLast} periods before the last`);
  }
  const name = rowName(date, period);
  if (period === 'month') return say(`en ${name.fr}`, `in ${name.en}`);
  return say(name.fr, period === 'day' ? `on ${name.en}` : `in ${name.en}`);
}

/** The range of a question as a definition tells it; where groups have ranges of their own, none is named. */
export const rangeWords = (
  { from, to }: Pick<Ranged, 'from' | 'to'>,
  { dated }: { readonly dated: boolean },
): Words =>
  dated ? fromTo(from, to) : say('pendant les dates de chaque groupe', 'within the dates of each group');
