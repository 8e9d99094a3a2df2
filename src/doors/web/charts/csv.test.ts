import { describe, expect, it } from 'vitest';
import { csvText } from './csv.ts';

describe('a table as CSV', () => {
  it('opens in a French spreadsheet: semicolons and decimal commas', () => {
    expect(
      csvText(
        [
          ['Cohorte', 'Part'],
          ['2025-01-01', 0.425],
        ],
        'fr',
      ),
    ).toBe('\uFEFFCohorte;Part\r\n2025-01-01;0,425\r\n');
  });

  it('keeps commas and points in English, quotes what needs it, leaves the unknown empty', () => {
    expect(csvText([['a,"b"', 0.5, null]], 'en')).toBe('\uFEFF"a,""b""",0.5,\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@x'])('disarms a text that begins a formula: %s', (text) => {
    expect(csvText([[text]], 'en')).toBe(`\uFEFF'${text}\r\n`);
  });
});
