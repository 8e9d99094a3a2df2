import type { Warehouse } from '#src/engines/warehouse/port.ts';

/** A contract version as a test tells it; instants as text that Date reads, what is left out is not told. */
export interface ToldVersion {
  readonly holder: string;
  readonly kind?: 'customer' | 'account';
  readonly contract?: string;
  readonly version?: number;
  readonly offer?: string;
  readonly starts: string;
  readonly ends?: string | null | undefined;
  readonly paidThrough?: string | null | undefined;
  readonly cancelled?: string | null | undefined;
  readonly paused?: string | null | undefined;
  readonly resumes?: string | null | undefined;
  readonly trialEnds?: string | null | undefined;
  readonly pastDue?: string | null | undefined;
  readonly price?: number | null;
  readonly currency?: string;
  readonly period?: '' | 'day' | 'week' | 'month' | 'quarter' | 'semester' | 'year';
  readonly discount?: number | null | undefined;
  readonly discountEnds?: string | null | undefined;
  /** The start unless told. */
  readonly effective?: string;
  /** Long ago unless told: a question knows it at any instant. */
  readonly recorded?: string;
}

/** Puts contract versions where questions about money read them. */
export async function keepVersions(
  warehouse: Warehouse,
  workspace: number,
  versions: readonly ToldVersion[],
): Promise<void> {
  const rows = versions.map((told) => ({
    workspace_id: workspace,
    holder_kind: told.kind ?? 'customer',
    holder: told.holder,
    contract: told.contract ?? `of-${told.holder}`,
    version: told.version ?? 1,
    offer: told.offer ?? 'Gold',
    starts_at: instant(told.starts),
    ends_at: instant(told.ends),
    paid_through: instant(told.paidThrough),
    cancelled_at: instant(told.cancelled),
    paused_at: instant(told.paused),
    resumes_at: instant(told.resumes),
    trial_ends_at: instant(told.trialEnds),
    past_due_since: instant(told.pastDue),
    price: told.price === undefined ? 1000 : told.price,
    currency: told.currency ?? 'EUR',
    period: told.period ?? 'month',
    discount: told.discount ?? null,
    discount_ends_at: instant(told.discountEnds),
    effective_at: instant(told.effective ?? told.starts),
    recorded_at: instant(told.recorded ?? '2000-01-01'),
    stamp: 1,
  }));
  await insert(warehouse, 'contract_versions', rows);
}

/** Which number a user id stands for. */
export const keepNumbers = (
  warehouse: Warehouse,
  workspace: number,
  numbers: Readonly<Record<string, number>>,
): Promise<void> =>
  insert(
    warehouse,
    'people_ids',
    Object.entries(numbers).map(([user_id, customer]) => ({
      workspace_id: workspace,
      user_id,
      customer,
      stamp: 1,
    })),
  );

const insert = (warehouse: Warehouse, table: string, rows: readonly object[]): Promise<void> =>
  warehouse.insert(table, new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join('')), {
    format: 'JSONEachRow',
  });

const instant = (text: string | null | undefined): string | null =>
  text === null || text === undefined
    ? null
    : new Date(text).toISOString().replace('T', ' ').replace('Z', '');
