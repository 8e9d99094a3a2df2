import { Select, Skeleton } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { Fold } from '../../ui/Answered.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { FiguresTable, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { Part } from '../../ui/Parts.tsx';
import { periodNames } from '../../ui/PeriodPart.tsx';
import { useWords } from '../../words/index.ts';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import { useMarks } from '../notes/useMarks.ts';
import type { PartProps } from './props.ts';
import styles from './Result.module.css';
import { trendLines } from './shape.ts';

const Curves = lazy(() => import('../../charts/Curves.tsx'));

/** How many get to the end, by when they entered. */
export function Trend({ grid, series, asked, saying, onLook }: PartProps) {
  const { t } = useWords();
  const { figures, words } = saying;
  const period = asked.trend ?? 'week';
  const lines = useMemo(() => trendLines(grid, saying), [grid, saying]);
  const columns = useMemo(
    () => series.trend.map((point) => figures.day(point.period, period === 'month' ? 'tiny-month' : 'tiny')),
    [series, figures, period],
  );
  const marks = useMarks(series.trend, period);
  const running = lines.some(({ points }) => points.some((point) => point.running));
  return (
    <Part
      title={t('funnels.trend')}
      aside={
        <Select
          size="xs"
          w={160}
          aria-label={t('ask.part.period')}
          allowDeselect={false}
          data={periodNames.map((one) => ({ value: one, label: t(`ask.period.each.${one}`) }))}
          value={period}
          onChange={(next) => onLook({ trend: periodNames.find((one) => one === next) })}
        />
      }
    >
      <Suspense fallback={<Skeleton height={280} aria-busy="true" />}>
        <Curves
          lines={lines}
          columns={columns}
          axis={t('funnels.trend_axis')}
          percent={figures.share}
          said={series.trend
            .flatMap(({ period: first, share }) =>
              share.known
                ? [
                    t('shell.pair', {
                      name: periodLabel(first, period, words, figures),
                      value: figures.share(share.value, 1),
                    }),
                  ]
                : [],
            )
            .join(', ')}
          height={280}
          marks={marks}
        />
      </Suspense>
      <p className={styles.note}>
        {t('ask.curve_band')} {running && t('trend.running')}
      </p>
      <NotesBelow from={asked.from} to={asked.to} />
      <Fold title={t('ask.table')}>
        <FiguresTable
          caption={t('funnels.trend')}
          heads={[
            t('funnels.trend_axis'),
            t('funnels.entered'),
            t('funnels.converted'),
            t('funnels.of_first'),
          ]}
          rows={series.trend
            .toReversed()
            .map(({ period: first, state, entered, converted, share, low, high }) => {
              const name = periodLabel(first, period, words, figures);
              const opens = (step: number, count: number, word: string) => (
                <Opens
                  key={step}
                  count={count}
                  label={`${name}, ${word}`}
                  onOpen={() => onLook({ open: { period: first, which: { kind: 'reached', step } } })}
                />
              );
              return {
                id: first,
                label: name,
                aside: state === 'running' ? t('ask.running') : undefined,
                running: state === 'running',
                cells: [
                  opens(1, entered, t('funnels.entered')),
                  opens(grid.steps.length, converted, t('funnels.converted')),
                  <ShareFigure key="share" share={share} low={low} high={high} />,
                ],
              };
            })}
        />
      </Fold>
    </Part>
  );
}
