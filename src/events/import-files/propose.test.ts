import { describe, expect, it } from 'vitest';
import { detectDialect } from './detect-dialect.ts';
import { rowsOf } from './dialect.ts';
import { localTimeOf } from './local-time.ts';
import { propose, readMappingArgument, writingOf } from './propose.ts';

const paris = localTimeOf('Europe/Paris');
function columnsOf(text: string) {
  const dialect = detectDialect(text);
  const [first, ...rest] = rowsOf(text, dialect).map((row) => row.cells);
  const rows = dialect.header ? rest : [first ?? [], ...rest];
  return (first ?? []).map((cell, i) => ({
    name: dialect.header ? cell : `column ${i + 1}`,
    values: rows.map((cells) => cells[i] ?? ''),
  }));
}
const proposed = (text: string, kind?: 'events' | 'purchases' | 'subscriptions') => {
  const { kind: found, mapping } = propose(columnsOf(text), paris, { kind });
  const short = Object.entries(mapping).map(([field, origin]) => [
    field,
    'column' in origin ? origin.column : `=${origin.constant}`,
  ]);
  return { kind: found, ...Object.fromEntries(short) };
};

describe('the proposal for a file', () => {
  it('CDNOW: a customer, a compact date, a dollar value', () => {
    expect(
      proposed(
        ' customer_id  date number_of_cds  dollar_value\r\n 00001 19970101  1   11.77\r\n 00002 19970112  1   12.00\r\n',
      ),
    ).toEqual({
      kind: 'purchases',
      customer: 'customer_id',
      date: 'date',
      amount: 'dollar_value',
    });
  });

  it('CDNOW’s sample, without header: by what the columns hold', () => {
    expect(
      proposed(' 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n', 'purchases'),
    ).toEqual({
      kind: 'purchases',
      customer: 'column 1',
      date: 'column 3',
      amount: 'column 5',
    });
  });

  it('Online Retail: invoice, date, customer, total', () => {
    expect(
      proposed(
        'InvoiceNo,InvoiceDate,CustomerID,TotalPrice\n536365,2010-12-01,17850,139.12\n536366,2010-12-01,17850,22.2\n',
      ),
    ).toEqual({
      kind: 'purchases',
      order: 'InvoiceNo',
      customer: 'CustomerID',
      date: 'InvoiceDate',
      amount: 'TotalPrice',
    });
  });

  it('a French export', () => {
    expect(
      proposed(
        'N° commande;Date commande;Numéro client;Montant TTC;Devise\nA1;31/12/2024;C1;12,50;EUR\nA2;30/12/2024;C2;8,00;EUR\n',
      ),
    ).toMatchObject({
      kind: 'purchases',
      customer: 'Numéro client',
      date: 'Date commande',
      amount: 'Montant TTC',
      currency: 'Devise',
    });
  });

  it('subscriptions of accounts, with a monthly amount', () => {
    expect(
      proposed(
        'subscription_id,account_id,start_date,end_date,plan_tier,seats,mrr_amount,billing_frequency\nS-1,A-1,2023-12-23,2024-04-12,Pro,14,2786,annual\n',
      ),
    ).toEqual({
      kind: 'subscriptions',
      contract: 'subscription_id',
      account: 'account_id',
      offer: 'plan_tier',
      start: 'start_date',
      end: 'end_date',
      amount: 'mrr_amount',
      period: '=month',
      seats: 'seats',
    });
  });

  it('a log of events', () => {
    expect(proposed('user_id,event_name,timestamp,plan\nu1,Visit,2024-01-01T10:00:00Z,pro\n')).toEqual({
      kind: 'events',
      customer: 'user_id',
      event: 'event_name',
      date: 'timestamp',
    });
  });

  it('takes no column of minutes for a date, whatever its name', () => {
    expect(
      proposed('user_id,event,time,day\nu1,Visit,12,2024-01-01\nu2,Visit,45,2024-01-02\n'),
    ).toMatchObject({ date: 'day' });
  });
});

it('decides how dates and amounts are written over the sample', () => {
  const columns = columnsOf('client;date;montant\nA;01/02/2024;1 234,50\nB;25/12/2024;8,00\n');
  const { mapping } = propose(columns, paris, { kind: 'purchases' });
  expect(writingOf(columns, mapping, paris)).toEqual({
    dates: { date: { shape: 'dmy', share: 1, ambiguous: false } },
    decimal: ',',
  });
});

it('reads --map arguments: a column, or one text for every row', () => {
  expect(readMappingArgument('customer=Client = id')).toEqual(['customer', { column: 'Client = id' }]);
  expect(readMappingArgument('event==Visit')).toEqual(['event', { constant: 'Visit' }]);
  expect(() => readMappingArgument('colour=red')).toThrow('imports.unknown_field');
  expect(() => readMappingArgument('customer')).toThrow('imports.bad_mapping');
});
