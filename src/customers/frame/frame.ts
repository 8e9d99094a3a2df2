import { type Context, whileAwaited } from '#src/access/index.ts';
import { instantAsked } from '#src/basics/as-of.ts';
import { DomainError } from '#src/basics/errors.ts';
import {
  type DayNumber,
  dayNumber,
  type KnownDays,
  knownDays,
  type WeekStart,
} from '#src/customers/calendar/index.ts';
import { type PeopleFilter, type WantedPeople, wantedPeople } from '#src/customers/filters/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';

/** The engines an answer is read from. */
export type Engines = Pick<Context, 'workspace' | 'records' | 'warehouse' | 'clock' | 'signal'>;

/** The fields of a question that settle its circumstances, as `frameFields` describes them. */
export interface FrameAsk {
  readonly unit?: Unit | undefined;
  readonly people: readonly PeopleFilter[];
  readonly includeMarked: boolean;
  readonly asOf?: string | undefined;
}

/** A question's circumstances: whose calendar, who is counted, what is known. */
export interface Frame {
  readonly unit: Unit;
  readonly zone: string;
  readonly weekStart: WeekStart;
  readonly layout: number;
  /** Epoch milliseconds; exclusive. */
  readonly asOf: number;
  readonly known: KnownDays;
  readonly wanted: WantedPeople;
  readonly includeMarked: boolean;
}

/**
 * Settles a question's circumstances.
 *
 * @throws DomainError `insights.no_such_date` for an `asOf` out of reach, `time.as_of_ahead` for one that is to come, those
 * of the people's conditions (`wantedPeople`)
 */
export async function framed(engines: Engines, ask: FrameAsk): Promise<Frame> {
  const { workspace, clock } = engines;
  if (ask.asOf !== undefined) dayNumber(ask.asOf.slice(0, 10), 'asOf');
  const asOf = instantAsked(ask.asOf, { now: clock.now(), zone: workspace.timezone });
  const unit = ask.unit ?? workspace.countingUnit;
  return {
    unit,
    zone: workspace.timezone,
    weekStart: workspace.weekStart,
    layout: workspace.layout,
    asOf,
    known: knownDays(asOf, workspace.timezone),
    wanted: await wantedPeople(engines, ask.people, { unit, asOf }),
    includeMarked: ask.includeMarked,
  };
}

/**
 * The local days of a range, both included, as far as they have begun; from > to where none has.
 *
 * @throws DomainError `insights.no_such_date`, `insights.empty_range`
 */
export function daysAsked(
  { known }: Pick<Frame, 'known'>,
  { from, to }: { from: string; to: string },
): { from: DayNumber; to: DayNumber } {
  const days = { from: dayNumber(from, 'from'), to: dayNumber(to, 'to') };
  if (days.from > days.to) {
    throw new DomainError('insights.empty_range', {
      field: 'to',
      expected: `a date from ${from} on`,
      got: to,
    });
  }
  return { from: days.from, to: Math.min(days.to, known.lastBegun) };
}

/** More periods than anybody reads: about three years of days. */
export const mostPeriods = 1_200;

/**
 * Refuses an answer with more periods than anybody reads; each costs a row, or a group that is held against the others.
 *
 * @throws DomainError `insights.too_many_periods`
 */
export function requireFewPeriods(count: number, field: string): void {
  if (count <= mostPeriods) return;
  throw new DomainError('insights.too_many_periods', {
    kind: 'too_large',
    field,
    expected: `at most ${mostPeriods} periods; choose a longer period or a shorter range`,
    got: count,
  });
}

/** What every answer says of its circumstances, as `saidFields` describes it. */
export const saidOf = (frame: Frame, ask: Pick<FrameAsk, 'asOf'>) => ({
  asOf: new Date(frame.asOf).toISOString(),
  timezone: frame.zone,
  weekStart: frame.weekStart,
  unit: frame.unit,
  traitsAt: ask.asOf === undefined ? ('now' as const) : ('as_of' as const),
});

/** Answers from events may take long on a large workspace. */
export const limits = (context: Pick<Context, 'signal'>) => ({
  seconds: 120,
  memory: 4 * 2 ** 30,
  // Looks for a < b and b < c in every "and": half of all planning where subqueries stand many deep, for nothing.
  settings: { optimize_and_compare_chain: 0 },
  ...whileAwaited(context),
});
