import { customersIn, type SurvivalRow, type Tally, talliesOf } from './rows.ts';

/** One interval of a group: who began it, and how many of them ended in it. */
export interface StepCount {
  readonly atRisk: number;
  readonly ended: number;
}

/**
 * Who was at risk in each group, and who ended, at every time at which somebody ended.
 *
 * Flat, moment by moment: of groups and times by the thousand, one object for each would be most of the work.
 */
export interface Timeline {
  /** Everybody in each group. */
  readonly customers: readonly number[];
  readonly moments: number;
  /** moments × groups. */
  readonly atRisk: Float64Array;
  readonly ended: Float64Array;
}

/** The timeline of groups of rows. @throws DomainError `maths.duration_out_of_range`, `maths.count_out_of_range` */
export function timelineOf(groups: readonly (readonly SurvivalRow[])[]): Timeline {
  const tallies = groups.map(talliesOf);
  const times = endsIn(tallies);
  const line = empty(tallies.map(customersIn), times.length);
  for (const [group, own] of tallies.entries()) {
    let remaining = line.customers[group] ?? 0;
    let next = 0;
    for (let moment = 0; moment < times.length; moment++) {
      const time = times[moment] ?? 0;
      const place = moment * groups.length + group;
      for (let tally = own[next]; tally !== undefined && tally.time < time; tally = own[++next]) {
        remaining -= tally.ended + tally.censored;
      }
      line.atRisk[place] = remaining;
      line.ended[place] = own[next]?.time === time ? (own[next]?.ended ?? 0) : 0;
    }
  }
  return line;
}

/** The timeline of groups counted interval by interval. */
export function timelineOfCounts(groups: readonly (readonly StepCount[])[]): Timeline {
  const moments = groups.reduce((most, steps) => Math.max(most, steps.length), 0);
  const line = empty(
    groups.map((steps) => steps[0]?.atRisk ?? 0),
    moments,
  );
  for (const [group, steps] of groups.entries()) {
    for (const [moment, step] of steps.entries()) {
      line.atRisk[moment * groups.length + group] = step.atRisk;
      line.ended[moment * groups.length + group] = step.ended;
    }
  }
  return line;
}

const empty = (customers: readonly number[], moments: number): Timeline => ({
  customers,
  moments,
  atRisk: new Float64Array(moments * customers.length),
  ended: new Float64Array(moments * customers.length),
});

/** Every time at which somebody ended, earliest first. */
function endsIn(tallies: readonly (readonly Tally[])[]): Float64Array {
  const times = new Set<number>();
  for (const own of tallies) for (const { time, ended } of own) if (ended > 0) times.add(time);
  return Float64Array.from(times).sort();
}
