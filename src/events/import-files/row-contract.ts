import type { Period } from './periods.ts';

/** Whether somebody wanted a contract to end, or it was not paid. */
export const cancelKinds = ['voluntary', 'delinquent'] as const;
export type CancelKind = (typeof cancelKinds)[number];

/** A row that is a contract. Times are epoch milliseconds, money in smallest units as decimal text. */
export interface RowContract {
  readonly outcome: 'contract';
  /** '' where the file gives none. */
  readonly contract: string;
  readonly holder: { readonly kind: 'customer' | 'account'; readonly id: string };
  readonly offer: string;
  readonly start: number;
  readonly end: number | null;
  readonly paidThrough: number | null;
  readonly renewal: number | null;
  readonly notice: number | null;
  readonly amount: string | null;
  readonly currency: string;
  readonly period: Period | null;
  readonly seats: number | null;
  readonly discount: string | null;
  readonly discountEnd: number | null;
  /** When its end was asked for; the end itself may come later. */
  readonly cancelled: number | null;
  readonly cancelKind: CancelKind | null;
  readonly paused: number | null;
  /** When a pause ends; null while nobody knows. */
  readonly resumes: number | null;
  readonly trialEnd: number | null;
  readonly pastDueSince: number | null;
  /** JSON text of an object: the columns no field took. */
  readonly details: string;
}
