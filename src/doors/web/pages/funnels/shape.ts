import type { FunnelAskInput, FunnelGrid, FunnelSeries, StepFigures } from '#src/insights/funnels/index.ts';
import type { Column } from '../../charts/columns.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { CurveLine, CurvePoint } from '../../charts/curve-option.ts';
import { valueSaid } from '../../ui/in-segment.ts';
import { eventWords } from '../../words/events.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import type { Length } from './search.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
  readonly asked: FunnelAskInput;
}

export type Part = 'reached' | 'dropped' | 'open';

/** A step as it is drawn: who went on, who may still, who no longer can. */
export interface DrawnStep {
  readonly step: number;
  readonly name: string;
  readonly reached: number;
  readonly on: number;
  readonly open: number;
  readonly dropped: number;
  /** Of those who entered. */
  readonly share: string;
  /** Of those at the step before, and how long it took; null for the first. */
  readonly before: string | null;
}

/** The name of a step: its event as the pages call it; in any order, how many of the steps are done. */
export function stepName(
  grid: Pick<FunnelGrid, 'steps'>,
  { steps, order }: Pick<FunnelAskInput, 'steps' | 'order'>,
  step: number,
  words: Words,
): string {
  const asked = steps[step - 1];
  if (order !== 'unordered' && asked && !('value' in asked)) return eventWords(words, asked.event, 'name');
  const name = words.said(grid.steps[step - 1] ?? { fr: '', en: '' });
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A share of those whose window is over. Unknown while nobody's is: a dash. */
const shareSaid = ({ share }: Pick<StepFigures, 'share'>, figures: Figures): string =>
  share.known ? figures.share(share.value, 1) : '–';

export function drawnSteps(grid: FunnelGrid, series: FunnelSeries, saying: Saying): DrawnStep[] {
  const { words, figures } = saying;
  return series.steps.map((figure, at) => {
    const wait = series.waits.find(({ from, to }) => from === at && to === at + 1)?.medianMs;
    const before = shareSaid(figure.fromBefore, figures);
    return {
      step: figure.step,
      name: stepName(grid, saying.asked, figure.step, words),
      reached: figure.reached,
      on: figure.reached - figure.open - figure.dropped,
      open: figure.open,
      dropped: figure.dropped,
      share: shareSaid(figure, figures),
      before:
        at === 0
          ? null
          : wait?.known
            ? words.t('funnels.before_in', { share: before, time: figures.duration(wait.value / 1000) })
            : words.t('funnels.before', { share: before }),
    };
  });
}

/** The steps as columns from left to right. */
export const columnsOf = (steps: readonly DrawnStep[], { words: { t }, figures }: Saying): Column[] =>
  steps.map(({ step, name, reached, on, open, dropped, share, before }) => ({
    id: String(step),
    label: name.length > 22 ? `${name.slice(0, 21)}…` : name,
    note: [
      name,
      t('shell.pair', { name: t('funnels.reached'), value: `${figures.count(reached)} (${share})` }),
      ...(before ? [before] : []),
      ...(open > 0 ? [t('shell.pair', { name: t('funnels.open'), value: figures.count(open) })] : []),
      ...(dropped > 0
        ? [t('shell.pair', { name: t('funnels.dropped'), value: figures.count(dropped) })]
        : []),
    ],
    parts: [
      { id: 'reached', tone: 'first', value: on },
      { id: 'open', tone: 'first', value: open, running: true },
      { id: 'dropped', tone: 'gone', value: dropped },
    ],
  }));

/** The chart in words. */
export const chartSaid = (
  steps: readonly DrawnStep[],
  unit: 'customer' | 'account',
  { words: { t } }: Saying,
): string =>
  steps
    .map(({ name, reached, share, dropped, open }) =>
      t('funnels.chart_said', {
        unit,
        step: name,
        reached,
        share,
        dropped,
        open,
      }),
    )
    .join(' ');

/** A length of time as people say it: « 14 jours ». */
export const lengthSaid = ({ amount, of }: Length, { t }: Pick<Words, 't'>): string =>
  t(`funnels.length.${of}`, { amount });

export function seriesName({ kind, value }: Pick<FunnelSeries, 'kind' | 'value'>, { t }: Words): string {
  if (kind === 'value') return valueSaid(value, { t });
  return t(kind === 'all' ? 'ask.all_together' : kind === 'missing' ? 'ask.missing' : 'ask.others');
}

export const seriesKey = ({ kind, value }: Pick<FunnelSeries, 'kind' | 'value'>): string =>
  kind === 'value' ? `value:${value ?? ''}` : kind;

/** The series that the address names, else the first. */
export const seriesOf = (grid: FunnelGrid, key: string | undefined): FunnelSeries | undefined =>
  grid.series.find((series) => seriesKey(series) === key) ?? grid.series[0];

/** Conversion by period of entry, one line per series; a running period is what is seen so far. */
export function trendLines(grid: FunnelGrid, { words, figures }: Saying): CurveLine[] {
  const several = grid.series.length > 1;
  return grid.series.slice(0, 7).map((series, at) => ({
    id: seriesKey(series),
    name: seriesName(series, words),
    kind: several && (at >= 6 || series.kind !== 'value') ? 'others' : at,
    points: series.trend.map((point): CurvePoint => {
      const { state, entered, over, converted, convertedOver, share, low, high } = point;
      if (state === 'running')
        return {
          share: entered === 0 ? null : converted / entered,
          low: null,
          high: null,
          running: true,
          note: `, ${words.t('ask.running')}, ${figures.count(converted)} / ${figures.count(entered)}`,
        };
      if (!share.known) return { share: null, low: null, high: null, note: '' };
      const band = low === null || high === null ? '' : ` (${figures.shareRange(low, high, 0)})`;
      return {
        share: share.value,
        // Bands of several lines cover one another.
        low: several ? null : low,
        high: several ? null : high,
        note: `${band}, ${figures.count(convertedOver)} / ${figures.count(over)}`,
      };
    }),
  }));
}

/** The answer as rows of a file: one per series and step. Shares are 0–1. */
export function gridCsv(grid: FunnelGrid, saying: Saying): CsvCell[][] {
  const { words } = saying;
  const { t } = words;
  const head = [
    t('csv.series'),
    t('funnels.step'),
    t('funnels.reached'),
    t('funnels.dropped'),
    t('funnels.open'),
    t('funnels.of_first'),
    t('csv.low'),
    t('csv.high'),
    t('funnels.of_before'),
    t('funnels.median_seconds'),
  ];
  return [
    head,
    ...grid.series.flatMap((series) =>
      series.steps.map((figure, at): CsvCell[] => {
        const wait = series.waits.find(({ from, to }) => from === at && to === at + 1)?.medianMs;
        return [
          seriesName(series, words),
          stepName(grid, saying.asked, figure.step, words),
          figure.reached,
          figure.dropped,
          figure.open,
          figure.share.known ? figure.share.value : null,
          figure.low,
          figure.high,
          at > 0 && figure.fromBefore.share.known ? figure.fromBefore.share.value : null,
          wait?.known ? wait.value / 1000 : null,
        ];
      }),
    ),
  ];
}

/** « de 2 à 3 jours », « plus de 10 jours ». */
export function binSaid(fromMs: number, belowMs: number | null, { words: { t }, figures }: Saying): string {
  const from = figures.duration(fromMs / 1000);
  if (belowMs === null) return t('funnels.wait_over', { from });
  if (fromMs === 0) return t('funnels.wait_under', { to: figures.duration(belowMs / 1000) });
  return t('funnels.wait_between', { from, to: figures.duration(belowMs / 1000) });
}
