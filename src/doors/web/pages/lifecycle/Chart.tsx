import { useMemo } from 'react';
import type { LifecycleGrid } from '#src/insights/lifecycle/index.ts';
import { Columns, Key } from '../../charts/Columns.tsx';
import { useMarks } from '../notes/useMarks.ts';
import { chartSaid, columnsOf, type Saying } from './shape.ts';

export interface ChartProps {
  readonly grid: LifecycleGrid;
  readonly saying: Saying;
  readonly height: number;
  readonly onOpen?: ((period: string, which: string) => void) | undefined;
}

/** Those who arrive, stay, come back and leave, as columns around a line; those active as a line over them. */
export function Chart({ grid, saying, height, onOpen }: ChartProps) {
  const { words, figures, period } = saying;
  const columns = useMemo(() => columnsOf(grid.rows, saying), [grid, saying]);
  const line = useMemo(() => ({ values: grid.rows.map(({ active }) => active) }), [grid]);
  return (
    <>
      <Legend saying={saying} running={grid.rows.some(({ state }) => state === 'running')} />
      <Columns
        columns={columns}
        line={line}
        format={(value) => figures.count(Math.abs(value))}
        axis={words.t('lifecycle.axis', { period })}
        said={chartSaid(grid.rows, saying)}
        height={height}
        marks={useMarks(grid.rows, period)}
        onOpen={onOpen}
      />
    </>
  );
}

function Legend({ saying: { words }, running }: { saying: Saying; running: boolean }) {
  const { t } = words;
  return (
    <Key
      items={[
        { tone: 'line', label: t('lifecycle.active') },
        { tone: 'back', label: t('lifecycle.resurrecting') },
        { tone: 'first', label: t('lifecycle.new') },
        { tone: 'kept', label: t('lifecycle.returning') },
        { tone: 'lost', label: t('lifecycle.dormant') },
        ...(running ? [{ tone: 'running' as const, label: t('ask.running') }] : []),
      ]}
    />
  );
}
