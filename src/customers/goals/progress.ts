import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import { sql } from '#src/basics/sql.ts';
import { subjectOf } from '#src/customers/about/index.ts';
import { dayNumber, startOfDay } from '#src/customers/calendar/index.ts';
import {
  type Engines,
  type Frame,
  framed,
  limits,
  listedBy,
  saidOf,
  type Words,
} from '#src/customers/frame/index.ts';
import { say } from '#src/customers/wording/index.ts';
import type {
  Action,
  ActionProgress,
  Board,
  BoardAsk,
  BoardPeopleAsk,
  Goal,
  GoalRow,
  OfAnswer,
  OfAsk,
  Progress,
} from './ask.ts';
import { goalNamed, goalsOf } from './catalogue.ts';
import { holders, type ProgressRow, patterns, progressOf, type Told, unknownSaid } from './queries.ts';
import { historyOf, settingsOf, sourceOf } from './settings.ts';

/** What questions about a unit's goals are read from. */
export async function toldIn({ records }: Pick<Context, 'records'>, frame: Frame): Promise<Told> {
  const [goals, source, settings] = await Promise.all([
    goalsOf(records),
    sourceOf(records, frame.unit),
    settingsOf(records, frame.unit, frame.asOf),
  ]);
  return { frame, goals: goals.filter(({ unit }) => unit === frame.unit), source, settings };
}

/** How one person or account is doing. @throws DomainError `customers.unknown`, `time.as_of_ahead` */
export async function goalOf(
  context: Engines,
  { about, asOf }: z.output<typeof OfAsk>,
): Promise<z.input<typeof OfAnswer>> {
  const subject = await subjectOf(context.records, about);
  const key = subject.customer ?? subject.holder;
  const frame = await framed(context, { unit: subject.kind, people: [], includeMarked: false, asOf });
  const history = await historyOf(context.records, subject, frame.asOf);
  const own = (await progressesOf(context, { ...(await toldIn(context, frame)), only: key })).get(
    String(key),
  );
  const setBy = own?.how === 'hand' ? history[0] : undefined;
  return {
    unit: subject.kind,
    progress: own === undefined ? null : { ...own, by: setBy?.by ?? null, byName: setBy?.byName ?? null },
    history,
  };
}

/** What a message may say of somebody's goal. */
export interface GoalVariables {
  readonly goal: string;
  /** Actions done ÷ actions, 0–1. */
  readonly progress: number;
  /** The name of the next undone action; null once all are done. */
  readonly nextAction: string | null;
}

/**
 * Goals of customers as variables of messages; whose goal is not known is left out.
 *
 * @param customers numbers within the workspace; one statement per goal for all of them
 */
export async function goalVariables(
  context: Engines,
  customers: readonly number[],
): Promise<Map<number, GoalVariables>> {
  const frame = await framed(context, { unit: 'customer', people: [], includeMarked: false });
  const among = sql`bitmapBuild(cast(${customers.length === 0 ? [0] : [...customers]}, 'Array(UInt32)'))`;
  const wanted = { keep: [...frame.wanted.keep, among], drop: frame.wanted.drop };
  const found = await progressesOf(context, await toldIn(context, { ...frame, wanted }));
  return new Map(
    [...found].map(([customer, { goal, share, next }]) => [
      Number(customer),
      { goal: goal.name, progress: share, nextAction: next?.name ?? null },
    ]),
  );
}

type OwnProgress = Omit<z.input<typeof Progress>, 'by' | 'byName'>;

/** The progress of everybody told of, by unit; one statement for each goal that somebody of them has. */
async function progressesOf(context: Engines, told: Told): Promise<Map<string, OwnProgress>> {
  const { warehouse } = context;
  const places = await warehouse.rows(
    sql<{ goal: number }>`select distinct goal from ${holders(told)} where goal != 0`,
    limits(context),
  );
  const found = new Map<string, OwnProgress>();
  for (const { goal: place } of places) {
    const goal = told.goals[place - 1];
    if (goal === undefined) continue;
    const rows = await warehouse.rows(
      sql<ProgressRow & { unit: number | string }>`
        select unit, since, how, said, done, late
        from ${progressOf(told, goal, place - 1)}`,
      limits(context),
    );
    for (const row of rows) {
      const unit = told.frame.unit === 'account' ? String(told.only ?? row.unit) : String(row.unit);
      found.set(unit, progressSaid(told.frame, goal, row));
    }
  }
  return found;
}

function progressSaid(frame: Frame, goal: Goal, row: ProgressRow): OwnProgress {
  const { id, name, retiredAt, current } = goal;
  const since = Number(row.since);
  const actions = current.actions.map((action, at): ActionProgress => {
    const [doneAt, soFar] = row.done[at] ?? [0, 0];
    const done = Number(doneAt) !== 0;
    return {
      name: action.name,
      times: action.times,
      soFar: Number(soFar),
      done,
      doneAt: done ? new Date(Number(doneAt)).toISOString() : null,
      dueAt: dueAt(frame, action, since),
      late: row.late[at] === 1,
    };
  });
  const done = actions.filter((action) => action.done).length;
  const place = actions.findIndex((action) => !action.done);
  const next = actions[place];
  return {
    goal: { id, name, version: current.version, retired: retiredAt !== null },
    how: row.how,
    said: row.how === 'hand' ? null : row.said,
    since: new Date(since).toISOString(),
    done,
    of: actions.length,
    share: done / actions.length,
    actions,
    next: next === undefined ? null : { place: place + 1, name: next.name },
    words: next === undefined ? allDone : suggested(place + 1, next),
  };
}

/** The instant at which the days of an action are over: the local midnight after the last of them. */
function dueAt({ zone }: Frame, { days }: Action, since: number): string | null {
  if (days === null) return null;
  const last = dayNumber(dayOf(zone)(since)) + days;
  return new Date(startOfDay(last + 1, zone)).toISOString();
}

const allDone: Words = say('Toutes les actions sont faites.', 'All actions are done.');

const suggested = (place: number, { name, late }: ActionProgress): Words =>
  late
    ? say(
        `Intervention suggérée pour l’action ${place} : « ${name} », dont le délai est passé.`,
        `Intervention suggested for action ${place}: “${name}”, whose days are over.`,
      )
    : say(
        `Intervention suggérée pour l’action ${place} : « ${name} ».`,
        `Intervention suggested for action ${place}: “${name}”.`,
      );

/** How everybody is doing, goal by goal. @throws DomainError those of the frame */
export async function boardOf(context: Engines, ask: BoardAsk): Promise<z.input<typeof Board>> {
  const frame = await framed(context, ask);
  const told = await toldIn(context, frame);
  const rows: z.input<typeof GoalRow>[] = [];
  for (const [place, goal] of told.goals.entries()) {
    const found = await context.warehouse.rows(patterns(progressOf(told, goal, place)), limits(context));
    const row = rowOf(
      goal,
      found.map(({ done, late, people }) => ({ done, late, people: Number(people) })),
    );
    if (goal.retiredAt === null || row.people > 0) rows.push(row);
  }
  const unknown = await context.warehouse.rows(unknownSaid(told), limits(context));
  return {
    goals: rows,
    unknown: unknown.map(({ said, people }) => ({ said, people: Number(people) })),
    ...saidOf(frame, ask),
  };
}

interface Pattern {
  readonly done: readonly number[];
  readonly late: readonly number[];
  readonly people: number;
}

function rowOf({ id, name, current }: Goal, found: readonly Pattern[]): z.input<typeof GoalRow> {
  const { actions, version } = current;
  const counted = (which: (pattern: Pattern) => boolean) =>
    found.reduce((sum, pattern) => sum + (which(pattern) ? pattern.people : 0), 0);
  const doneIn = ({ done }: Pattern) => done.filter((one) => one === 1).length;
  const people = counted(() => true);
  const all = found.reduce((sum, pattern) => sum + doneIn(pattern) * pattern.people, 0);
  return {
    goal: id,
    name,
    version,
    people,
    byDone: [...actions.keys(), actions.length].map((done) => ({
      done,
      people: counted((pattern) => doneIn(pattern) === done),
    })),
    share: people === 0 ? null : all / (people * actions.length),
    actions: actions.map((action, at) => ({
      name: action.name,
      done: counted(({ done }) => done[at] === 1),
      next: counted(({ done }) => done.indexOf(0) === at),
      late: counted(({ done, late }) => done[at] === 0 && late[at] === 1),
    })),
  };
}

/** Who stands behind a number of the board. @throws DomainError `goals.unknown`, `insights.bad_cursor` */
export const boardPeople = listedBy(async (context: Engines, { ask, goal: id, which }: BoardPeopleAsk) => {
  const frame = await framed(context, ask);
  const told = await toldIn(context, frame);
  const goal = await goalNamed(context.records, id, 'goal');
  const place = told.goals.findIndex((one) => one.id === goal.id);
  const progress = progressOf(told, goal, place);
  return {
    frame,
    people: sql`select groupBitmapState(unit) as people from (
      select unit, arrayMap(one -> toUInt8(one.1 != 0), done) as did, late
      from ${progress}
    )
    where ${isOf(which)}`,
  };
});

function isOf(which: BoardPeopleAsk['which']) {
  if (which.kind === 'all') return sql`true`;
  if (which.kind === 'done_count') return sql`arraySum(did) = ${which.done}`;
  if (which.kind === 'done') return sql`did[${which.place}] = 1`;
  if (which.kind === 'next') return sql`indexOf(did, 0) = ${which.place}`;
  return sql`did[${which.place}] = 0 and late[${which.place}] = 1`;
}
