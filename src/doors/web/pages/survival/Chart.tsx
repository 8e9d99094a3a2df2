import { useMemo } from 'react';
import { LateCurves } from '../../charts/LateCurves.tsx';
import type { SurvivalCurve } from '../../shapes.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { curveVerdict, sampledLines } from './curves.ts';

/** How many contracts still run, day after day: offer by offer where there are several. */
export function Chart({ curves, height }: { curves: readonly SurvivalCurve[]; height: number }) {
  const words = useWords();
  const figures = useFigures();
  const { lines, columns, labelEvery } = useMemo(
    () => sampledLines(curves, words, figures),
    [curves, words, figures],
  );
  const said = curves
    .map((curve) =>
      words.t('shell.pair', {
        name: curve.offer ?? words.t('survival.all'),
        value: curveVerdict(curve, words, figures),
      }),
    )
    .join(' ');
  return (
    <section aria-label={words.t('survival.curve')}>
      <LateCurves
        lines={lines}
        columns={columns}
        axis={words.t('survival.axis')}
        percent={figures.share}
        said={said}
        height={height}
        labelEvery={labelEvery}
        step
        picture
      />
    </section>
  );
}
