import type { Context } from '#src/access/index.ts';
import { known } from '#src/basics/estimate.ts';
import { dateText } from '#src/insights/calendar/index.ts';
import { requireKnown } from '#src/insights/event-match/index.ts';
import { type Engines, framed, limits, saidOf } from '#src/insights/frame/index.ts';
import { type Bar, quantileOf } from '#src/insights/time-to-value/index.ts';
import { estimateShare } from '#src/maths/intervals/index.ts';
import type { HabitAsk, HabitGrid, Kind } from './ask.ts';
import { cutOf, kindOf, type Shape } from './decision.ts';
import { type ClassRow, type CrowdRow, classRows, crowdRows, type HabitPlan, habitPlan } from './rows.ts';
import { habitDefinition, habitVerdict } from './words.ts';

/** A question settled, with what is beyond chance once everybody is judged. */
export interface Judged {
  readonly plan: HabitPlan;
  readonly classes: readonly { readonly shape: Shape; readonly people: number }[];
  readonly cut: number;
}

/** @throws DomainError `insights.unknown_event`, `insights.unknown_property`, those of the people's conditions */
export async function judgedOf(context: Context, ask: HabitAsk): Promise<Judged> {
  const plan = habitPlan(await framed(context, ask), ask);
  await requireKnown(context, [{ field: 'value', match: ask.value }]);
  const rows = await context.warehouse.rows(classRows(plan), limits(context));
  const classes = rows.map((row) => ({ shape: shapeIn(row), people: Number(row.people) }));
  return { plan, classes, cut: cutOf(classes, plan.weeks) };
}

const shapeIn = (row: ClassRow): Shape => ({
  activeDays: Number(row.activeDays),
  activeWeeks: Number(row.activeWeeks),
  overWeekdays: Number(row.overWeekdays),
  overWeeks: Number(row.overWeeks),
  fromTheStart: Number(row.fromTheStart) === 1,
  usual: Number(row.usual),
  gap: Number(row.gap),
  gapTimes: Number(row.gapTimes),
});

/** Who has made a habit of it, and how often it is done by nature. @throws DomainError those of `judgedOf` */
export async function habitGrid(context: Context, ask: HabitAsk): Promise<HabitGrid> {
  const judged = await judgedOf(context, ask);
  const { plan, cut } = judged;
  const crowd = await crowdOf(context, plan);
  const kinds = kindsOf(judged);
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
    weekdays: weekdaysOf(judged, crowd('weekday')),
    hours: Array.from({ length: 24 }, (_, hour) => countAt(crowd('hour'), hour)),
    pattern: patternOf(crowd('cell'), crowd('cell_people')),
    regularity: regularityOf(judged),
    cut,
    verdict: habitVerdict(counted),
    definition: habitDefinition(plan),
  };
}

async function crowdOf(engines: Engines, plan: HabitPlan): Promise<(kind: CrowdRow['kind']) => Bar[]> {
  const rows = await engines.warehouse.rows(crowdRows(plan), limits(engines));
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

const regularityOf = ({ classes, plan }: Judged): HabitGrid['regularity'] =>
  Array.from({ length: plan.weeks }, (_, before) => ({
    weeks: before + 1,
    customers: classes
      .filter(({ shape }) => shape.activeWeeks === before + 1)
      .reduce((sum, { people }) => sum + people, 0),
  }));

function kindsOf({ classes, plan: { weeks }, cut }: Judged): HabitGrid['kinds'] {
  const kinds: Record<Kind, number> = { daily: 0, weekdays: 0, rhythm: 0, none: 0, too_early: 0 };
  for (const { shape, people } of classes) kinds[kindOf(shape, { weeks, cut })] += people;
  return kinds;
}

function weekdaysOf({ classes, plan: { weeks }, cut }: Judged, days: readonly Bar[]): HabitGrid['weekdays'] {
  const habits = classes.map(({ shape, people }) => ({ kind: kindOf(shape, { weeks, cut }), shape, people }));
  return Array.from({ length: 7 }, (_, i) => ({
    weekday: i + 1,
    days: countAt(days, i + 1),
    customers: habits
      .filter(
        ({ kind, shape }) => kind === 'daily' || (kind === 'weekdays' && (shape.usual & (1 << i)) !== 0),
      )
      .reduce((sum, { people }) => sum + people, 0),
  }));
}
