import { describe, expect, it } from 'vitest';
import { localTimeOf } from './local-time.ts';
import { propose, writingOf } from './propose.ts';
import { type RowResult, rowReader } from './read-row.ts';
import type { RowContract } from './row-contract.ts';

/** A file as it is imported: its columns told, then each row read. */
function read(csv: string, preset?: 'none'): { name: string | undefined; rows: RowResult[] } {
  const [header = '', ...lines] = csv.trim().split('\n');
  const columns = header.split(',');
  const cells = lines.map((line) => line.split(','));
  const sample = columns.map((name, i) => ({ name, values: cells.map((row) => row[i] ?? '') }));
  const paris = localTimeOf('Europe/Paris');
  const { kind, mapping, preset: found } = propose(sample, paris, { preset });
  const local = found?.zone === undefined || found.zone === null ? paris : localTimeOf(found.zone);
  const writing = writingOf(sample, mapping, local);
  const dates = Object.fromEntries(Object.entries(writing.dates).map(([field, { shape }]) => [field, shape]));
  const reader = rowReader({
    kind,
    columns,
    mapping,
    dates,
    decimal: writing.decimal,
    currency: 'EUR',
    local,
  });
  return { name: found?.name, rows: cells.map((row, i) => reader({ row: i + 2, cells: row })) };
}

const at = (text: string) => Date.parse(text);
const contract = (row: RowResult | undefined): RowContract => {
  if (row?.outcome !== 'contract') throw new Error(JSON.stringify(row));
  return row;
};

const stripe = `
id,Customer ID,Customer Email,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start (UTC),Start Date (UTC),Current Period Start (UTC),Current Period End (UTC),Trial End (UTC),Coupon,Canceled At (UTC),Cancel At Period End,Ended At (UTC),Cancellation Reason
sub_1,cus_1,a@example.com,pro,3,eur,month,9.90,active,2025-01-31 23:30:00,2025-06-01 00:00:00,2025-01-31 23:30:00,2025-12-31 23:30:00,2026-01-31 23:30:00,,,,false,,
sub_2,cus_2,b@example.com,pro,1,eur,year,99.00,active,2025-03-01 10:00:00,2025-03-01 10:00:00,2025-03-01 10:00:00,2025-03-01 10:00:00,2026-03-01 10:00:00,,,2025-12-01 08:00:00,true,,cancellation_requested
sub_3,cus_3,c@example.com,pro,1,jpy,month,1200,past_due,2025-03-01 10:00:00,2025-03-01 10:00:00,2025-03-01 10:00:00,2026-01-01 10:00:00,2026-02-01 10:00:00,,,,false,,
sub_4,cus_4,d@example.com,pro,1,eur,month,9.90,canceled,2025-03-01 10:00:00,2025-03-01 10:00:00,2025-03-01 10:00:00,2025-05-01 10:00:00,2025-06-01 10:00:00,,SPRING,2025-05-20 10:00:00,false,2025-05-21 10:00:00,payment_failed
sub_5,cus_5,e@example.com,pro,1,eur,month,9.90,trialing,2026-01-10 10:00:00,2026-01-10 10:00:00,2026-01-10 10:00:00,2026-01-10 10:00:00,2026-01-24 10:00:00,2026-01-24 10:00:00,,,false,,
sub_6,cus_6,f@example.com,pro,1,eur,month,9.90,unpaid,2025-03-01 10:00:00,2025-03-01 10:00:00,2025-03-01 10:00:00,2025-11-01 10:00:00,2025-12-01 10:00:00,,,,false,,
sub_7,cus_7,g@example.com,pro,1,eur,month,9.90,paused,2025-12-01 10:00:00,2025-12-01 10:00:00,2025-12-01 10:00:00,2025-12-15 10:00:00,2026-01-15 10:00:00,2025-12-15 10:00:00,,,false,,
sub_8,cus_8,h@example.com,pro,1,eur,year,99.00,past_due,2025-10-03 10:00:00,2025-10-03 10:00:00,2025-10-03 10:00:00,2026-10-03 10:00:00,2027-10-03 10:00:00,,,2026-10-05 08:00:00,true,,payment_failed
sub_9,cus_9,i@example.com,pro,1,eur,month,9.90,past_due,2026-09-03 10:00:00,2026-09-03 10:00:00,2026-09-03 10:00:00,2026-09-03 10:00:00,2026-10-03 10:00:00,,,2026-10-05 08:00:00,true,,cancellation_requested
`;

describe('an export of subscriptions by Stripe', () => {
  const { name, rows } = read(stripe);
  const [active, leaving, late, gone, trial, unpaid, paused, lateAndLeaving, askedLate] = rows.map(contract);

  it('is known by its columns; 3 seats at 9.90 a month are 29.70, from the first day and by the clock of UTC', () => {
    expect(name).toBe('stripe');
    expect(active).toMatchObject({
      contract: 'sub_1',
      holder: { kind: 'customer', id: 'cus_1' },
      offer: 'pro',
      amount: '2970',
      currency: 'EUR',
      period: 'month',
      seats: 3,
      start: at('2025-01-31T23:30:00Z'),
      end: null,
      paidThrough: at('2026-01-31T23:30:00Z'),
      renewal: at('2026-01-31T23:30:00Z'),
      cancelled: null,
    });
  });

  it('tells who asked to leave: the end is that of the paid period, and nothing renews', () => {
    expect(leaving).toMatchObject({
      cancelled: at('2025-12-01T08:00:00Z'),
      cancelKind: 'voluntary',
      end: at('2026-03-01T10:00:00Z'),
      renewal: null,
      period: 'year',
    });
  });

  it('ends with the period under way who is past due and leaves with it, unpaid since it began', () => {
    expect(lateAndLeaving).toMatchObject({
      pastDueSince: at('2026-10-03T10:00:00Z'),
      paidThrough: at('2026-10-03T10:00:00Z'),
      cancelled: at('2026-10-05T08:00:00Z'),
      end: at('2027-10-03T10:00:00Z'),
      renewal: null,
    });
  });

  it('ends nothing before its end was asked for: a period over on 3 October, left on the 5th, ends on the 5th', () => {
    expect(askedLate).toMatchObject({
      cancelled: at('2026-10-05T08:00:00Z'),
      end: at('2026-10-05T08:00:00Z'),
      paidThrough: at('2026-09-03T10:00:00Z'),
    });
  });

  it('reads who is past due or unpaid as paid up to the period that is due; yen have no decimals', () => {
    expect(late).toMatchObject({
      pastDueSince: at('2026-01-01T10:00:00Z'),
      paidThrough: at('2026-01-01T10:00:00Z'),
      amount: '1200',
      end: null,
    });
    expect(unpaid).toMatchObject({ pastDueSince: at('2025-11-01T10:00:00Z'), end: null });
  });

  it('ends what is cancelled when it ended, by whose fault, and keeps the coupon beside', () => {
    expect(gone).toMatchObject({
      end: at('2025-05-21T10:00:00Z'),
      cancelled: at('2025-05-20T10:00:00Z'),
      cancelKind: 'delinquent',
    });
    expect(JSON.parse(gone?.details ?? '')).toMatchObject({ Coupon: 'SPRING', Status: 'canceled' });
  });

  it('tells trials and pauses', () => {
    expect(trial).toMatchObject({ trialEnd: at('2026-01-24T10:00:00Z'), end: null });
    expect(paused).toMatchObject({ paused: at('2025-12-15T10:00:00Z') });
  });

  it('is an ordinary file where one says so', () => {
    expect(read(stripe, 'none').name).toBeUndefined();
  });
});

const chargebee = `
subscriptions.id,customers.id,subscriptions.plan_id,subscriptions.plan_quantity,subscriptions.plan_unit_price,subscriptions.currency_code,subscriptions.billing_period,subscriptions.billing_period_unit,subscriptions.status,subscriptions.start_date,subscriptions.started_at,subscriptions.trial_end,subscriptions.current_term_start,subscriptions.current_term_end,subscriptions.cancelled_at,subscriptions.cancel_schedule_created_at,subscriptions.cancel_reason,subscriptions.pause_date,subscriptions.resume_date
cb1,c1,team,5,20.00,EUR,3,month,Active,2025-01-01 00:00:00,2025-01-01 00:00:00,,2025-10-01 00:00:00,2026-01-01 00:00:00,,,,,
cb2,c2,team,1,20.00,EUR,1,month,Non Renewing,2025-01-01 00:00:00,2025-01-01 00:00:00,,2026-01-01 00:00:00,2026-02-01 00:00:00,2026-02-01 00:00:00,2026-01-10 09:00:00,,,
cb3,c3,team,1,20.00,EUR,1,year,Cancelled,2025-01-01 00:00:00,2025-01-01 00:00:00,,,,2025-07-01 00:00:00,,Not Paid,,
cb4,c4,team,1,20.00,EUR,1,month,Paused,2025-01-01 00:00:00,2025-01-01 00:00:00,,2026-01-01 00:00:00,2026-02-01 00:00:00,,,,2026-01-05 00:00:00,2026-03-05 00:00:00
cb5,c5,team,1,20.00,EUR,2,month,In Trial,2026-01-01 00:00:00,2026-01-01 00:00:00,2026-01-15 00:00:00,,,,,,,
`;

describe('an export of subscriptions by Chargebee', () => {
  const { name, rows } = read(chargebee);

  it('is known by its columns; 5 seats at 20 for 3 months are 100 a quarter, by the clock of the workspace', () => {
    expect(name).toBe('chargebee');
    expect(contract(rows[0])).toMatchObject({
      contract: 'cb1',
      holder: { kind: 'customer', id: 'c1' },
      amount: '10000',
      period: 'quarter',
      start: at('2024-12-31T23:00:00Z'),
      paidThrough: at('2025-12-31T23:00:00Z'),
    });
  });

  it('tells what will not renew, was not paid, and is paused', () => {
    expect(contract(rows[1])).toMatchObject({
      cancelled: at('2026-01-10T08:00:00Z'),
      end: at('2026-01-31T23:00:00Z'),
      renewal: null,
    });
    expect(contract(rows[2])).toMatchObject({ end: at('2025-06-30T22:00:00Z'), cancelKind: 'delinquent' });
    expect(contract(rows[3])).toMatchObject({
      paused: at('2026-01-04T23:00:00Z'),
      resumes: at('2026-03-04T23:00:00Z'),
    });
  });

  it('refuses a period that Perdure has not, with what came', () => {
    expect(rows[4]).toMatchObject({ outcome: 'refused', reason: 'imports.bad_period', got: '2 month' });
  });
});
