import { useMemo } from 'react';
import type { Board } from '#src/insights/aha/index.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { trendLine } from './board-shape.ts';
import type { BoardProps } from './props.ts';

/** The share of each week's newcomers that reached it. */
export function Trend({ board, saying }: BoardProps & { board: Board }) {
  const { words, figures } = saying;
  const { t, said } = words;
  const line = useMemo(() => trendLine(board.trend, { words, figures }), [board.trend, words, figures]);
  const lines = useMemo(() => [line], [line]);
  const columns = useMemo(
    () => board.trend.map(({ group }) => figures.day(group.value ?? '', 'tiny')),
    [board.trend, figures],
  );
  return (
    <Panel title={t('aha.trend')}>
      <LateCurves
        lines={lines}
        columns={columns}
        axis={t('aha.week_of_start')}
        percent={figures.share}
        said={said(board.verdict)}
        height={360}
        picture
      />
    </Panel>
  );
}
