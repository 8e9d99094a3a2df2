import type { Context } from '#src/access/index.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { dateText } from '#src/customers/calendar/index.ts';
import {
  badCursor,
  type Engines,
  everyoneIn,
  framed,
  keyIn,
  keyTypes,
  limits,
  saidOf,
  shown,
  type UnitKey,
} from '#src/customers/frame/index.ts';
import type { Members } from '#src/customers/lists/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import { type Newcomers, newcomersAsked } from '#src/insights/newcomers/index.ts';
import type { PersonAnswer, PersonAsk, Progress, ProgressAsk, Status } from './ask.ts';
import { definitionsOf } from './definitions.ts';
import { type DefinedPlan, definedPlan } from './plan.ts';
import { standing } from './progress-rows.ts';
import { statusWords } from './words.ts';

interface ProgressPlan extends DefinedPlan {
  readonly newcomers: Newcomers;
}

/** How each newcomer stands, and how many stand so. @throws DomainError those of `definedPlan`, `insights.bad_cursor` */
export async function progressOf(context: Context, ask: ProgressAsk): Promise<Progress> {
  const plan = await progressPlan(context, ask);
  const { frame, definition, version, newcomers } = plan;
  const page = pageAfter(frame.unit, ask);
  const [totals, rows] = await Promise.all([
    totalsOf(context, plan),
    context.warehouse.rows(standingPage(plan, { ...page, status: ask.status }), limits(context)),
  ]);
  const kept = rows.slice(0, ask.limit);
  const last = kept.at(-1);
  const people = await shown(
    context,
    frame.unit,
    kept.map(({ unit }) => unit),
  );
  return {
    ...saidOf(frame, ask),
    definition,
    version: version.version,
    from: dateText(newcomers.from),
    to: dateText(newcomers.to),
    totals,
    total: countOf(totals, ask.status),
    people: people.flatMap((person, i) => {
      const row = kept[i];
      return row === undefined ? [] : [{ ...person, ...progressIn(row, version) }];
    }),
    next: rows.length > ask.limit && last !== undefined ? `${last.opened}:${last.unit}` : null,
    words: statusWords,
  };
}

/** Everyone who stands as asked, for keeping as a list. @throws DomainError `lists.too_many`, those of `definedPlan` */
export async function everyoneInProgress(
  context: Context,
  ask: Omit<ProgressAsk, 'limit' | 'cursor'>,
): Promise<Members> {
  const plan = await progressPlan(context, ask);
  return everyoneIn(
    context,
    plan.frame,
    sql`select groupBitmapState(unit) as people from ${standingOf(plan)} where ${standsSo(ask.status)}`,
  );
}

/** How one customer stands by every definition in use. */
export async function personOf(context: Context, { customer, asOf }: PersonAsk): Promise<PersonAnswer> {
  const frame = await framed(context, { unit: 'customer', people: [], includeMarked: true, asOf });
  const alone = { keep: [sql`bitmapBuild(${typed('Array(UInt32)', [customer])})`], drop: [] };
  const used = (await definitionsOf(context.records)).filter(({ retiredAt }) => retiredAt === null);
  const moments = used.map(async ({ id, name, current }) => {
    const plan = {
      frame: { ...frame, wanted: alone },
      version: current,
      newcomers: everyDay(current.start, frame),
    };
    const [row] = await context.warehouse.rows(
      standingPage(plan, { limit: 1, status: null }),
      limits(context),
    );
    const progress = row === undefined ? undefined : progressIn(row, current);
    return {
      definition: id,
      name,
      words: current.words,
      needed: current.times,
      times: progress?.times ?? null,
      status: progress?.status ?? null,
      startedAt: progress?.startedAt ?? null,
      daysLeft: progress?.daysLeft ?? null,
      ahaReachedAt: progress?.ahaReachedAt ?? null,
    };
  });
  return { moments: await Promise.all(moments) };
}

/** Days since long before any event, to the last that has begun. */
const everyDay = (
  start: Newcomers['start'],
  { known }: { readonly known: { readonly lastBegun: number } },
): Newcomers => ({ start, from: -25_000, to: known.lastBegun });

/** How many of some newcomers stand how. */
export async function totalsOf(
  engines: Engines,
  plan: Pick<ProgressPlan, 'frame' | 'version' | 'newcomers'>,
): Promise<Progress['totals']> {
  const rows = await engines.warehouse.rows(
    sql<{ status: Status; people: number | string }>`
      select status, count() as people
      from ${standingOf(plan)}
      group by status`,
    limits(engines),
  );
  const of = (wanted: Status) => Number(rows.find(({ status }) => status === wanted)?.people ?? 0);
  const counted = { reached: of('reached'), onTrack: of('on_track'), late: of('late'), lost: of('lost') };
  return { started: counted.reached + counted.onTrack + counted.late + counted.lost, ...counted };
}

function countOf(
  { started, reached, onTrack, late, lost }: Progress['totals'],
  status: Status | null,
): number {
  return status === null ? started : { reached, on_track: onTrack, late, lost }[status];
}

async function progressPlan(
  context: Context,
  ask: Omit<ProgressAsk, 'limit' | 'cursor'>,
): Promise<ProgressPlan> {
  const plan = await definedPlan(context, ask);
  const { lastBegun } = plan.frame.known;
  const to = ask.to ?? dateText(lastBegun);
  const from = ask.from ?? dateText(lastBegun - Math.max(30, 2 * plan.version.days) + 1);
  return { ...plan, newcomers: newcomersAsked(plan.frame, { start: plan.version.start, from, to }) };
}

const standingOf = ({
  frame,
  newcomers,
  version,
}: Pick<ProgressPlan, 'frame' | 'version' | 'newcomers'>): Sql =>
  standing(frame, newcomers, { rule: version });

const standsSo = (status: Status | null): Sql => (status === null ? sql`true` : sql`status = ${status}`);

interface StandingRow {
  readonly unit: UnitKey;
  readonly opened: number | string;
  readonly times: number | string;
  readonly reached: number | string;
  readonly over: number | string;
  readonly status: Status;
}

interface Page {
  readonly limit: number;
  readonly after?: { readonly opened: number; readonly unit: string } | undefined;
  readonly status: Status | null;
}

/** Latest start first. Grain: one row per newcomer; ≤ limit rows. */
function standingPage(
  plan: Pick<ProgressPlan, 'frame' | 'version' | 'newcomers'>,
  { limit, after, status }: Page,
): Sql<StandingRow> {
  const since =
    after === undefined
      ? sql`true`
      : sql`(opened < ${typed('Int64', after.opened)} or (opened = ${typed('Int64', after.opened)} and unit > ${typed(keyTypes[plan.frame.unit], after.unit)}))`;
  return sql<StandingRow>`
    select unit, opened, times, reached, over, status
    from ${standingOf(plan)}
    where ${standsSo(status)}
      and ${since}
    order by opened desc, unit
    limit ${typed('UInt64', limit)}`;
}

function pageAfter(
  unit: Unit,
  { limit, cursor }: Pick<ProgressAsk, 'limit' | 'cursor'>,
): Pick<Page, 'limit' | 'after'> {
  if (cursor === undefined) return { limit: limit + 1 };
  const [, opened, key] = /^(-?\d{1,15}):(\d{1,20})$/.exec(cursor) ?? [];
  if (opened === undefined || key === undefined) throw badCursor(cursor);
  return { limit: limit + 1, after: { opened: Number(opened), unit: keyIn(unit, cursor, key) } };
}

function progressIn(row: StandingRow, { times, days }: DefinedPlan['version']) {
  const over = Number(row.over);
  return {
    status: row.status,
    startedAt: iso(row.opened),
    times: Number(row.times),
    expected: Math.floor((times * over) / days),
    daysOver: over,
    daysLeft: days - over,
    ahaReachedAt: row.status === 'reached' ? iso(row.reached) : null,
  };
}

const iso = (at: number | string): string => new Date(Number(at)).toISOString();
