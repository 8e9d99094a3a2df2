import { useMemo } from 'react';
import type { CurveAnswer, Waits } from '#src/insights/time-to-value/index.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { axisOf, horizonsOf, longestOf, ownHorizon, stairs } from './curves.ts';
import { daysOf, drawnGroups, groupKey, groupName, lengthSaid, type Saying } from './saying.ts';
import type { CurveAsked } from './search.ts';

export interface ChartProps {
  readonly answer: CurveAnswer;
  readonly asked: CurveAsked;
  readonly saying: Saying;
  /** How far it looks, in days: one of `shownHorizon`; 0 for all that is known. */
  readonly horizon: number;
  readonly height: number;
}

/** Lengths that a reader may look at, and the one that is shown: the one that was asked for, else the telling one. */
export function shownHorizon(answer: CurveAnswer, asked: number | undefined) {
  const choices = horizonsOf(longestOf(drawnGroups(answer).map(({ steps }) => steps)));
  return {
    choices,
    chosen: choices.find((days) => days === asked) ?? ownHorizon(answer.everyone.steps),
  };
}

/** The share that has got the value by then, a curve for each group; those who still wait are counted as waiting. */
export function Chart({ answer, asked, saying, horizon, height }: ChartProps) {
  const { words, figures } = saying;
  const drawn = useMemo(() => drawnGroups(answer), [answer]);
  const axis = useMemo(
    () => axisOf(horizon === 0 ? Math.max(1, longestOf(drawn.map(({ steps }) => steps))) : horizon),
    [drawn, horizon],
  );
  const { lines, columns, labelEvery } = useMemo(
    () =>
      stairs(
        drawn.map((waits, kind) => ({
          id: groupKey(waits.group),
          name: groupName(waits.group, asked, saying),
          kind,
          steps: waits.steps,
          noteOf: ({ waiting }: Waits['steps'][number]) =>
            `, ${saying.words.t('ttv.still', { count: waiting })}`,
        })),
        axis,
        { begin: 0, written: (value) => saying.figures.decimal(value, 1) },
      ),
    [drawn, asked, saying, axis],
  );
  return (
    <LateCurves
      lines={lines}
      columns={columns}
      axis={words.t(axis.unit === 'hour' ? 'ttv.axis_hours' : 'ttv.axis')}
      percent={figures.share}
      said={drawn.map((waits) => curveSaid(waits, asked, saying)).join(' ')}
      height={height}
      labelEvery={labelEvery}
      step
      picture
    />
  );
}

function curveSaid(waits: Waits, asked: CurveAsked, saying: Saying): string {
  const median = daysOf(waits.median);
  return saying.words.t('ttv.chart_said', {
    group: groupName(waits.group, asked, saying),
    median: median.known ? lengthSaid(median.value, saying) : '–',
    reached: waits.reached,
    waiting: waits.waiting,
  });
}
