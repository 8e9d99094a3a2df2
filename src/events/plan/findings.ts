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
  const counts = new Map<string, { readonly finding: Finding; events: number }>();
  for (const finding of findings.map(short)) {
    const key = JSON.stringify([finding.event, finding.property, finding.reason, finding.did]);
    const counted = counts.get(key) ?? { finding, events: 0 };
    counted.events += 1;
    counts.set(key, counted);
  }
  const held = await tx.row(sql<{ kinds: number }>`
    select count(*)::integer as kinds
    from plan_findings
    where workspace_id = ${workspace}
      and day = ${day}::date`);
  let room = kindsADay - (held?.kinds ?? 0);
  for (const { finding, events } of [...counts.values()].sort((a, b) => b.events - a.events)) {
    const told = room > 0 ? finding : { ...finding, event: '', property: '' };
    room -= 1;
    await tx.run(sql`
      insert into plan_findings (workspace_id, day, event, property, reason, did, events, last_at)
      values (${workspace}, ${day}::date, ${told.event}, ${told.property}, ${told.reason}, ${told.did}, ${events}, ${at})
      on conflict (workspace_id, day, event, property, reason, did) do update
      set events = plan_findings.events + excluded.events, last_at = greatest(plan_findings.last_at, excluded.last_at)`);
  }
}

const short = (finding: Finding): Finding => ({
  ...finding,
  event: plain(finding.event),
  property: plain(finding.property),
});

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
