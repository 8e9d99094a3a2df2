import type { RetentionAskInput, RetentionGrid, RetentionTrend } from '#src/insights/retention/index.ts';
import type { CurveLine, CurvePoint } from '../../charts/curve-option.ts';
import { rowLabel, type Saying, seriesKey, seriesName } from './shape.ts';

export type TrendSeries = RetentionTrend['series'][number];
export type TrendPoint = TrendSeries['points'][number];

/** The interval followed at first: day 7, week 4, month 3, or the last one there is. */
export function usualInterval(grid: Pick<RetentionGrid, 'columns'>, ask: RetentionAskInput): number {
  const usual = { day: 7, week: 4, month: 3 }[ask.interval ?? 'week'];
  const columns = grid.columns.filter(({ interval }) => interval > 0);
  return (columns.findLast(({ to }) => to <= usual) ?? columns[0])?.interval ?? 1;
}

/** The lines of a trend: one per value where people are told apart, six of them in colours of their own. */
export function trendLines(trend: RetentionTrend, saying: Saying): CurveLine[] {
  const several = trend.series.length > 1;
  return trend.series.slice(0, 7).map((series, at) => ({
    id: seriesKey(series),
    name: seriesName(series, saying.words),
    points: series.points.map((point) => pointOf(point, saying)),
    kind: several && (at >= 6 || series.kind !== 'value') ? 'others' : at,
  }));
}

/** A running period shows what is seen so far, marked as running: it may still rise. */
function pointOf(point: TrendPoint, { figures, words }: Saying): CurvePoint {
  const { state, share, low, high, returned, eligible, soFar } = point;
  if (state === 'running' && soFar !== null && soFar.begun > 0) {
    const counts = `${figures.count(soFar.returned)} / ${figures.count(soFar.begun)}`;
    return {
      share: soFar.returned / soFar.begun,
      low: null,
      high: null,
      running: true,
      note: `, ${words.t('ask.running')}, ${counts}`,
    };
  }
  if (state !== 'complete' || !share.known) return { share: null, low: null, high: null, note: '' };
  const band = low === null || high === null ? '' : ` (${figures.shareRange(low, high, 0)})`;
  return {
    share: share.value,
    low,
    high,
    note: `${band}, ${figures.count(returned)} / ${figures.count(eligible)}`,
  };
}

/** The chart in words, for those who do not see it. */
export function trendSaid(trend: RetentionTrend, lines: readonly CurveLine[], saying: Saying): string {
  const { words, figures } = saying;
  const rows = trend.series[0]?.points ?? [];
  return lines
    .map(({ name, points }) => {
      const said = points.flatMap(({ share, running }, at) => {
        const row = rows[at];
        if (share === null || row === undefined) return [];
        const label = rowLabel(row.period, saying);
        const told = words.t('retention.curve_point', { column: label, share: figures.share(share) });
        return [running ? `${told} (${words.t('ask.running')})` : told];
      });
      return words.t('retention.curve_said', { series: name, points: said.join(', ') });
    })
    .join(' ');
}
