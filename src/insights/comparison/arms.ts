import { DomainError } from '#src/basics/errors.ts';
import { dayNumber, periodOf } from '#src/customers/calendar/index.ts';
import type { Engines } from '#src/customers/frame/index.ts';
import {
  type Column,
  type Plan,
  type Reading,
  readingOf,
  type Settled,
  type Tally,
  tallied,
} from '#src/insights/cohorts/index.ts';
import type { RetentionAsk } from '#src/insights/retention/index.ts';
import type { Arm } from './ask.ts';

/** One of the groups compared, with how its people are read. */
export interface ReadArm {
  readonly arm: Arm;
  readonly reading: Reading;
  /** The row's period, where the arm is one row. */
  readonly row: number | undefined;
  /** The value's place, where the arm is a value. */
  readonly series: number | undefined;
}

/**
 * How each arm's people are read. Arms of one question share one reading, so that it is asked once.
 *
 * @throws DomainError `retention.no_breakdown` for a value where the question breaks nothing down, and those of
 * the question itself
 */
export async function readArms(
  engines: Engines,
  ask: Settled<RetentionAsk>,
  arms: readonly Arm[],
): Promise<ReadArm[]> {
  const readings = new Map<string, Promise<Reading>>();
  const values = arms.flatMap((arm) => (arm.kind === 'value' && arm.value !== null ? [arm.value] : []));
  return Promise.all(
    arms.map(async (arm) => {
      const own = askOf(ask, arm);
      const name = JSON.stringify(own);
      const reading = readings.get(name) ?? settled(engines, own, values);
      readings.set(name, reading);
      return placed(arm, await reading);
    }),
  );
}

function askOf(ask: Settled<RetentionAsk>, arm: Arm): Settled<RetentionAsk> {
  const whole = { ...ask, breakdown: null };
  if (arm.kind === 'cohort') return whole;
  if (arm.kind === 'range') return { ...whole, from: arm.from, to: arm.to };
  if (arm.kind === 'list')
    return { ...whole, people: [...ask.people, { kind: 'list', list: arm.list, inside: true }] };
  if (arm.kind === 'people') return { ...whole, people: [...ask.people, ...arm.people] };
  if (ask.breakdown === null) {
    throw new DomainError('retention.no_breakdown', {
      field: 'ask.breakdown',
      expected: 'a breakdown whose values are compared',
    });
  }
  return ask;
}

/** The reading of a question; values compared stand alone whatever their rank. */
async function settled(
  engines: Engines,
  ask: Settled<RetentionAsk>,
  values: readonly string[],
): Promise<Reading> {
  if (ask.breakdown === null) return readingOf(engines, ask);
  const reading = await readingOf(engines, { ...ask, breakdown: { ...ask.breakdown, top: 1 } });
  return {
    ...reading,
    split: { by: ask.breakdown.by, name: ask.breakdown.name, values: [...new Set(values)] },
  };
}

function placed(arm: Arm, reading: Reading): ReadArm {
  const { plan, split } = reading;
  const row =
    arm.kind === 'cohort'
      ? periodOf(dayNumber(arm.period, 'arms.period'), plan.ask.rows, plan.weekStart)
      : undefined;
  const missing = -1;
  const series =
    arm.kind !== 'value' || split.by === 'nothing'
      ? undefined
      : arm.value === null
        ? missing
        : split.values.indexOf(arm.value) + 1;
  return { arm, reading, row, series };
}

/** Tallies of each arm for some columns, arms of one reading asked once. */
export async function talliesOf(
  engines: Engines,
  arms: readonly ReadArm[],
  columnsOf: (plan: Plan) => readonly Column[],
): Promise<Tally[][]> {
  const asked = new Map<Reading, Promise<Tally[]>>();
  for (const { reading } of arms) {
    const columns = columnsOf(reading.plan);
    if (!asked.has(reading))
      asked.set(reading, tallied(engines, { ...reading, plan: { ...reading.plan, columns } }, columns));
  }
  return Promise.all(
    arms.map(async ({ reading, row, series }) =>
      ((await asked.get(reading)) ?? []).filter(
        (tally) =>
          (row === undefined || tally.row === row) && (series === undefined || tally.series === series),
      ),
    ),
  );
}

/** True where nobody can be in both: people enter one row only, and have one value. */
export function areApart(first: ReadArm, second: ReadArm): boolean {
  if (first.reading !== second.reading) return false;
  const { ask } = first.reading.plan;
  const entersOnce = ask.entry !== 'every_period' || ask.window === 'rolling';
  if (first.row !== second.row) return entersOnce;
  return first.series !== second.series && (entersOnce || first.reading.split.by === 'trait');
}
