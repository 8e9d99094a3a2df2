import type { Transaction } from '#src/engines/records/port.ts';
import { type RowContract, shortened } from '../import-files/index.ts';
import type { OddRow } from '../import-staging/index.ts';
import { expectedOf, type ReceivedEvent } from '../intake/index.ts';
import { loadEvents, type Outcome } from '../loading/index.ts';
import { contractEventId } from './contract-event.ts';
import { decodedLine } from './decode-line.ts';
import type { ImportRecord, Reject } from './import-record.ts';
import type { ContractTerms, ImportParts } from './parts.ts';

/** Rows of one chunk that went the ordinary way. */
export interface SlowEnd {
  readonly outcome: Outcome;
  readonly rejects: readonly Reject[];
  readonly contracts: readonly ContractTerms[];
  /** Contracts that belong to somebody else. */
  readonly misheld: readonly Reject[];
}

/** An event and the row it came in: of two at one millisecond the one of the earlier row came first. */
interface RowEvent {
  readonly row: number;
  readonly event: ReceivedEvent;
}

const eventsAtOnce = 10_000;
const partsPerChunk = 255;

/**
 * Takes rows the ordinary way: lines are decoded as intake does, contracts are handed back after their events are
 * stored. Done again after a kill it ends the same: each part of the chunk has a batch number of its own.
 */
export async function loadOddRows(
  parts: ImportParts,
  record: ImportRecord,
  { batch, rows }: { readonly batch: bigint; readonly rows: AsyncIterable<OddRow> },
): Promise<SlowEnd> {
  const now = parts.clock.now();
  const receivedAt = Date.parse(record.createdAt);
  const rejects: Reject[] = [];
  const contracts: ContractTerms[] = [];
  let outcome = nothing;
  let part = 0;
  const flush = async (taken: readonly RowEvent[]): Promise<Outcome> => {
    if (taken.length === 0) return nothing;
    part += 1;
    if (part > partsPerChunk) throw new Error('a chunk of an import has too many odd rows');
    return loadEvents(parts.loading, {
      workspace: record.workspace,
      source: record.source,
      batch: batch + BigInt(part),
      events: taken.map(({ event }) => event),
      positions: taken.map(({ row }) => row),
    });
  };
  let waiting: RowEvent[] = [];
  for await (const row of rows) {
    const taken = takeRow(row, receivedAt);
    if ('reason' in taken) rejects.push(taken);
    else if ('holder' in taken) contracts.push(taken);
    else waiting.push({ row: Number(row.row), event: taken });
    if (waiting.length >= eventsAtOnce) outcome = sum(outcome, await flush(waiting.splice(0)));
  }
  outcome = sum(outcome, await flush(waiting));
  waiting = [];
  const misheld = await heldByOthers(parts, record, contracts);
  const refused = new Set(misheld.map(({ row }) => row));
  const own = contracts.filter(({ row }) => !refused.has(row));
  const contractEvents = own.flatMap((one) =>
    eventsOfContract(one, receivedAt, now).map((event): RowEvent => ({ row: one.row, event })),
  );
  for (let at = 0; at < contractEvents.length; at += eventsAtOnce)
    await flush(contractEvents.slice(at, at + eventsAtOnce));
  return { outcome, rejects, contracts: own, misheld };
}

/** The rows of contracts that belong to somebody else: nothing of them is stored. */
async function heldByOthers(
  { contracts: ledger, records }: ImportParts,
  { workspace }: ImportRecord,
  contracts: readonly ContractTerms[],
): Promise<Reject[]> {
  if (contracts.length === 0) return [];
  const others = await ledger.heldByOthers(records.of(workspace), workspace, contracts);
  return contracts.flatMap(({ row, contract, holder }) => {
    const other = others.get(row);
    if (other === undefined) return [];
    const expected = 'the holder this contract has; end it and begin another contract for the new holder';
    const got = shortened(`${contract}: ${holder.kind} ${holder.id}`);
    return [{ row, reason: 'imports.other_holder', field: 'holder', expected, got }];
  });
}

const nothing: Outcome = { accepted: 0, stored: 0, rejected: 0, quarantined: 0, duplicate: 0 };

const sum = (a: Outcome, b: Outcome): Outcome => ({
  accepted: a.accepted + b.accepted,
  stored: a.stored + b.stored,
  rejected: a.rejected + b.rejected,
  quarantined: a.quarantined + b.quarantined,
  duplicate: a.duplicate + b.duplicate,
});

function takeRow(row: OddRow, receivedAt: number): ReceivedEvent | ContractTerms | Reject {
  if (row.lane === 'contract') {
    const contract = JSON.parse(row.raw) as RowContract; // written by this program, in stage-rows.ts
    return { ...contract, contract: row.id, row: Number(row.row) };
  }
  if (row.lane === 'bulk') return ofColumns(row, receivedAt);
  const decoded = decodedLine(row.raw, receivedAt);
  if (decoded.outcome === 'refused') {
    const { reason, field, got, raw } = decoded;
    return {
      row: Number(row.row),
      reason,
      field,
      expected: expectedOf(reason),
      got: shortened(got === '' ? raw : got),
    };
  }
  return decoded.madeId ? { ...decoded, messageId: row.id } : decoded;
}

function ofColumns(row: OddRow, receivedAt: number): ReceivedEvent {
  return {
    outcome: 'received',
    type: 'track',
    event: row.event,
    userId: row.user_id === '' ? null : row.user_id,
    anonymousId: row.anonymous_id === '' ? null : row.anonymous_id,
    previousId: null,
    groupId: row.group_id === '' ? null : row.group_id,
    messageId: row.id,
    madeId: row.made,
    originalTime: Date.parse(`${row.time.replace(' ', 'T')}Z`),
    sentAt: null,
    receivedAt,
    neverCorrect: true,
    properties: row.properties,
    traits: '',
    context: row.context,
    userAgent: '',
  };
}

/** A contract's start, and its end once that has come: what is planned may still change. */
function eventsOfContract(terms: ContractTerms, receivedAt: number, now: number): ReceivedEvent[] {
  const ended = terms.end !== null && terms.end <= now;
  const event = (name: string, at: number): ReceivedEvent => ({
    outcome: 'received',
    type: 'track',
    event: name,
    userId: terms.holder.kind === 'customer' ? terms.holder.id : null,
    anonymousId: null,
    previousId: null,
    groupId: terms.holder.kind === 'account' ? terms.holder.id : null,
    messageId: contractEventId(name, terms.contract, at),
    madeId: true,
    originalTime: at,
    sentAt: null,
    receivedAt,
    neverCorrect: true,
    properties: JSON.stringify({
      contract: terms.contract,
      offer: terms.offer,
      currency: terms.currency,
      period: terms.period ?? undefined,
      seats: terms.seats ?? undefined,
    }),
    traits: '',
    context: '{}',
    userAgent: '',
  });
  const started = event('perdure.contract_started', terms.start);
  return ended && terms.end !== null ? [started, event('perdure.contract_ended', terms.end)] : [started];
}

/** Records contracts within the transaction that notes their chunk. */
export async function recordContracts(
  parts: ImportParts,
  tx: Transaction,
  record: ImportRecord,
  contracts: readonly ContractTerms[],
): Promise<{ stored: number; unchanged: number }> {
  if (contracts.length === 0) return { stored: 0, unchanged: 0 };
  return parts.contracts.record(tx, record.workspace, contracts, {
    importNumber: record.number,
    clock: parts.clock,
  });
}
