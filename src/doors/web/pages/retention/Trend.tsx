import { Button, Select, Skeleton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import type { RetentionGrid, RetentionTrend, Series } from '#src/insights/retention/index.ts';
import { question } from '../../ask.ts';
import { csvBlob, csvText } from '../../charts/csv.ts';
import { download } from '../../charts/picture.ts';
import { useSeat } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { useWords } from '../../words/index.ts';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import { useMarks } from '../notes/useMarks.ts';
import { trendCsv } from './csv.ts';
import { columnSaid, heads, rowLabel, type Saying, seriesKey } from './shape.ts';
import styles from './Trend.module.css';
import { TrendTable } from './TrendTable.tsx';
import { type TrendPoint, trendLines, trendSaid, usualInterval } from './trend.ts';

const none: readonly TrendPoint[] = [];

const Curves = lazy(() => import('../../charts/Curves.tsx'));

/** How one interval, such as day 7, develops from cohort to cohort. The address holds the interval. */
export function Trend({ grid, shown, saying, interval, onInterval, onOpen }: TrendProps) {
  const { t, language } = useWords();
  const { slug } = useSeat();
  const followed = interval ?? usualInterval(grid, saying.ask);
  const input = { ask: saying.ask, interval: followed };
  const trend = useQuery({
    ...question(slug, 'retention.trend', input),
    placeholderData: (before) => before,
  });
  const csv = (data: RetentionTrend) =>
    download(
      csvBlob(csvText(trendCsv(data, columnSaid(grid, followed, saying), saying), language)),
      'perdure-trend.csv',
    );
  return (
    <section className={styles.trend} aria-labelledby="trend-title">
      <div className={styles.head}>
        <h3 id="trend-title">{t('trend.title')}</h3>
        <Select
          size="xs"
          w={180}
          aria-label={t('trend.interval')}
          allowDeselect={false}
          data={heads(grid, saying)
            .slice(1)
            .map(({ id, said }) => ({ value: id, label: said }))}
          value={String(followed)}
          onChange={(next) => next && onInterval(Number(next))}
        />
        <Button
          className={styles.csv}
          disabled={!trend.data}
          onClick={() => trend.data && csv(trend.data)}
          size="xs"
          variant="subtle"
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          {t('ask.export_csv')}
        </Button>
      </div>
      {trend.isPending && <Skeleton height={280} aria-busy="true" />}
      {trend.isError && <Refused error={trend.error} again={() => trend.refetch()} />}
      {trend.data && (
        <Drawn
          trend={trend.data}
          shown={seriesKey(shown)}
          saying={saying}
          stale={trend.isPlaceholderData}
          onOpen={onOpen}
        />
      )}
    </section>
  );
}

export interface TrendProps {
  readonly grid: RetentionGrid;
  readonly shown: Series;
  readonly saying: Saying;
  /** As the address has it; the usual one where it has none. */
  readonly interval: number | undefined;
  readonly onInterval: (interval: number) => void;
  readonly onOpen: (cell: string) => void;
}

function Drawn({
  trend,
  shown,
  saying,
  stale,
  onOpen,
}: {
  trend: RetentionTrend;
  shown: string;
  saying: Saying;
  stale: boolean;
  onOpen: (cell: string) => void;
}) {
  const { t } = useWords();
  const lines = useMemo(() => trendLines(trend, saying), [trend, saying]);
  const marks = useMarks(trend.series[0]?.points ?? none, saying.ask.rows ?? 'week');
  const series = trend.series.find((one) => seriesKey(one) === shown) ?? trend.series[0];
  const columns = useMemo(
    () => (trend.series[0]?.points ?? []).map(({ period }) => rowLabel(period, saying)),
    [trend, saying],
  );
  if (!series) return null;
  const running = lines.some(({ points }) => points.some((point) => point.running));
  return (
    <div className={styles.drawn} data-stale={stale || undefined} aria-busy={stale}>
      <Suspense fallback={<Skeleton height={280} aria-busy="true" />}>
        <Curves
          lines={lines}
          columns={columns}
          axis={t('trend.axis', { rows: saying.ask.rows ?? 'week' })}
          percent={saying.figures.share}
          said={trendSaid(trend, lines, saying)}
          height={280}
          marks={marks}
        />
      </Suspense>
      <p className={styles.note}>
        {t('ask.curve_band')} {running && t('trend.running')}
      </p>
      <NotesBelow from={saying.ask.from} to={saying.ask.to} />
      <details>
        <summary>{t('trend.table')}</summary>
        <TrendTable trend={trend} series={series} saying={saying} onOpen={onOpen} />
      </details>
    </div>
  );
}
