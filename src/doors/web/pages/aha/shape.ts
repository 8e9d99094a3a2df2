import type { Candidate, Curve, Figures as Found, ScanAnswer, Threshold } from '#src/insights/aha/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { CurveLine, CurvePoint } from '../../charts/curve-option.ts';
import type { CellFace, HeatRow } from '../../charts/HeatMap.tsx';
import type { Whisker } from '../../charts/Whiskers.tsx';
import { eventWords } from '../../words/events.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import type { Chosen, Measure } from './search.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
}

/** The figures to show of a candidate: those of the half that took no part in choosing, where there are any. */
export const shownOf = ({ confirmation, discovery }: Candidate): Found => confirmation ?? discovery;

/** The count that is looked at: the one that was picked, else the first candidate. */
export const chosenOf = (
  { candidates }: Pick<ScanAnswer, 'candidates'>,
  pick: Chosen | undefined,
): Chosen | undefined => {
  if (pick !== undefined) return pick;
  const [first] = candidates;
  return first && { event: first.event, count: first.count, window: first.window };
};

/** The candidate that is looked at, if it is one. */
export const candidateAt = (
  { candidates }: Pick<ScanAnswer, 'candidates'>,
  { event, count, window }: Chosen,
): Candidate | undefined =>
  candidates.find((one) => one.event === event && one.count === count && one.window === window);

/** « Visite », 5 fois ou plus en 14 jours. */
export const chosenSaid = ({ event, count, window }: Chosen, { words, figures }: Saying): string =>
  words.t('aha.threshold', {
    event: eventWords(words, event, 'name'),
    count,
    often: figures.count(count),
    days: window,
  });

/** A share and its interval as the table's cell takes them. */
export const flat = (of: Found['sensitivity']) =>
  of.known
    ? {
        share: { known: true as const, value: of.value.share },
        low: of.value.interval.low,
        high: of.value.interval.high,
      }
    : { share: of, low: null, high: null };

/** A ratio of shares, such as 4.3; a dash where it is unknown. */
export function liftSaid(
  { lift }: Found,
  { words, figures }: Saying,
): { ratio: string; range: string | undefined } {
  if (!lift.known || !lift.value.ratio.known) return { ratio: '–', range: undefined };
  const { ratio, low, high } = lift.value;
  return {
    ratio: words.t('aha.times', { n: figures.decimal(ratio.value, 1) }),
    range: high === null ? undefined : `${figures.decimal(low, 1)}–${figures.decimal(high, 1)}`,
  };
}

/** Differences between those above and those below, each with its interval; the first so many candidates. */
export const candidateWhiskers = (
  candidates: readonly Candidate[],
  most: number,
  saying: Saying,
): Whisker[] =>
  candidates.slice(0, most).flatMap((one) => {
    const { difference } = shownOf(one);
    if (!difference.known) return [];
    const { difference: value, interval } = difference.value;
    return [
      {
        id: one.event,
        label: chosenSaid(one, saying),
        value,
        ...interval,
        sure: one.verdict === 'confirmed',
      },
    ];
  });

type Heat = ScanAnswer['heat'][number];
type Cell = Heat['cells'][number];

/** The rows of the heat map of one event, and its columns: counts that somebody reached in some window. */
export function heatOf({ heat, counts }: Pick<ScanAnswer, 'heat' | 'counts'>, event: string) {
  const rows = heat.filter((one) => one.event === event);
  const columns = counts.filter((count) =>
    rows.some(({ cells }) => cells.some((cell) => cell.count === count && cell.above.total > 0)),
  );
  return { rows, columns };
}

/** The scale's end: at least three tenths, so that weak separation stays pale. */
const scaleOf = (rows: readonly Heat[], measure: Measure): number => {
  const values = rows.flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell.supported ? (measureOf(cell, measure) ?? []) : [])),
  );
  return Math.max({ mcc: 0.3, stayed: 0.5, lift: 2 }[measure], ...values);
};

function measureOf({ mcc, lift, above }: Cell, measure: Measure): number | null {
  if (measure === 'mcc') return mcc;
  if (measure === 'lift') return lift;
  return above.total === 0 ? null : above.hits / above.total;
}

/** Rows of the heat map: one per window, « 14/5 » opens that count, « size/14 » those who did it at all. */
export function heatRows(
  rows: readonly Heat[],
  columns: readonly number[],
  measure: Measure,
  saying: Saying,
): HeatRow[] {
  const scale = scaleOf(rows, measure);
  return rows.map((row) => {
    const [least] = row.cells;
    return {
      id: String(row.window),
      label: windowSaid(row.window, saying),
      note: null,
      summary: false,
      size: sizeFace(row, least, saying),
      cells: columns.map((count) => {
        const cell = row.cells.find((one) => one.count === count);
        return cell === undefined || cell.above.total === 0
          ? nobody(row, count, saying)
          : cellFace(row, cell, { measure, scale, saying });
      }),
    };
  });
}

/** « 14 jours » */
export const windowSaid = (days: number, { words: { t } }: Saying): string => t('aha.days', { days });

const nobody = ({ event, window }: Heat, count: number, saying: Saying): CellFace => ({
  face: 'empty',
  weight: null,
  few: false,
  text: '',
  said: saying.words.t('shell.pair', {
    name: chosenSaid({ event, window, count }, saying),
    value: saying.words.t('aha.nobody_so_often'),
  }),
  opens: null,
});

function sizeFace(row: Heat, least: Cell | undefined, { words: { t }, figures }: Saying): CellFace {
  const people = least?.above.total ?? 0;
  return {
    face: 'full',
    weight: null,
    few: false,
    text: figures.count(people),
    said: t('aha.did_at_least', {
      people: figures.count(people),
      count: least?.count ?? 1,
      days: row.window,
    }),
    opens: people === 0 ? null : `size/${row.window}`,
  };
}

interface Painting {
  readonly measure: Measure;
  readonly scale: number;
  readonly saying: Saying;
}

function cellFace({ event, window }: Heat, cell: Cell, { measure, scale, saying }: Painting): CellFace {
  const { words, figures } = saying;
  const value = measureOf(cell, measure);
  const { above, below } = cell;
  const share = ({ hits, total }: { hits: number; total: number }) =>
    total === 0 ? '–' : figures.share(hits / total);
  return {
    face: value === null ? 'unknown' : 'full',
    weight: value === null ? null : Math.min(1, Math.max(0, value / scale)),
    few: !cell.supported,
    text: value === null ? '–' : measured(value, measure, figures),
    said: [
      words.t('aha.cell', {
        threshold: chosenSaid({ event, window, count: cell.count }, saying),
        above: share(above),
        abovePeople: figures.count(above.total),
        below: share(below),
        belowPeople: figures.count(below.total),
      }),
      ...(cell.mcc === null ? [] : [words.t('aha.cell_mcc', { mcc: figures.decimal(cell.mcc, 2) })]),
      ...(cell.supported ? [] : [words.t('aha.cell_few')]),
    ].join(' '),
    opens: `${window}/${cell.count}`,
  };
}

const measured = (value: number, measure: Measure, { decimal, share }: Figures): string =>
  measure === 'stayed' ? share(value) : decimal(value, measure === 'mcc' ? 2 : 1);

/** The cell of the heat map that is opened: its window and count; undefined for anything else. */
export function readCell(opens: string): { window: number; count: number } | undefined {
  const [window = '', count = ''] = opens.split('/');
  return /^\d+$/.test(window) && /^\d+$/.test(count)
    ? { window: Number(window), count: Number(count) }
    : undefined;
}

/** How staying rises with the count: those below the threshold in grey, those from it on in colour. */
export function curveLines(
  curve: Curve,
  threshold: number,
  saying: Saying,
): { columns: string[]; lines: CurveLine[] } {
  const { words, figures } = saying;
  const points = [{ count: 0, exactly: curve.never, stayed: curve.stayedOfNever }, ...curve.points].filter(
    ({ exactly }) => exactly.total > 0,
  );
  const drawn = points.map(({ count, exactly, stayed }): CurvePoint & { count: number } => ({
    count,
    share: stayed.known ? stayed.value.share : null,
    low: stayed.known ? stayed.value.interval.low : null,
    high: stayed.known ? stayed.value.interval.high : null,
    note: stayed.known
      ? ` (${figures.shareRange(stayed.value.interval.low, stayed.value.interval.high)}), ${figures.count(exactly.hits)} / ${figures.count(exactly.total)}`
      : '',
  }));
  const side = (isOn: (count: number) => boolean): CurvePoint[] =>
    drawn.map(({ count, ...point }) =>
      isOn(count) ? point : { share: null, low: null, high: null, note: '' },
    );
  const often = figures.count(threshold);
  return {
    columns: drawn.map(({ count }) => figures.count(count)),
    lines: [
      { id: 'below', name: words.t('aha.fewer'), kind: 'others', points: side((count) => count < threshold) },
      {
        id: 'above',
        name: words.t('aha.or_more', { often }),
        kind: 0,
        points: side((count) => count >= threshold),
      },
    ],
  };
}

/** The curve in words: what share of those below and from the threshold on stay. */
export function curveSaid(
  { count, everyone }: Pick<Threshold, 'count' | 'everyone'>,
  { event, window }: Pick<Curve, 'event' | 'window'>,
  saying: Saying,
): string {
  const { words, figures } = saying;
  const share = (of: Found['stayedAbove']) => (of.known ? figures.share(of.value.share) : '–');
  return words.t('aha.curve_said', {
    threshold: chosenSaid({ event, count, window }, saying),
    above: share(everyone.stayedAbove),
    below: share(everyone.stayedBelow),
  });
}

const shareCells = (share: Found['stayedAbove']): CsvCell[] =>
  share.known ? [share.value.share, share.value.interval.low, share.value.interval.high] : [null, null, null];

/** Every candidate as a row of a file. Shares are 0–1. */
export function candidatesCsv(
  { candidates }: Pick<ScanAnswer, 'candidates'>,
  { words }: Saying,
): CsvCell[][] {
  const { t } = words;
  const [low, high] = [t('csv.low'), t('csv.high')];
  return [
    [
      t('aha.event'),
      t('aha.count'),
      t('aha.window'),
      t('aha.verdict'),
      t('aha.set'),
      t('aha.people_above'),
      t('aha.people_below'),
      t('aha.stayed_above'),
      low,
      high,
      t('aha.stayed_below'),
      low,
      high,
      t('aha.lift'),
      low,
      high,
      t('aha.sensitivity'),
      low,
      high,
      t('aha.specificity'),
      low,
      high,
      t('aha.mcc'),
      low,
      high,
      t('aha.p'),
    ],
    ...candidates.map((one) => candidateRow(one, words)),
  ];
}

function candidateRow(one: Candidate, { t }: Words): CsvCell[] {
  const found = shownOf(one);
  const lift = found.lift.known ? found.lift.value : null;
  const mcc = found.mcc.known ? found.mcc.value : null;
  const p = pOf(one);
  return [
    one.event,
    one.count,
    one.window,
    t(`aha.verdict.${one.verdict}`),
    t(one.confirmation === null ? 'aha.discovery' : 'aha.confirmation'),
    found.above.total,
    found.below.total,
    ...shareCells(found.stayedAbove),
    ...shareCells(found.stayedBelow),
    lift?.ratio.known ? lift.ratio.value : null,
    lift?.low ?? null,
    lift?.high ?? null,
    ...shareCells(found.sensitivity),
    ...shareCells(found.specificity),
    mcc?.value ?? null,
    mcc?.interval?.low ?? null,
    mcc?.interval?.high ?? null,
    p.known ? p.value : null,
  ];
}

/** The corrected p of a candidate: of its proof where it was put to it, else of the search. */
export const pOf = ({ confirmation, correctedP, q }: Candidate): Candidate['q'] =>
  confirmation === null ? q : correctedP;

/** Whether staying as it is judged hardly tells anybody apart: nearly nobody stays, or nearly all do. */
export function hardlyDiffers({ stayed, best }: Pick<ScanAnswer, 'stayed' | 'best'>): 'few' | 'most' | null {
  if (best !== null || !stayed.known) return null;
  if (stayed.value.share < 0.06) return 'few';
  return stayed.value.share > 0.94 ? 'most' : null;
}
