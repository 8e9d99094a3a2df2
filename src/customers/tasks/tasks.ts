import { z } from 'zod';
import { actorName, type Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { Holder, type HolderKey, shownHolders } from '#src/customers/about/index.ts';
import { LocalDate } from '#src/customers/frame/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** Open and in hand are to be done; done and dropped are over. */
export const TaskState = z.enum(['open', 'doing', 'done', 'dropped']);
export type TaskState = z.output<typeof TaskState>;

/** Something to be done. */
export const Task = z.object({
  id: z.string(),
  about: Holder.nullable().describe('Null: about nobody in particular'),
  title: z.string(),
  due: LocalDate.nullable(),
  overdue: z.boolean().describe('Its day is over, and it is not done'),
  assignee: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  state: TaskState,
  outcome: z.string().describe('What came of it'),
  source: z.string().describe('hand, or what opened it: promise …'),
  sourceId: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  by: z.string().nullable().describe('What they are called, where they still exist'),
  changedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type Task = z.output<typeof Task>;

/** A task to be opened. */
export interface Opening {
  readonly workspace: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly by: string;
  readonly about: HolderKey | null;
  readonly title: string;
  readonly due: string | null;
  readonly assignee: string | null;
  /** What opens it, and which one of these; null for one opened by hand. */
  readonly source: { readonly of: string; readonly id: string } | null;
}

/**
 * Opens a task; what opened one already opens no second one, whatever became of it: one that was dropped by the same
 * machinery, as its cause was gone, is opened again.
 *
 * @returns its id; undefined where there is one already
 */
export async function openTask(tx: Transaction, opening: Opening): Promise<string | undefined> {
  const id = newId('tsk');
  const { workspace, by, about, title, due, assignee, source } = opening;
  const at = new Date(opening.at);
  const made = await tx.row(sql<{ id: string }>`
    insert into tasks (
      id, workspace_id, holder_kind, holder, title, due_on, assignee, state, source, source_id, created_at, created_by,
      changed_at, changed_by
    )
    values (
      ${id}, ${workspace}, ${about?.kind ?? null}, ${about?.holder ?? null}, ${title}, ${due}::date, ${assignee}, 'open',
      ${source?.of ?? 'hand'}, ${source?.id ?? id}, ${at}::timestamptz, ${by}, ${at}::timestamptz, ${by}
    )
    on conflict (workspace_id, source, source_id) do update
    set state = 'open', ended_at = null, changed_at = excluded.changed_at
    where tasks.state = 'dropped' and tasks.changed_by = excluded.created_by
    returning id`);
  return made?.id;
}

/** Drops the task that something opened, where its cause is gone and nobody has taken it in hand. */
export async function dropTask(
  tx: Transaction,
  source: { readonly of: string; readonly id: string },
  { at, by }: { readonly at: number; readonly by: string },
): Promise<void> {
  await tx.run(sql`
    update tasks
    set state = 'dropped', changed_at = ${new Date(at)}::timestamptz, changed_by = ${by}, ended_at = ${new Date(at)}::timestamptz
    where source = ${source.of}
      and source_id = ${source.id}
      and state = 'open'
      and changed_by = created_by`);
}

/** Which tasks. */
export interface Wanted {
  /** A condition on rows of tasks. */
  readonly where: Sql;
  readonly limit: number;
  readonly from: number;
}

/**
 * Tasks in the order in which they are to be done: those over last, then by the day due, those without a day after them.
 *
 * @param today the workspace's local day
 */
export async function tasksOf(
  context: Pick<Context, 'records' | 'warehouse'>,
  { where, limit, from }: Wanted,
  today: string,
): Promise<Task[]> {
  const rows = await context.records.rows(sql<Row>`
    ${shown(today)}
    where ${where}
    order by state in ('done', 'dropped'), case when state in ('done', 'dropped') then ended_at end desc, due_on nulls last,
      created_at, id
    limit ${limit}::integer offset ${from}::integer`);
  const subjects = rows.filter(({ holderKind }) => holderKind !== null);
  const holders = await shownHolders(
    context,
    subjects.map(({ holderKind, holder }) => ({ kind: holderKind ?? 'customer', holder: holder ?? '' })),
  );
  const aboutOf = new Map(subjects.map(({ id }, at) => [id, holders[at]]));
  return rows.map(({ holderKind: _kind, holder: _holder, assignee, assigneeName, ...row }) => ({
    ...row,
    about: aboutOf.get(row.id) ?? null,
    assignee: assignee === null ? null : { id: assignee, name: assigneeName },
  }));
}

/** One task. @throws DomainError `tasks.unknown` */
export async function taskNamed(
  context: Pick<Context, 'records' | 'warehouse'>,
  id: string,
  today: string,
): Promise<Task> {
  const [found] = await tasksOf(context, { where: sql`id = ${id}`, limit: 1, from: 0 }, today);
  if (found === undefined) throw unknownTask(id);
  return found;
}

export const unknownTask = (got: string): DomainError =>
  new DomainError('tasks.unknown', { kind: 'not_found', field: 'id', expected: 'the id of a task', got });

interface Row extends Omit<Task, 'about' | 'assignee'> {
  readonly holderKind: 'customer' | 'account' | null;
  readonly holder: string | null;
  readonly assignee: string | null;
  readonly assigneeName: string | null;
}

/** Whether a task's day is over while it is still to be done. */
export const isOverdue = (today: string): Sql =>
  sql`coalesce(due_on < ${today}::date and ${isInHand}, false)`;

/** Whether a task is still to be done. */
export const isInHand: Sql = sql`state in ('open', 'doing')`;

/** Grain: a task. */
const shown = (today: string): Sql => sql`
  select id, holder_kind as "holderKind", holder, title, due_on as due, ${isOverdue(today)} as overdue, assignee,
    (select name from users where users.id = assignee) as "assigneeName", state, outcome, source, source_id as "sourceId",
    created_at as "createdAt", created_by as "createdBy", ${actorName(sql`created_by`)} as by,
    changed_at as "changedAt", ended_at as "endedAt"
  from tasks`;
