import type { RetentionGrid, RetentionTrend, Series } from '#src/insights/retention/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { columnSaid, type Saying, seriesName } from './shape.ts';

type Figure = Omit<Series['summary']['startPeriod'], 'soFar'> &
  Pick<Series['summary']['startPeriod'], 'soFar'>;

/** A grid as rows: one per series, cohort and interval, with counts and interval. Shares are 0–1. */
export function gridCsv(grid: RetentionGrid, saying: Saying): CsvCell[][] {
  const { t } = saying.words;
  const rows = grid.series.flatMap((series) => {
    const name = seriesName(series, saying.words);
    const cohorts = [{ period: t('retention.summary_row'), ...series.summary }, ...series.cohorts];
    return cohorts.flatMap((cohort) => [
      [
        name,
        cohort.period,
        cohort.size,
        columnSaid(grid, 0, saying),
        ...figureCells(cohort.startPeriod, saying),
        null,
      ],
      ...cohort.cells
        .filter(({ interval }) => interval > 0)
        .map((cell) => [
          name,
          cohort.period,
          cohort.size,
          columnSaid(grid, cell.interval, saying),
          ...figureCells(cell, saying),
          cell.value?.known ? cell.value.value : null,
        ]),
    ]);
  });
  return [[...headCells(saying), t('csv.value')], ...rows];
}

/** A trend as rows: one per series and cohort. */
export function trendCsv(trend: RetentionTrend, column: string, saying: Saying): CsvCell[][] {
  const rows = trend.series.flatMap((series) =>
    series.points.map((point) => [
      seriesName(series, saying.words),
      point.period,
      point.size,
      column,
      ...figureCells(point, saying),
    ]),
  );
  return [headCells(saying), ...rows];
}

const headCells = ({ words: { t } }: Saying): CsvCell[] => [
  t('csv.series'),
  t('retention.cohort'),
  t('retention.size'),
  t('csv.period'),
  t('csv.state'),
  t('csv.eligible'),
  t('csv.returned'),
  t('csv.share'),
  t('csv.low'),
  t('csv.high'),
];

/** What runs is given as seen so far, and says so; what is not known stays empty. */
function figureCells(
  { state, eligible, returned, share, low, high, soFar }: Figure,
  { words: { t } }: Saying,
): CsvCell[] {
  const running = state === 'running' && soFar !== null;
  return [
    t(`csv.state.${state}`),
    running ? soFar.begun : eligible,
    running ? soFar.returned : returned,
    !running && share.known ? share.value : null,
    running ? null : low,
    running ? null : high,
  ];
}
