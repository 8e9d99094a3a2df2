import type { Context } from '#src/access/index.ts';
import { identifier, sql } from '#src/basics/sql.ts';

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

const tables = ['value_definitions', 'aha_definitions', 'onboardings', 'journey_maps'] as const;
type DefinitionTable = (typeof tables)[number];

/** Keeps others from changing a definition until this transaction ends. */
export const held = (table: DefinitionTable, id: string) =>
  sql`select id from ${identifier(table, tables)} where id = ${id} for update`;

/** From now on a definition is not offered any more; one that was retired before stays so since then. */
export const retired = (table: DefinitionTable, id: string, { clock }: Pick<Writing, 'clock'>) => sql`
  update ${identifier(table, tables)}
  set retired_at = coalesce(retired_at, ${new Date(clock.now())})
  where id = ${id}`;

/** A retired definition is offered again. */
export const restored = (table: DefinitionTable, id: string) =>
  sql`update ${identifier(table, tables)} set retired_at = null where id = ${id}`;

/** What a row of a version says of its definition. */
export interface DefinedRow {
  readonly id: string;
  readonly retiredAt: Date | string | null;
  readonly definedAt: Date | string;
  readonly definedBy: string;
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
  read: (row: Row) => Version,
  define: (row: Row, defined: Defined<Version>) => Definition,
): Definition[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) => {
    const versions = own.map(read);
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

export const iso = (at: Date | string): string => new Date(at).toISOString();

/** Whether two values say the same, in whatever order their fields are: jsonb keeps another than they were written in. */
export const sameSaid = (a: unknown, b: unknown): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, inner]) => [name, sorted(inner)]));
}
