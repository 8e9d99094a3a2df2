import { type FieldName, type Mapping, type Origin, plainName } from './columns.ts';

/** Billing systems whose exports of subscriptions are known by their columns. */
export const presetNames = ['stripe', 'chargebee'] as const;
export type PresetName = (typeof presetNames)[number];

/** How an export of a billing system is read. */
export interface Preset {
  readonly name: PresetName;
  /** The zone of its times without an offset; null: the workspace's. */
  readonly zone: string | null;
  readonly mapping: Mapping;
}

interface Known {
  /** Columns that tell it. */
  readonly by: readonly string[];
  readonly zone: string | null;
  /** For each field the columns that may hold it, the best first. */
  readonly columns: { readonly [field in FieldName]?: readonly string[] };
  /** Columns whose amount is that of one seat. */
  readonly perSeat: readonly string[];
}

/** As their exports name columns; neither was tried against a live export. */
const known: Readonly<Record<PresetName, Known>> = {
  stripe: {
    by: ['id', 'Customer ID', 'Status', 'Current Period End (UTC)'],
    zone: 'UTC',
    columns: {
      contract: ['id'],
      customer: ['Customer ID'],
      offer: ['Plan', 'Product'],
      // "Start" alone is the date of the last change of plan.
      start: ['Start Date (UTC)', 'Created (UTC)', 'Start (UTC)'],
      end: ['Ended At (UTC)'],
      amount: ['Amount'],
      currency: ['Currency'],
      period: ['Interval'],
      periodCount: ['Interval Count'],
      seats: ['Quantity'],
      paidThrough: ['Current Period End (UTC)'],
      renewal: ['Current Period End (UTC)'],
      periodStart: ['Current Period Start (UTC)'],
      trialEnd: ['Trial End (UTC)'],
      cancelled: ['Canceled At (UTC)'],
      cancelAtEnd: ['Cancel At Period End'],
      cancelReason: ['Cancellation Reason'],
      status: ['Status'],
    },
    perSeat: ['Amount'],
  },
  chargebee: {
    by: ['subscriptions.id', 'subscriptions.status', 'subscriptions.current_term_end'],
    zone: null,
    columns: {
      contract: ['subscriptions.id'],
      customer: ['customers.id', 'subscriptions.customer_id'],
      offer: ['subscriptions.plan_id', 'subscription_items.item_price_id'],
      start: ['subscriptions.started_at', 'subscriptions.start_date', 'subscriptions.created_at'],
      // When it was, or is to be, cancelled: from then on it holds no more.
      end: ['subscriptions.cancelled_at'],
      amount: ['subscriptions.plan_unit_price', 'subscriptions.plan_amount', 'subscription_items.amount'],
      currency: ['subscriptions.currency_code'],
      period: ['subscriptions.billing_period_unit'],
      periodCount: ['subscriptions.billing_period'],
      seats: ['subscriptions.plan_quantity', 'subscription_items.quantity'],
      paidThrough: ['subscriptions.current_term_end'],
      renewal: ['subscriptions.next_billing_at', 'subscriptions.current_term_end'],
      periodStart: ['subscriptions.current_term_start'],
      trialEnd: ['subscriptions.trial_end'],
      cancelled: ['subscriptions.cancel_schedule_created_at'],
      cancelReason: ['subscriptions.cancel_reason'],
      paused: ['subscriptions.pause_date'],
      resumes: ['subscriptions.resume_date'],
      status: ['subscriptions.status'],
    },
    perSeat: ['subscriptions.plan_unit_price'],
  },
};

/** Whose export a file with these columns is; undefined where none is known by them. */
export function presetFound(columns: readonly string[]): PresetName | undefined {
  const there = new Set(columns.map(plainName));
  return presetNames.find((name) => known[name].by.every((column) => there.has(plainName(column))));
}

/** How these columns are read as the export that they are, or are said to be. */
export function presetOf(name: PresetName, columns: readonly string[]): Preset {
  const { zone, columns: wanted, perSeat } = known[name];
  const named = new Map(columns.map((column) => [plainName(column), column]));
  const mapping: { [field in FieldName]?: Origin } = {};
  for (const [field, likely] of Object.entries(wanted) as [FieldName, readonly string[]][]) {
    const found = likely.flatMap((column) => named.get(plainName(column)) ?? []).at(0);
    if (found !== undefined) mapping[field] = { column: found };
  }
  const { amount } = mapping;
  const seatPrices = perSeat.map(plainName);
  if (amount !== undefined && 'column' in amount && seatPrices.includes(plainName(amount.column)))
    mapping.amountPer = { constant: 'seat' };
  return { name, zone, mapping };
}
