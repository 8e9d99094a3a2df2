import { locked } from '#src/basics/locks.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { ContractLedger, ContractTerms } from '#src/events/imports/index.ts';
import { type Change, changesOf, deedsOf, type KnownVersion, nextDue, said } from './changes.ts';
import { heldByOthers, keepHolders } from './holders.ts';
import { knownVersions } from './versions.ts';

/** A contract after something was said of it. */
export interface Recorded extends Pick<KnownVersion, 'version' | 'effectiveAt' | 'recordedAt'> {
  readonly contract: string;
  /** False where just this was known already. */
  readonly isNew: boolean;
}

/**
 * Keeps contracts as versions: what is said of a contract that we did not know is a new version, from when it holds and
 * since when we know it; what we knew is left alone. Nothing is ever edited.
 */
export const contractLedger: ContractLedger = {
  record: async (tx, workspace, terms, at) => {
    const latest = new Map([...terms].map((one) => [one.contract, one])); // the last row of a file on one contract
    const recorded = await recordTerms(tx, workspace, [...latest.values()], at);
    const stored = recorded.filter(({ isNew }) => isNew).length;
    return { stored, unchanged: terms.length - stored };
  },
  heldByOthers,
};

/**
 * Records what is said of contracts, in the order in which it is said, within the caller's transaction. That a version is to
 * become an event, and to stand in the warehouse, is noted with it.
 *
 * @param at the import that says it, if one does; the clock that says since when we know
 * @throws DomainError `contracts.other_holder`
 */
export async function recordTerms(
  tx: Transaction,
  workspace: number,
  told: readonly ContractTerms[],
  { importNumber, clock }: { readonly importNumber: number | null; readonly clock: Clock },
): Promise<Recorded[]> {
  await tx.run(locked('contracts', workspace));
  const now = clock.now(); // behind the lock: what was recorded before is known before
  const recorded: Recorded[] = [];
  for (let from = 0; from < told.length; from += atOnce)
    recorded.push(
      ...(await recordSome(tx, workspace, told.slice(from, from + atOnce), { importNumber, now })),
    );
  return recorded;
}

/** So many are read, judged and written together: a file may tell half a million, and what else each tells 32 KB. */
const atOnce = 5_000;

async function recordSome(
  tx: Transaction,
  workspace: number,
  told: readonly ContractTerms[],
  { importNumber, now }: { readonly importNumber: number | null; readonly now: number },
): Promise<Recorded[]> {
  const terms = await keepHolders(tx, workspace, told);
  const known = await knownVersions(tx, workspace, [...new Set(terms.map(({ contract }) => contract))]);
  const fresh: Fresh[] = [];
  const recorded = terms.map((one): Recorded => {
    const before = known.get(one.contract);
    if (before !== undefined && said(before.terms) === said(one)) return shown(one.contract, before, false);
    const [first, ...more] = changesOf(one, before, now);
    const add = (after: KnownVersion | undefined, change: Change): KnownVersion => {
      const version = versionAfter(after, change, now);
      fresh.push({ ...version, ...intentOf(version, after, importNumber === null ? null : now) });
      return version;
    };
    const latest = more.reduce(add, add(before, first));
    known.set(one.contract, latest);
    return shown(one.contract, latest, true);
  });
  await write(tx, workspace, fresh, importNumber);
  return recorded;
}

const versionAfter = (before: KnownVersion | undefined, change: Change, now: number): KnownVersion => ({
  ...change,
  version: (before?.version ?? 0) + 1,
  recordedAt: Math.max(now, before?.recordedAt ?? now),
});

const shown = (
  contract: string,
  { version, effectiveAt: effective, recordedAt }: KnownVersion,
  isNew: boolean,
): Recorded => ({ contract, version, effectiveAt: effective, recordedAt, isNew });

/** A version that is to be written, and what is to be told of it. */
interface Fresh extends KnownVersion {
  readonly announced: boolean;
  readonly due: number | null;
}

/**
 * What is left to be told of a version. An import tells itself, with the rows it loads, that a contract started and that it
 * ended before now.
 */
function intentOf(
  version: KnownVersion,
  before: KnownVersion | undefined,
  importedAt: number | null,
): Pick<Fresh, 'announced' | 'due'> {
  const told = importedAt !== null && before === undefined;
  const left = deedsOf(version.terms.contract, version, before?.terms).length - (told ? 1 : 0);
  return { announced: left === 0, due: nextDue(version.terms, told ? importedAt - dayMs : undefined) };
}

/** An import looked at its clock some time before: what ended since is told again, and stored once. */
const dayMs = 86_400_000;

/** One statement for all; instants travel as epoch milliseconds. */
async function write(
  tx: Transaction,
  workspace: number,
  versions: readonly Fresh[],
  importNumber: number | null,
): Promise<void> {
  if (versions.length === 0) return;
  const rows = versions.map(({ terms, effectiveAt: effective, recordedAt: recorded, ...version }) => ({
    ...terms,
    ...version,
    holderKind: terms.holder.kind,
    holder: terms.holder.id,
    details: JSON.parse(terms.details),
    effective,
    recorded,
  }));
  await tx.run(sql`
    insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, ends_at, paid_through,
      renews_at, notice_at, cancelled_at, cancel_kind, paused_at, resumes_at, trial_ends_at, past_due_since, price, currency,
      period, seats, discount, discount_ends_at, details, effective_at, recorded_at, announced, due_at, import, import_row)
    select ${workspace}::integer, contract, version, "holderKind", holder, offer, to_timestamp(start / 1000.0),
      to_timestamp("end" / 1000.0), to_timestamp("paidThrough" / 1000.0), to_timestamp(renewal / 1000.0),
      to_timestamp(notice / 1000.0), to_timestamp(cancelled / 1000.0), "cancelKind", to_timestamp(paused / 1000.0),
      to_timestamp(resumes / 1000.0), to_timestamp("trialEnd" / 1000.0), to_timestamp("pastDueSince" / 1000.0), amount,
      currency, period, seats, discount, to_timestamp("discountEnd" / 1000.0), details, to_timestamp(effective / 1000.0),
      to_timestamp(recorded / 1000.0), announced, to_timestamp(due / 1000.0), ${importNumber}::bigint,
      case when ${importNumber}::bigint is not null then given.row end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      contract text, version integer, "holderKind" text, holder text, offer text, start float8, "end" float8,
      "paidThrough" float8, renewal float8, notice float8, cancelled float8, "cancelKind" text, paused float8,
      resumes float8, "trialEnd" float8, "pastDueSince" float8, amount bigint, currency text, period text,
      seats integer, discount bigint, "discountEnd" float8, details jsonb, effective float8, recorded float8,
      announced boolean, due float8, row bigint)`);
}
