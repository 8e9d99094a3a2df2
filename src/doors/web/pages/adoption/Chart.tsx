import { useMemo } from 'react';
import type { z } from 'zod';
import type { AdoptionAskInput, AdoptionFigure, AdoptionGrid } from '#src/insights/adoption/index.ts';
import type { CurveLine } from '../../charts/curve-option.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import type { PeriodName } from '../../ui/dates.ts';
import { eventWords } from '../../words/events.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import { useMarks } from '../notes/useMarks.ts';

/** An answer with its question, and what is needed to say it. */
export interface AnsweredFeatures {
  readonly grid: AdoptionGrid;
  readonly asked: AdoptionAskInput;
  readonly saying: { readonly words: Words; readonly figures: Figures; readonly period: PeriodName };
}

interface ChartProps extends AnsweredFeatures {
  /** Whoever used it until then, instead of within each period. */
  readonly toDate: boolean | undefined;
  readonly height: number;
}

type Row = AdoptionGrid['features'][number]['rows'][number];

export const figureOf = (row: Row, toDate: boolean | undefined): z.output<typeof AdoptionFigure> =>
  toDate ? row.toDate : row.inPeriod;

/** A feature as the pages call it: its own name, else its events. */
export function nameOf(
  { asked, saying: { words, figures } }: Pick<AnsweredFeatures, 'asked' | 'saying'>,
  at: number,
): string {
  const feature = asked.features[at];
  if (!feature) return '';
  return feature.name ?? figures.either(feature.used.map(({ event }) => eventWords(words, event, 'name')));
}

const none: readonly Row[] = [];

/** The share of those who could that used each feature, period by period. */
export function Chart({ grid, asked, saying, toDate, height }: ChartProps) {
  const { words, figures, period } = saying;
  const several = grid.features.length > 1;
  const lines = useMemo(
    () =>
      grid.features.slice(0, 7).map(
        ({ rows }, at): CurveLine => ({
          id: String(at),
          name: nameOf({ asked, saying }, at),
          kind: at < 6 ? at : 'others',
          points: rows.map((row) => {
            const { share, low, high, used, eligible } = figureOf(row, toDate);
            const running = row.state === 'running';
            return {
              share: share.known ? share.value : null,
              low: several || running ? null : low,
              high: several || running ? null : high,
              running,
              note: `, ${figures.count(used)} / ${figures.count(eligible)}${running ? `, ${words.t('ask.running')}` : ''}`,
            };
          }),
        }),
      ),
    [grid, asked, saying, toDate, several, figures, words],
  );
  const columns = useMemo(
    () =>
      (grid.features[0]?.rows ?? []).map((row) =>
        figures.day(row.period, period === 'month' ? 'tiny-month' : 'tiny'),
      ),
    [grid, figures, period],
  );
  const marks = useMarks(grid.features[0]?.rows ?? none, period);
  return (
    <LateCurves
      lines={lines}
      columns={columns}
      axis={words.t('lifecycle.period')}
      percent={figures.share}
      said={grid.features.map(({ verdict }) => words.said(verdict)).join(' ')}
      height={height}
      marks={marks}
    />
  );
}
