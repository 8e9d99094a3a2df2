import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import {
  type DayNumber,
  dayNumber,
  firstDayOf,
  type Period,
  periodOf,
} from '#src/customers/calendar/index.ts';
import type { Deed, EventMatch } from '#src/customers/event-match/index.ts';
import { daysAsked, type Frame, type FrameAsk, framed, mostPeriods } from '#src/customers/frame/index.ts';
import { type DeedAsk, deedAsked, settledDeed } from '#src/customers/value/index.ts';

/** What makes a return count, within one period. */
export type AtLeast =
  | { readonly kind: 'times'; readonly times: number }
  | { readonly kind: 'quantity'; readonly property: string; readonly quantity: number };

/** A question about who enters and who comes back, as `RetentionAsk` describes it. */
export interface CohortAsk extends FrameAsk {
  readonly start: EventMatch;
  /** As it was asked, or settled already. */
  readonly return: DeedAsk | Deed;
  readonly entry: 'every_period' | 'first_match' | 'first_ever';
  readonly returns: 'on' | 'on_or_after';
  readonly rows: Period;
  readonly interval: Period;
  readonly window: 'calendar' | 'rolling';
  readonly intervals: number;
  readonly brackets: readonly { readonly from: number; readonly to: number }[];
  readonly from: string;
  readonly to: string;
  readonly atLeast: AtLeast;
  readonly measure:
    | { readonly kind: 'share' }
    | { readonly kind: 'sum' | 'mean' | 'per_customer'; readonly property: string };
}

/** How people are told apart: by a trait, or by a property of their start event. */
export interface BreakdownAsk {
  readonly by: 'trait' | 'start_property';
  readonly name: string;
  readonly top: number;
}

/** The same, once it is settled what coming back is. */
export type Settled<Ask> = Omit<Ask, 'return'> & { readonly return: Deed };

/** A question that may tell people apart. */
export type BrokenDownAsk = CohortAsk & { readonly breakdown: BreakdownAsk | null };

/** What a cell spans, counted in intervals from the entry; `to` is infinite for "or later". */
export interface Column {
  /** 0 is the first interval itself; else the interval, or the place of the bracket. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** The interval that must be over before anybody can be said not to have returned. */
  readonly closes: number;
}

/** A question with its circumstances settled. */
export interface Plan extends Frame {
  readonly ask: Settled<CohortAsk>;
  /** Local days on which one may enter, both included, as far as they have begun; from > to where none has. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** The last day asked for, begun or not. */
  readonly until: DayNumber;
  readonly columns: readonly Column[];
}

const lengths = { day: 1, week: 2, month: 3 } as const;

/**
 * Settles what coming back is: once for all that a question asks, as another default may be chosen meanwhile.
 *
 * @throws DomainError `value.unknown`, `value.unknown_version`, `value.no_default`, `value.not_one_event`
 */
export async function settledReturn<Ask extends CohortAsk>(
  context: Pick<Context, 'records'>,
  ask: Ask,
): Promise<Settled<Ask>> {
  const deed = await settledDeed(context, ask.return, 'return');
  deedAsked('return', deed, propertiesOfReturn(ask));
  return { ...ask, return: deed };
}

/**
 * Settles a question: whose time, which days, which columns, which people.
 *
 * @throws DomainError `retention.interval_longer_than_row`, `insights.empty_range`, `retention.bad_bracket`,
 * `retention.too_many_rows`, `insights.no_such_date`, and those of the people's conditions
 */
export async function planned(
  context: Pick<Context, 'workspace' | 'records' | 'clock' | 'warehouse'>,
  ask: Settled<CohortAsk>,
): Promise<Plan> {
  requirePeriods(ask);
  const frame = await framed(context, ask);
  const { from, to } = daysAsked(frame, ask);
  const until = dayNumber(ask.to);
  requireRows(from, until, ask.rows);
  return { ...frame, ask, from, to, until, columns: columnsOf(ask) };
}

/** Numbers of the return event that a question adds up. */
export const propertiesOfReturn = ({
  atLeast,
  measure,
}: Pick<CohortAsk, 'atLeast' | 'measure'>): string[] => [
  ...(atLeast.kind === 'quantity' ? [atLeast.property] : []),
  ...(measure.kind === 'share' ? [] : [measure.property]),
];

function requireRows(from: DayNumber, to: DayNumber, rows: Period): void {
  const shortest = { day: 1, week: 7, month: 28 }[rows];
  if ((to - from) / shortest <= mostPeriods) return;
  const expected = `at most ${mostPeriods} rows; choose a longer period or a shorter range`;
  throw new DomainError('retention.too_many_rows', { field: 'rows', expected, got: rows });
}

function requirePeriods({
  rows,
  interval,
  brackets,
}: Pick<CohortAsk, 'rows' | 'interval' | 'brackets'>): void {
  if (lengths[interval] > lengths[rows]) {
    throw new DomainError('retention.interval_longer_than_row', {
      field: 'interval',
      expected: `an interval no longer than a row, which is a ${rows}`,
      got: interval,
    });
  }
  const bad = brackets.findIndex(({ from, to }) => to < from);
  if (bad >= 0) {
    throw new DomainError('retention.bad_bracket', {
      field: `brackets[${bad}].to`,
      expected: 'an end not before its beginning',
      got: brackets[bad],
    });
  }
}

function columnsOf({
  brackets,
  intervals,
  returns,
}: Pick<CohortAsk, 'brackets' | 'intervals' | 'returns'>): Column[] {
  const spans =
    brackets.length > 0
      ? brackets
      : Array.from({ length: intervals }, (_, i) => ({ from: i + 1, to: i + 1 }));
  return [
    { index: 0, from: 0, to: 0, closes: 0 },
    ...spans.map(({ from, to }, i) => ({
      index: i + 1,
      from,
      to: returns === 'on_or_after' ? Number.POSITIVE_INFINITY : to,
      closes: to,
    })),
  ];
}

/** The rows of the grid, first to last: their period numbers. */
export function rowsOf({ ask, from, to, weekStart }: Plan): number[] {
  if (from > to) return [];
  const first = periodOf(from, ask.rows, weekStart);
  const last = periodOf(to, ask.rows, weekStart);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The first day of a row, before the range cuts it. */
export const rowStart = ({ ask, weekStart }: Plan, row: number): DayNumber =>
  firstDayOf(row, ask.rows, weekStart);

/** The days of a row on which one may enter: the row's days within the range. */
export function entryDays(plan: Plan, row: number): { first: DayNumber; last: DayNumber } {
  return {
    first: Math.max(plan.from, rowStart(plan, row)),
    last: Math.min(plan.until, rowStart(plan, row + 1) - 1),
  };
}
