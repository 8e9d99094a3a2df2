import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Merge } from './identity-book.ts';
import { countNewLinks } from './known-numbers.ts';
import { type LinkRow, linkColumns, linkOf } from './link-rows.ts';
import type { DeviceLink } from './ownership.ts';

/** Keeps links of browsers; answers those that were not known. */
export async function keepLinks(
  tx: Transaction,
  workspace: number,
  links: readonly DeviceLink[],
): Promise<DeviceLink[]> {
  if (links.length === 0) return [];
  const rows = await tx.rows(sql<LinkRow>`
    insert into device_links (workspace_id, anonymous_id, at, arrival, message_id, user_id)
    select ${workspace}::integer, anonymous_id, to_timestamp(at / 1000.0), arrival, message_id, user_id
    from unnest(${links.map((l) => l.anonymousId)}::text[], ${links.map((l) => l.at)}::float8[],
      ${links.map((l) => String(l.arrival))}::numeric[], ${links.map((l) => l.messageId)}::text[],
      ${links.map((l) => l.userId)}::text[]) as given (anonymous_id, at, arrival, message_id, user_id)
    on conflict do nothing
    returning ${linkColumns}`);
  if (rows.length > 0) await countNewLinks(tx, workspace);
  return rows.map(linkOf);
}

/** Keeps merges; answers those that were not known. One of an id with itself says nothing. */
export async function keepMerges(
  tx: Transaction,
  workspace: number,
  said: readonly Merge[],
): Promise<(readonly [fromUser: string, intoUser: string])[]> {
  const merges = said.filter((m) => m.fromUser !== m.intoUser);
  if (merges.length === 0) return [];
  const rows = await tx.rows(sql<{ from_user: string; into_user: string }>`
    insert into merges (workspace_id, from_user, into_user, at, message_id, actor)
    select ${workspace}::integer, from_user, into_user, to_timestamp(at / 1000.0), message_id, actor
    from unnest(${merges.map((m) => m.fromUser)}::text[], ${merges.map((m) => m.intoUser)}::text[],
      ${merges.map((m) => m.at)}::float8[], ${merges.map((m) => m.messageId)}::text[],
      ${merges.map((m) => m.actor ?? 'event')}::text[]) as given (from_user, into_user, at, message_id, actor)
    on conflict do nothing
    returning from_user, into_user`);
  return rows.map((row) => [row.from_user, row.into_user]);
}
