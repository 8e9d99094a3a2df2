import type {
  Cell,
  Cohort,
  RetentionAskInput,
  RetentionGrid,
  Series,
} from '#src/insights/retention/index.ts';
import type { CellFace, HeatRow } from '../../charts/HeatMap.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { valueSaid } from '../../ui/in-segment.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import { type OpenCell, writeCell } from './search.ts';

/** What is needed to say a curve: words, figures, and the question it answers. */
export interface CurveSaying {
  readonly words: Words;
  readonly figures: Figures;
  readonly ask: RetentionAskInput;
}

/** What is needed to say a grid, which may hold money. */
export interface Saying extends CurveSaying {
  readonly currency: string;
}

type StartPeriod = Cohort['startPeriod'];
type Shown = Pick<Cell, 'state' | 'eligible' | 'returned' | 'share' | 'low' | 'high' | 'soFar'> &
  Partial<Pick<Cell, 'value' | 'valueShare'>>;

/** Few people stand behind a figure whose interval is wider than this, or that counts fewer than these. */
const fewPeopleWidth = 0.2;
const fewPeople = 30;

/** The rows of a series as they are drawn: summary first, then the cohorts, oldest first. */
export function heatRows(grid: RetentionGrid, series: Series, saying: Saying): HeatRow[] {
  const { t } = saying.words;
  const scale = scaleOf(series);
  const name = series.summary.kind === 'plain' ? 'retention.summary_row_plain' : 'retention.summary_row';
  const summary = rowOf({ grid, saying, scale, label: t(name), cohort: null, ...series.summary });
  const cohorts = series.cohorts.map((cohort) => ({
    ...rowOf({
      grid,
      saying,
      scale,
      label: rowLabel(cohort.period, saying),
      cohort: cohort.period,
      ...cohort,
    }),
    note: cohort.state === 'running' ? t('ask.running') : null,
  }));
  return [summary, ...folded(cohorts, saying)];
}

/** Rows into which nobody entered, one after the other, are one line. */
function folded(rows: readonly HeatRow[], { words: { t } }: Saying): HeatRow[] {
  return rows.flatMap((row, at): HeatRow[] => {
    if (!isEmpty(row)) return [row];
    if (isEmpty(rows[at - 1])) return [];
    const end = rows.findIndex((later, place) => place > at && !isEmpty(later));
    const last = rows[(end < 0 ? rows.length : end) - 1] ?? row;
    const label =
      last === row ? row.label : t('retention.rows_between', { first: row.label, last: last.label });
    return [{ ...row, label, note: null, instead: t('retention.nobody_entered') }];
  });
}

const isEmpty = (row: HeatRow | undefined): boolean => row?.size.opens === null;

interface RowParts {
  readonly grid: RetentionGrid;
  readonly saying: Saying;
  readonly scale: Scale;
  readonly label: string;
  readonly cohort: string | null;
  readonly size: number;
  readonly startPeriod: StartPeriod;
  readonly cells: readonly Cell[];
}

function rowOf({ grid, saying, scale, label, cohort, size, startPeriod, cells }: RowParts): HeatRow {
  const { words, figures } = saying;
  const face = (shown: Shown, interval: number) =>
    faceOf(shown, {
      saying,
      scale,
      cohort,
      interval,
      row: label,
      column: columnSaid(grid, interval, saying),
    });
  return {
    id: cohort ?? 'all',
    label,
    note: null,
    summary: cohort === null,
    size: {
      face: 'full',
      weight: null,
      few: false,
      text: figures.count(size),
      said: words.t('retention.cell.size', { row: label, count: size }),
      opens: size > 0 ? writeCell({ cohort, interval: 0, which: 'size' }) : null,
    },
    cells: [
      face(startPeriod, 0),
      ...cells.filter(({ interval }) => interval > 0).map((cell) => face(cell, cell.interval)),
    ],
  };
}

interface FaceParts {
  readonly saying: Saying;
  readonly scale: Scale;
  readonly cohort: string | null;
  readonly interval: number;
  readonly row: string;
  readonly column: string;
}

const nothing = { weight: null, few: false, text: '', opens: null };

/** A cell as it is drawn. A running period shows what is seen so far, and says so; it is never a complete figure. */
export function faceOf(shown: Shown, parts: FaceParts): CellFace {
  const { saying, row, column } = parts;
  const { t } = saying.words;
  if (shown.state === 'not_begun')
    return { ...nothing, face: 'empty', said: t('retention.cell.empty', { row, column }) };
  if (shown.state === 'running' && parts.cohort !== null) return runningFace(shown, parts);
  if (!shown.share.known) {
    if (shown.state === 'running') return runningFace(shown, parts);
    const why = t(`ask.doubt.${shown.share.why}`);
    return {
      ...nothing,
      face: 'unknown',
      text: '–',
      said: t('retention.cell.unknown', { row, column, why }),
    };
  }
  return fullFace(shown, shown.share.value, parts);
}

function fullFace(shown: Shown, share: number, parts: FaceParts): CellFace {
  const { saying, scale, row, column } = parts;
  const { words, figures } = saying;
  const { low, high, eligible, returned, value } = shown;
  const few = low !== null && high !== null && (high - low > fewPeopleWidth || eligible < fewPeople);
  const figure = value?.known ? measureText(value.value, saying) : figures.share(share);
  const weighed = scale(shown);
  const said = {
    row,
    column,
    share: figures.share(share, 1),
    returned: figures.count(returned),
    eligible: figures.count(eligible),
  };
  const text = value && !value.known ? '–' : figure;
  return {
    face: value && !value.known ? 'unknown' : 'full',
    weight: weighed,
    few,
    text,
    said:
      value != null
        ? words.t('retention.cell.value', { ...said, value: text })
        : low === null || high === null
          ? words.t('retention.cell.plain', said)
          : words.t(few ? 'retention.cell.few' : 'retention.cell.full', {
              ...said,
              low: figures.share(low, 1),
              high: figures.share(high, 1),
            }),
    opens: opening(parts, eligible > 0, 'returned'),
  };
}

function runningFace({ soFar }: Shown, parts: FaceParts): CellFace {
  const { saying, row, column } = parts;
  const { words, figures } = saying;
  if (!soFar || soFar.begun === 0) {
    return { ...nothing, face: 'running', said: words.t('retention.cell.running_none', { row, column }) };
  }
  const share = soFar.returned / soFar.begun;
  return {
    face: 'running',
    weight: parts.scale({ share: { known: true, value: share } }),
    few: false,
    text: figures.share(share),
    said: words.t('retention.cell.running', {
      row,
      column,
      share: figures.share(share, 1),
      returned: figures.count(soFar.returned),
      begun: figures.count(soFar.begun),
    }),
    opens: opening(parts, true, 'so_far'),
  };
}

const opening = ({ cohort, interval }: FaceParts, any: boolean, which: OpenCell['which']) =>
  any ? writeCell({ cohort, interval, which }) : null;

type Scale = (shown: Partial<Pick<Shown, 'share' | 'value'>>) => number | null;

/** Colour runs from a little under the lowest complete figure to the highest, so that cohorts can be told apart. */
function scaleOf(series: Series): Scale {
  const shown = [series.summary, ...series.cohorts]
    .flatMap(({ cells }) => cells)
    .filter(({ interval, state }) => interval > 0 && state === 'complete')
    .map(figureOf);
  const highest = Math.max(0, ...shown);
  const lowest = Math.min(highest, ...shown) * 0.7;
  const width = highest - lowest;
  return (cell) =>
    width === 0 ? (highest === 0 ? 0 : 0.5) : Math.max(0.04, Math.min(1, (figureOf(cell) - lowest) / width));
}

const figureOf = ({ share, value }: Partial<Pick<Shown, 'share' | 'value'>>): number => {
  if (value) return value.known ? value.value : 0;
  return share?.known ? share.value : 0;
};

function measureText(value: number, { figures, ask, currency }: Saying): string {
  const money =
    ask.measure &&
    ask.measure.kind !== 'share' &&
    /revenue|amount|total|price|value/i.test(ask.measure.property);
  if (!money) return figures.decimal(value, Math.abs(value) < 100 ? 1 : 0);
  return figures.money(value, currency, Math.abs(value) < 100 ? 2 : 0);
}

/** A row's name: its period as people say it. */
export const rowLabel = (period: string, { words, figures, ask }: CurveSaying): string =>
  periodLabel(period, ask.rows ?? 'week', words, figures);

/** A column's name in full: « Semaine 4 », « Jours 1 à 3 ». */
export function columnSaid(
  grid: Pick<RetentionGrid, 'columns'>,
  interval: number,
  { words, ask }: Pick<CurveSaying, 'words' | 'ask'>,
): string {
  const step = ask.interval ?? 'week';
  const span = grid.columns.find((column) => column.interval === interval);
  if (!span || span.from === span.to) return words.t('retention.column', { step, n: span?.from ?? interval });
  return words.t('retention.column_range', { step, from: span.from, to: span.to });
}

/** How many columns have begun for anybody, period 0 among them: those after are empty in every row. */
export function begunColumns(grid: Pick<RetentionGrid, 'series' | 'columns'>): number {
  const begun = grid.series
    .flatMap(({ cohorts }) => cohorts)
    .flatMap(({ cells }) => cells)
    .flatMap(({ interval, state }) => (state === 'not_begun' ? [] : [interval]));
  const last = begun.reduce((most, interval) => Math.max(most, interval), 1);
  return grid.columns.filter(({ interval }) => interval > 0 && interval <= last).length + 1;
}

/** The heads of the columns, period 0 first. */
export function heads(grid: RetentionGrid, saying: CurveSaying) {
  const rest = grid.columns.filter(({ interval }) => interval > 0);
  return [{ interval: 0, from: 0, to: 0 }, ...rest].map(({ interval, from, to }) => ({
    id: String(interval),
    label: from === to ? String(from) : `${from}–${to}`,
    said: columnSaid(grid, interval, saying),
  }));
}

/** What the columns count, in words: « Semaines après le premier achat ». */
export function axisSaid({ words, ask }: Pick<CurveSaying, 'words' | 'ask'>): string {
  const values = { step: ask.interval ?? 'week', entry: ask.entry ?? 'first_match' };
  return words.t(
    ask.start.event === 'Order Completed' ? 'retention.axis_purchase' : 'retention.axis',
    values,
  );
}

/** A series' name: its value, or what stands for it. */
export function seriesName(series: Pick<Series, 'kind' | 'value'>, { t }: Words): string {
  if (series.kind === 'value') return valueSaid(series.value, { t });
  if (series.kind === 'all') return t('ask.all_together');
  return t(series.kind === 'missing' ? 'ask.missing' : 'ask.others');
}

export const seriesKey = ({ kind, value }: Pick<Series, 'kind' | 'value'>): string =>
  kind === 'value' ? `value:${value ?? ''}` : kind;

/** The series that the address names, else the first. */
export const seriesOf = (grid: RetentionGrid, key: string | undefined): Series | undefined =>
  grid.series.find((series) => seriesKey(series) === key) ?? grid.series[0];
