import type { Context } from '#src/access/index.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import { allOf } from '#src/customers/filters/index.ts';
import {
  everyoneIn,
  keyIn,
  keyTypes,
  limits,
  type PeopleBehind,
  saidOf,
  shown,
  type UnitKey,
} from '#src/customers/frame/index.ts';
import type { Members } from '#src/customers/lists/index.ts';
import { countedBySaid } from '#src/customers/value/index.ts';
import type { HabitPeople, HabitPeopleAsk, HabitPerson, HabitPersonAsk } from './ask.ts';
import { chanceOf, kindOf } from './decision.ts';
import { type Judged, judgedOf } from './judged.ts';
import { gatheringOf, perWeekday, shapeOf, usualWeekdays } from './patterns.ts';
import { kindIn, shapes } from './rows.ts';
import { habitDefinition, patternWords } from './words.ts';

/** Whose habit, or which. */
export type HabitWhich = Pick<HabitPeopleAsk, 'ask' | 'kind' | 'weekday' | 'at' | 'gap' | 'activeWeeks'>;

interface DaysRow {
  readonly unit: UnitKey;
  readonly days: readonly (number | string)[];
  readonly hours: readonly number[];
  readonly fromTheStart: number;
}

/** One page of those who have a habit of a kind, each with its pattern. @throws DomainError those of `judgedOf`, `insights.bad_cursor` */
export async function habitPeople(context: Context, asked: HabitPeopleAsk): Promise<HabitPeople> {
  return peopleJudged(context, await judgedOf(context, asked.ask), asked);
}

/** The same where it is known what is beyond chance among everybody. */
export async function peopleJudged(
  context: Context,
  judged: Judged,
  asked: HabitWhich & Pick<HabitPeopleAsk, 'limit' | 'cursor'>,
): Promise<HabitPeople> {
  const { frame } = judged.plan;
  const [rows, [counted]] = await Promise.all([
    context.warehouse.rows(pageOf(judged, asked), limits(context)),
    context.warehouse.rows(
      sql<{
        people: number | string;
      }>`select count() as people from ${shapes(judged.plan)} where ${passing(judged, asked)}`,
      limits(context),
    ),
  ]);
  const kept = rows.slice(0, asked.limit);
  const last = kept.at(-1);
  const people = await shown(
    context,
    frame.unit,
    kept.map(({ unit }) => unit),
  );
  return {
    total: Number(counted?.people ?? 0),
    people: people.flatMap((person, i) => {
      const row = kept[i];
      return row === undefined ? [] : [{ ...person, ...patternOf(judged, row) }];
    }),
    next: rows.length > asked.limit && last !== undefined ? String(last.unit) : null,
  };
}

/** All of them, for keeping as a list. @throws DomainError those of `judgedOf`, `lists.too_many` */
export async function everyoneHabitual(context: Context, asked: HabitWhich): Promise<Members> {
  const { frame, people } = await whoIs(context, asked);
  return everyoneIn(context, frame, people);
}

/** The bitmap of those behind a figure. @throws DomainError as `habitPeople` */
export async function whoIs(context: Context, asked: HabitWhich): Promise<PeopleBehind> {
  const judged = await judgedOf(context, asked.ask);
  return {
    frame: judged.plan.frame,
    people: sql`select groupBitmapState(unit) as people from ${shapes(judged.plan)} where ${passing(judged, asked)}`,
  };
}

/** One customer's days and pattern, judged together with everybody. @throws DomainError those of `judgedOf` */
export async function habitPerson(context: Context, { ask, customer }: HabitPersonAsk): Promise<HabitPerson> {
  const judged = await judgedOf(context, { ...ask, unit: 'customer' });
  const { plan } = judged;
  const [row] = await context.warehouse.rows(
    sql<DaysRow>`
      select unit, days, hours, fromTheStart
      from ${shapes(plan)}
      where unit = ${typed('UInt32', customer)}`,
    limits(context),
  );
  const [person] = row === undefined ? [] : await shown(context, 'customer', [customer]);
  return {
    ...saidOf(plan.frame, ask),
    from: dateText(plan.from),
    to: dateText(plan.to),
    person: row === undefined || person === undefined ? null : { ...person, ...patternOf(judged, row) },
    days: (row?.days ?? []).map((day) => dateText(Number(day))),
    definition: habitDefinition(plan),
    ...countedBySaid([plan.value]),
  };
}

function passing({ plan, cut }: Judged, { kind, weekday, at, gap, activeWeeks }: HabitWhich): Sql {
  const on = weekday === null ? 0 : 2 ** (weekday - 1);
  return allOf([
    ...(kind === null
      ? []
      : [
          kind === 'habit'
            ? sql`${kindIn(plan, cut)} in ('daily', 'weekdays', 'rhythm')`
            : sql`${kindIn(plan, cut)} = ${kind}`,
        ]),
    ...(weekday === null
      ? []
      : [
          sql`${kindIn(plan, cut)} = 'daily' or (${kindIn(plan, cut)} = 'weekdays' and bitAnd(usual, ${typed('UInt8', on)}) != 0)`,
        ]),
    ...(at === null ? [] : [sql`has(cells, toInt64(${typed('UInt8', 24 * (at.weekday - 1) + at.hour)}))`]),
    ...(gap === null ? [] : withGap(gap)),
    ...(activeWeeks === null ? [] : [sql`activeWeeks = ${typed('UInt8', activeWeeks)}`]),
  ]);
}

const withGap = ({ atLeast, atMost }: NonNullable<HabitWhich['gap']>): Sql[] => [
  sql`gapTwice > 0`,
  sql`gapTwice >= ${typed('UInt32', Math.ceil(2 * atLeast))}`,
  ...(atMost === null ? [] : [sql`gapTwice <= ${typed('UInt32', Math.floor(2 * atMost))}`]),
];

/** Grain: one row per customer; ≤ limit + 1 rows. */
function pageOf(judged: Judged, asked: HabitWhich & Pick<HabitPeopleAsk, 'limit' | 'cursor'>): Sql<DaysRow> {
  const { unit } = judged.plan.frame;
  const after =
    asked.cursor === undefined ? sql`true` : sql`unit > ${typed(keyTypes[unit], keyIn(unit, asked.cursor))}`;
  return sql<DaysRow>`
    select unit, days, hours, fromTheStart
    from ${shapes(judged.plan)}
    where ${passing(judged, asked)}
      and ${after}
    order by unit
    limit ${typed('UInt64', asked.limit + 1)}`;
}

function patternOf({ plan, cut }: Judged, { days: told, hours, fromTheStart }: DaysRow) {
  const days = told.map(Number);
  const shape = { ...shapeOf(days, plan), fromTheStart: Number(fromTheStart) === 1 };
  const kind = kindOf(shape, { weeks: plan.weeks, cut });
  const counts = perWeekday(days);
  const weekdays =
    kind === 'daily' ? [1, 2, 3, 4, 5, 6, 7] : kind === 'weekdays' ? usualWeekdays(counts, plan.weeks) : [];
  const angles = hours.map((hour) => (hour / 24) * 2 * Math.PI);
  const hour = gatheringOf({
    cosines: angles.reduce((sum, angle) => sum + Math.cos(angle), 0),
    sines: angles.reduce((sum, angle) => sum + Math.sin(angle), 0),
    times: hours.length,
  });
  const pattern = {
    kind,
    weekdays,
    hits: weekdays.reduce((sum, weekday) => sum + (counts[weekday - 1] ?? 0), 0),
    possible: weekdays.length * plan.weeks,
    activeDays: days.length,
    activeWeeks: shape.activeWeeks,
    perWeek: days.length / plan.weeks,
    p: chanceOf(shape, plan.weeks),
    hour: hour === null ? null : { ...hour },
  };
  return { ...pattern, words: patternWords(pattern) };
}
