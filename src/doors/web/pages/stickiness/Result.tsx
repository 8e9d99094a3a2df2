import { Alert } from '@mantine/core';
import type { StickinessGrid } from '#src/insights/stickiness/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { FiguresTable, Known, Opens } from '../../ui/Figure.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Chart } from './Chart.tsx';
import type { Saying } from './saying.ts';

interface ResultProps {
  readonly grid: StickinessGrid;
  readonly saying: Saying;
  readonly onOpen: (open: string) => void;
}

type Bar = StickinessGrid['bars'][number];

/** People by the number of periods in which they were active. */
export function Result({ grid, saying, onOpen }: ResultProps) {
  const { t, said } = saying.words;
  if (grid.customers === 0) return <Teach title={t('lifecycle.nobody_title')}>{t('lifecycle.nobody')}</Teach>;
  return (
    <>
      <Verdict>{said(grid.verdict)}</Verdict>
      {grid.active.warning && <Alert color="yellow">{said(grid.active.warning)}</Alert>}
      <Sides
        chartTitle={t('stickiness.chart')}
        chart={
          <Chart
            grid={grid}
            saying={saying}
            height={380}
            onOpen={(buckets) => onOpen(`buckets/${buckets}/exactly`)}
          />
        }
        tableTitle={t('stickiness.table')}
        table={<Numbers grid={grid} saying={saying} onOpen={onOpen} />}
      />
      <Folds>
        <Definition of={grid} />
      </Folds>
    </>
  );
}

function Numbers({ grid, saying, onOpen }: ResultProps) {
  const { words, figures, period } = saying;
  const { t } = words;
  return (
    <FiguresTable
      caption={t('stickiness.table')}
      heads={[
        t('stickiness.axis', { period }),
        t('stickiness.exactly'),
        t('csv.part'),
        t('stickiness.at_least'),
        t('csv.part'),
      ]}
      rows={reached(grid.bars).map(({ buckets, exactly, atLeast, exactlyShare, atLeastShare }) => {
        const label = t('stickiness.buckets', { count: buckets, period });
        return {
          id: String(buckets),
          label,
          cells: [
            <Opens
              key="exactly"
              count={exactly}
              label={`${label}, ${t('stickiness.exactly')}`}
              onOpen={() => onOpen(`buckets/${buckets}/exactly`)}
            />,
            <Known key="exactlyShare" figure={exactlyShare}>
              {(value) => figures.share(value, 1)}
            </Known>,
            <Opens
              key="atLeast"
              count={atLeast}
              label={`${label}, ${t('stickiness.at_least')}`}
              onOpen={() => onOpen(`buckets/${buckets}/at_least`)}
            />,
            <Known key="atLeastShare" figure={atLeastShare}>
              {(value) => figures.share(value, 1)}
            </Known>,
          ],
        };
      })}
    />
  );
}

/** Numbers of periods that somebody reached, and the next one: more are nobody's. */
const reached = (bars: readonly Bar[]): readonly Bar[] =>
  bars.slice(0, bars.findLastIndex(({ atLeast }) => atLeast > 0) + 2);

/** The bars as rows of a file. Shares are 0–1. */
export const barsCsv = (
  { bars }: Pick<StickinessGrid, 'bars'>,
  { words: { t }, period }: Saying,
): CsvCell[][] => [
  [
    t('stickiness.axis', { period }),
    t('stickiness.exactly'),
    t('csv.part'),
    t('stickiness.at_least'),
    t('csv.part'),
  ],
  ...bars.map(({ buckets, exactly, exactlyShare, atLeast, atLeastShare }): CsvCell[] => [
    buckets,
    exactly,
    exactlyShare.known ? exactlyShare.value : null,
    atLeast,
    atLeastShare.known ? atLeastShare.value : null,
  ]),
];
