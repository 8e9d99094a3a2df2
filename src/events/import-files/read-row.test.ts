import { describe, expect, it } from 'vitest';
import { localTimeOf } from './local-time.ts';
import { periodOf } from './periods.ts';
import { type Reading, rowReader } from './read-row.ts';

const purchases: Reading = {
  kind: 'purchases',
  columns: ['client', 'date', 'montant', 'commande', 'magasin', 'articles'],
  mapping: {
    customer: { column: 'client' },
    date: { column: 'date' },
    amount: { column: 'montant' },
    order: { column: 'commande' },
  },
  dates: { date: 'ymd' },
  decimal: ',',
  currency: 'EUR',
  local: localTimeOf('Europe/Paris'),
};
const read = (cells: string[], reading: Reading = purchases) => rowReader(reading)({ row: 1, cells });

describe('a row of purchases', () => {
  it('is an Order Completed with order, exact revenue, currency, and the other columns', () => {
    expect(read(['00001', '2024-01-01', '1 234,50', 'A-1', 'Lyon', '3'])).toEqual({
      outcome: 'event',
      event: 'Order Completed',
      userId: '00001',
      anonymousId: '',
      groupId: '',
      at: Date.parse('2023-12-31T23:00:00Z'),
      messageId: '',
      properties: '{"orderId":"A-1","revenue":1234.5,"currency":"EUR","magasin":"Lyon","articles":3}',
      dateOnly: true,
      rounded: false,
    });
  });

  it('is an Order Refunded of the same amount where the amount is negative', () => {
    expect(read(['C', '2024-01-01', '-5,00', '', '', ''])).toMatchObject({
      event: 'Order Refunded',
      properties: '{"revenue":5,"currency":"EUR"}',
    });
  });

  it.each([
    [['', '2024-01-01', '5', '', '', ''], 'imports.missing', 'customer'],
    [['C', 'soon', '5', '', '', ''], 'imports.bad_date', 'date'],
    [['C', '2024-02-30', '5', '', '', ''], 'imports.bad_date', 'date'],
    [['C', '2024-01-01', '', '', '', ''], 'imports.missing', 'amount'],
    [['C', '2024-01-01', 'five', '', '', ''], 'imports.bad_amount', 'amount'],
    [['x'.repeat(513), '2024-01-01', '5', '', '', ''], 'imports.bad_id', 'customer'],
    [['C', '2024-01-01', '5'], 'imports.cells', ''],
  ])('%j is refused', (cells, reason, field) =>
    expect(read(cells)).toMatchObject({ outcome: 'refused', reason, field }),
  );

  it('a currency of the row decides the smallest unit', () => {
    const withCurrency: Reading = {
      ...purchases,
      mapping: { ...purchases.mapping, currency: { column: 'magasin' } },
    };
    expect(read(['C', '2024-01-01', '500', '', 'jpy', ''], withCurrency)).toMatchObject({
      properties: '{"revenue":500,"currency":"JPY"}',
    });
    expect(read(['C', '2024-01-01', '500', '', 'XXL', ''], withCurrency)).toMatchObject({
      reason: 'imports.bad_currency',
    });
  });
});

it('a row of a contract keeps holder, offer, dates, money and period', () => {
  const reading: Reading = {
    kind: 'subscriptions',
    columns: ['id', 'account', 'plan', 'from', 'to', 'price', 'seats', 'note'],
    mapping: {
      contract: { column: 'id' },
      account: { column: 'account' },
      offer: { column: 'plan' },
      start: { column: 'from' },
      end: { column: 'to' },
      amount: { column: 'price' },
      seats: { column: 'seats' },
      period: { constant: 'mensuel' },
    },
    dates: { start: 'ymd', end: 'ymd' },
    decimal: '.',
    currency: 'USD',
    local: localTimeOf('UTC'),
  };
  expect(read(['S-1', 'A-1', 'Pro', '2024-01-01', '', '2786', '14', 'ok'], reading)).toEqual({
    outcome: 'contract',
    contract: 'S-1',
    holder: { kind: 'account', id: 'A-1' },
    offer: 'Pro',
    start: Date.UTC(2024, 0, 1),
    end: null,
    paidThrough: null,
    renewal: null,
    notice: null,
    amount: '278600',
    currency: 'USD',
    period: 'month',
    seats: 14,
    discount: null,
    discountEnd: null,
    cancelled: null,
    cancelKind: null,
    paused: null,
    resumes: null,
    trialEnd: null,
    pastDueSince: null,
    details: '{"note":"ok"}',
  });
  expect(read(['S-1', 'A-1', 'Pro', '2024-01-02', '2024-01-01', '1', '', ''], reading)).toMatchObject({
    reason: 'imports.end_before_start',
  });
});

it('leaves long digits and leading noughts text', () => {
  const events: Reading = {
    ...purchases,
    kind: 'events',
    columns: ['u', 'e', 'd', 'a', 'b', 'c', 'f'],
    mapping: { customer: { column: 'u' }, event: { column: 'e' }, date: { column: 'd' } },
  };
  expect(read(['u', 'Visit', '2024-01-01', '9007199254740993', '007', 'TRUE', '-1.5'], events)).toMatchObject(
    {
      properties: '{"a":"9007199254740993","b":"007","c":true,"f":-1.5}',
    },
  );
});

it('knows periods in both languages', () => {
  expect(
    ['monthly', 'Mensuel', 'annual', 'an', 'Année', 'trimestriel', 'hebdomadaire', 'often'].map(periodOf),
  ).toEqual(['month', 'month', 'year', 'year', 'year', 'quarter', 'week', null]);
});
