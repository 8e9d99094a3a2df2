import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import { deedAsked, settledDeed } from '#src/customers/value/index.ts';
import {
  assembled,
  type Defined,
  type DefinedRow,
  heldInUse,
  type MadeVersion,
  madeBy,
  requireOwnName,
  retiring,
  sameSaid,
  type Writing,
  type Written,
} from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Milestone, Rule } from './ask.ts';
import type { Settled } from './queries.ts';
import { milestoneWords } from './words.ts';

/** Each is looked at for whoever did something. */
const mostMilestones = 100;

/** A milestone as records keep it. */
export interface Kept extends Defined<KeptVersion> {
  readonly name: string;
  readonly claimable: boolean;
  readonly lookedVersion: number;
  /** A local day. */
  readonly lookedDay: string | null;
  readonly reached: number;
  readonly claimed: number;
}

interface KeptVersion extends Written {
  readonly rule: Rule;
}

/** All milestones of a workspace, oldest first, those retired too. */
export const milestonesOf = async (records: Transaction): Promise<Kept[]> =>
  read(await records.rows(versionRows()));

/** One milestone. @throws DomainError `milestones.unknown` */
export async function milestoneNamed(records: Transaction, id: string): Promise<Kept> {
  const [found] = read(await records.rows(versionRows(id)));
  if (found !== undefined) return found;
  throw new DomainError('milestones.unknown', {
    kind: 'not_found',
    field: 'id',
    expected: 'the id of a milestone of this workspace',
    got: id,
  });
}

interface Named {
  readonly name: string;
  readonly claimable: boolean;
}

/** Adds a milestone. @throws DomainError `milestones.name_taken`, `milestones.too_many` */
export async function createMilestone(
  writing: Writing,
  { name, claimable }: Named,
  rule: Rule,
): Promise<string> {
  const id = newId('mls');
  const made = madeBy(writing);
  await writing.records.transaction(async (tx) => {
    await tx.run(sql`
      insert into milestones (id, workspace_id, name, claimable, created_at, created_by)
      values (${id}, ${made.workspace}, ${name}, ${claimable}, ${made.at}, ${made.by})`);
    await tx.run(insertedVersion({ id, version: 1, ...made }, rule));
    await requireFits(tx, writing, id);
  });
  return id;
}

/**
 * Names a milestone anew, or has it reached otherwise: a new version. The same again makes none.
 *
 * @throws DomainError `milestones.unknown`, `milestones.retired`, `milestones.name_taken`
 */
export async function changeMilestone(
  writing: Writing,
  id: string,
  change: { [Field in keyof Named]?: Named[Field] | undefined } & { readonly rule?: Rule | undefined },
): Promise<void> {
  await writing.records.transaction(async (tx) => {
    const before = await heldInUse(tx, id, takingUp);
    const { name = before.name, claimable = before.claimable, rule } = change;
    await tx.run(sql`update milestones set name = ${name}, claimable = ${claimable} where id = ${id}`);
    await requireFits(tx, writing, id);
    if (rule === undefined || sameSaid(rule, before.current.rule)) return;
    await tx.run(insertedVersion({ id, version: before.current.version + 1, ...madeBy(writing) }, rule));
  });
}

/** Offers a milestone no more, or again; what was reached stays. @throws DomainError `milestones.unknown` */
export const { retire: retireMilestone, restore: restoreMilestone } = retiring(
  'milestones',
  (records, id) => milestoneNamed(records, id),
  requireFits,
);

type Engines = Pick<Context, 'records'>;

/** A rule with its definition of value. @throws DomainError `value.unknown`, `value.unknown_version`, `value.no_default` */
export const settled = async (engines: Engines, rule: Rule): Promise<Settled> =>
  rule.kind === 'days' ? { ...rule, of: await settledDeed(engines, rule.of, 'rule.of') } : rule;

/** Refuses a rule about what never arrived. @throws DomainError those of `requireKnown` */
export async function requireSound(
  engines: Pick<Context, 'workspace' | 'warehouse' | 'records' | 'signal'>,
  rule: Rule,
): Promise<void> {
  const whole = await settled(engines, rule);
  if (whole.kind === 'days') return requireKnown(engines, deedAsked('rule.of', whole.of));
  const quantities = whole.kind === 'quantity' ? [whole.property] : [];
  return requireKnown(engines, [{ field: 'rule.match', match: whole.match, quantities }]);
}

/** Milestones as they are shown. */
export const shown = (engines: Engines, kept: readonly Kept[]): Promise<Milestone[]> =>
  Promise.all(
    kept.map(async ({ current, versions, lookedVersion: _version, lookedDay: _day, ...rest }) => {
      const said = async (version: KeptVersion) => ({
        ...version,
        words: milestoneWords(await settled(engines, version.rule)),
      });
      return { ...rest, current: await said(current), versions: await Promise.all(versions.map(said)) };
    }),
  );

async function requireFits(tx: Transaction, writing: Pick<Writing, 'workspace'>, id: string): Promise<void> {
  await requireOwnName(tx, writing, { table: 'milestones', id, taken: nameTaken });
  const inUse = await tx.row(
    sql<{ there: number }>`select count(*)::integer as there from milestones where retired_at is null`,
  );
  if ((inUse?.there ?? 0) <= mostMilestones) return;
  throw new DomainError('milestones.too_many', {
    kind: 'conflict',
    expected: `at most ${mostMilestones} milestones in use`,
  });
}

const isRetired = (got: string): DomainError =>
  new DomainError('milestones.retired', {
    kind: 'conflict',
    field: 'id',
    expected: 'a milestone still in use',
    got,
  });

const takingUp = { table: 'milestones', named: milestoneNamed, retired: isRetired } as const;

const nameTaken = (got: string): DomainError =>
  new DomainError('milestones.name_taken', {
    kind: 'conflict',
    field: 'name',
    expected: 'a name that no other milestone in use bears',
    got,
  });

const insertedVersion = ({ id, version, workspace, at, by }: MadeVersion, rule: Rule): Sql => sql`
  insert into milestone_versions (milestone, version, workspace_id, rule, created_at, created_by)
  values (${id}, ${version}, ${workspace}, ${JSON.stringify(rule)}::jsonb, ${at}, ${by})`;

interface VersionRow extends DefinedRow, Omit<Kept, keyof Defined<KeptVersion>> {
  readonly rule: Rule;
}

/** Grain: a version; some dozens in a workspace. */
const versionRows = (id?: string): Sql<VersionRow> => sql<VersionRow>`
  select milestones.id as id, name, claimable, retired_at as "retiredAt", milestones.created_at as "definedAt",
    milestones.created_by as "definedBy", looked_version as "lookedVersion", looked_day as "lookedDay", version, rule,
    milestone_versions.created_at as "createdAt", milestone_versions.created_by as "createdBy",
    (select count(*)::integer from milestones_reached r where r.milestone = milestones.id) as reached,
    (select count(claimed_at)::integer from milestones_reached r where r.milestone = milestones.id) as claimed
  from milestones
  join milestone_versions on milestone_versions.milestone = milestones.id
  ${id === undefined ? nothing : sql`where milestones.id = ${id}`}
  order by milestones.created_at, milestones.id, version desc`;

const read = (rows: readonly VersionRow[]): Kept[] =>
  assembled(
    rows,
    ({ rule }, written): KeptVersion => ({ ...written, rule }),
    ({ name, claimable, lookedVersion, lookedDay, reached, claimed }, defined) => ({
      ...defined,
      name,
      claimable,
      lookedVersion,
      lookedDay,
      reached,
      claimed,
    }),
  );
