import type { CsvCell } from '../../charts/csv.ts';
import type { CurveLine, CurvePoint } from '../../charts/curve-option.ts';
import type { SurvivalCurve } from '../../shapes.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

const mostPoints = 240;
/** Distances that divide a month of 30 days. */
const widths = [1, 2, 3, 5, 6, 10, 15, 30];

/**
 * Curves read at equal distances of whole days, so that the axis is one of time. The values are those of the
 * curve on that day, nothing is smoothed.
 */
export function sampledLines(
  curves: readonly SurvivalCurve[],
  words: Words,
  figures: Figures,
): { lines: CurveLine[]; columns: string[]; labelEvery: number } {
  const longest = Math.max(1, ...curves.map(({ steps }) => steps.at(-1)?.days ?? 0));
  const width = widths.find((days) => longest / days <= mostPoints) ?? 30;
  const days = Array.from({ length: Math.floor(longest / width) + 1 }, (_, at) => at * width);
  const [all] = curves;
  // Two are drawn together, as the words above are of all offers; the one offer of a workspace is all of them.
  const shown =
    curves.length > 2
      ? curves.slice(1, 8)
      : curves.filter(({ offer, contracts }) => offer === null || contracts !== all?.contracts);
  return {
    labelEvery: (longest > 400 ? 90 : 30) / width,
    columns: days.map((day) => figures.count(day)),
    lines: shown.map((curve, at) => ({
      id: curve.offer ?? '',
      name: curve.offer ?? words.t('survival.all'),
      kind: at < 6 ? at : 'others',
      points: days.map((day) => pointAt(curve, day, words, figures)),
    })),
  };
}

/** The curve's value on a day: that of its last step; nothing behind its last observation. */
export function pointAt({ steps }: SurvivalCurve, day: number, words: Words, figures: Figures): CurvePoint {
  const last = steps.at(-1);
  if (last === undefined || day > last.days) return { share: null, low: null, high: null, note: '' };
  const step = steps.findLast(({ days }) => days <= day);
  if (!step) return { share: 1, low: null, high: null, note: '' };
  return {
    share: step.share,
    low: step.low,
    high: step.high,
    note: `, ${words.t('survival.at_risk', { count: figures.count(step.atRisk) })}`,
  };
}

/** Every step of every curve, one row each. */
export const curvesCsv = (curves: readonly SurvivalCurve[], { t }: Words): CsvCell[][] => [
  [
    t('survival.offer'),
    t('survival.csv_days'),
    t('survival.csv_watched'),
    t('survival.csv_share'),
    t('csv.low'),
    t('csv.high'),
  ],
  ...curves.flatMap(({ offer, steps }) =>
    steps.map(({ days, atRisk, share, low, high }): CsvCell[] => [
      offer ?? t('survival.all'),
      days,
      atRisk,
      share,
      low,
      high,
    ]),
  ),
];

/** A curve in a sentence or two: how long half last, how many last a year. */
export function curveVerdict({ median, at }: SurvivalCurve, { t }: Words, figures: Figures): string {
  const half = median.known
    ? t('survival.median', { duration: t('survival.days', { days: median.value }) })
    : t('survival.median_unknown');
  const year = at.find(({ days }) => days === 365);
  if (!year?.share.known || year.low === null || year.high === null) return half;
  return `${half} ${t('survival.year', { share: figures.share(year.share.value), low: figures.share(year.low), high: figures.share(year.high) })}`;
}
