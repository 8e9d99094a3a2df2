import { useMemo } from 'react';
import type { StickinessGrid } from '#src/insights/stickiness/index.ts';
import { Columns } from '../../charts/Columns.tsx';
import type { Saying } from './saying.ts';

export interface ChartProps {
  readonly grid: Pick<StickinessGrid, 'bars' | 'unit'>;
  readonly saying: Saying;
  readonly height: number;
  readonly onOpen?: ((buckets: string) => void) | undefined;
}

/** People by the number of periods in which they were active, as columns. */
export function Chart({ grid, saying, height, onOpen }: ChartProps) {
  const { words, figures, period } = saying;
  const { t } = words;
  const share = ({ exactlyShare }: StickinessGrid['bars'][number]) =>
    exactlyShare.known ? figures.share(exactlyShare.value, 1) : '–';
  const columns = useMemo(
    () =>
      grid.bars.map((bar) => ({
        id: String(bar.buckets),
        label: figures.count(bar.buckets),
        note: [
          t('stickiness.buckets', { count: bar.buckets, period }),
          t('shell.pair', {
            name: t('stickiness.exactly'),
            value: `${figures.count(bar.exactly)} (${share(bar)})`,
          }),
          t('shell.pair', { name: t('stickiness.at_least'), value: figures.count(bar.atLeast) }),
        ],
        parts: [{ id: 'exactly', tone: 'plain' as const, value: bar.exactly }],
      })),
    [grid, t, figures, period],
  );
  return (
    <Columns
      columns={columns}
      format={figures.count}
      axis={t('stickiness.axis', { period })}
      said={grid.bars
        .map((bar) =>
          t('stickiness.chart_said', {
            unit: grid.unit,
            buckets: t('stickiness.buckets', { count: bar.buckets, period }),
            count: bar.exactly,
            share: share(bar),
          }),
        )
        .join(' ')}
      height={height}
      onOpen={onOpen}
    />
  );
}
