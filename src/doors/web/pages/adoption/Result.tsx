import type { AdoptionGrid } from '#src/insights/adoption/index.ts';
import { ask } from '../../ask.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { FiguresTable, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Sides } from '../../ui/Sides.tsx';
import type { Words } from '../../words/index.ts';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import { type AnsweredFeatures, Chart, figureOf, nameOf } from './Chart.tsx';
import { type AdoptionSearch, type OpenFigure, readOpen } from './search.ts';

export interface ResultProps extends AnsweredFeatures {
  readonly search: AdoptionSearch;
  readonly onOpen: (open: string | undefined) => void;
}

/** What is said of each feature, its curve over time, its last figures beside; who uses it and who could. */
export function Result(props: ResultProps) {
  const { grid, saying, search } = props;
  const { t, said } = saying.words;
  const open = readOpen(search);
  return (
    <>
      <Verdict>
        {grid.features.map(({ verdict }, at) => (
          <span key={at}>
            {said(verdict)}
            <br />
          </span>
        ))}
      </Verdict>
      <Sides
        chartTitle={t('adoption.chart')}
        chart={
          <>
            <Chart {...props} toDate={search.toDate} height={360} />
            <NotesBelow from={props.asked.from} to={props.asked.to} />
          </>
        }
        tableTitle={t('adoption.table')}
        table={<Numbers {...props} />}
      />
      <Folds>
        <Definition of={grid} />
      </Folds>
      {open && <OpenPeople {...props} figure={open} />}
    </>
  );
}

function Numbers(props: ResultProps) {
  const { grid, saying, search, onOpen } = props;
  const { words, figures, period } = saying;
  const { t } = words;
  return (
    <FiguresTable
      caption={t('adoption.table')}
      heads={[
        t('adoption.feature_head'),
        t('lifecycle.period'),
        t('adoption.eligible'),
        t('adoption.used'),
        t('adoption.not_used'),
        t('csv.part'),
      ]}
      rows={grid.features.flatMap(({ rows }, at) =>
        rows
          .toReversed()
          // One feature is told period by period, several by their last two.
          .slice(0, grid.features.length === 1 ? rows.length : 2)
          .map((row, place) => {
            const figure = figureOf(row, search.toDate);
            const label = `${nameOf(props, at)}, ${periodLabel(row.period, period, words, figures)}`;
            const opens = (which: OpenFigure['which'], count: number) => (
              <Opens
                key={which}
                count={count}
                label={`${label}, ${t(`adoption.${which}`)}`}
                onOpen={() => onOpen(`${at}/${row.period}/${which}`)}
              />
            );
            return {
              id: `${at}/${row.period}`,
              label: place === 0 ? nameOf(props, at) : '',
              running: row.state === 'running',
              cells: [
                `${figures.day(row.period, period === 'month' ? 'tiny-month' : 'short')}${row.state === 'running' ? ` (${t('ask.running')})` : ''}`,
                opens('eligible', figure.eligible),
                opens('used', figure.used),
                opens('not_used', figure.notUsed),
                <ShareFigure key="share" {...figure} />,
              ],
            };
          }),
      )}
    />
  );
}

const ways = ['used', 'not_used', 'eligible', 'outside'] as const;

function OpenPeople(props: ResultProps & { figure: OpenFigure }) {
  const { grid, asked, saying, figure, onOpen } = props;
  const { words, figures, period } = saying;
  const { slug } = useSeat();
  const input = { ask: asked, ...figure };
  const outside = grid.features[figure.feature]?.rows.find((row) => row.period === figure.period);
  const shown = ways.filter(
    (which) => which !== 'outside' || (outside && figureOf(outside, figure.span === 'to_date').outside > 0),
  );
  return (
    <PeopleDrawer
      title={`${nameOf(props, figure.feature)}, ${periodLabel(figure.period, period, words, figures)}`}
      of={['adoption.people', input]}
      load={(page, signal) => ask(slug, 'adoption.people', { ...input, ...page }, signal)}
      from={{ of: 'adoption.people', ask: input }}
      unit={grid.unit}
      ways={{
        value: figure.which,
        data: shown.map((which) => ({ value: which, label: words.t(`adoption.${which}`) })),
        onChange: (which) => onOpen(`${figure.feature}/${figure.period}/${which}`),
      }}
      onClose={() => onOpen(undefined)}
    />
  );
}

/** The answer as rows of a file: one per feature, period and way of counting. Shares are 0–1. */
export const adoptionCsv = ({ features }: AdoptionGrid, { t }: Words): CsvCell[][] => [
  [
    t('adoption.feature_head'),
    t('lifecycle.period'),
    t('csv.state'),
    t('adoption.when'),
    t('adoption.eligible'),
    t('adoption.used'),
    t('csv.part'),
    t('csv.low'),
    t('csv.high'),
  ],
  ...features.flatMap(({ name, rows }) =>
    rows.flatMap((row) =>
      [false, true].map((toDate): CsvCell[] => {
        const { eligible, used, share, low, high } = figureOf(row, toDate);
        return [
          name,
          row.period,
          t(`csv.state.${row.state}`),
          t(toDate ? 'adoption.to_date' : 'adoption.in_period'),
          eligible,
          used,
          share.known ? share.value : null,
          low,
          high,
        ];
      }),
    ),
  ),
];
