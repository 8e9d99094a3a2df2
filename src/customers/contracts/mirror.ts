import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Keeper, Kept } from '#src/customers/upkeep/index.ts';
import { type VersionRow, versionColumns } from './versions.ts';

const atOnce = 20_000;
/** So that other keepers have their turn while a million versions are copied. */
const chunksPerTurn = 3;

/** The last version that was copied, in the order of the index. */
interface Place {
  readonly contract: string;
  readonly version: number;
}

/**
 * Copies versions of contracts to the warehouse, where questions about money are asked. Cut between the two, a version is
 * copied again, and its row takes the place of the one before.
 *
 * Versions are held while they are copied: an erasure waits for the copy and then removes both. That they were copied is news:
 * whoever was told of a contract before its copy was there is told of its holder again.
 */
export const mirrorKeeper: Keeper = {
  name: 'contract-mirror',
  keep: async (kept) => {
    let place: Place | undefined = { contract: '', version: 0 };
    for (let done = 0; done < chunksPerTurn && place !== undefined && !kept.signal.aborted; done += 1)
      place = await copyAfter(kept, place);
  },
};

/** Copies a chunk; answers where it ended, undefined behind the last. */
function copyAfter({ records, store, workspace, signal }: Kept, place: Place): Promise<Place | undefined> {
  return records.transaction(async (tx) => {
    await tx.run(sql`set local idle_in_transaction_session_timeout = 0`); // the copy is made meanwhile
    const rows = await tx.rows(uncopied(workspace.number, place));
    if (rows.length === 0) return undefined;
    const body = rows.map((row) => JSON.stringify(copyOf(workspace.number, row))).join('\n');
    await store.insert('contract_versions', Buffer.from(body), { format: 'JSONEachRow', signal });
    await tellArrived({ store, signal, workspace }, rows);
    await tx.run(sql`
      update contracts
      set mirrored = true
      from unnest(${rows.map(({ contract }) => contract)}::text[], ${rows.map(({ version }) => version)}::integer[])
        as copied (contract, version)
      where contracts.workspace_id = ${workspace.number}
        and contracts.contract = copied.contract
        and contracts.version = copied.version`);
    return rows.length < atOnce ? undefined : rows.at(-1);
  });
}

/** So many holders are named by one statement. */
const namedAtOnce = 2_000;

/** Has keepers know, in their next turn, whose contracts were copied; told again where it was cut. */
async function tellArrived(
  { store, signal, workspace: { number } }: Pick<Kept, 'store' | 'signal' | 'workspace'>,
  rows: readonly VersionRow[],
): Promise<void> {
  const of = (kind: VersionRow['holderKind']) => [
    ...new Set(rows.flatMap(({ holderKind, holder }) => (holderKind === kind ? [holder] : []))),
  ];
  const [people, accounts] = [of('customer'), of('account')];
  for (let from = 0; from < Math.max(people.length, accounts.length); from += namedAtOnce) {
    const some = (all: readonly string[]) => typed('Array(String)', all.slice(from, from + namedAtOnce));
    await store.run(
      sql`
        insert into arrivals (workspace_id, at, id, customers, events, accounts, traits)
        select ${typed('UInt32', number)}, now64(3, 'UTC'), generateUUIDv4(), groupBitmapState(customer),
          ['perdure.contract_copied'], ${some(accounts)}, false
        from people_ids
        where workspace_id = ${typed('UInt32', number)}
          and user_id in ${some(people)}`,
      { signal },
    );
  }
}

/** Grain: a version; at most as many as are copied at once. */
const uncopied = (workspace: number, { contract, version }: Place): Sql<VersionRow> => sql<VersionRow>`
  select ${versionColumns}
  from contracts
  where workspace_id = ${workspace}
    and not mirrored
    and (contract, version) > (${contract}, ${version})
  order by contract, version
  limit ${atOnce}
  for update`;

/** A version as a row of the warehouse; the same version makes the same row. */
const copyOf = (workspace: number, row: VersionRow): Record<string, unknown> => ({
  workspace_id: workspace,
  holder_kind: row.holderKind,
  holder: row.holder,
  contract: row.contract,
  version: row.version,
  offer: row.offer,
  starts_at: instant(row.start),
  ends_at: maybe(row.end),
  paid_through: maybe(row.paidThrough),
  renews_at: maybe(row.renewal),
  notice_at: maybe(row.notice),
  cancelled_at: maybe(row.cancelled),
  cancel_kind: row.cancelKind ?? '',
  paused_at: maybe(row.paused),
  resumes_at: maybe(row.resumes),
  trial_ends_at: maybe(row.trialEnd),
  past_due_since: maybe(row.pastDueSince),
  price: row.amount,
  currency: row.currency,
  period: row.period ?? '',
  seats: row.seats,
  discount: row.discount,
  discount_ends_at: maybe(row.discountEnd),
  effective_at: instant(row.effective),
  recorded_at: instant(row.recorded),
  stamp: Date.parse(row.recorded),
});

// What the warehouse's times can hold; an end in the year 9999 is none that anybody will see.
const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2299, 11, 31);

const instant = (text: string): string =>
  new Date(Math.min(latest, Math.max(earliest, Date.parse(text))))
    .toISOString()
    .replace('T', ' ')
    .slice(0, 23);
const maybe = (text: string | null): string | null => (text === null ? null : instant(text));
