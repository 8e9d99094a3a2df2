import { describe, expect, it } from 'vitest';
import { decimalsOf } from '#src/basics/currency.ts';
import { decimalMarkOf, decimalMarkTold, isCurrency, majorText, readAmount } from './money.ts';

const euros = (text: string, mark: '.' | ',' = '.') => readAmount(text, mark, 2)?.minor;

describe('an amount in a file', () => {
  it.each([
    ['11.77', 1177n],
    ['12.00', 1200n],
    ['0.1', 10n],
    ['.5', 50n],
    ['-3.20', -320n],
    ['(3.20)', -320n],
    ['3.20-', -320n],
    ['1,234.50', 123450n],
    ['$1,234.50', 123450n],
    ['EUR 12', 1200n],
    ['12 EUR', 1200n],
    ['1.5E+2', 15000n],
    ["1'234.50", 123450n],
  ])('%s is %s cents', (text, minor) => expect(euros(text)).toBe(minor));

  it.each([
    ['1 234,50', 123450n],
    ['1\u202f234,50 €', 123450n],
    ['1\u00a0234\u00a0567,8', 123456780n],
    ['1.234,50', 123450n],
    ['12', 1200n],
  ])('with a decimal comma, %s is %s cents', (text, minor) => expect(euros(text, ',')).toBe(minor));

  it.each(['', 'abc', '12,5', '1.2.3', '--1', '1,23,456', '12 apples'])('"%s" is none', (text) =>
    expect(euros(text)).toBeUndefined(),
  );

  it('takes a decimal point as no amount where the file has decimal commas', () => {
    expect(euros('11.77', ',')).toBeUndefined();
  });

  it('takes away a computer’s own rounding without a word: 22.200000000000003 is 22.20', () => {
    expect(readAmount('22.200000000000003', '.', 2)).toEqual({ minor: 2220n, rounded: false });
  });

  it('rounds half to even and says so: 0.125 is 12 cents, 0.135 is 14', () => {
    expect(readAmount('0.125', '.', 2)).toEqual({ minor: 12n, rounded: true });
    expect(readAmount('0.135', '.', 2)).toEqual({ minor: 14n, rounded: true });
  });

  it('keeps every digit up to 64 bits and refuses more', () => {
    expect(euros('92233720368547758.07')).toBe(9_223_372_036_854_775_807n);
    expect(euros('92233720368547758.08')).toBeUndefined();
  });
});

describe('the decimal mark of a file', () => {
  it.each([
    [['11.77', '12.00'], '.'],
    [['11,77', '12,00'], ','],
    [['1.234,50'], ','],
    [['1,234.50'], '.'],
    [['1,234', '2,345'], '.'],
    [['1.234.567'], ','], // twice: it groups
    [['0.500', '12.000'], '.'], // no group begins with a nought
    [['0,500', '12,000'], ','],
    [['1,234,567.5'], '.'],
    [['1 234,5 €'], ','],
    [['12'], '.'],
  ] as const)('of %s is "%s"', (amounts, mark) => expect(decimalMarkOf(amounts)).toBe(mark));
});

it.each([[['2.500', '12.000']], [['1,234', '€2,345', '7']], [['12']], [['1.5', '1,5']], [[]]])(
  'is not told by %s',
  (amounts) => expect(decimalMarkTold(amounts)).toBeNull(),
);

it('knows currencies of none, two and three decimals, and writes whole units without trailing noughts', () => {
  expect([decimalsOf('JPY'), decimalsOf('EUR'), decimalsOf('KWD')]).toEqual([0, 2, 3]);
  expect([majorText(1177n, 'EUR'), majorText(2220n, 'EUR'), majorText(1200n, 'EUR')]).toEqual([
    '11.77',
    '22.2',
    '12',
  ]);
  expect([majorText(-5n, 'EUR'), majorText(500n, 'JPY'), majorText(1234n, 'KWD')]).toEqual([
    '-0.05',
    '500',
    '1.234',
  ]);
  expect([isCurrency('EUR'), isCurrency('XXL')]).toEqual([true, false]);
});
