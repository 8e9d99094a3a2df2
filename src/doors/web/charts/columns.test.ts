import { describe, expect, it } from 'vitest';
import { cleanStep, drawnParts, labelHeights, labelStep, ticksOf } from './columns.ts';

const column = (values: readonly number[]) => ({
  id: 'a',
  label: 'a',
  note: [],
  parts: values.map((value, at) => ({ id: String(at), value, tone: 'plain' as const })),
});

describe('columns around a line', () => {
  it('stack what is above upwards and what is below downwards', () => {
    const drawn = drawnParts(column([10, 20, -5]).parts, (value) => 100 - value);
    expect(drawn.map(({ y, height }) => [y, height])).toEqual([
      [90, 10],
      [70, 20],
      [100, 5],
    ]);
  });

  it('have ticks at clean steps that hold the highest and the lowest sum', () => {
    // 30 above and 5 below in about four steps: 35 / 4 = 8.75, the next clean step is 10.
    expect(ticksOf([column([10, 20, -5])], 4)).toEqual([-10, 0, 10, 20, 30]);
    expect(ticksOf([], 4)).toEqual([0, 0.5]);
  });

  it('hold the line over them as well', () => {
    expect(ticksOf([column([10])], 4, [35])).toEqual([0, 10, 20, 30, 40]);
  });

  it('are named beside the last one, no name over another and none below the drawing', () => {
    expect(labelHeights([50, 52, 10], 16, 200)).toEqual([50, 66, 10]);
    expect(labelHeights([195, 196, 197], 16, 200)).toEqual([168, 184, 200]);
  });

  it('grow by 1, 2 or 5 times a power of ten', () => {
    expect([0.3, 3, 12, 60].map(cleanStep)).toEqual([0.5, 5, 20, 100]);
  });

  it('write every so many labels where all would touch', () => {
    // Ten letters are 66 pixels and 14 between: 80 in slots of 30 is every third.
    expect(labelStep(['0123456789'], 30)).toBe(3);
    expect(labelStep(['1'], 30)).toBe(1);
  });
});
