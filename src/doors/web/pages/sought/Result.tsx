import { Fragment } from 'react';
import type { Sought } from '#src/insights/value/index.ts';
import { ask } from '../../ask.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { FiguresTable, Known, Opens, ShareFigure, Small } from '../../ui/Figure.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import type { Figures } from '../../words/figures.ts';
import { useWords, type Words } from '../../words/index.ts';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import { Chart } from './Chart.tsx';
import { readOpen, type SoughtAsked } from './search.ts';

export interface ResultProps {
  readonly sought: Sought;
  readonly asked: SoughtAsked;
  readonly saying: { readonly words: Words; readonly figures: Figures };
  readonly open: string | undefined;
  readonly onOpen: (open: string | undefined) => void;
}

/** Verdict, visits in which one seeks as columns, the same numbers beside; who does not find, and whether it changes. */
export function Result(props: ResultProps) {
  const { sought, asked, saying, open, onOpen } = props;
  const { t, said } = useWords();
  const period = asked.period ?? 'week';
  const shown = readOpen(open);
  if (sought.all.sought === 0) return <Teach title={t('sought.nobody_title')}>{t('sought.nobody')}</Teach>;
  return (
    <>
      <Verdict>{said(sought.verdict)}</Verdict>
      <Sides
        chartTitle={t('sought.chart')}
        chart={
          <>
            <Chart
              sought={sought}
              period={period}
              saying={saying}
              height={360}
              onOpen={(first, part) => onOpen(`${first}/${part}`)}
            />
            <NotesBelow from={asked.from} to={asked.to} />
          </>
        }
        tableTitle={t('sought.table')}
        table={<Numbers {...props} />}
      />
      <Folds>
        <Definition of={sought} />
      </Folds>
      {shown && <OpenPeople {...props} {...shown} />}
    </>
  );
}

function Numbers({ sought, asked, saying, onOpen }: ResultProps) {
  const { t } = useWords();
  const { figures } = saying;
  const period = asked.period ?? 'week';
  const rows = [
    { id: 'all', label: t('sought.all'), running: false, figure: sought.all },
    ...sought.rows.toReversed().map((row) => ({
      id: row.period,
      label: figures.day(row.period, period === 'month' ? 'tiny-month' : 'short'),
      running: row.state === 'running',
      figure: row,
    })),
  ];
  return (
    <FiguresTable
      caption={t('sought.table')}
      heads={[
        t('lifecycle.period'),
        t('sought.sought'),
        t('sought.not_found'),
        t('sought.share'),
        t('sought.people'),
        t('sought.people_ended'),
        t('sought.people_not_found'),
        t('sought.people_share'),
      ]}
      rows={rows.map(({ id, label, running, figure }) => ({
        id,
        label,
        running,
        strong: id === 'all',
        aside: running ? t('ask.running') : undefined,
        cells: [
          <Fragment key="sought">
            {figures.count(figure.sought)}
            {figure.open > 0 && <Small>{t('sought.still_open', { count: figure.open })}</Small>}
          </Fragment>,
          figures.count(figure.notFound),
          <Known key="share" figure={figure.share}>
            {(share) => figures.share(share, 1)}
          </Known>,
          <Opens
            key="people"
            count={figure.people}
            label={`${label}, ${t('sought.people')}`}
            onOpen={() => onOpen(`${id}/sought`)}
          />,
          <Opens
            key="ended"
            count={figure.peopleEnded}
            label={`${label}, ${t('sought.people_ended')}`}
            onOpen={() => onOpen(`${id}/ended`)}
          />,
          <Opens
            key="not_found"
            count={figure.peopleNotFound}
            label={`${label}, ${t('sought.people_not_found')}`}
            onOpen={() => onOpen(`${id}/not_found`)}
          />,
          <ShareFigure key="people_share" share={figure.peopleShare} low={figure.low} high={figure.high} />,
        ],
      }))}
    />
  );
}

const ways = ['sought', 'ended', 'not_found', 'open'] as const;

function OpenPeople({
  sought,
  asked,
  saying,
  period,
  which,
  onOpen,
}: ResultProps & { period: string | null; which: (typeof ways)[number] }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const input = { ask: asked, period, which };
  const when =
    period === null
      ? t('sought.all')
      : periodLabel(period, asked.period ?? 'week', saying.words, saying.figures);
  return (
    <PeopleDrawer
      title={`${t(`sought.ways.${which}`)}, ${when}`}
      of={['value.sought-people', input]}
      load={(page, signal) => ask(slug, 'value.sought-people', { ...input, ...page }, signal)}
      from={{ of: 'value.sought-people', ask: input }}
      unit={sought.unit}
      ways={{
        value: which,
        data: ways.map((one) => ({ value: one, label: t(`sought.ways.${one}`) })),
        onChange: (next) => onOpen(`${period ?? 'all'}/${next}`),
      }}
      aside={({ earlier, later }) =>
        earlier + later === 0
          ? undefined
          : t(
              later > earlier
                ? 'sought.trend_more'
                : later < earlier
                  ? 'sought.trend_less'
                  : 'sought.trend_even',
              {
                earlier,
                later,
              },
            )
      }
      onClose={() => onOpen(undefined)}
    />
  );
}

/** The answer as rows of a file. Shares are 0–1. */
export const soughtCsv = ({ rows }: Sought, { t }: Words): CsvCell[][] => [
  [
    t('lifecycle.period'),
    t('csv.state'),
    t('sought.sought'),
    t('sought.found'),
    t('sought.not_found'),
    t('sought.open'),
    t('sought.people'),
    t('sought.people_ended'),
    t('sought.people_not_found'),
    t('sought.people_share'),
    t('csv.low'),
    t('csv.high'),
  ],
  ...rows.map((row): CsvCell[] => [
    row.period,
    t(`csv.state.${row.state}`),
    row.sought,
    row.found,
    row.notFound,
    row.open,
    row.people,
    row.peopleEnded,
    row.peopleNotFound,
    row.peopleShare.known ? row.peopleShare.value : null,
    row.low,
    row.high,
  ]),
];
