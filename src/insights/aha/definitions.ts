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
  type Written,
} from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { AhaDefinition, Rule, Version } from './ask.ts';
import { ruleWords } from './words.ts';

/** What is said of a definition besides its rule. */
export type Named = Pick<AhaDefinition, 'name' | 'owners' | 'note' | 'channel'>;

/** All definitions of a workspace, oldest first, those retired too. */
export async function definitionsOf(records: Transaction): Promise<AhaDefinition[]> {
  return read(await records.rows(versionRows()));
}

/** One definition. @throws DomainError `aha.unknown` */
export async function definitionOf(records: Transaction, id: string): Promise<AhaDefinition> {
  const [found] = read(await records.rows(versionRows(id)));
  if (found !== undefined) return found;
  throw new DomainError('aha.unknown', {
    kind: 'not_found',
    field: 'definition',
    expected: 'the id of an aha moment of this workspace',
    got: id,
  });
}

/** The version asked for, or the latest. @throws DomainError `aha.unknown_version` */
export function versionOf({ current, versions }: AhaDefinition, asked: number | undefined): Version {
  const found = asked === undefined ? current : versions.find(({ version }) => version === asked);
  if (found !== undefined) return found;
  throw new DomainError('aha.unknown_version', {
    kind: 'not_found',
    field: 'version',
    expected: `a version from 1 to ${current.version}`,
    got: asked,
  });
}

/** Keeps a definition. @throws DomainError `aha.name_taken` */
export async function adopt(writing: Writing, named: Named, rule: Rule): Promise<AhaDefinition> {
  const { records, workspace } = writing;
  const made = { id: newId('aha'), version: 1, ...madeBy(writing) };
  await records.transaction(async (tx) => {
    await tx.run(sql`
      insert into aha_definitions (
        id, workspace_id, name, product_owners, marketing_owners, note, tell_apart, created_at, created_by
      )
      values (
        ${made.id}, ${workspace.number}, ${named.name}, ${named.owners.product}::text[], ${named.owners.marketing}::text[],
        ${named.note}, ${told(named.channel)}::jsonb, ${made.at}, ${made.by}
      )`);
    await tx.run(insertedVersion(made, rule));
    await requireOwnName(tx, writing, ofOwnName(made.id));
  });
  return definitionOf(records, made.id);
}

/**
 * Says something else of a definition; another rule makes a new version, the same rule none.
 *
 * @throws DomainError `aha.unknown`, `aha.retired`, `aha.name_taken`
 */
export async function changeDefinition(
  writing: Writing,
  id: string,
  change: { readonly [Field in keyof Named]?: Named[Field] | undefined } & {
    readonly rule?: Rule | undefined;
  },
): Promise<AhaDefinition> {
  const { records } = writing;
  await records.transaction(async (tx) => {
    const before = await heldInUse(tx, id, takingUp);
    const {
      name = before.name,
      owners = before.owners,
      note = before.note,
      channel = before.channel,
    } = change;
    await tx.run(sql`
      update aha_definitions
      set name = ${name}, product_owners = ${owners.product}::text[], marketing_owners = ${owners.marketing}::text[],
        note = ${note}, tell_apart = ${told(channel)}::jsonb
      where id = ${id}`);
    if (name !== before.name) await requireOwnName(tx, writing, ofOwnName(id));
    if (change.rule === undefined || sameSaid(ruleOf(before.current), ruleOf(change.rule))) return;
    await tx.run(
      insertedVersion({ id, version: before.current.version + 1, ...madeBy(writing) }, change.rule),
    );
  });
  return definitionOf(records, id);
}

/** Offers a definition no more, and again. @throws DomainError `aha.unknown`, `aha.name_taken` */
export const { retire: retireDefinition, restore: restoreDefinition } = retiring(
  'aha_definitions',
  definitionOf,
  (tx, writing, id) => requireOwnName(tx, writing, ofOwnName(id)),
);

const ofOwnName = (id: string) => ({ table: 'aha_definitions', id, taken: nameTaken }) as const;

const nameTaken = (got: string): DomainError =>
  new DomainError('aha.name_taken', {
    kind: 'conflict',
    field: 'name',
    expected: 'a name that no other aha moment in use bears',
    got,
  });

const isRetired = (got: string): DomainError =>
  new DomainError('aha.retired', {
    kind: 'conflict',
    field: 'id',
    expected: 'an aha moment still in use',
    got,
  });

const takingUp = { table: 'aha_definitions', named: definitionOf, retired: isRetired } as const;

const ruleOf = ({ start, match, times, days }: Rule): Rule => ({ start, match, times, days });

const told = (channel: Named['channel']): string => JSON.stringify(channel);

const insertedVersion = ({ id, version, workspace, at, by }: MadeVersion, rule: Rule): Sql => sql`
  insert into aha_versions (definition, version, workspace_id, start, match, times, days, created_at, created_by)
  values (
    ${id}, ${version}, ${workspace}, ${JSON.stringify(rule.start)}::jsonb, ${JSON.stringify(rule.match)}::jsonb,
    ${rule.times}, ${rule.days}, ${at}, ${by}
  )`;

interface VersionRow extends DefinedRow, Rule {
  readonly name: string;
  readonly product: string[];
  readonly marketing: string[];
  readonly note: string;
  readonly channel: AhaDefinition['channel'];
}

/** Grain: a version; some dozens in a workspace. */
const versionRows = (id?: string): Sql<VersionRow> => sql<VersionRow>`
  select defined.id as id, name, product_owners as product, marketing_owners as marketing, note, tell_apart as channel,
    retired_at as "retiredAt", defined.created_at as "definedAt", defined.created_by as "definedBy",
    version, start, match, times, days, aha_versions.created_at as "createdAt", aha_versions.created_by as "createdBy"
  from aha_definitions as defined
  join aha_versions on aha_versions.definition = defined.id
  ${id === undefined ? nothing : sql`where defined.id = ${id}`}
  order by defined.created_at, defined.id, version desc`;

const read = (rows: readonly VersionRow[]): AhaDefinition[] =>
  assembled(rows, readVersion, ({ name, product, marketing, note, channel }, defined) => ({
    ...defined,
    name,
    owners: { product, marketing },
    note,
    channel,
  }));

function readVersion(row: VersionRow, written: Written): Version {
  const rule = ruleOf(row);
  return { ...written, ...rule, words: ruleWords(rule) };
}
