import { createHash } from 'node:crypto';
import { z } from 'zod';
import { actorName, operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId, newSecret } from '#src/basics/ids.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import { dayNumber, startOfDay } from '#src/customers/calendar/index.ts';
import { LocalDate } from '#src/customers/frame/index.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { dashboardNamed, living, tooMany } from './stored.ts';

/** A link as it may be shown: never its token. */
const Link = z.object({
  id: z.string(),
  dashboard: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  by: z.string().nullable().describe('What who made it is called, where they still exist'),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  revokedBy: z.string().nullable(),
});
type Link = z.output<typeof Link>;

const id = z.string().min(1).max(40);

/** Living links of one dashboard: more would be nobody's any more. */
const mostLinks = 100;

const share = operation({
  name: 'dashboards.share',
  asks: {
    fr: 'Partager un tableau de bord par un lien',
    en: 'Share a dashboard by a link',
  },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    id,
    name: z.string().trim().min(1).max(120).describe('For whom or what it is'),
    until: LocalDate.optional().describe('Its last local day; until it is revoked unless told'),
  }),
  output: z.object({
    link: Link,
    token: z.string().describe('Shown this once'),
    path: z.string().describe('What stands behind the address of Perdure: /shared#…'),
  }),
  run: async ({ records, workspace, actor, clock, note }, asked) => {
    await dashboardNamed({ records, workspace, clock }, asked.id);
    const now = new Date(clock.now());
    const ends = asked.until === undefined ? null : endOf(asked.until, workspace.timezone);
    if (ends !== null && ends <= now) throw over(asked.until);
    const token = newSecret(tokenPrefix);
    const made = newId('dlk');
    await records.transaction(async (tx) => {
      // Who shares the same dashboard at the same time waits, and counts this link too.
      await tx.rows(sql`select id from dashboards where id = ${asked.id} for update`);
      const touched = await tx.run(sql`
        insert into dashboard_links (id, workspace_id, dashboard, name, hash, created_at, created_by, expires_at)
        select ${made}, ${workspace.number}, ${asked.id}, ${asked.name}, ${hashOf(token)}::bytea, ${now}::timestamptz,
          ${`${actor.kind}:${actor.id}`}, ${ends}::timestamptz
        where (select count(*) from dashboard_links where dashboard = ${asked.id} and ${living(now)}) < ${mostLinks}`);
      if (touched === 0) throw tooMany('dashboards.too_many_links', mostLinks);
    });
    note?.({ subject: made, after: { dashboard: asked.id, name: asked.name, expiresAt: ends } });
    return { link: await linkNamed(records, made), token, path: `/shared#${token}` };
  },
});

/** The end of a local day. */
const endOf = (day: string, zone: string): Date => new Date(startOfDay(dayNumber(day, 'until') + 1, zone));

const over = (got: string | undefined): DomainError =>
  new DomainError('dashboards.ends_already', { field: 'until', expected: 'a day that is not over', got });

const links = operation({
  name: 'dashboards.links',
  asks: {
    fr: 'Par quels liens les tableaux de bord sont-ils partagés ?',
    en: 'By which links are dashboards shared?',
  },
  needs: 'insights:read',
  input: z.object({ id: id.optional().describe('Of one dashboard; of all unless told') }),
  output: z.object({ links: z.array(Link) }),
  run: async ({ records }, asked) => {
    const of = asked.id === undefined ? nothing : sql`and dashboard = ${asked.id}`;
    return {
      links: await records.rows(sql<Link>`${shown} where true ${of} order by created_at desc, id limit 1000`),
    };
  },
});

const revoke = operation({
  name: 'dashboards.revoke',
  asks: { fr: 'Révoquer un lien de partage', en: 'Revoke a shared link' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id: id.describe('The id of the link') }),
  output: z.object({ link: Link }),
  run: async ({ records, actor, clock, note }, asked) => {
    const before = await linkNamed(records, asked.id);
    await records.run(sql`
      update dashboard_links
      set revoked_at = ${new Date(clock.now())}, revoked_by = ${`${actor.kind}:${actor.id}`}
      where id = ${asked.id}
        and revoked_at is null`);
    note?.({
      subject: asked.id,
      before: { revoked: before.revokedAt !== null },
      after: { revoked: true, dashboard: before.dashboard },
    });
    return { link: await linkNamed(records, asked.id) };
  },
});

/** Grain: a link; ≤ 1,000 rows. */
const shown: Sql = sql`
  select id, dashboard, name, created_at as "createdAt", created_by as "createdBy", ${actorName(sql`created_by`)} as by,
    expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt", revoked_by as "revokedBy"
  from dashboard_links`;

async function linkNamed(records: Transaction, of: string): Promise<Link> {
  const link = await records.row(sql<Link>`${shown} where id = ${of}`);
  if (link !== undefined) return link;
  throw new DomainError('dashboards.unknown_link', {
    kind: 'not_found',
    field: 'id',
    expected: 'the id of a shared link',
    got: of,
  });
}

/** Secret scanners find it by this. */
const tokenPrefix = 'perdure_board';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A link that opens a dashboard now. */
export interface OpenLink {
  readonly id: string;
  readonly workspace: number;
  readonly dashboard: string;
  readonly expiresAt: string | null;
}

interface LinkRow extends OpenLink {
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly removed: boolean;
}

/**
 * The link behind a token. Notes its use, once a minute at most.
 *
 * @param records of all workspaces: the token is what says which one
 * @throws DomainError `dashboards.link_unknown`, `.link_revoked`, `.link_ended`, `.link_without_dashboard`: all 404
 */
export async function openLink(records: Transaction, token: string, clock: Clock): Promise<OpenLink> {
  const link = await records.row(sql<LinkRow>`
    select l.id, l.workspace_id as workspace, l.dashboard, l.expires_at as "expiresAt",
      l.last_used_at as "lastUsedAt", l.revoked_at as "revokedAt", d.removed_at is not null as removed
    from dashboard_links l
    join dashboards d on d.id = l.dashboard and d.workspace_id = l.workspace_id
    where l.hash = ${hashOf(token)}`);
  const now = clock.now();
  if (link === undefined) throw closed('dashboards.link_unknown', 'the token of a shared link');
  if (link.revokedAt !== null) throw closed('dashboards.link_revoked', 'a link that was not revoked');
  if (link.expiresAt !== null && Date.parse(link.expiresAt) <= now)
    throw closed('dashboards.link_ended', 'a link whose last day is not over');
  if (link.removed)
    throw closed('dashboards.link_without_dashboard', 'a link whose dashboard is still there');
  if (link.lastUsedAt === null || Date.parse(link.lastUsedAt) < now - 60_000)
    await records.run(sql`update dashboard_links set last_used_at = ${new Date(now)} where id = ${link.id}`);
  return link;
}

const closed = (code: string, expected: string): DomainError =>
  new DomainError(code, { kind: 'not_found', field: 'token', expected });

/** What can be asked of links. */
export const linkOperations = [share, links, revoke] as const;
