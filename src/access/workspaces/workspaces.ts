import { randomBytes } from 'node:crypto';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { locked } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import { makeKey } from '../keys/index.ts';
import { usualKeyScopes } from '../roles.ts';
import type { Workspace } from '../workspace.ts';
import { slugOf, type WorkspaceWish } from './settings.ts';
import { makeSource } from './sources.ts';

/** What is told once, when a workspace is made. */
export interface NewWorkspace {
  /** Its slug; every door takes slug or id. */
  readonly workspace: string;
  readonly id: string;
  readonly writeKey: string;
  readonly apiKey: string;
}

/** What the maker may add to a wish. */
export interface Making {
  /** As in the audit log: `user:…`, `cli`. */
  readonly createdBy: string;
  /** Which demo it is. */
  readonly demo?: string;
  /** A slug of the maker's choice, where it is free. */
  readonly slug?: string;
}

/** All workspaces of the installation. */
export interface Workspaces {
  create(wish: WorkspaceWish, making: Making): Promise<NewWorkspace>;
  /** By slug or id. */
  find(slugOrId: string): Promise<Workspace | undefined>;
  byNumber(number: number): Promise<Workspace | undefined>;
  all(): Promise<Workspace[]>;
}

/** Opens the workspaces over the whole records. Their defaults: Europe/Paris, monday, EUR. */
export const openWorkspaces = (records: Records, clock: Clock): Workspaces => ({
  create: (wish, making) => records.transaction((tx) => create(tx, wish, making, clock)),
  find: (slugOrId) => records.row(sql<Workspace>`${selected} where slug = ${slugOrId} or id = ${slugOrId}`),
  byNumber: (number) => records.row(sql<Workspace>`${selected} where number = ${number}`),
  all: () => records.rows(sql<Workspace>`${selected} order by number`),
});

/** Grain: one workspace; as many rows as there are brands. */
const selected = sql`
  select number, id, slug, name, timezone, week_start as "weekStart", currency, counting_unit as "countingUnit",
    voice, smallest_difference::float8 as "smallestDifference", layout, demo
  from workspaces`;

/** The same within a transaction. */
export const workspaceNumbered = (number: number) => sql<Workspace>`${selected} where number = ${number}`;

async function create(
  tx: Transaction,
  wish: WorkspaceWish,
  making: Making,
  clock: Clock,
): Promise<NewWorkspace> {
  const at = new Date(clock.now());
  const slug = await freeSlug(tx, making.slug ?? slugOf(wish.name), making.slug !== undefined);
  const made = await tx.row(sql<{ number: number; id: string }>`
    insert into workspaces (id, slug, name, timezone, week_start, currency, demo, created_at)
    values (${newId('ws')}, ${slug}, ${wish.name}, ${wish.timezone ?? 'Europe/Paris'},
      ${wish.weekStart ?? 'monday'}, ${wish.currency ?? 'EUR'}, ${making.demo ?? null}, ${at})
    returning number, id`);
  if (!made) throw new Error('the new workspace was not returned');
  const source = await makeSource(tx, made.number, wish.name, at);
  const key = { name: 'API', scopes: usualKeyScopes, createdBy: making.createdBy, expiresAt: null };
  const { secret } = await makeKey(tx, made.number, key, clock);
  return { workspace: slug, id: made.id, writeKey: source.writeKey, apiKey: secret };
}

/** The wished slug, or `slug-2`, `slug-3` … up to a random one; a slug asked for by name is refused when taken. */
async function freeSlug(tx: Transaction, wished: string, exactly: boolean): Promise<string> {
  await tx.run(locked('slugs', 0));
  const taken = await tx.rows(sql<{ slug: string }>`
    select slug from workspaces where slug = ${wished} or starts_with(slug, ${`${wished}-`})`);
  const slugs = new Set(taken.map((row) => row.slug));
  if (!slugs.has(wished)) return wished;
  if (exactly) {
    throw new DomainError('workspaces.slug_taken', {
      kind: 'conflict',
      field: 'slug',
      expected: 'a free slug',
      got: wished,
    });
  }
  const numbered = Array.from({ length: 98 }, (_, i) => `${wished}-${i + 2}`).find(
    (slug) => !slugs.has(slug),
  );
  return numbered ?? `${wished}-${randomBytes(4).toString('hex')}`;
}
