import { sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';

/** How far the keeping of lives has come. Instants are epoch milliseconds. */
export interface KeepingState {
  /** What the lives that stand were computed by; null: nothing stands yet. */
  readonly basis: string | null;
  readonly computing: string | null;
  readonly nextCustomer: number;
  readonly ofCustomers: number;
  readonly dueAt: number | null;
  readonly freshAt: number | null;
  /** When rhythms were last looked at. */
  readonly seenAt: number | null;
}

const nothingKept: KeepingState = {
  basis: null,
  computing: null,
  nextCustomer: 1,
  ofCustomers: 0,
  dueAt: null,
  freshAt: null,
  seenAt: null,
};

interface StateRow extends Omit<KeepingState, 'dueAt' | 'freshAt' | 'seenAt'> {
  readonly dueAt: string | null;
  readonly freshAt: string | null;
  readonly seenAt: string | null;
}

const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));
const date = (instant: number | null): Date | null => (instant === null ? null : new Date(instant));

export async function keepingState(records: Transaction): Promise<KeepingState> {
  const row = await records.row(sql<StateRow>`
    select basis, computing, next_customer as "nextCustomer", of_customers as "ofCustomers", due_at as "dueAt",
      fresh_at as "freshAt", seen_at as "seenAt"
    from phase_keeping`);
  if (row === undefined) return nothingKept;
  return { ...row, dueAt: at(row.dueAt), freshAt: at(row.freshAt), seenAt: at(row.seenAt) };
}

/** Writes down how far it has come; what is not told stays. */
export async function keepState(
  records: Transaction,
  workspace: number,
  change: Partial<KeepingState>,
): Promise<KeepingState> {
  const next = { ...(await keepingState(records)), ...change };
  await records.run(sql`
    insert into phase_keeping (workspace_id, basis, computing, next_customer, of_customers, due_at, fresh_at, seen_at)
    values (
      ${workspace}, ${next.basis}, ${next.computing}, ${next.nextCustomer}, ${next.ofCustomers}, ${date(next.dueAt)},
      ${date(next.freshAt)}, ${date(next.seenAt)}
    )
    on conflict (workspace_id) do update
    set basis = excluded.basis, computing = excluded.computing, next_customer = excluded.next_customer,
      of_customers = excluded.of_customers, due_at = excluded.due_at, fresh_at = excluded.fresh_at,
      seen_at = excluded.seen_at`);
  return next;
}
