import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';

const guarded = { guard: true };

describe('an answer as CSV', () => {
  it('has a row per record of its first list, and a column per value in it', () => {
    const answer = {
      asOf: '2026-01-15',
      rows: [
        { cohort: 'W1', size: 3, cell: { share: 0.5 } },
        { cohort: 'W2', size: 0 },
      ],
    };
    expect(csvOf(answer, guarded)).toBe('\uFEFFcohort,size,cell.share\r\nW1,3,0.5\r\nW2,0,\r\n');
  });

  it('leaves an unknown figure empty and says why beside it', () => {
    const rows = [{ share: { known: true, value: 0.25 } }, { share: { known: false, why: 'not_begun' } }];
    expect(csvOf({ rows }, guarded)).toBe('\uFEFFshare,share.why\r\n0.25,\r\n,not_begun\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('disarms a text that begins a formula: %j', (text) => {
    expect(csvOf([{ name: text }], guarded)).toContain(`'${text}`);
    expect(csvOf([{ name: text }], { guard: false })).not.toContain(`'${text}`);
  });

  it('tells a grid cell by cell, with what stands around each repeated', () => {
    const grid = {
      columns: [{ interval: 0 }, { interval: 1 }],
      series: [
        {
          value: 'gold',
          cohorts: [
            {
              period: '2025-03-03',
              cells: [{ share: { known: true, value: 0.5 } }, { share: { known: true, value: 1 } }],
            },
            { period: '2025-03-10', cells: [] },
          ],
          summary: { cells: [{ share: 0.5 }] },
        },
      ],
    };
    const lines = csvOf(grid, guarded).trimEnd().split('\r\n');
    expect(lines[0]).toBe('\uFEFFvalue,summary.cells,cohorts.period,cohorts.cells.share');
    expect(lines.slice(1).map((line) => line.split(',').slice(-2).join())).toEqual([
      '2025-03-03,0.5',
      '2025-03-03,1',
      '2025-03-10,',
    ]);
  });

  it('leaves a negative number a number', () => {
    expect(csvOf([{ change: -0.5 }], guarded)).toBe('\uFEFFchange\r\n-0.5\r\n');
  });

  it('disarms column names too, since properties name them', () => {
    expect(csvOf([{ '=cmd': 1 }], guarded)).toBe("\uFEFF'=cmd\r\n1\r\n");
  });

  it('quotes commas, quotes and line ends', () => {
    expect(csvOf([{ name: 'a,"b"\nc' }], guarded)).toBe('\uFEFFname\r\n"a,""b""\nc"\r\n');
  });

  it('gives one row for an answer without a list, and none for an empty list', () => {
    expect(csvOf({ count: 3 }, guarded)).toBe('\uFEFFcount\r\n3\r\n');
    expect(csvOf({ rows: [] }, guarded)).toBe('\uFEFF\r\n');
  });
});
