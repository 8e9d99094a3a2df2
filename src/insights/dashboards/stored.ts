import { z } from 'zod';
import { actorName, type Workspace } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Transaction, WorkspaceRecords } from '#src/engines/records/port.ts';
import { keptQuestions, type Question } from '#src/insights/questions/index.ts';
import { movedOn } from './moving.ts';
import { KeptTile, mostTiles, Tile } from './tiles.ts';

/** Kept questions side by side, under a title. */
export const Dashboard = z.object({
  id: z.string(),
  title: z.string(),
  tiles: z.array(Tile),
  createdAt: z.iso.datetime(),
  createdBy: z.string().describe('user:…, key:…, cli'),
  by: z.string().nullable().describe('What they are called, where they still exist'),
  changedAt: z.iso.datetime(),
});
export type Dashboard = z.output<typeof Dashboard>;

/** What reading a dashboard needs. */
export interface Reading {
  readonly records: Transaction;
  readonly workspace: Pick<Workspace, 'timezone' | 'weekStart'>;
  readonly clock: Clock;
}

interface DashboardRow extends Omit<Dashboard, 'tiles'> {
  readonly tiles: unknown;
}

/**
 * A dashboard with its tiles as they are today.
 *
 * @throws DomainError `dashboards.unknown`, also for one that was removed
 */
export async function dashboardNamed(reading: Reading, id: string): Promise<Dashboard> {
  const row = await reading.records.row(sql<DashboardRow>`
    select id, title, tiles, created_at as "createdAt", created_by as "createdBy",
      ${actorName(sql`created_by`)} as by, changed_at as "changedAt"
    from dashboards
    where id = ${id}
      and removed_at is null`);
  if (row === undefined) throw unknownDashboard(id);
  return { ...row, tiles: await tilesToday(reading, tilesOf(row.tiles)) };
}

/** Tiles as they are kept; ours wrote them. */
const tilesOf = (kept: unknown): KeptTile[] => z.array(KeptTile).parse(kept);

async function tilesToday(reading: Reading, tiles: readonly KeptTile[]): Promise<Tile[]> {
  const ids = tiles.flatMap((tile) => (tile.kind === 'question' ? [tile.question] : []));
  const found = await keptQuestions(reading.records, ids);
  const byId = new Map(found.map((question) => [question.id, question]));
  return tiles.map((tile) => (tile.kind === 'text' ? tile : asked(tile, byId.get(tile.question), reading)));
}

function asked(
  tile: Extract<KeptTile, { kind: 'question' }>,
  question: Question | undefined,
  reading: Reading,
): Tile {
  if (question === undefined) return { ...tile, asks: null };
  const { operation, name } = question;
  if (!tile.moves) return { ...tile, name, asks: { operation, ask: question.ask } };
  const { weekStart } = reading.workspace;
  const since = { keptOn: keptOn(question, reading), today: today(reading), weekStart };
  return { ...tile, name, asks: { operation, ask: movedOn(question.ask, since) } };
}

/** The local day on which a question was kept, or last became another one. */
export const keptOn = ({ datedAt }: Question, { workspace }: Pick<Reading, 'workspace'>): string =>
  dayOf(workspace.timezone)(Date.parse(datedAt));

/** The local day of now. */
const today = ({ workspace, clock }: Reading): string => dayOf(workspace.timezone)(clock.now());

/** What is changed: which dashboard, and by what. */
interface TilesChange {
  readonly id: string;
  readonly change: (tiles: readonly KeptTile[]) => readonly KeptTile[];
}

/**
 * Changes the tiles of a dashboard; of two changes at once, one comes after the other.
 *
 * @throws DomainError `dashboards.unknown`, `dashboards.too_many_tiles`
 */
export async function changeTiles(
  { records, clock }: { readonly records: WorkspaceRecords; readonly clock: Clock },
  { id, change }: TilesChange,
): Promise<void> {
  await records.transaction(async (tx) => {
    const row = await tx.row(sql<{ tiles: unknown }>`
      select tiles
      from dashboards
      where id = ${id}
        and removed_at is null
      for update`);
    if (row === undefined) throw unknownDashboard(id);
    const tiles = change(tilesOf(row.tiles));
    if (tiles.length > mostTiles) throw tooMany('dashboards.too_many_tiles', mostTiles);
    await tx.run(sql`
      update dashboards
      set tiles = ${JSON.stringify(tiles)}::jsonb, changed_at = ${new Date(clock.now())}
      where id = ${id}`);
  });
}

/** Living links of a dashboard: neither revoked nor past their last day. */
export const living = (now: Date): Sql =>
  sql`revoked_at is null and (expires_at is null or expires_at > ${now})`;

export const unknownDashboard = (got: string): DomainError =>
  new DomainError('dashboards.unknown', {
    kind: 'not_found',
    field: 'id',
    expected: 'the id of a dashboard',
    got,
  });

export const tooMany = (code: string, most: number): DomainError =>
  new DomainError(code, { kind: 'conflict', expected: `at most ${most}` });
