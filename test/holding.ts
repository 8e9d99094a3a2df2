import type { Workspace } from '#src/access/index.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';

/** A version of a contract as a test tells it; instants are epoch milliseconds. */
export interface ToldContract {
  /** The account, or the customer's user id. */
  readonly holder: string;
  readonly kind?: 'customer' | 'account';
  readonly contract?: string;
  readonly version?: number;
  readonly offer?: string;
  readonly starts: number;
  readonly ends?: number | null;
  readonly paused?: number;
  readonly resumes?: number;
  readonly trialEnds?: number;
  /** A month, in cents; null: not told. */
  readonly price?: number | null;
  readonly period?: 'day' | 'week' | 'month' | 'quarter' | 'semester' | 'year' | '';
  readonly currency?: string;
  readonly seats?: number | null;
  readonly discount?: number;
  readonly discountEnds?: number;
  readonly effective?: number;
  readonly recorded?: number;
}

const time = (at: number | null | undefined): string | null =>
  at === null || at === undefined ? null : new Date(at).toISOString().replace('T', ' ').replace('Z', '');

/** Puts versions of contracts where questions about money read them. */
export async function holdContracts(
  warehouse: Warehouse,
  { number }: Pick<Workspace, 'number'>,
  told: readonly ToldContract[],
): Promise<void> {
  if (told.length === 0) return;
  const rows = told.map((one) => ({
    workspace_id: number,
    holder_kind: one.kind ?? 'account',
    holder: one.holder,
    contract: one.contract ?? `contract of ${one.holder}`,
    version: one.version ?? 1,
    offer: one.offer ?? 'pro',
    starts_at: time(one.starts),
    ends_at: time(one.ends),
    paid_through: null,
    renews_at: null,
    notice_at: null,
    cancelled_at: null,
    cancel_kind: '',
    paused_at: time(one.paused),
    resumes_at: time(one.resumes),
    trial_ends_at: time(one.trialEnds),
    past_due_since: null,
    price: one.price === undefined ? 10_000 : one.price,
    currency: one.currency ?? 'EUR',
    period: one.period ?? 'month',
    seats: one.seats ?? null,
    discount: one.discount ?? null,
    discount_ends_at: time(one.discountEnds),
    effective_at: time(one.effective ?? one.starts),
    recorded_at: time(one.recorded ?? one.effective ?? one.starts),
    stamp: '1',
  }));
  const body = new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await warehouse.insert('contract_versions', body, { format: 'JSONEachRow' });
}
