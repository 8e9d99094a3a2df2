import { useMemo } from 'react';
import type { HabitGrid } from '#src/insights/habit/index.ts';
import { Columns, Key } from '../../charts/Columns.tsx';
import { type KindName, kindColumns, kinds, type Saying } from './shape.ts';

export interface ChartProps {
  readonly grid: HabitGrid;
  readonly saying: Saying;
  readonly height: number;
  readonly onOpen?: ((kind: KindName | null) => void) | undefined;
}

/** Everybody active by what their days look like: those who have a habit, those who have none, those too new to tell. */
export function Chart({ grid, saying, height, onOpen }: ChartProps) {
  const { words, figures } = saying;
  const { t } = words;
  const columns = useMemo(() => kindColumns(grid, saying), [grid, saying]);
  return (
    <>
      <Key
        items={[
          { tone: 'first', label: t('habit.key_habit') },
          { tone: 'kept', label: t('habit.key_none') },
          { tone: 'running', label: t('habit.key_early') },
        ]}
      />
      <Columns
        columns={columns}
        format={figures.count}
        axis={t('habit.axis')}
        said={columns.map(({ note }) => `${note.join(', ')}.`).join(' ')}
        height={height}
        onOpen={onOpen && ((_column, kind) => onOpen(kinds.find((one) => one === kind) ?? null))}
      />
    </>
  );
}
