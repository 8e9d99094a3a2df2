import type { Context } from '#src/access/index.ts';
import type { DomainError } from '#src/basics/errors.ts';
import { locked } from '#src/basics/locks.ts';
import { identifier, nothing, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/*
 * Definitions that people settle and change: what counts as value, an aha moment, an onboarding, a map. A definition that is
 * changed gets a new version; one that is retired is offered no more, and answers by it stay possible.
 */

/** What writing a definition needs to know. */
export type Writing = Pick<Context, 'records' | 'workspace' | 'actor' | 'clock'>;

/** For whose workspace, when and by whom something is kept. */
interface Made {
  readonly workspace: number;
  readonly at: Date;
  readonly by: string;
}

/** A version to be kept. */
export interface MadeVersion extends Made {
  /** Its definition. */
  readonly id: string;
  readonly version: number;
}

export const madeBy = ({ workspace, actor, clock }: Omit<Writing, 'records'>): Made => ({
  workspace: workspace.number,
  at: new Date(clock.now()),
  by: `${actor.kind}:${actor.id}`,
});

const tables = [
  'value_definitions',
  'aha_definitions',
  'onboardings',
  'journey_maps',
  'offers',
  'goals',
  'milestones',
  'segments',
] as const;
type DefinitionTable = (typeof tables)[number];

/** How a definition of a kind is taken up to be changed. */
interface TakingUp<Definition> {
  readonly table: DefinitionTable;
  /** Reads one of them; throws where there is none. */
  readonly named: (records: Transaction, id: string) => Promise<Definition>;
  /** What is refused where it is offered no more. */
  readonly retired: (id: string) => DomainError;
}

/**
 * A definition as it is before it is changed; nobody else changes it until this transaction ends.
 *
 * @throws DomainError the one given where it is offered no more, and that of `named`
 */
export async function heldInUse<Definition extends Pick<Defined<unknown>, 'retiredAt'>>(
  tx: Transaction,
  id: string,
  { table, named, retired: refused }: TakingUp<Definition>,
): Promise<Definition> {
  await tx.rows(sql`select id from ${identifier(table, tables)} where id = ${id} for update`);
  const before = await named(tx, id);
  if (before.retiredAt !== null) throw refused(id);
  return before;
}

/**
 * How definitions of a kind are offered no more, and again. Questions that name a retired one are still answered.
 *
 * @param named  reads one of them; what it throws where there is none, both throw
 * @param fits   looks at one that is offered again beside the others; what it throws undoes that
 */
export const retiring = <Definition>(
  table: DefinitionTable,
  named: (records: Transaction, id: string) => Promise<Definition>,
  fits: (tx: Transaction, writing: Pick<Writing, 'workspace'>, id: string) => Promise<void> = async () => {},
) => ({
  retire: async (writing: Writing, id: string): Promise<Definition> => {
    await writing.records.run(retired(table, id, writing));
    return named(writing.records, id);
  },
  restore: (writing: Pick<Writing, 'records' | 'workspace'>, id: string): Promise<Definition> =>
    writing.records.transaction(async (tx) => {
      await tx.run(sql`update ${identifier(table, tables)} set retired_at = null where id = ${id}`);
      await fits(tx, writing, id);
      return named(tx, id);
    }),
});

/** A definition that must bear a name of its own. */
interface Naming {
  readonly table: 'segments' | 'value_definitions' | 'aha_definitions' | 'goals' | 'milestones';
  readonly id: string;
  /** What is refused then. */
  readonly taken: (name: string) => DomainError;
}

/**
 * Undoes the transaction where it left two definitions in use of one name, whatever its capitals; of value, for one offer.
 * Who names one at the same time waits for its end.
 *
 * @throws DomainError the one given
 */
export async function requireOwnName(
  tx: Transaction,
  { workspace }: Pick<Writing, 'workspace'>,
  { table, id, taken }: Naming,
): Promise<void> {
  await tx.run(locked('definitionNames', workspace.number));
  const all = identifier(table, tables);
  const alike = table === 'value_definitions' ? sql`and other.offer is not distinct from own.offer` : nothing;
  // A statement of its own: one that waited for the lock would still read what stood there before.
  const found = await tx.row(sql<{ name: string }>`
    select own.name
    from ${all} as own
    join ${all} as other on other.id <> own.id and lower(other.name) = lower(own.name) ${alike}
    where own.id = ${id}
      and other.retired_at is null
    limit 1`);
  if (found !== undefined) throw taken(found.name);
}

/** From now on a definition is not offered any more; one that was retired before stays so since then. */
export const retired = (table: DefinitionTable, id: string, { clock }: Pick<Writing, 'clock'>) => sql`
  update ${identifier(table, tables)}
  set retired_at = coalesce(retired_at, ${new Date(clock.now())})
  where id = ${id}`;

/** What a row of a version says of its definition, and of itself. */
export interface DefinedRow {
  readonly id: string;
  readonly retiredAt: Date | string | null;
  readonly definedAt: Date | string;
  readonly definedBy: string;
  readonly version: number;
  readonly createdAt: Date | string;
  readonly createdBy: string;
}

/** What every version says of itself. */
export interface Written {
  readonly version: number;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** What every definition says of itself, with its versions; the latest comes first. */
export interface Defined<Version> {
  readonly id: string;
  readonly retiredAt: string | null;
  readonly current: Version;
  readonly versions: Version[];
  readonly createdAt: string;
  readonly createdBy: string;
}

/** Rows of versions as definitions, in the order of the rows. */
export function assembled<Row extends DefinedRow, Version, Definition>(
  rows: readonly Row[],
  read: (row: Row, written: Written) => Version,
  define: (row: Row, defined: Defined<Version>) => Definition,
): Definition[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) => {
    const versions = own.map((row) => read(row, writtenIn(row)));
    const [row, current] = [own[0], versions[0]];
    if (row === undefined || current === undefined) return [];
    const { id, retiredAt, definedAt, definedBy } = row;
    const since = retiredAt === null ? null : iso(retiredAt);
    const defined = {
      id,
      retiredAt: since,
      current,
      versions,
      createdAt: iso(definedAt),
      createdBy: definedBy,
    };
    return [define(row, defined)];
  });
}

const writtenIn = ({ version, createdAt, createdBy }: DefinedRow): Written => ({
  version,
  createdAt: iso(createdAt),
  createdBy,
});

const iso = (at: Date | string): string => new Date(at).toISOString();

/** Whether two values say the same, in whatever order their fields are: jsonb keeps another than they were written in. */
export const sameSaid = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, inner]) => [name, sorted(inner)]));
}
