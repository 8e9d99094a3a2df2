import { actorName } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import {
  assembled,
  type DefinedRow,
  held,
  type MadeVersion,
  madeBy,
  retiring,
  sameSaid,
  type Writing,
  type Written,
} from '../versions/index.ts';
import type { JourneyMap, MapVersion, Summary } from './ask.ts';
import { boundSteps, Drawn, sound, stepsOf } from './drawn.ts';

/** More maps than a team can keep true. */
const mostMaps = 100;

/** A map with all that was ever drawn of it. */
interface WholeMap extends Omit<JourneyMap, 'shown' | 'versions'> {
  readonly current: MapVersion;
  /** Latest first. */
  readonly versions: readonly MapVersion[];
}

/** All maps of a workspace, last changed first, those removed too. */
export async function mapsOf(records: Transaction): Promise<Summary[]> {
  const latest = sql`where version = (select max(version) from journey_map_versions where map = journey_maps.id)`;
  const maps = read(await records.rows(versionRows(latest)));
  return maps.map(summaryOf).sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
}

const summaryOf = ({ id, name, retiredAt, current }: WholeMap): Summary => ({
  id,
  name,
  retiredAt,
  stages: current.drawn.stages.length,
  steps: stepsOf(current.drawn).length,
  measured: boundSteps(current.drawn).length,
  version: current.version,
  changedAt: current.createdAt,
  changedBy: current.createdBy,
  by: current.by,
});

/** One map, with the version asked for or the latest. @throws DomainError `journey_maps.unknown`, `journey_maps.unknown_version` */
export async function mapOf(records: Transaction, id: string, version?: number): Promise<JourneyMap> {
  const { current: _, versions, ...map } = await wholeMap(records, id);
  return {
    ...map,
    shown: versionIn(versions, version),
    versions: versions.map(({ drawn: _drawn, ...head }) => head),
  };
}

async function wholeMap(records: Transaction, id: string): Promise<WholeMap> {
  const [found] = read(await records.rows(versionRows(sql`where journey_maps.id = ${id}`)));
  if (found !== undefined) return found;
  throw new DomainError('journey_maps.unknown', {
    kind: 'not_found',
    field: 'id',
    expected: 'the id of a journey map of this workspace',
    got: id,
  });
}

function versionIn(versions: readonly MapVersion[], asked: number | undefined): MapVersion {
  const found = asked === undefined ? versions[0] : versions.find(({ version }) => version === asked);
  if (found !== undefined) return found;
  throw new DomainError('journey_maps.unknown_version', {
    kind: 'not_found',
    field: 'version',
    expected: `a version from 1 to ${versions[0]?.version ?? 1}`,
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
    const touched = await tx.run(sql`
      insert into journey_maps (id, workspace_id, name, created_at, created_by)
      select ${made.id}, ${made.workspace}, ${name}, ${made.at}::timestamptz, ${made.by}
      where (select count(*) from journey_maps where retired_at is null) < ${mostMaps}`);
    if (touched === 0) {
      throw new DomainError('journey_maps.too_many', {
        kind: 'conflict',
        expected: `at most ${mostMaps} maps`,
      });
    }
    await tx.run(insertedVersion(made, whole, null));
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
    if (change.drawn === undefined || sameSaid(before.current.drawn, change.drawn)) return;
    if (change.after !== undefined && change.after !== before.current.version) {
      throw new DomainError('journey_maps.changed_meanwhile', {
        kind: 'conflict',
        field: 'after',
        expected: `version ${before.current.version}, the latest`,
        got: change.after,
      });
    }
    const made = { id, version: before.current.version + 1, ...madeBy(writing) };
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
    const { current, versions } = await inUse(tx, id);
    const { drawn } = versionIn(versions, version);
    if (sameSaid(current.drawn, drawn)) return;
    const made = { id, version: current.version + 1, ...madeBy(writing) };
    await tx.run(insertedVersion(made, drawn, version));
  });
  return mapOf(records, id);
}

/** A map still in use, which nobody else changes until this transaction ends. */
async function inUse(tx: Transaction, id: string): Promise<WholeMap> {
  await tx.rows(held('journey_maps', id));
  const map = await wholeMap(tx, id);
  if (map.retiredAt === null) return map;
  throw new DomainError('journey_maps.retired', {
    kind: 'conflict',
    field: 'id',
    expected: 'a map that is not removed',
    got: id,
  });
}

/** Removing a map, and putting it back. */
export const { retire: retireMap, restore: putBackMap } = retiring('journey_maps', (records, id) =>
  mapOf(records, id),
);

const insertedVersion = (
  { id, version, workspace, at, by }: MadeVersion,
  drawn: Drawn,
  restores: number | null,
): Sql => sql`
  insert into journey_map_versions (map, version, workspace_id, drawn, restores, created_at, created_by)
  values (${id}, ${version}, ${workspace}, ${JSON.stringify(drawn)}::jsonb, ${restores}::integer, ${at}, ${by})`;

interface VersionRow extends DefinedRow {
  readonly name: string;
  readonly drawn: unknown;
  readonly restores: number | null;
  readonly by: string | null;
}

/** Grain: a version; some hundreds in a workspace. */
const versionRows = (which: Sql): Sql<VersionRow> => sql<VersionRow>`
  select journey_maps.id as id, name, retired_at as "retiredAt", journey_maps.created_at as "definedAt",
    journey_maps.created_by as "definedBy", version, drawn, restores, versions.created_at as "createdAt",
    versions.created_by as "createdBy", ${actorName(sql`versions.created_by`)} as by
  from journey_maps
  join journey_map_versions as versions on versions.map = journey_maps.id
  ${which}
  order by journey_maps.created_at, journey_maps.id, version desc`;

const read = (rows: readonly VersionRow[]): WholeMap[] =>
  assembled(rows, versionOf, ({ name }, defined) => ({ ...defined, name }));

/** Read through its schema: jsonb keeps fields in another order than they were written in. */
const versionOf = ({ drawn, restores, by }: VersionRow, written: Written): MapVersion => ({
  ...written,
  drawn: Drawn.parse(drawn),
  restores,
  by,
});
