import { useMemo } from 'react';
import type { Board } from '#src/insights/aha/index.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { useMarks } from '../notes/useMarks.ts';
import { trendLine } from './board-shape.ts';
import type { Saying } from './shape.ts';

export interface TrendProps {
  readonly board: Pick<Board, 'trend' | 'verdict'>;
  readonly saying: Saying;
  readonly height: number;
}

/** The share of each week's newcomers that reached it. */
export function Trend({ board: { trend, verdict }, saying: { words, figures }, height }: TrendProps) {
  const { t, said } = words;
  const lines = useMemo(() => [trendLine(trend, { words, figures })], [trend, words, figures]);
  const columns = useMemo(
    () => trend.map(({ group }) => figures.day(group.value ?? '', 'tiny')),
    [trend, figures],
  );
  const weeks = useMemo(() => trend.map(({ group }) => ({ period: group.value ?? '' })), [trend]);
  const marks = useMarks(weeks, 'week');
  return (
    <LateCurves
      lines={lines}
      columns={columns}
      axis={t('aha.week_of_start')}
      percent={figures.share}
      said={said(verdict)}
      height={height}
      marks={marks}
      picture
    />
  );
}
