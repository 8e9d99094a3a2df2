import { describe, expect, it } from 'vitest';
import { detectDialect } from './detect-dialect.ts';
import { type Dialect, RowReader, rowsOf } from './dialect.ts';

const comma: Dialect = { delimiter: ',', quote: '"', newline: '\n', header: true };
const cells = (text: string, dialect: Dialect = comma) => rowsOf(text, dialect).map((row) => row.cells);

describe('a text table', () => {
  it('keeps delimiters, line ends and doubled marks inside quotation marks', () => {
    expect(cells('a,"b,c","d\ne","f ""g"""\nh,i,j,k')).toEqual([
      ['a', 'b,c', 'd\ne', 'f "g"'],
      ['h', 'i', 'j', 'k'],
    ]);
  });

  it('takes a mark inside an unquoted cell as a character: 5" disk', () => {
    expect(cells('5" disk,3\n6" disk,4')).toEqual([
      ['5" disk', '3'],
      ['6" disk', '4'],
    ]);
  });

  it('reads CRLF, CR and a missing last line end', () => {
    expect(cells('a,b\r\nc,"d"\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(cells('a,b\rc,d', { ...comma, newline: '\r' })).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('parts on runs of blanks, with blanks before and after', () => {
    const blanks: Dialect = { delimiter: 'blanks', quote: '"', newline: '\n', header: false };
    expect(cells(' 00001 19970101  1   11.77\r\n 2\t"x y"  3 \n', blanks)).toEqual([
      ['00001', '19970101', '1', '11.77'],
      ['2', 'x y', '3'],
    ]);
  });

  it('counts rows as a spreadsheet does: empty ones count, quoted line ends do not', () => {
    expect(rowsOf('h,i\n\n"a\nb",c\nd,e', comma).map((row) => row.row)).toEqual([1, 3, 4]);
  });

  it('gives up on a quotation that never closes, and goes on with the next line', () => {
    const rows = rowsOf('a,"b\nc,d\n', comma);
    expect(rows).toEqual([
      { row: 1, cells: ['a,"b'], unclosed: true },
      { row: 2, cells: ['c', 'd'] },
    ]);
  });

  it('reads the same whatever pieces it comes in', () => {
    const text = 'a,"b,\r\nc","d ""e""",f\r\n\r\n"g",h,i,j\r\nk,l,m,n';
    const whole = rowsOf(text, comma);
    for (let size = 1; size < 12; size += 1) {
      const reader = new RowReader(comma);
      const rows = [];
      for (let at = 0; at < text.length; at += size) rows.push(...reader.push(text.slice(at, at + size)));
      rows.push(...reader.end());
      expect(rows).toEqual(whole);
    }
  });
});

describe('the way a table is written', () => {
  it.each([
    ['comma', 'id,date,amount\n1,2024-01-01,3.5\n2,2024-01-02,4', ',', true],
    ['semicolon with decimal commas', 'client;montant;remise\nA;1,5;0,5\nB;2,5;0,1', ';', true],
    ['semicolon with decimal commas, no header', 'A;1,5;0,5\nB;2,5;0,1\n', ';', false],
    ['tab', 'id\tname\n1\tAlice Martin\n2\tBob Durand', '\t', true],
    ['pipe', 'id|name\n1|Alice\n2|Bob', '|', true],
    ['blanks', ' 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n', 'blanks', false],
    [
      'blanks with a header',
      ' customer_id  date number_of_cds  dollar_value\r\n 00001 19970101  1   11.77\r\n',
      'blanks',
      true,
    ],
    ['comma with quoted commas', 'name,city\n"Martin, A",Paris\n"Durand, B",Lyon', ',', true],
    ['text of equal words', 'first name,last name\nAnna Maria,De Luca\nJean Paul,Le Goff', ',', true],
  ] as const)('%s', (_, text, delimiter, header) => {
    expect(detectDialect(text)).toMatchObject({ delimiter, header });
  });
});
