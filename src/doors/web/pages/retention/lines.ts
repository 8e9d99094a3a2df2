import type { Cell, RetentionGrid, Series } from '#src/insights/retention/index.ts';
import type { CurveLine, CurvePoint } from '../../charts/curve-option.ts';
import { type CurveSaying, columnSaid, rowLabel, seriesKey, seriesName } from './shape.ts';

/** A curve shows complete figures only: a running period has no share yet. */
function pointsOf(cells: readonly Cell[], saying: CurveSaying): CurvePoint[] {
  const { figures } = saying;
  return cells
    .filter(({ interval }) => interval > 0)
    .map(({ share, low, high, returned, eligible }): CurvePoint => {
      if (!share.known || eligible === 0) return { share: null, low: null, high: null, note: '' };
      const band = low === null || high === null ? '' : ` (${figures.shareRange(low, high, 0)})`;
      return {
        share: share.value,
        low,
        high,
        note: `${band}, ${figures.count(returned)} / ${figures.count(eligible)}`,
      };
    });
}

/** The lines of a grid: one per value where people are told apart, else the summary before its cohorts in grey. */
export function curveLines(grid: RetentionGrid, shown: Series, saying: CurveSaying): CurveLine[] {
  const several = grid.series.length > 1;
  if (several) {
    return grid.series.slice(0, 7).map((series, at) => ({
      id: seriesKey(series),
      name: seriesName(series, saying.words),
      points: pointsOf(series.summary.cells, saying),
      kind: at < 6 && series.kind === 'value' ? at : 'others',
    }));
  }
  const cohorts = shown.cohorts.map(
    (cohort): CurveLine => ({
      id: cohort.period,
      name: rowLabel(cohort.period, saying),
      // A cohort's running periods are left out; what is complete is drawn as context.
      points: pointsOf(
        cohort.cells.map((cell) =>
          cell.state === 'complete' ? cell : { ...cell, share: { known: false, why: 'not_begun' } },
        ),
        saying,
      ).map((point) => ({ ...point, low: null, high: null })),
      kind: 'context',
    }),
  );
  const name = saying.words.t('ask.all_together');
  return [...cohorts, { id: 'all', name, points: pointsOf(shown.summary.cells, saying), kind: 0 }];
}

/** The main line in words, for those who do not see it. */
export function curveSaid(
  grid: Pick<RetentionGrid, 'columns'>,
  lines: readonly CurveLine[],
  saying: CurveSaying,
): string {
  const { words, figures } = saying;
  return lines
    .filter(({ kind }) => kind !== 'context')
    .map(({ name, points }) => {
      const said = points.flatMap(({ share }, at) =>
        share === null
          ? []
          : [
              words.t('retention.curve_point', {
                // The first point is interval 1: period 0 is none of them.
                column: columnSaid(grid, at + 1, saying),
                share: figures.share(share),
              }),
            ],
      );
      return words.t('retention.curve_said', { series: name, points: said.join(', ') });
    })
    .join(' ');
}
