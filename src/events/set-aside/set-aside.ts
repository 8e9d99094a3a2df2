import { DomainError } from '#src/basics/errors.ts';
import { join, nothing, type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction, WorkspaceRecords } from '#src/engines/records/port.ts';

type State = 'open' | 'replaying' | 'replayed' | 'discarded';

/** An event that could not be stored as it came. */
export interface Kept {
  readonly id: string;
  readonly kind: 'rejected' | 'quarantined';
  readonly reason: string;
  readonly field: string | null;
  readonly expected: string;
  readonly got: string | null;
  readonly event: string;
  readonly mended: boolean;
  readonly source: number;
  readonly receivedAt: string;
  readonly state: State;
}

/** A page of set-aside events, newest first, with the reasons among them and how many each has. */
export async function listSetAside(
  records: WorkspaceRecords,
  ask: {
    readonly state: State;
    readonly reason?: string | undefined;
    readonly before?: string | undefined;
    readonly limit: number;
  },
): Promise<{ events: Kept[]; reasons: { reason: string; events: number }[]; next: string | null }> {
  const reason = ask.reason === undefined ? nothing : sql`and reason = ${ask.reason}`;
  const before = ask.before === undefined ? nothing : sql`and id < ${ask.before}::bigint`;
  const rows = await records.rows(sql<Omit<Kept, 'event'> & { event: Uint8Array }>`
    select id::text, kind, reason, field, expected, got, coalesce(mended, event) as event, mended is not null as mended,
      source, to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "receivedAt", state
    from set_aside
    where state = ${ask.state} ${reason} ${before}
    order by set_aside.id desc
    limit ${ask.limit}`);
  const reasons = await records.rows(sql<{ reason: string; events: number }>`
    select reason, count(*)::integer as events
    from set_aside
    where state = ${ask.state}
    group by reason
    order by events desc, reason`);
  const events = rows.map((row) => ({ ...row, event: Buffer.from(row.event).toString('utf8') }));
  return { events, reasons, next: rows.length === ask.limit ? (rows.at(-1)?.id ?? null) : null };
}

/** Keeps a corrected text beside the one received. */
export async function mend(records: Transaction, id: string, event: string): Promise<void> {
  const found = await records.run(sql`
    update set_aside
    set mended = ${Buffer.from(event)}
    where id = ${id}::bigint
      and state = 'open'`);
  if (found === 0) {
    throw new DomainError('rejects.not_found', {
      kind: 'not_found',
      field: 'id',
      expected: 'the id of an event that is set aside and open',
      got: id,
    });
  }
}

/** The rows an ask is about: by id, by reason, or both. */
export function whichOf(ask: {
  readonly ids?: readonly string[] | undefined;
  readonly reason?: string | undefined;
}): Sql {
  const clauses = [
    ...(ask.ids === undefined ? [] : [sql`id = any(${ask.ids}::bigint[])`]),
    ...(ask.reason === undefined ? [] : [sql`reason = ${ask.reason}`]),
  ];
  return join(clauses, ' and ');
}

interface Counts {
  accepted: number;
  stored: number;
  rejected: number;
  quarantined: number;
  duplicate: number;
}

/** accepted = stored + rejected + quarantined + duplicate, over all time, whole and by source. */
export async function accounting(
  records: Transaction,
): Promise<Counts & { bySource: (Counts & { source: number })[] }> {
  const bySource = await records.rows(sql<Counts & { source: number }>`
    select source, sum(accepted)::float8 as accepted, sum(stored)::float8 as stored, sum(rejected)::float8 as rejected,
      sum(quarantined)::float8 as quarantined, sum(duplicate)::float8 as duplicate
    from load_counts
    group by source
    order by source`);
  const total = (count: keyof Counts) => bySource.reduce((sum, row) => sum + row[count], 0);
  return {
    accepted: total('accepted'),
    stored: total('stored'),
    rejected: total('rejected'),
    quarantined: total('quarantined'),
    duplicate: total('duplicate'),
    bySource,
  };
}
