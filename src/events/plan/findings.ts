import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Finding } from './judge.ts';

/** So many different things noticed in a day are told apart; what is beyond is counted together. */
const kindsADay = 2_000;

/** Adds what the rules did to the day's counts. Call it once per batch, in the transaction that counts the batch. */
export async function noteFindings(
  tx: Transaction,
  {
    workspace,
    at,
    findings,
  }: { readonly workspace: number; readonly at: Date; readonly findings: readonly Finding[] },
): Promise<void> {
  if (findings.length === 0) return;
  const day = at.toISOString().slice(0, 10);
  const held = await tx.row(sql<{ kinds: number }>`
    select count(*)::integer as kinds
    from plan_findings
    where workspace_id = ${workspace}
      and day = ${day}::date`);
  const counts = folded(counted(findings), kindsADay - (held?.kinds ?? 0));
  const column = (name: keyof Finding) => counts.map((one) => one[name]);
  await tx.run(sql`
    insert into plan_findings (workspace_id, day, event, property, reason, did, events, last_at)
    select ${workspace}::integer, ${day}::date, event, property, reason, did, events, ${at}::timestamptz
    from unnest(${column('event')}::text[], ${column('property')}::text[], ${column('reason')}::text[],
      ${column('did')}::text[], ${counts.map(({ events }) => events)}::bigint[]
    ) as counted (event, property, reason, did, events)
    on conflict (workspace_id, day, event, property, reason, did) do update
    set events = plan_findings.events + excluded.events, last_at = greatest(plan_findings.last_at, excluded.last_at)`);
}

interface Counted extends Finding {
  readonly events: number;
}

/** Each kind once, the most frequent first. */
function counted(findings: readonly (Finding & { readonly events?: number })[]): Counted[] {
  const counts = new Map<string, Finding & { events: number }>();
  for (const { event, property, reason, did, events = 1 } of findings) {
    const key = JSON.stringify([event, property, reason, did]);
    const kind = counts.get(key) ?? {
      event: plain(event),
      property: plain(property),
      reason,
      did,
      events: 0,
    };
    kind.events += events;
    counts.set(key, kind);
  }
  return [...counts.values()].sort((a, b) => b.events - a.events);
}

/** The kinds beyond the day's room, without their names. */
const folded = (counts: readonly Counted[], room: number): Counted[] =>
  counted(counts.map((one, i) => (i < room ? one : { ...one, event: '', property: '' })));

const plain = (text: string): string => text.slice(0, 200).replaceAll('\0', '␀').toWellFormed();

/** What the rules did to events of a name since a day: names and counts, never values. */
export interface Noticed extends Finding {
  readonly events: number;
  /** ISO. */
  readonly lastAt: string;
}

/** Most frequent first. Grain: a kind of finding; at most `limit`. */
export async function noticedSince(records: Transaction, since: string, limit: number): Promise<Noticed[]> {
  const rows = await records.rows(sql<Noticed>`
    select event, property, reason, did, sum(events)::float8 as events, max(last_at) as "lastAt"
    from plan_findings
    where day >= ${since}::date
    group by event, property, reason, did
    order by sum(events) desc, event, property, reason, did
    limit ${limit}`);
  return rows.map((row) => ({ ...row, lastAt: new Date(row.lastAt).toISOString() }));
}
