import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import { subjectOf } from '#src/customers/about/index.ts';
import { dateText, dayNumber } from '#src/customers/calendar/index.ts';
import type { KeepAsk, RecordAsk } from './ask.ts';
import { promiseNamed, type Row, rows, settleTaskOf, todayIn } from './register.ts';

/**
 * Records a promise. Under a reference that the customer has already, it is that promise, and nothing is changed. Where its
 * day is over already, upkeep opens its task unless it is said to be kept.
 *
 * @throws DomainError `customers.unknown`, `promises.no_day`, `promises.backwards`, `promises.in_days_to_come`
 */
export async function record(context: Context, ask: z.output<typeof RecordAsk>): Promise<Row> {
  const { records, workspace, actor, clock } = context;
  const subject = await subjectOf(records, ask.about);
  const today = todayIn(context);
  const { madeOn, dueOn } = daysOf(ask, today);
  const id = newId('prm');
  return records.transaction(async (tx) => {
    await tx.run(sql`
      insert into promises (
        id, workspace_id, holder_kind, holder, source, reference, what, made_on, due_on, promised, unit, recorded_at,
        recorded_by
      )
      values (
        ${id}, ${workspace.number}, ${subject.kind}, ${subject.holder}, 'hand', ${ask.reference ?? id}, ${ask.what},
        ${madeOn}::date, ${dueOn}::date, ${ask.promised}::float8::numeric(38, 6), ${ask.unit}, ${new Date(clock.now())},
        ${`${actor.kind}:${actor.id}`}
      )
      on conflict (workspace_id, holder_kind, holder, source, reference) do nothing`);
    const row = await tx.row(sql<Row>`
      ${rows}
      where holder_kind = ${subject.kind}
        and holder = ${subject.holder}
        and source = 'hand'
        and reference = ${ask.reference ?? id}`);
    if (row === undefined) throw new Error('the promise was not recorded');
    return row;
  });
}

/**
 * Says that a promise was kept, when and with how much; said again, the later word holds. Late or short, it opens a task.
 *
 * @throws DomainError `promises.unknown`, `promises.withdrawn`, `promises.backwards`, `promises.no_actual`
 */
export async function keep(context: Context, ask: z.output<typeof KeepAsk>): Promise<Row> {
  const { records, workspace, actor, clock } = context;
  const today = todayIn(context);
  const keptOn = ask.keptOn ?? today;
  requireBegun(keptOn, today, 'keptOn');
  return records.transaction(async (tx) => {
    await tx.rows(sql`select id from promises where id = ${ask.id} for update`);
    const before = await promiseNamed(tx, ask.id);
    requireStanding(before);
    requireForward(before.madeOn, keptOn, 'keptOn');
    const actual = ask.actual ?? null;
    if (before.promised !== null && actual === null) {
      throw new DomainError('promises.no_actual', { field: 'actual', expected: 'the quantity that came' });
    }
    await tx.run(sql`
      update promises
      set kept_on = ${keptOn}::date, actual = ${before.promised === null ? null : actual}::float8::numeric(38, 6),
        kept_at = ${new Date(clock.now())}, kept_by = ${`${actor.kind}:${actor.id}`}
      where id = ${ask.id}`);
    const row = await promiseNamed(tx, ask.id);
    await settleTaskOf(tx, row, { workspace: workspace.number, at: clock.now(), today });
    return row;
  });
}

/** Takes a promise that was recorded by mistake out of every figure, or puts it back. @throws DomainError `promises.unknown` */
export async function withdraw(context: Context, id: string, withdrawn: boolean): Promise<Row> {
  const { records, workspace, clock } = context;
  return records.transaction(async (tx) => {
    await tx.run(sql`
      update promises
      set withdrawn_at = ${withdrawn ? new Date(clock.now()) : null}::timestamptz
      where id = ${id}`);
    const row = await promiseNamed(tx, id);
    if (withdrawn) {
      await settleTaskOf(tx, row, { workspace: workspace.number, at: clock.now(), today: todayIn(context) });
    }
    return row;
  });
}

function daysOf(
  { madeOn: told, dueOn, days }: z.output<typeof RecordAsk>,
  today: string,
): { madeOn: string; dueOn: string } {
  const madeOn = told ?? today;
  requireBegun(madeOn, today, 'madeOn');
  if ((dueOn === undefined) === (days === undefined)) {
    throw new DomainError('promises.no_day', {
      field: 'dueOn',
      expected: 'either the day promised, or in how many days',
    });
  }
  const due = dueOn ?? dateText(dayNumber(madeOn) + (days ?? 0));
  requireForward(madeOn, due, 'dueOn');
  return { madeOn, dueOn: due };
}

function requireForward(from: string, to: string, field: string): void {
  if (dayNumber(to, field) >= dayNumber(from)) return;
  throw new DomainError('promises.backwards', { field, expected: `a day from ${from} on`, got: to });
}

function requireBegun(day: string, today: string, field: string): void {
  if (dayNumber(day, field) <= dayNumber(today)) return;
  throw new DomainError('promises.in_days_to_come', { field, expected: `a day up to ${today}`, got: day });
}

function requireStanding({ id, withdrawn }: Row): void {
  if (!withdrawn) return;
  throw new DomainError('promises.withdrawn', {
    kind: 'conflict',
    field: 'id',
    expected: 'a promise that stands',
    got: id,
  });
}
