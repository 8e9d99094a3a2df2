import { actorName, type Bound, requireAtMost } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import {
  assembled,
  type DefinedRow,
  heldInUse,
  type MadeVersion,
  madeBy,
  retiring,
  sameSaid,
  type Writing,
  type Written,
} from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { JourneyMap, MapVersion, Summary, VersionHead } from './ask.ts';
import { boundSteps, Drawn, sound, stepsOf } from './drawn.ts';

/** More maps than a team can keep true. */
const mostMaps = 100;

/** A map as it was drawn in one of its versions. */
export type DrawnMap = Omit<JourneyMap, 'versions'>;

/** All maps of a workspace, last changed first, those removed too. */
export async function mapsOf(records: Transaction): Promise<Summary[]> {
  const maps = read(await records.rows(drawnRows(sql`where version = ${latest}`)));
  return maps.map(summaryOf).sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
}

const summaryOf = ({ id, name, retiredAt, shown }: DrawnMap): Summary => ({
  id,
  name,
  retiredAt,
  stages: shown.drawn.stages.length,
  steps: stepsOf(shown.drawn).length,
  measured: boundSteps(shown.drawn).length,
  version: shown.version,
  changedAt: shown.createdAt,
  changedBy: shown.createdBy,
  by: shown.by,
});

/**
 * One map, with the version asked for or the latest, and what each of its versions is told by. Of the others nothing
 * that was drawn is read.
 *
 * @throws DomainError `journey_maps.unknown`, `journey_maps.unknown_version`
 */
export async function mapOf(records: Transaction, id: string, version?: number): Promise<JourneyMap> {
  // Versions only ever come: what they are told by is read first, so that the one shown is the latest of them.
  const heads = await records.rows(headRows(id));
  const asked = version ?? heads[0]?.version;
  if (!heads.some((one) => one.version === asked)) throw nothingFound(heads, id, version);
  return { ...(await drawnMap(records, id, asked)), versions: heads.map(headOf) };
}

/**
 * One map in the version asked for, or in the latest; no other is read.
 *
 * @throws DomainError `journey_maps.unknown`, `journey_maps.unknown_version`
 */
export async function drawnMap(records: Transaction, id: string, version?: number): Promise<DrawnMap> {
  const asked = version === undefined ? latest : sql`${version}::bigint`;
  const which = sql`where journey_maps.id = ${id} and version = ${asked}`;
  const [found] = read(await records.rows(drawnRows(which)));
  if (found === undefined) throw nothingFound(await records.rows(headRows(id)), id, version);
  return found;
}

/** Says whether it is the map or its version that there is none of. */
function nothingFound([newest]: readonly HeadRow[], id: string, asked: number | undefined): DomainError {
  if (newest === undefined) {
    return new DomainError('journey_maps.unknown', {
      kind: 'not_found',
      field: 'id',
      expected: 'the id of a journey map of this workspace',
      got: id,
    });
  }
  return new DomainError('journey_maps.unknown_version', {
    kind: 'not_found',
    field: 'version',
    expected: `a version from 1 to ${newest.version}`,
    got: asked,
  });
}

/** Keeps a map. @throws DomainError those of `sound`, `journey_maps.too_many` */
export async function createMap(
  writing: Writing,
  { name, drawn }: { readonly name: string; readonly drawn: Drawn },
): Promise<JourneyMap> {
  const { records } = writing;
  const made = { id: newId('jmp'), version: 1, ...madeBy(writing) };
  const whole = sound(drawn);
  await records.transaction(async (tx) => {
    await tx.run(sql`
      insert into journey_maps (id, workspace_id, name, created_at, created_by)
      values (${made.id}, ${made.workspace}, ${name}, ${made.at}, ${made.by})`);
    await tx.run(insertedVersion(made, whole, null));
    await requireAtMost(tx, made.workspace, bound);
  });
  return mapOf(records, made.id);
}

/** What is changed of a map. */
export interface MapChange {
  readonly name?: string | undefined;
  readonly drawn?: Drawn | undefined;
  /** The version it was drawn from. */
  readonly after?: number | undefined;
}

/**
 * Names a map anew, or draws it otherwise: a new version. Drawing the same again makes none.
 *
 * @throws DomainError `journey_maps.unknown`, `journey_maps.retired`, `journey_maps.changed_meanwhile`, those of `sound`
 */
export async function changeMap(writing: Writing, id: string, change: MapChange): Promise<JourneyMap> {
  const { records } = writing;
  await records.transaction(async (tx) => {
    const before = await inUse(tx, id);
    await tx.run(sql`update journey_maps set name = ${change.name ?? before.name} where id = ${id}`);
    if (change.drawn === undefined || sameSaid(before.shown.drawn, change.drawn)) return;
    if (change.after !== undefined && change.after !== before.shown.version) {
      throw new DomainError('journey_maps.changed_meanwhile', {
        kind: 'conflict',
        field: 'after',
        expected: `version ${before.shown.version}, the latest`,
        got: change.after,
      });
    }
    const made = { id, version: before.shown.version + 1, ...madeBy(writing) };
    await tx.run(insertedVersion(made, sound(change.drawn), null));
  });
  return mapOf(records, id);
}

/**
 * Draws a map as it once was: a new version, so that nothing is lost.
 *
 * @throws DomainError `journey_maps.unknown`, `journey_maps.retired`, `journey_maps.unknown_version`
 */
export async function restoreVersion(writing: Writing, id: string, version: number): Promise<JourneyMap> {
  const { records } = writing;
  await records.transaction(async (tx) => {
    const now = await inUse(tx, id);
    const { drawn } = (await drawnMap(tx, id, version)).shown;
    if (sameSaid(now.shown.drawn, drawn)) return;
    const made = { id, version: now.shown.version + 1, ...madeBy(writing) };
    await tx.run(insertedVersion(made, drawn, version));
  });
  return mapOf(records, id);
}

/** A map still in use, as it is drawn now, which nobody else changes until this transaction ends. */
const inUse = (tx: Transaction, id: string): Promise<DrawnMap> =>
  heldInUse(tx, id, { table: 'journey_maps', named: drawnMap, retired: isRemoved });

const isRemoved = (got: string): DomainError =>
  new DomainError('journey_maps.retired', {
    kind: 'conflict',
    field: 'id',
    expected: 'a map that is not removed',
    got,
  });

/** Takes a map off the list, and puts it back. @throws DomainError `journey_maps.unknown`, `journey_maps.too_many` */
export const { retire: retireMap, restore: putBackMap } = retiring(
  'journey_maps',
  (records, id) => mapOf(records, id),
  (tx, { workspace }) => requireAtMost(tx, workspace.number, bound),
);

/** How many maps a workspace may have. */
const bound: Bound = {
  lock: 'journeyMaps',
  most: mostMaps,
  counted: sql`
    select count(*) as there
    from journey_maps
    where retired_at is null`,
  refusal: () =>
    new DomainError('journey_maps.too_many', {
      kind: 'conflict',
      expected: `at most ${mostMaps} maps`,
    }),
};

const insertedVersion = (
  { id, version, workspace, at, by }: MadeVersion,
  drawn: Drawn,
  restores: number | null,
): Sql => sql`
  insert into journey_map_versions (map, version, workspace_id, drawn, restores, created_at, created_by)
  values (${id}, ${version}, ${workspace}, ${JSON.stringify(drawn)}::jsonb, ${restores}::integer, ${at}, ${by})`;

/** The number of a map's latest version. */
const latest = sql`(select max(version) from journey_map_versions where map = journey_maps.id)`;

interface HeadRow extends Pick<DefinedRow, 'version' | 'createdAt' | 'createdBy'> {
  readonly restores: number | null;
  readonly by: string | null;
}

const head = sql`version, restores, versions.created_at as "createdAt", versions.created_by as "createdBy",
    ${actorName(sql`versions.created_by`)} as by`;

/** What the versions of a map are told by, latest first. Grain: a version; some hundreds of one map. */
const headRows = (map: string): Sql<HeadRow> => sql<HeadRow>`
  select ${head}
  from journey_map_versions as versions
  where map = ${map}
  order by version desc`;

const headOf = ({ version, restores, createdAt, createdBy, by }: HeadRow): VersionHead => ({
  version,
  restores,
  createdAt: new Date(createdAt).toISOString(),
  createdBy,
  by,
});

interface DrawnRow extends DefinedRow, HeadRow {
  readonly name: string;
  readonly drawn: unknown;
}

/** Maps in one version each. Grain: a map; some hundreds in a workspace. */
const drawnRows = (which: Sql): Sql<DrawnRow> => sql<DrawnRow>`
  select journey_maps.id as id, name, retired_at as "retiredAt", journey_maps.created_at as "definedAt",
    journey_maps.created_by as "definedBy", drawn, ${head}
  from journey_maps
  join journey_map_versions as versions on versions.map = journey_maps.id
  ${which}
  order by journey_maps.created_at, journey_maps.id`;

const read = (rows: readonly DrawnRow[]): DrawnMap[] =>
  assembled(rows, versionOf, ({ name }, { id, retiredAt, current, createdAt, createdBy }) => ({
    id,
    name,
    retiredAt,
    shown: current,
    createdAt,
    createdBy,
  }));

/** Read through its schema: jsonb keeps fields in another order than they were written in. */
const versionOf = ({ drawn, restores, by }: DrawnRow, written: Written): MapVersion => ({
  ...written,
  drawn: Drawn.parse(drawn),
  restores,
  by,
});
