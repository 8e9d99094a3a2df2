import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import {
  assembled,
  type DefinedRow,
  heldInUse,
  type MadeVersion,
  madeBy,
  requireOwnName,
  retiring,
  sameSaid,
  type Writing,
} from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Goal, GoalVersion, Measured } from './ask.ts';

/** A board of more would be no board. */
const mostGoals = 50;

/** All goals of a workspace, oldest first, those retired too. */
export const goalsOf = async (records: Transaction): Promise<Goal[]> =>
  read(await records.rows(versionRows()));

/** One goal. @throws DomainError `goals.unknown` */
export async function goalNamed(records: Transaction, id: string, field = 'id'): Promise<Goal> {
  const [found] = read(await records.rows(versionRows(id)));
  if (found !== undefined) return found;
  throw new DomainError('goals.unknown', {
    kind: 'not_found',
    field,
    expected: 'the id of a goal of this workspace',
    got: id,
  });
}

/** What a goal is besides its versions. */
interface Named {
  readonly name: string;
  readonly unit: 'customer' | 'account';
}

/** Adds a goal. @throws DomainError `goals.name_taken`, `goals.told_twice`, `goals.too_many` */
export async function createGoal(writing: Writing, { name, unit }: Named, measured: Measured): Promise<Goal> {
  const id = newId('gol');
  const made = madeBy(writing);
  await writing.records.transaction(async (tx) => {
    await tx.run(sql`
      insert into goals (id, workspace_id, name, unit, created_at, created_by)
      values (${id}, ${made.workspace}, ${name}, ${unit}, ${made.at}, ${made.by})`);
    await tx.run(insertedVersion({ id, version: 1, ...made }, measured));
    await requireFits(tx, writing, id);
  });
  return goalNamed(writing.records, id);
}

/**
 * Names a goal anew, or has it measured otherwise: a new version. The same again makes none.
 *
 * @throws DomainError `goals.unknown`, `goals.retired`, `goals.name_taken`, `goals.told_twice`
 */
export async function changeGoal(
  writing: Writing,
  id: string,
  change: { readonly name?: string | undefined; readonly measured?: Measured | undefined },
): Promise<Goal> {
  await writing.records.transaction(async (tx) => {
    const before = await heldInUse(tx, id, takingUp);
    const { name = before.name, measured } = change;
    await tx.run(sql`update goals set name = ${name} where id = ${id}`);
    if (measured !== undefined && !sameSaid(measuredBy(before.current), measuredBy(measured))) {
      const version = before.current.version + 1;
      await tx.run(insertedVersion({ id, version, ...madeBy(writing) }, measured));
    }
    await requireFits(tx, writing, id);
  });
  return goalNamed(writing.records, id);
}

/** Offers a goal no more, or again. Whoever has a retired goal keeps it. @throws DomainError `goals.unknown` */
export const { retire: retireGoal, restore: restoreGoal } = retiring(
  'goals',
  (records, id) => goalNamed(records, id),
  requireFits,
);

/** What a value that tells a goal is compared by. */
export const folded = (text: string): string => text.trim().toLowerCase();

/** Every word that tells a goal: its name, and what else it is called. */
export const wordsFor = ({ name, current }: Goal): string[] => [
  ...new Set([name, ...current.toldAs].map(folded)),
];

/** Undoes what would leave two goals of a unit told by one word, two of one name, or too many. */
async function requireFits(tx: Transaction, writing: Pick<Writing, 'workspace'>, id: string): Promise<void> {
  await requireOwnName(tx, writing, { table: 'goals', id, taken: nameTaken });
  const inUse = (await goalsOf(tx)).filter(({ retiredAt }) => retiredAt === null);
  if (inUse.length > mostGoals) {
    throw new DomainError('goals.too_many', {
      kind: 'conflict',
      expected: `at most ${mostGoals} goals in use`,
    });
  }
  const own = inUse.find((one) => one.id === id);
  if (own === undefined) return;
  const taken = new Set(
    inUse.flatMap((one) => (one.id === id || one.unit !== own.unit ? [] : wordsFor(one))),
  );
  const twice = wordsFor(own).find((word) => taken.has(word));
  if (twice === undefined) return;
  throw new DomainError('goals.told_twice', {
    kind: 'conflict',
    field: 'toldAs',
    expected: 'words that tell no other goal in use',
    got: twice,
  });
}

const nameTaken = (got: string): DomainError =>
  new DomainError('goals.name_taken', {
    kind: 'conflict',
    field: 'name',
    expected: 'a name that no other goal in use bears',
    got,
  });

const isRetired = (got: string): DomainError =>
  new DomainError('goals.retired', {
    kind: 'conflict',
    field: 'id',
    expected: 'a goal still in use',
    got,
  });

const takingUp = { table: 'goals', named: goalNamed, retired: isRetired } as const;

const measuredBy = ({ toldAs, actions, ordered, counts }: Measured): Measured => ({
  toldAs,
  actions,
  ordered,
  counts,
});

const insertedVersion = ({ id, version, workspace, at, by }: MadeVersion, measured: Measured): Sql => sql`
  insert into goal_versions (
    goal, version, workspace_id, told_as, actions, ordered, counts, created_at, created_by
  )
  values (
    ${id}, ${version}, ${workspace}, ${measured.toldAs}::text[], ${JSON.stringify(measured.actions)}::jsonb,
    ${measured.ordered}, ${measured.counts}, ${at}, ${by}
  )`;

interface VersionRow extends DefinedRow, Named, Measured {}

/** Grain: a version; some dozens in a workspace. */
const versionRows = (id?: string): Sql<VersionRow> => sql<VersionRow>`
  select goals.id as id, name, unit, retired_at as "retiredAt", goals.created_at as "definedAt",
    goals.created_by as "definedBy", version, told_as as "toldAs", actions, ordered, counts,
    goal_versions.created_at as "createdAt", goal_versions.created_by as "createdBy"
  from goals
  join goal_versions on goal_versions.goal = goals.id
  ${id === undefined ? nothing : sql`where goals.id = ${id}`}
  order by goals.created_at, goals.id, version desc`;

const read = (rows: readonly VersionRow[]): Goal[] =>
  assembled(
    rows,
    (row, written): GoalVersion => ({ ...written, ...measuredBy(row) }),
    ({ name, unit }, defined) => ({ ...defined, name, unit }),
  );
