import type { Context } from '#src/access/index.ts';
import { known } from '#src/basics/estimate.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { type Engines, limits, saidOf } from '#src/customers/frame/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import { type Bar, quantileOf } from '#src/insights/time-to-value/index.ts';
import { estimateShare } from '#src/maths/intervals/index.ts';
import { type HabitAsk, type HabitGrid, Kind } from './ask.ts';
import { type Judged, judgedOf } from './judged.ts';
import { type CrowdRow, crowdRows } from './rows.ts';
import { habitDefinition, habitVerdict } from './words.ts';

/** Who has made a habit of it, and how often it is done by nature. @throws DomainError those of `judgedOf` */
export async function habitGrid(context: Context, ask: HabitAsk): Promise<HabitGrid> {
  const judged = await judgedOf(context, ask);
  const { plan, cut } = judged;
  const crowd = await crowdOf(context, judged);
  const kinds = kindsOf(crowd('of_kind'));
  const active = kinds.daily + kinds.weekdays + kinds.rhythm + kinds.none + kinds.too_early;
  const habit = kinds.daily + kinds.weekdays + kinds.rhythm;
  const share = estimateShare({ hits: habit, total: active });
  const gaps = crowd('gap_twice').map(({ value, count }) => ({ value: value / 2, count }));
  const counted = {
    active,
    kinds,
    habit,
    share: share.known ? known({ share: share.value.share, ...share.value.interval }) : share,
    natural: {
      gap: quantileOf(gaps, 0.5),
      customers: gaps.reduce((sum, { count }) => sum + count, 0),
      bars: gaps,
    },
  };
  return {
    ...saidOf(plan.frame, ask),
    from: dateText(plan.from),
    to: dateText(plan.to),
    ...counted,
    weekdays: weekdaysOf(crowd('weekday'), crowd('habit_weekday')),
    hours: Array.from({ length: 24 }, (_, hour) => countAt(crowd('hour'), hour)),
    pattern: patternOf(crowd('cell'), crowd('cell_people')),
    regularity: Array.from({ length: plan.weeks }, (_, before) => ({
      weeks: before + 1,
      customers: countAt(crowd('active_weeks'), before + 1),
    })),
    cut,
    verdict: habitVerdict({ ...counted, unit: plan.frame.unit }),
    definition: habitDefinition(plan),
    ...countedBySaid([plan.value]),
  };
}

async function crowdOf(engines: Engines, { plan, cut }: Judged): Promise<(kind: CrowdRow['kind']) => Bar[]> {
  const rows = await engines.warehouse.rows(crowdRows(plan, cut), limits(engines));
  return (kind) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ value, times }) => ({ value: Number(value), count: Number(times) }))
      .sort((a, b) => a.value - b.value);
}

const countAt = (bars: readonly Bar[], wanted: number): number =>
  bars.find(({ value }) => value === wanted)?.count ?? 0;

const patternOf = (days: readonly Bar[], people: readonly Bar[]): HabitGrid['pattern'] =>
  Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: 24 }, (__, hour) => ({
      days: countAt(days, 24 * weekday + hour),
      customers: countAt(people, 24 * weekday + hour),
    })),
  );

const kindsOf = (bars: readonly Bar[]): HabitGrid['kinds'] => {
  const of = (kind: Kind) => countAt(bars, Kind.options.indexOf(kind) + 1);
  return {
    daily: of('daily'),
    weekdays: of('weekdays'),
    rhythm: of('rhythm'),
    none: of('none'),
    too_early: of('too_early'),
  };
};

const weekdaysOf = (days: readonly Bar[], habits: readonly Bar[]): HabitGrid['weekdays'] =>
  Array.from({ length: 7 }, (_, i) => ({
    weekday: i + 1,
    days: countAt(days, i + 1),
    customers: countAt(habits, i + 1),
  }));
