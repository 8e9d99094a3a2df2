import { actorName, type Context } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { type HolderKey, shownHolders } from '#src/customers/about/index.ts';
import { dropTask, openTask } from '#src/customers/tasks/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Outcome, Promised } from './ask.ts';
import { judged, type Terms } from './promise.ts';

/** A row of the register. */
export interface Row extends Terms {
  readonly id: string;
  readonly kind: HolderKey['kind'];
  readonly holder: string;
  readonly source: 'hand' | 'event';
  readonly reference: string;
  readonly what: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly by: string | null;
  readonly withdrawn: boolean;
}

/** Rows of the register. Grain: a promise. */
export const rows: Sql = sql`
  select id, holder_kind as kind, holder, source, reference, what, made_on as "madeOn", due_on as "dueOn",
    promised::float8 as promised, unit, kept_on as "keptOn", actual::float8 as actual, recorded_at as "recordedAt",
    recorded_by as "recordedBy", ${actorName(sql`recorded_by`)} as by, withdrawn_at is not null as withdrawn
  from promises`;

/** What became of each promise, said in one expression for counts; the same as `judged`. */
export const outcomeIs = (today: string): Sql => sql`
  case
    when kept_on is null and due_on >= ${today}::date then 'open'
    when kept_on is null then 'overdue'
    when kept_on > due_on or coalesce(actual, 0) < promised then 'missed'
    when coalesce(coalesce(actual, 0) - promised, due_on - kept_on) > 0 then 'exceeded'
    else 'kept'
  end`;

/** Promises as lists show them. */
export async function shown(
  context: Pick<Context, 'records' | 'warehouse'>,
  found: readonly Row[],
  today: string,
): Promise<Promised[]> {
  const holders = await shownHolders(context, found);
  return found.flatMap(({ kind: _kind, holder: _holder, reference: _reference, ...row }, at) => {
    const about = holders[at];
    return about === undefined ? [] : [{ ...row, about, ...judged(row, today) }];
  });
}

/** One promise. @throws DomainError `promises.unknown` */
export async function promiseNamed(records: Transaction, id: string): Promise<Row> {
  const found = await records.row(sql<Row>`${rows} where id = ${id}`);
  if (found !== undefined) return found;
  throw new DomainError('promises.unknown', {
    kind: 'not_found',
    field: 'id',
    expected: 'the id of a promise',
    got: id,
  });
}

/** The workspace's local day. */
export const todayIn = ({ workspace, clock }: Pick<Context, 'workspace' | 'clock'>): string =>
  dayOf(workspace.timezone)(clock.now());

interface Opening {
  readonly workspace: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly today: string;
}

const broken: ReadonlySet<Outcome> = new Set(['missed', 'overdue']);

const by = 'system:promises';

/**
 * Opens the task of a promise that was missed or is overdue: one for each promise, whatever becomes of it. Where it turns out
 * that it was kept, or was never made, a task that nobody has touched is dropped.
 */
export async function settleTaskOf(
  tx: Transaction,
  row: Row,
  { workspace, at, today }: Opening,
): Promise<void> {
  const source = { of: 'promise', id: row.id };
  if (row.withdrawn || !broken.has(judged(row, today).outcome)) return dropTask(tx, source, { at, by });
  const about = { kind: row.kind, holder: row.holder };
  await openTask(tx, { workspace, at, by, about, title: row.what, due: today, assignee: null, source });
}
