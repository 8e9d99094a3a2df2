import { useMemo } from 'react';
import type { RetentionGrid, Series } from '#src/insights/retention/index.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { curveLines, curveSaid } from './lines.ts';
import { axisSaid, type CurveSaying, heads } from './shape.ts';

export interface CurveProps {
  readonly grid: RetentionGrid;
  readonly saying: CurveSaying;
  readonly shown: Series;
  readonly height: number;
  /** The row to bring forward. */
  readonly pointed?: string | null;
}

/** How many come back, interval by interval: all together before their cohorts, or value by value. */
export function Curve({ grid, saying, shown, height, pointed = null }: CurveProps) {
  const lines = useMemo(() => curveLines(grid, shown, saying), [grid, shown, saying]);
  const columns = useMemo(
    () =>
      heads(grid, saying)
        .slice(1)
        .map(({ label }) => label),
    [grid, saying],
  );
  return (
    <LateCurves
      lines={lines}
      columns={columns}
      axis={axisSaid(saying)}
      percent={saying.figures.share}
      said={curveSaid(grid, lines, saying)}
      height={height}
      lit={pointed}
    />
  );
}
