import { DomainError } from '#src/basics/errors.ts';
import { dateText, dayNumber, firstDayOf, periodOf } from '#src/customers/calendar/index.ts';
import { daysAsked, type Frame, type Period, requireFewPeriods } from '#src/customers/frame/index.ts';

/** Whole periods of the calendar, by number, first and last included; none where last < first. */
export interface Span {
  readonly period: Period;
  readonly first: number;
  readonly last: number;
}

/**
 * The whole periods that a range touches, as far as they have begun.
 *
 * @throws DomainError `insights.no_such_date`, `insights.empty_range`, `insights.too_many_periods`
 */
export function spanAsked(
  frame: Frame,
  ask: { readonly from: string; readonly to: string; readonly period: Period },
): Span {
  const { from, to } = daysAsked(frame, ask);
  const at = (day: number) => periodOf(day, ask.period, frame.weekStart);
  requireFewPeriods(at(dayNumber(ask.to, 'to')) - at(from) + 1, 'period');
  return { period: ask.period, first: at(from), last: from > to ? at(from) - 1 : at(to) };
}

/** The numbers of a span's periods, in order. */
export const periodsIn = ({ first, last }: Span): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/** The first local day of a period. */
export const beginsOn = ({ weekStart }: Frame, period: Period, index: number): number =>
  firstDayOf(index, period, weekStart);

/** The first local day of a period as a date. */
export const periodDate = (frame: Frame, period: Period, index: number): string =>
  dateText(beginsOn(frame, period, index));

/** The days of some periods, both ends included. */
export const daysOf = (frame: Frame, { period, first, last }: Span): { from: number; to: number } => ({
  from: beginsOn(frame, period, first),
  to: beginsOn(frame, period, last + 1) - 1,
});

/** Whether a period is over at the question's instant, or still runs. */
export const stateOf = (frame: Frame, period: Period, index: number): 'complete' | 'running' =>
  beginsOn(frame, period, index + 1) <= frame.known.current ? 'complete' : 'running';

/**
 * The number of the period that begins on a date, if it is one of the answer's.
 *
 * @throws DomainError `insights.no_such_period`, `insights.no_such_date`
 */
export function periodNamed(frame: Frame, span: Span, date: string): number {
  const index = periodOf(dayNumber(date, 'period'), span.period, frame.weekStart);
  if (index >= span.first && index <= span.last && periodDate(frame, span.period, index) === date)
    return index;
  throw new DomainError('insights.no_such_period', {
    kind: 'not_found',
    field: 'period',
    expected: `the first day of a ${span.period} of the answer`,
    got: date,
  });
}
