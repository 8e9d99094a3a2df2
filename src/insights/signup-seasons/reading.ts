import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import {
  answered,
  type Chosen,
  type CohortAsk,
  type Reading as CohortReading,
  type Column,
  rowsOf,
  setOf,
  type Tally,
  tallied,
} from '#src/insights/cohorts/index.ts';
import type { SignupPeopleAsk, SignupSeasonsAsk } from './ask.ts';
import { type Months, placeOf, seasonsAsked, yearOf } from './months.ts';

/** Days of the curve: about ten up to the day compared, and that day. */
export function daysOf({ at }: Pick<SignupSeasonsAsk, 'at'>): number[] {
  const step = Math.max(1, Math.round(at / 10));
  const before = Array.from({ length: Math.ceil(at / step) - 1 }, (_, i) => (i + 1) * step);
  return [...before.filter((day) => day < at), at];
}

/** The question as one of retention: by the month of the very first start, active in the days from each day on. */
const cohortAsk = (ask: SignupSeasonsAsk): CohortAsk & { readonly breakdown: null } => ({
  start: ask.start,
  return: ask.return,
  entry: 'first_ever',
  returns: 'on',
  rows: 'month',
  interval: 'day',
  window: 'rolling',
  intervals: 1,
  brackets: daysOf(ask).map((day) => ({ from: day, to: day + ask.within - 1 })),
  from: ask.from,
  to: ask.to,
  atLeast: { kind: 'times', times: 1 },
  measure: { kind: 'share' },
  breakdown: null,
  unit: ask.unit,
  people: ask.people,
  includeMarked: ask.includeMarked,
  asOf: ask.asOf,
});

/** Who signed up in which month, and who was active when. */
export interface Reading {
  readonly cohorts: CohortReading;
  readonly seasons: readonly Months[];
  /** Columns by their days. */
  readonly columns: ReadonlyMap<number, Column>;
}

/**
 * Settles a question and answers it.
 *
 * @throws DomainError `signup-seasons.month_twice`, `insights.empty_range`, those of retention
 */
export async function read<T>(
  context: Context,
  ask: SignupSeasonsAsk,
  answer: (reading: Reading) => Promise<T>,
): Promise<T> {
  const seasons = seasonsAsked(ask);
  return answered(context, cohortAsk(ask), 'quickest', (cohorts) => {
    const own = cohorts.plan.columns.filter(({ index }) => index > 0);
    return answer({ cohorts, seasons, columns: new Map(own.map((column) => [column.from, column])) });
  });
}

/** Counts of every month. */
export const countsOf = (context: Context, { cohorts, columns }: Reading): Promise<Tally[]> =>
  tallied(context, cohorts, [...columns.values()]);

/** Whether a month is of a season, and of its year where one is asked for. */
export function isOf(
  seasons: readonly Months[],
  row: number,
  { season, year }: { readonly season: number; readonly year: number | null },
): boolean {
  const own = seasons[season];
  return (
    own !== undefined && placeOf(seasons, row) === season && (year === null || yearOf(own, row) === year)
  );
}

const choices: Readonly<Record<SignupPeopleAsk['which'], Pick<Chosen, 'who' | 'among'>>> = {
  size: { who: 'members', among: 'all' },
  eligible: { who: 'members', among: 'over' },
  returned: { who: 'returned', among: 'over' },
  not_returned: { who: 'not_returned', among: 'over' },
};

/** Whose number, of which question. */
export type PeopleWhich = Omit<SignupPeopleAsk, 'limit' | 'cursor'>;

/** Those behind a number. @throws DomainError `signup-seasons.no_such_day`, those of {@link read} */
export function whoSignedUp(context: Context, asked: PeopleWhich): Promise<PeopleBehind> {
  return read(context, asked.ask, async (reading) => {
    const { plan } = reading.cohorts;
    const day = asked.day ?? asked.ask.at;
    const column = reading.columns.get(day);
    if (column === undefined) throw noSuchDay(day, [...reading.columns.keys()]);
    const rows = rowsOf(plan).filter((row) => isOf(reading.seasons, row, asked));
    const chosen: Chosen = { column, ...choices[asked.which], row: undefined, series: undefined };
    return { frame: plan, people: setOf(reading.cohorts, chosen, rows) };
  });
}

const noSuchDay = (got: number, days: readonly number[]): DomainError =>
  new DomainError('signup-seasons.no_such_day', {
    kind: 'not_found',
    field: 'day',
    expected: `one of the days ${days.join(', ')}`,
    got,
  });

export const { page: signupPeople, everyone: everyoneSignedUp } = listedBy(whoSignedUp);
