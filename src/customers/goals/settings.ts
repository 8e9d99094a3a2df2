import { actorName } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { holderIs, numbersOf, type Subject } from '#src/customers/about/index.ts';
import type { Writing } from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Source } from './ask.ts';

type Unit = Source['unit'];

/** Where goals of a unit are told; nowhere until somebody says. */
export async function sourceOf(records: Transaction, unit: Unit): Promise<Source> {
  const row = await records.row(sql<Omit<Source, 'unit'>>`
    select trait, answer from goal_sources where unit = ${unit}`);
  return { unit, trait: row?.trait ?? null, answer: row?.answer ?? null };
}

/** Says where goals are told. */
export async function keepSource(
  { records, workspace, actor, clock }: Writing,
  { unit, trait, answer }: Source,
): Promise<void> {
  const said = answer === null ? null : JSON.stringify(answer);
  await records.run(sql`
    insert into goal_sources (workspace_id, unit, trait, answer, changed_at, changed_by)
    values (
      ${workspace.number}, ${unit}, ${trait}, ${said}::jsonb, ${new Date(clock.now())}, ${`${actor.kind}:${actor.id}`}
    )
    on conflict (workspace_id, unit) do update
    set trait = excluded.trait, answer = excluded.answer, changed_at = excluded.changed_at,
      changed_by = excluded.changed_by`);
}

/** A goal set by hand, as it stands. */
export interface Setting {
  readonly number: number;
  readonly holder: string;
  readonly goal: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Sets somebody's goal by hand, or lets go of what was set. */
export async function setGoal(
  { records, workspace, actor, clock }: Writing,
  { kind, holder }: Subject,
  goal: string | null,
): Promise<void> {
  await records.run(sql`
    insert into goal_settings (workspace_id, holder_kind, holder, goal, at, by)
    values (
      ${workspace.number}, ${kind}, ${holder}, ${goal}, ${new Date(clock.now())}, ${`${actor.kind}:${actor.id}`}
    )`);
}

/**
 * Goals set by hand before an instant, by whom they hold for: the latest of each person, whichever of their ids it was set
 * for; none where that one let go.
 *
 * @returns by customer's number, or by account's id
 */
export async function settingsOf(
  records: Transaction,
  unit: Unit,
  asOf: number,
): Promise<Map<number | string, Setting>> {
  const rows = await records.rows(latest(unit, asOf));
  const numbers =
    unit === 'customer'
      ? await numbersOf(
          records,
          rows.map(({ holder }) => holder),
        )
      : undefined;
  const held = new Map<number | string, Row>();
  for (const row of rows.toSorted((a, b) => a.number - b.number)) {
    const key = numbers === undefined ? row.holder : numbers.get(row.holder);
    if (key !== undefined) held.set(key, row);
  }
  return new Map(
    [...held].flatMap(([key, { number, holder, goal, at }]) =>
      goal === null ? [] : [[key, { number, holder, goal, at: Date.parse(at) }]],
    ),
  );
}

interface Row {
  readonly number: number;
  readonly holder: string;
  readonly goal: string | null;
  readonly at: string;
}

/** Grain: an id whose goal was ever set by hand. */
const latest = (unit: Unit, asOf: number) => sql<Row>`
  select distinct on (holder) number::float8 as number, holder, goal, at
  from goal_settings
  where holder_kind = ${unit}
    and at < ${new Date(asOf)}
  order by holder, number desc`;

/** What was set for somebody by hand, latest first. */
export const historyOf = (records: Transaction, subject: Subject, asOf: number) =>
  records.rows(sql<{ goal: string | null; at: string; by: string; byName: string | null }>`
    select (select name from goals where goals.id = goal_settings.goal) as goal, at, by, ${actorName(sql`by`)} as "byName"
    from goal_settings
    where ${holderIs(subject)}
      and at < ${new Date(asOf)}
    order by number desc
    limit 100`);
