import { DomainError } from '../../basics/errors.ts';
import { requireCount } from '../arguments/index.ts';

/** One customer, or several alike, watched from their own start. */
export interface SurvivalRow {
  /** How long they were watched, in any one unit: a number ≥ 0. Late entry cannot be stated. */
  readonly duration: number;
  /** True when what is awaited happened at that time; false when they were last seen still waiting. */
  readonly ended: boolean;
  /** How many customers this row stands for: a whole number, 1 unless told. Not a sampling weight. */
  readonly weight?: number;
}

/** What happened at one time: those who ended then, and those last seen then. */
export interface Tally {
  readonly time: number;
  readonly ended: number;
  readonly censored: number;
}

/** Rows added up by time, earliest first; rows that stand for nobody leave no trace. */
export function talliesOf(rows: readonly SurvivalRow[]): Tally[] {
  const byTime = new Map<number, { time: number; ended: number; censored: number }>();
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row === undefined) continue;
    const { duration, ended, weight = 1 } = row;
    // Told apart first: a sentence for every row, right as nearly all are, was half of the work.
    if (!(duration >= 0 && duration < Number.POSITIVE_INFINITY)) throw refusedDuration(index, duration);
    if (!(Number.isSafeInteger(weight) && weight >= 0)) requireCount(`rows[${index}].weight`, weight);
    if (weight === 0) continue;
    let tally = byTime.get(duration);
    if (tally === undefined) {
      tally = { time: duration, ended: 0, censored: 0 };
      byTime.set(duration, tally);
    }
    if (ended) tally.ended += weight;
    else tally.censored += weight;
  }
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}

/** Everybody in the tallies. */
export function customersIn(tallies: readonly Tally[]): number {
  const customers = tallies.reduce((sum, { ended, censored }) => sum + ended + censored, 0);
  requireCount('rows', customers);
  return customers;
}

const refusedDuration = (index: number, duration: number): DomainError =>
  new DomainError('maths.duration_out_of_range', {
    field: `rows[${index}].duration`,
    expected: 'a finite number ≥ 0',
    got: duration,
  });
