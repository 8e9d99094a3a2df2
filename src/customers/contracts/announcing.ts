import { type Sql, sql } from '#src/basics/sql.ts';
import {
  type Announcement,
  chunkRows,
  inChunks,
  type Keeper,
  type Kept,
} from '#src/customers/upkeep/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { contractEventId } from '#src/events/imports/index.ts';
import { type ContractDeed, deedsOf, dueOf, type KnownVersion, nextDue } from './changes.ts';
import { forgetOldRequests } from './requests.ts';
import { type DetailedRow, detailedColumns, versionOf } from './versions.ts';

/**
 * Has what befalls contracts become events: each version that is not told yet, and ends and pauses as they come to an end.
 *
 * Rows are held while they are told: who is erased meanwhile is told of before, or not at all. Cut anywhere, the same is told
 * again under the same ids, and stored once.
 */
export const eventsKeeper: Keeper = {
  name: 'contract-events',
  keep: async (kept) => {
    await inChunks(kept, announceVersions);
    await inChunks(kept, announceDue);
    await forgetOldRequests(kept);
  },
};

async function announceVersions(kept: Kept, tx: Transaction): Promise<number> {
  const workspace = kept.workspace.number;
  const rows = await tx.rows(untold(workspace));
  if (rows.length === 0) return 0;
  const before = await versionsBefore(tx, workspace, rows);
  const told = rows.flatMap((row) => {
    const version = versionOf(row);
    const deeds = deedsOf(row.contract, version, before.get(nameOf(row))?.terms);
    return deeds.map((deed) => announced(version, deed));
  });
  await kept.announce(told);
  await tx.run(sql`
    update contracts
    set announced = true
    from ${named(rows)}
    where contracts.workspace_id = ${workspace}
      and contracts.contract = named.contract
      and contracts.version = named.version`);
  return rows.length;
}

async function announceDue(kept: Kept, tx: Transaction): Promise<number> {
  const workspace = kept.workspace.number;
  const rows = await tx.rows(due(workspace, new Date(kept.clock.now())));
  if (rows.length === 0) return 0;
  const told = rows.flatMap(({ superseded, due: at, ...row }) => {
    const version = versionOf(row);
    return superseded ? [] : cameDue(version, Date.parse(at)).map((deed) => announced(version, deed));
  });
  await kept.announce(told);
  const next = rows.map(({ superseded, due: at, ...row }) => {
    const left = superseded ? null : nextDue(versionOf(row).terms, Date.parse(at));
    return left === null ? null : new Date(left).toISOString();
  });
  await tx.run(sql`
    update contracts
    set due_at = named.next
    from unnest(${rows.map(({ contract }) => contract)}::text[], ${rows.map(({ version }) => version)}::integer[],
      ${next}::timestamptz[]) as named (contract, version, next)
    where contracts.workspace_id = ${workspace}
      and contracts.contract = named.contract
      and contracts.version = named.version`);
  return rows.length;
}

/** What came at an instant: the end of a pause, or of the contract. */
function cameDue({ terms, version }: KnownVersion, at: number): ContractDeed[] {
  const { resumes, end } = dueOf(terms);
  const { contract } = terms;
  if (end === at) {
    const event = 'perdure.contract_ended';
    return [{ event, at, messageId: contractEventId(event, contract, at) }]; // as an import tells it
  }
  const event = 'perdure.contract_resumed';
  return resumes === at
    ? [{ event, at, messageId: `${contractEventId(event, contract, at)}:${version}` }]
    : [];
}

function announced({ terms, version }: KnownVersion, { changed, ...deed }: ContractDeed): Announcement {
  const { contract, offer, currency, period, seats, holder, cancelled, cancelKind } = terms;
  return {
    ...deed,
    ...(holder.kind === 'customer' ? { user: holder.id } : { account: holder.id }),
    properties: {
      contract,
      version,
      offer,
      currency,
      ...(period === null ? {} : { period }),
      ...(seats === null ? {} : { seats }),
      ...(cancelled !== null && cancelKind !== null ? { cancelKind } : {}),
      ...(changed === undefined ? {} : { changed }),
    },
  };
}

type Named = Pick<DetailedRow, 'contract' | 'version'>;
const nameOf = ({ contract, version }: Named): string => `${version} ${contract}`;

const named = (rows: readonly Named[]): Sql => sql`
  unnest(${rows.map(({ contract }) => contract)}::text[], ${rows.map(({ version }) => version)}::integer[])
    as named (contract, version)`;

/** Grain: a version; at most as many as are told at once. */
const untold = (workspace: number): Sql<DetailedRow> => sql<DetailedRow>`
  select ${detailedColumns}
  from contracts
  where workspace_id = ${workspace}
    and not announced
  order by contract, version
  limit ${chunkRows}
  for update`;

/** Versions of which something is due, with whether a later one took their place. Grain: a version. */
const due = (workspace: number, now: Date): Sql<DetailedRow & { due: string; superseded: boolean }> => sql`
  select ${detailedColumns}, due_at as due, exists (
      select
      from contracts as later
      where later.workspace_id = ${workspace}
        and later.contract = contracts.contract
        and later.version > contracts.version) as superseded
  from contracts
  where workspace_id = ${workspace}
    and due_at <= ${now}
  order by due_at
  limit ${chunkRows}
  for update`;

/** The version that stood before each of some. Grain: a version asked for that is not its contract's first. */
async function versionsBefore(
  tx: Transaction,
  workspace: number,
  rows: readonly Named[],
): Promise<Map<string, KnownVersion>> {
  const found = await tx.rows(sql<DetailedRow & { of: number }>`
    select named.version as of, before.*
    from ${named(rows)}
    cross join lateral (
      select ${detailedColumns}
      from contracts
      where workspace_id = ${workspace}
        and contracts.contract = named.contract
        and contracts.version < named.version
      order by contracts.version desc
      limit 1
    ) as before`);
  return new Map(
    found.map(({ of, ...row }) => [nameOf({ contract: row.contract, version: of }), versionOf(row)]),
  );
}
