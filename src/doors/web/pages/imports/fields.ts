import type { FieldName, ImportKind } from '#src/events/import-files/index.ts';

/** The fields offered for each kind of file, in the order in which one thinks of them. */
export const fieldsOf: Readonly<Record<ImportKind, readonly FieldName[]>> = {
  events: ['customer', 'anonymous', 'account', 'event', 'date', 'id'],
  purchases: ['customer', 'account', 'date', 'amount', 'currency', 'order'],
  subscriptions: [
    'customer',
    'account',
    'contract',
    'offer',
    'start',
    'end',
    'amount',
    'currency',
    'period',
    'seats',
    'paidThrough',
    'renewal',
    'notice',
    'discount',
    'discountEnd',
    'trialEnd',
    'cancelled',
    'cancelReason',
    'cancelAtEnd',
    'paused',
    'resumes',
    'pastDueSince',
    'status',
    'periodStart',
    'periodCount',
    'amountPer',
  ],
};

/** Fields that may have one value for every row instead of a column. */
export const constantFields: ReadonlySet<string> = new Set<FieldName>([
  'event',
  'currency',
  'offer',
  'period',
  'amountPer',
]);

export const kinds: readonly ImportKind[] = ['purchases', 'events', 'subscriptions'];
