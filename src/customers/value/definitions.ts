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
  retired,
  retiring,
  sameSaid,
  type Writing,
  type Written,
} from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Counted, Definition, Version } from './ask.ts';
import { countsPresence, presenceWarning } from './presence.ts';
import { countedWords } from './words.ts';

/** All definitions of a workspace, oldest first, those retired too. */
export async function definitionsOf(records: Transaction): Promise<Definition[]> {
  return read(await records.rows(versionRows()));
}

/** One definition. @throws DomainError `value.unknown` */
export async function definitionOf(
  records: Transaction,
  id: string,
  field = 'definition',
): Promise<Definition> {
  const [found] = read(await records.rows(versionRows(id)));
  if (found !== undefined) return found;
  throw new DomainError('value.unknown', {
    kind: 'not_found',
    field,
    expected: 'the id of a definition of value of this workspace',
    got: id,
  });
}

/** The definition a workspace counts by unless told. @throws DomainError `value.no_default` */
export async function defaultDefinition(records: Transaction, field: string): Promise<Definition> {
  const row = await records.row(sql<{ definition: string }>`select definition from value_defaults`);
  if (row !== undefined) return definitionOf(records, row.definition);
  throw new DomainError('value.no_default', {
    kind: 'not_found',
    field,
    expected: 'a workspace with a definition of value; create one, or name an event',
  });
}

/** What a definition is made of besides its versions. */
export interface Named {
  readonly name: string;
  readonly offer: string | null;
}

/** Keeps a definition; the first of a workspace becomes its default. @throws DomainError `value.name_taken` */
export async function createDefinition(
  writing: Writing,
  { name, offer }: Named,
  counted: Counted,
): Promise<Definition> {
  const { records } = writing;
  const id = newId('val');
  const made = madeBy(writing);
  await records.transaction(async (tx) => {
    await tx.run(sql`
      insert into value_definitions (id, workspace_id, name, offer, created_at, created_by)
      values (${id}, ${made.workspace}, ${name}, ${offer}, ${made.at}, ${made.by})`);
    await tx.run(insertedVersion({ id, version: 1, ...made }, counted));
    await tx.run(sql`
      insert into value_defaults (workspace_id, definition)
      values (${made.workspace}, ${id})
      on conflict (workspace_id) do nothing`);
    await requireOwnName(tx, writing, ofOwnName(id));
  });
  return definitionOf(records, id);
}

/**
 * Names a definition anew, or has it count something else: a new version. Counting the same again makes none.
 *
 * @throws DomainError `value.unknown`, `value.retired`, `value.name_taken`
 */
export async function changeDefinition(
  writing: Writing,
  id: string,
  change: Partial<Named> & { readonly counted?: Counted | undefined },
): Promise<Definition> {
  const { records } = writing;
  await records.transaction(async (tx) => {
    const before = await heldInUse(tx, id, takingUp);
    const { name = before.name, offer = before.offer, counted } = change;
    await tx.run(sql`update value_definitions set name = ${name}, offer = ${offer} where id = ${id}`);
    if (name !== before.name || offer !== before.offer) await requireOwnName(tx, writing, ofOwnName(id));
    if (counted === undefined || sameSaid(countedBy(before.current), countedBy(counted))) return;
    const version = before.current.version + 1;
    await tx.run(insertedVersion({ id, version, ...madeBy(writing) }, counted));
  });
  return definitionOf(records, id);
}

/** Makes a definition the one that counts unless told. @throws DomainError `value.unknown`, `value.retired` */
export async function makeDefault({ records, workspace }: Writing, id: string): Promise<Definition> {
  await records.transaction(async (tx) => {
    await heldInUse(tx, id, takingUp); // or it may be retired meanwhile, and count all the same
    await tx.run(sql`
      insert into value_defaults (workspace_id, definition)
      values (${workspace.number}, ${id})
      on conflict (workspace_id) do update set definition = excluded.definition`);
  });
  return definitionOf(records, id);
}

/**
 * Offers a definition no more. Questions that name it are still answered; as a default it is given
 * up in the same transaction, which is why this is not the `retire` that `retiring` makes.
 *
 * @throws DomainError `value.unknown`
 */
export async function retireDefinition({ records, clock }: Writing, id: string): Promise<Definition> {
  await definitionOf(records, id);
  await records.transaction(async (tx) => {
    await tx.run(retired('value_definitions', id, { clock }));
    await tx.run(sql`delete from value_defaults where definition = ${id}`);
  });
  return definitionOf(records, id);
}

/** Offers a definition again. @throws DomainError `value.unknown`, `value.name_taken` */
export const { restore: restoreDefinition } = retiring(
  'value_definitions',
  (records, id) => definitionOf(records, id),
  (tx, writing, id) => requireOwnName(tx, writing, ofOwnName(id)),
);

const ofOwnName = (id: string) => ({ table: 'value_definitions', id, taken: nameTaken }) as const;

const nameTaken = (got: string): DomainError =>
  new DomainError('value.name_taken', {
    kind: 'conflict',
    field: 'name',
    expected: 'a name that no other definition in use bears',
    got,
  });

const isRetired = (got: string): DomainError =>
  new DomainError('value.retired', {
    kind: 'conflict',
    field: 'id',
    expected: 'a definition still in use',
    got,
  });

const takingUp = { table: 'value_definitions', named: definitionOf, retired: isRetired } as const;

const countedBy = ({ match, rule, period }: Counted): Counted => ({ match, rule, period });

const insertedVersion = ({ id, version, workspace, at, by }: MadeVersion, counted: Counted): Sql => sql`
  insert into value_versions (
    definition, version, workspace_id, match, rule, period, presence_only, created_at, created_by
  )
  values (
    ${id}, ${version}, ${workspace}, ${JSON.stringify(counted.match)}::jsonb, ${JSON.stringify(counted.rule)}::jsonb,
    ${counted.period}, ${countsPresence(counted)}, ${at}, ${by}
  )`;

interface VersionRow extends DefinedRow, Omit<Version, 'words' | keyof Written>, Named {
  readonly isDefault: boolean;
}

/** Grain: a version; some dozens in a workspace. */
const versionRows = (id?: string): Sql<VersionRow> => sql<VersionRow>`
  select defined.id as id, name, offer, retired_at as "retiredAt", defined.created_at as "definedAt",
    defined.created_by as "definedBy", chosen.definition is not null as "isDefault",
    version, match, rule, period, presence_only as "presenceOnly",
    value_versions.created_at as "createdAt", value_versions.created_by as "createdBy"
  from value_definitions as defined
  join value_versions on value_versions.definition = defined.id
  left join value_defaults as chosen on chosen.definition = defined.id
  ${id === undefined ? nothing : sql`where defined.id = ${id}`}
  order by defined.created_at, defined.id, version desc`;

const read = (rows: readonly VersionRow[]): Definition[] =>
  assembled(rows, versionOf, ({ name, offer, isDefault }, defined) => ({
    ...defined,
    name,
    offer,
    isDefault,
    warning: defined.current.presenceOnly ? presenceWarning : null,
  }));

function versionOf({ presenceOnly, ...row }: VersionRow, written: Written): Version {
  const counted = countedBy(row);
  return { ...written, ...counted, presenceOnly, words: countedWords(counted) };
}
