import { useMemo } from 'react';
import type { Board } from '#src/insights/aha/index.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { Sides } from '../../ui/Sides.tsx';
import type { BoardProps } from './Board.tsx';
import { trendLine } from './board-shape.ts';
import { RateTable } from './RateTable.tsx';

/** The share of each week's newcomers that reached it. */
export function Trend(props: BoardProps & { board: Board }) {
  const { board, saying } = props;
  const { words, figures } = saying;
  const { t, said } = words;
  const line = useMemo(() => trendLine(board.trend, { words, figures }), [board.trend, words, figures]);
  const lines = useMemo(() => [line], [line]);
  const columns = useMemo(
    () => board.trend.map(({ group }) => figures.day(group.value ?? '', 'tiny')),
    [board.trend, figures],
  );
  return (
    <Sides
      chartTitle={t('aha.trend')}
      chart={
        <LateCurves
          lines={lines}
          columns={columns}
          axis={t('aha.week_of_start')}
          percent={figures.share}
          said={said(board.verdict)}
          height={320}
          picture
        />
      }
      tableTitle={t('aha.trend_table')}
      table={
        <RateTable
          {...props}
          caption={t('aha.trend_table')}
          first={t('aha.cohort')}
          of="week"
          rows={[board.rate, ...board.trend.toReversed()]}
        />
      }
    />
  );
}
