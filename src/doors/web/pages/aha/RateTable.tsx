import { Badge } from '@mantine/core';
import type { RateCell } from '#src/insights/aha/index.ts';
import { FiguresTable, Opens, ShareFigure } from '../../ui/Figure.tsx';
import type { BoardOpen } from './board-search.ts';
import { groupSaid } from './board-shape.ts';
import type { BoardProps } from './props.ts';
import { flat } from './shape.ts';

interface RateTableProps extends BoardProps {
  readonly caption: string;
  /** What the rows are. */
  readonly first: string;
  readonly of: 'week' | 'channel';
  readonly rows: readonly RateCell[];
}

/** Groups of newcomers: how many began, whose time is over, how many of those reached it; each opens who they are. */
export function RateTable({ caption, first, of, rows, saying, onLook }: RateTableProps) {
  const { t } = saying.words;
  return (
    <FiguresTable
      caption={caption}
      heads={[
        first,
        t('aha.started'),
        t('aha.eligible'),
        t('aha.reached'),
        t('aha.share_reached'),
        t('aha.open'),
      ]}
      rows={rows.map((cell) => {
        const name = groupSaid(cell, saying);
        const { kind, value } = cell.group;
        const opens = (
          which: Extract<BoardOpen, { which: unknown }>['which'],
          count: number,
          word: string,
        ) => (
          <Opens
            key={which}
            count={count}
            label={`${name}, ${word}`}
            onOpen={() => onLook({ open: { of, kind, value, which } })}
          />
        );
        const running = cell.state === 'running' && kind === 'period';
        return {
          id: `${kind}/${value}`,
          label: (
            <>
              {name}{' '}
              {cell.against?.weak && (
                <Badge variant="light" color="yellow">
                  {t('aha.weak')}
                </Badge>
              )}
            </>
          ),
          aside: running ? t('ask.running') : undefined,
          running,
          strong: kind === 'all',
          cells: [
            opens('started', cell.started, t('aha.started')),
            opens('eligible', cell.eligible, t('aha.eligible')),
            opens('reached', cell.reached, t('aha.reached')),
            <ShareFigure key="share" {...flat(cell.share)} />,
            opens('open', cell.open, t('aha.open')),
          ],
        };
      })}
    />
  );
}
