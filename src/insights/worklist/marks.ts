import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { holderIs, numbersOf, subjectOf } from '#src/customers/about/index.ts';
import { dateText, dayNumber } from '#src/customers/calendar/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { AssignAsk, DoneAsk, SnoozeAsk } from './ask.ts';
import { type Finding, holderKey } from './finding.ts';
import type { Reason } from './reasons.ts';

/** What was done about a finding. */
export interface Mark {
  readonly id: string;
  readonly kind: 'done' | 'snoozed';
  readonly until: string | null;
}

interface MarkRow extends Mark {
  readonly holderKind: Finding['kind'];
  readonly holder: string;
  readonly reason: string;
  readonly occurrence: string;
}

/** By holder, reason and occurrence. */
export const markKey = (finding: Pick<Finding, 'kind' | 'key' | 'reason' | 'occurrence'>): string =>
  `${holderKey(finding)}|${finding.reason}|${finding.occurrence}`;

/** What was done about findings, as it holds on a local day: what was put off until it or before it is back. */
export async function marksOf(records: Transaction, today: number): Promise<Map<string, Mark>> {
  const rows = await records.rows(marks(dateText(today)));
  const numbers = await numbersOf(
    records,
    rows.flatMap(({ holderKind, holder }) => (holderKind === 'customer' ? [holder] : [])),
  );
  return new Map(
    rows.flatMap(({ holderKind: kind, holder, reason, occurrence, ...mark }) => {
      const key = kind === 'account' ? holder : numbers.get(holder)?.toString();
      return key === undefined ? [] : [[`${kind}:${key}|${reason}|${occurrence}`, mark] as const];
    }),
  );
}

/** Grain: a handling of a finding; of several the latest comes last. */
const marks = (today: string): Sql<MarkRow> => sql<MarkRow>`
  select holder_kind as "holderKind", holder, reason, occurrence, id, mark as kind, until
  from worklist_marks
  where mark = 'done' or until > ${today}::date
  order by at, id`;

/**
 * Keeps that something was dealt with, or put off. A task that was dealt with is done, that of a broken promise too.
 *
 * @returns by which it is taken back
 * @throws DomainError `customers.unknown`, `worklist.until_past`
 */
export async function mark(
  { records, workspace, actor, clock }: Context,
  { about, causes, until }: Omit<z.output<typeof SnoozeAsk>, 'until'> & { readonly until: string | null },
  today: number,
): Promise<string> {
  if (until !== null && dayNumber(until, 'until') <= today) {
    throw new DomainError('worklist.until_past', {
      field: 'until',
      expected: 'a local day to come',
      got: until,
    });
  }
  const { kind, holder } = await subjectOf(records, about);
  const id = newId('wmk');
  const by = `${actor.kind}:${actor.id}`;
  await records.transaction(async (tx) => {
    await tx.run(sql`
      insert into worklist_marks (id, workspace_id, holder_kind, holder, reason, occurrence, mark, until, at, by)
      select distinct ${id}, ${workspace.number}::integer, ${kind}, ${holder}, reason, occurrence,
        ${until === null ? 'done' : 'snoozed'}, ${until}::date, ${new Date(clock.now())}::timestamptz, ${by}
      from jsonb_to_recordset(${JSON.stringify(causes)}::jsonb) as given (reason text, occurrence text)`);
    if (until === null) await endTasks(tx, causes, { by, at: clock.now() });
  });
  return id;
}

async function endTasks(
  tx: Transaction,
  causes: z.output<typeof DoneAsk>['causes'],
  { by, at }: { readonly by: string; readonly at: number },
): Promise<void> {
  await tx.run(sql`
    update tasks
    set state = 'done', changed_at = ${new Date(at)}::timestamptz, changed_by = ${by}, ended_at = ${new Date(at)}::timestamptz
    where ${isTaskOf(causes)}
      and state in ('open', 'doing')`);
}

/** Whether a task is among causes: one that was due, or that a broken promise opened. */
function isTaskOf(causes: readonly { readonly reason: string; readonly occurrence: string }[]): Sql {
  const of = (wanted: Reason) =>
    causes.flatMap(({ reason, occurrence }) => (reason === wanted ? [occurrence] : []));
  return sql`(
      id = any(${of('task_due')}::text[])
      or (source = 'promise' and source_id = any(${of('promise_broken')}::text[]))
    )`;
}

/** Takes a handling back; tasks that it ended are open again. @throws DomainError `worklist.unknown_mark` */
export async function unmark({ records, actor, clock }: Context, id: string): Promise<void> {
  await records.transaction(async (tx) => {
    const rows = await tx.rows(sql<Pick<MarkRow, 'reason' | 'occurrence' | 'kind'>>`
      delete from worklist_marks where id = ${id} returning reason, occurrence, mark as kind`);
    if (rows.length === 0) {
      throw new DomainError('worklist.unknown_mark', {
        kind: 'not_found',
        field: 'id',
        expected: 'what `worklist.done` or `worklist.snooze` answered',
        got: id,
      });
    }
    await tx.run(sql`
      update tasks
      set state = 'open', changed_at = ${new Date(clock.now())}::timestamptz,
        changed_by = ${`${actor.kind}:${actor.id}`}, ended_at = null
      where ${isTaskOf(rows.filter(({ kind }) => kind === 'done'))}
        and state = 'done'`);
  });
}

/**
 * Says who looks after somebody on the list.
 *
 * @throws DomainError `customers.unknown`, `worklist.unknown_assignee`
 */
export async function assign(
  { records, workspace, actor, clock }: Context,
  { about, assignee: wanted }: z.output<typeof AssignAsk>,
): Promise<{ assignee: string | null; before: string | null }> {
  const assignee = wanted === 'me' ? actor.id : wanted;
  const subject = await subjectOf(records, about);
  const { kind, holder } = subject;
  return records.transaction(async (tx) => {
    if (assignee !== null) await requireMember(tx, assignee);
    const gone = await tx.rows(sql<{ assignee: string }>`
      delete from worklist_assignees where ${holderIs(subject)} returning assignee`);
    if (assignee !== null) {
      await tx.run(sql`
        insert into worklist_assignees (workspace_id, holder_kind, holder, assignee, at, by)
        values (${workspace.number}, ${kind}, ${holder}, ${assignee}, ${new Date(clock.now())}, ${`${actor.kind}:${actor.id}`})`);
    }
    return { assignee, before: gone[0]?.assignee ?? null };
  });
}

async function requireMember(tx: Transaction, user: string): Promise<void> {
  const found = await tx.row(sql`
    select 1 as one
    from users
    where id = ${user}
      and (installation_admin or exists (select 1 from members where members.user_id = users.id))`);
  if (found !== undefined) return;
  throw new DomainError('worklist.unknown_assignee', {
    field: 'assignee',
    expected: 'me, asked by a person, or the id of somebody who may open this workspace',
    got: user,
  });
}

/** Who looks after a holder. */
export interface Assignee {
  readonly id: string;
  readonly name: string | null;
}

/** Who looks after whom, by `holderKey`. */
export async function assigneesOf(records: Transaction): Promise<Map<string, Assignee>> {
  const rows = await records.rows(sql<Assignee & { kind: Finding['kind']; holder: string }>`
    select holder_kind as kind, holder, assignee as id, (select users.name from users where users.id = assignee) as name
    from worklist_assignees
    order by at, holder`);
  const numbers = await numbersOf(
    records,
    rows.flatMap(({ kind, holder }) => (kind === 'customer' ? [holder] : [])),
  );
  return new Map(
    rows.flatMap(({ kind, holder, id, name }) => {
      const key = kind === 'account' ? holder : numbers.get(holder)?.toString();
      return key === undefined ? [] : [[`${kind}:${key}`, { id, name }] as const];
    }),
  );
}
