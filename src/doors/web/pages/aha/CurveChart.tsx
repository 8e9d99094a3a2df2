import { useMemo } from 'react';
import type { Curve, Threshold } from '#src/insights/aha/index.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { curveLines, curveSaid, type Saying } from './shape.ts';

export interface CurveChartProps {
  readonly curve: Curve;
  readonly threshold: Pick<Threshold, 'count' | 'everyone'>;
  readonly saying: Saying;
  readonly height: number;
}

/** How staying rises with the count of one event in one window: those below the threshold, those from it on. */
export function CurveChart({ curve, threshold, saying, height }: CurveChartProps) {
  const { words, figures } = saying;
  const { columns, lines } = useMemo(
    () => curveLines(curve, threshold.count, { words, figures }),
    [curve, threshold.count, words, figures],
  );
  return (
    <LateCurves
      lines={lines}
      columns={columns}
      axis={words.t('aha.curve_axis', { days: curve.window })}
      percent={figures.share}
      said={curveSaid(threshold, curve, saying)}
      height={height}
      picture
    />
  );
}
