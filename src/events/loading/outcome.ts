import { sql } from '#src/basics/sql.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';
import { noteFindings } from '../plan/index.ts';
import type { TimedEvent } from './door-row.ts';
import type { SetAside } from './judge.ts';

/** How many events of a batch met which end; accepted is their sum. */
export interface Outcome {
  readonly accepted: number;
  readonly stored: number;
  readonly rejected: number;
  readonly quarantined: number;
  readonly duplicate: number;
}

/** What a batch came to, for one workspace. */
export interface Ended {
  readonly workspace: number;
  readonly batch: bigint;
  readonly stored: readonly TimedEvent[];
  readonly setAside: readonly SetAside[];
  readonly repeated: readonly TimedEvent[];
}

/** Whether a batch was loaded to its end before, for one workspace: it may be asked for again after a kill. */
export async function isLoaded(
  records: Records,
  {
    workspace,
    batch,
    sources,
  }: { readonly workspace: number; readonly batch: bigint; readonly sources: readonly number[] },
): Promise<boolean> {
  const counted = await records.row(sql`
    select 1 as one
    from load_counts
    where workspace_id = ${workspace}
      and source = any(${sources}::integer[])
      and batch = ${batch}
    limit 1`);
  return counted !== undefined;
}

/** What a batch came to, in figures. */
export const outcomeOf = (ended: Ended): Outcome => sum([...countsBySource(ended).values()]);

/** Writes the counts and what was set aside; a second time it changes nothing. */
export async function recordOutcome(tx: Transaction, ended: Ended, now: number): Promise<void> {
  const at = new Date(now);
  let counted = 0;
  for (const [source, count] of countsBySource(ended))
    counted += await writeCounts(tx, ended, { source, count, at });
  await writeSetAside(tx, ended);
  if (counted === 0) return;
  const findings = [...ended.stored, ...ended.setAside].flatMap((one) => one.findings ?? []);
  await noteFindings(tx, { workspace: ended.workspace, at, findings });
}

function countsBySource({ stored, setAside, repeated }: Ended): Map<number, Outcome> {
  const sources = new Set([...stored, ...setAside, ...repeated].map((one) => one.source));
  return new Map(
    [...sources].map((source) => {
      const of = (list: readonly { readonly source: number }[]) =>
        list.filter((one) => one.source === source).length;
      const rejected = of(setAside.filter((one) => one.kind === 'rejected'));
      const quarantined = of(setAside) - rejected;
      const counts = { stored: of(stored), rejected, quarantined, duplicate: of(repeated) };
      return [source, { ...counts, accepted: of(stored) + of(setAside) + of(repeated) }];
    }),
  );
}

async function writeCounts(
  tx: Transaction,
  { workspace, batch }: Ended,
  { source, count, at }: { readonly source: number; readonly count: Outcome; readonly at: Date },
): Promise<number> {
  const written = await tx.run(sql`
    insert into load_counts (batch, workspace_id, source, accepted, stored, rejected, quarantined, duplicate, loaded_at)
    values (${batch}, ${workspace}, ${source}, ${count.accepted}, ${count.stored}, ${count.rejected},
      ${count.quarantined}, ${count.duplicate}, ${at})
    on conflict do nothing`);
  await tx.run(sql`
    update sources
    set last_event_at = ${at}
    where number = ${source}
      and (last_event_at is null or last_event_at < ${at})`);
  return written;
}

/** One statement for so many: a plan that quarantines may set whole batches aside (20,000 took 4 s one by one). */
const asideAtOnce = 200;

async function writeSetAside(tx: Transaction, { workspace, batch, setAside }: Ended): Promise<void> {
  for (let from = 0; from < setAside.length; from += asideAtOnce) {
    const some = setAside.slice(from, from + asideAtOnce);
    const column = (name: 'kind' | 'reason' | 'field' | 'expected' | 'shape') => some.map((one) => one[name]);
    await tx.run(sql`
      insert into set_aside (workspace_id, source, batch, position, kind, reason, field, expected, got, event, shape, received_at, sent_at)
      select ${workspace}::integer, source, ${batch}::bigint, position, kind, reason, field, expected, got, event, shape,
        received_at, sent_at
      from unnest(${some.map(({ source }) => source)}::integer[], ${some.map(({ position }) => position)}::integer[],
        ${column('kind')}::text[], ${column('reason')}::text[], ${column('field')}::text[], ${column('expected')}::text[],
        ${some.map(({ got }) => plain(got))}::text[], ${some.map(({ event }) => Buffer.from(event))}::bytea[],
        ${column('shape')}::text[], ${some.map(({ receivedAt }) => new Date(receivedAt))}::timestamptz[],
        ${some.map(({ sentAt }) => (sentAt === null ? null : new Date(sentAt)))}::timestamptz[]
      ) as aside (source, position, kind, reason, field, expected, got, event, shape, received_at, sent_at)
      on conflict do nothing`);
  }
}

/** Text without NUL, which PostgreSQL cannot hold. */
const plain = (text: string): string => text.replaceAll('\0', '␀').toWellFormed();

const sum = (counts: readonly Outcome[]): Outcome =>
  counts.reduce(
    (total, count) => ({
      accepted: total.accepted + count.accepted,
      stored: total.stored + count.stored,
      rejected: total.rejected + count.rejected,
      quarantined: total.quarantined + count.quarantined,
      duplicate: total.duplicate + count.duplicate,
    }),
    { accepted: 0, stored: 0, rejected: 0, quarantined: 0, duplicate: 0 },
  );
