import { useMemo } from 'react';
import type { Board, BoardGroup, Stage } from '#src/insights/aarrr/index.ts';
import { ShareRows } from '../../charts/ShareRows.tsx';
import { drawnRows, groupKey, mostDrawn, type Saying } from './shape.ts';

export interface ChartProps {
  readonly board: Pick<Board, 'total' | 'groups'>;
  readonly saying: Saying;
  /** How many groups are drawn at most. */
  readonly most?: number;
  readonly onOpen?: ((stage: Stage['stage'], group: BoardGroup['group']) => void) | undefined;
}

/** How far newcomers come: a row for each stage, a bar for each group. */
export function Chart({ board, saying, most = mostDrawn, onOpen }: ChartProps) {
  const rows = useMemo(() => drawnRows(board, saying, most), [board, saying, most]);
  const open =
    onOpen &&
    ((stage: string, bar: string) => {
      const found = [board.total, ...board.groups].find(({ group }) => groupKey(group) === bar);
      const own = found?.stages.find((one) => one.stage === stage);
      if (found && own) onOpen(own.stage, found.group);
    });
  return <ShareRows rows={rows} onOpen={open} />;
}
