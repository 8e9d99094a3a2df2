import { type Period, periodOf } from './periods.ts';
import type { CancelKind, RowContract } from './row-contract.ts';

/** What a billing system says of a subscription beside its terms; '' and null where it does not. */
export interface BillingSaid {
  readonly status: string;
  readonly periodStart: number | null;
  readonly cancelAtEnd: boolean;
  readonly cancelReason: string;
  /** The price is that of one seat. */
  readonly perSeat: boolean;
}

type Turn = (terms: RowContract, said: BillingSaid) => Partial<RowContract>;

const ended: Turn = ({ end, cancelled, paidThrough, start }) => {
  const at = end ?? cancelled ?? paidThrough ?? start;
  return { end: at, cancelled: cancelled ?? at, renewal: null };
};

/** What was not paid for begins with the period that is due. */
const unpaid: Turn = ({ pastDueSince, paidThrough }, { periodStart }) => ({
  pastDueSince: pastDueSince ?? periodStart ?? paidThrough,
  paidThrough: periodStart ?? paidThrough,
});

const paused: Turn = ({ paused: since, trialEnd, start }, { periodStart }) => ({
  paused: since ?? trialEnd ?? periodStart ?? start,
});

const inTrial: Turn = ({ trialEnd, paidThrough }) => ({ trialEnd: trialEnd ?? paidThrough });

const neverPaid: Turn = ({ end, start, cancelled }) => ({
  end: end ?? start,
  cancelled: cancelled ?? end ?? start,
  cancelKind: 'delinquent',
  renewal: null,
});

/** By their plain names: what Stripe, Chargebee and people in French call it. Others change nothing. */
const turns: ReadonlyMap<string, Turn> = new Map<string, Turn>([
  ...['canceled', 'cancelled', 'expired', 'ended', 'transferred', 'resilie', 'termine'].map(
    (name): [string, Turn] => [name, ended],
  ),
  ...['trialing', 'intrial', 'trial', 'enessai'].map((name): [string, Turn] => [name, inTrial]),
  ...['pastdue', 'unpaid', 'incomplete', 'overdue', 'impaye'].map((name): [string, Turn] => [name, unpaid]),
  ...['paused', 'enpause', 'suspendu'].map((name): [string, Turn] => [name, paused]),
  ['incompleteexpired', neverPaid],
]);

/**
 * The terms of a subscription as its status has them: one that ended has an end, one that is past due is paid up to the period
 * that is due, one that is to be cancelled at the end of its period ends with it, whether that period was paid or not.
 */
export function asBilled(terms: RowContract, said: BillingSaid): RowContract {
  const priced = said.perSeat ? { ...terms, amount: timesSeats(terms) } : terms;
  const turned = { ...priced, ...turns.get(plainStatus(said.status))?.(priced, said) };
  const leaving =
    said.cancelAtEnd && turned.end === null ? { ...turned, end: endOfPeriod(priced), renewal: null } : turned;
  const renewing =
    leaving.end === null ? leaving : { ...leaving, end: Math.max(leaving.end, leaving.start), renewal: null };
  return { ...renewing, cancelKind: renewing.cancelKind ?? kindOf(said.cancelReason, renewing) };
}

/** Of the period under way as the file has it, paid or not; nothing ends before its end was asked for. */
const endOfPeriod = ({ paidThrough, cancelled }: RowContract): number | null =>
  paidThrough === null ? null : Math.max(paidThrough, cancelled ?? paidThrough);

const timesSeats = ({ amount, seats }: RowContract): string | null =>
  amount === null || seats === null ? amount : (BigInt(amount) * BigInt(seats)).toString();

/** Somebody's wish, or what was not paid; unknown where nothing says why. */
function kindOf(reason: string, { cancelled, end }: RowContract): CancelKind | null {
  if (reason === '' || (cancelled === null && end === null)) return null;
  return /not.?paid|unpaid|no.?card|payment.?(failed|disputed)|impay/i.test(reason)
    ? 'delinquent'
    : 'voluntary';
}

const plainStatus = (status: string): string =>
  status
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');

const monthly: Readonly<Record<number, Period>> = { 1: 'month', 3: 'quarter', 6: 'semester', 12: 'year' };

/** A period told as a unit and how many of them: 3 and `month` are a quarter. Null where there is no such period. */
export function periodOfMany(unit: string, count: string): Period | null {
  const one = periodOf(unit);
  if (one === null || count === '' || count === '1') return one;
  return one === 'month' ? (monthly[Number(count)] ?? null) : null;
}
