import { DomainError } from '#src/basics/errors.ts';
import { type DayNumber, dateText, firstDayOf } from '#src/customers/calendar/index.ts';
import { int } from '#src/customers/frame/index.ts';
import { periodNamed, periodsIn, type Span, spanAsked, stateOf } from '#src/customers/value/index.ts';
import { requireBook, type Scope } from '#src/insights/revenue/index.ts';

/** Months of a question and their ends. */
export interface Months {
  readonly span: Span;
  readonly numbers: readonly number[];
}

/** The months that a range touches, as far as they have begun. */
export function monthsOf(scope: Scope, ask: { readonly from: string; readonly to: string }): Months {
  const span = spanAsked(scope.frame, { ...ask, period: 'month' });
  return { span, numbers: periodsIn(span) };
}

/** The first local day of a month. */
export const begins = (month: number): DayNumber => firstDayOf(month, 'month', 'monday');

/** The last local day of a month that has begun. */
export const lastDayOf = ({ frame }: Scope, month: number): DayNumber =>
  Math.min(begins(month + 1) - 1, frame.known.lastBegun);

/** A month as a row is named. */
export const monthSaid = (scope: Scope, month: number) => ({
  month: dateText(begins(month)),
  state: stateOf(scope.frame, 'month', month),
});

/** The month of the answer that a date names. @throws DomainError `insights.no_such_period` */
export const monthNamed = (scope: Scope, { span }: Months, date: string): number =>
  periodNamed(scope.frame, span, date);

/** The place of a currency among the books, for statements. @throws DomainError `revenue.no_such_book` */
export const bookNamed = (scope: Scope, currency: string) =>
  int(requireBook(scope.books, { currency, offer: null, group: null }));

/** @throws DomainError `insights.no_such_period` for a cell that lies before its row or has not begun */
export const cellMissing = (got: number): DomainError =>
  new DomainError('insights.no_such_period', {
    kind: 'not_found',
    field: 'at',
    expected: 'months after the first that have begun',
    got,
  });
