import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { HabitGrid } from '#src/insights/habit/index.ts';
import { Columns } from '../../charts/Columns.tsx';
import { HeatMap } from '../../charts/HeatMap.tsx';
import { Definition, Fold, Folds, Verdict } from '../../ui/Answered.tsx';
import { FiguresTable, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { Part, PartAnswer, Parts } from '../../ui/Parts.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { gapBands } from '../time-to-value/rhythm.ts';
import { Chart } from './Chart.tsx';
import type { Opened } from './search.ts';
import { cellOpens, hourName, hoursShown, kinds, type Saying, weekRows } from './shape.ts';

interface ResultProps {
  readonly grid: HabitGrid;
  readonly saying: Saying;
  readonly onOpen: (open: Opened) => void;
  /** Asks the same of the last weeks with events; left out where those asked about are no later. */
  readonly onLastKnown?: () => void;
}

/** Verdict, who has which habit, the week hour by hour, how often by nature and how regularly; the people of each. */
export function Result(props: ResultProps) {
  const { grid, saying, onOpen, onLastKnown } = props;
  const { t, said } = saying.words;
  if (grid.active === 0)
    return (
      <Teach
        title={t('habit.nobody_title')}
        {...(onLastKnown && { action: <Button onClick={onLastKnown}>{t('habit.last_known')}</Button> })}
      >
        {t(onLastKnown ? 'habit.nobody_since' : 'habit.nobody', {
          from: saying.figures.day(grid.from),
          to: saying.figures.day(grid.to),
        })}
      </Teach>
    );
  return (
    <>
      <Verdict>{said(grid.verdict)}</Verdict>
      <Sides
        chartTitle={t('habit.chart')}
        chart={<Chart grid={grid} saying={saying} height={320} onOpen={(kind) => onOpen({ kind })} />}
        tableTitle={t('habit.table')}
        table={<Kinds grid={grid} saying={saying} onOpen={onOpen} />}
      />
      <Part title={t('habit.week')}>
        <PartAnswer said={t('habit.week_said')}>
          <HeatMap
            caption={t('habit.week')}
            corner={t('habit.weekday')}
            sizeTitle={t('habit.regulars')}
            axis={t('habit.week_axis')}
            more={t('habit.more_hours')}
            columns={hoursShown(grid).map((hour) => ({
              id: String(hour),
              label: String(hour),
              said: hourName(hour, saying),
            }))}
            rows={weekRows(grid, saying)}
            onOpen={(opens) => onOpen(cellOpens(opens))}
          />
        </PartAnswer>
      </Part>
      <Parts>
        <Part title={t('habit.natural')}>
          <Natural {...props} />
        </Part>
        <Part title={t('habit.regularity')}>
          <Regularity {...props} />
        </Part>
      </Parts>
      <Folds>
        <Definition of={grid}>
          <p>{t('habit.kinds_explained')}</p>
        </Definition>
      </Folds>
    </>
  );
}

function Kinds({ grid, saying, onOpen }: Pick<ResultProps, 'grid' | 'saying' | 'onOpen'>) {
  const { words, figures } = saying;
  const { t } = words;
  const { share } = grid;
  const rows = [
    ...kinds.map((kind) => ({ kind, count: grid.kinds[kind], name: t(`habit.kind.${kind}`) })),
    { kind: 'habit' as const, count: grid.habit, name: t('habit.kind.habit') },
    { kind: null, count: grid.active, name: t('habit.kind.all') },
  ];
  return (
    <FiguresTable
      caption={t('ask.table')}
      heads={[t('habit.kind_head'), t('habit.customers'), t('csv.part')]}
      rows={rows.map(({ kind, count, name }) => ({
        id: kind ?? 'all',
        label: name,
        strong: kind === 'habit' || kind === null,
        cells: [
          <Opens key="count" count={count} label={name} onOpen={() => onOpen({ kind })} />,
          kind === 'habit' ? (
            <ShareFigure
              key="share"
              share={share.known ? { known: true, value: share.value.share } : share}
              low={share.known ? share.value.low : null}
              high={share.known ? share.value.high : null}
            />
          ) : (
            figures.share(count / grid.active, 1)
          ),
        ],
      }))}
    />
  );
}

function Natural({ grid, saying, onOpen }: ResultProps) {
  const { words, figures } = saying;
  const { t } = words;
  const { gap, customers, bars } = grid.natural;
  const bands = useMemo(() => gapBands(bars), [bars]);
  const name = (upTo: number | null) =>
    upTo === null ? t('ttv.gap_more', { days: 60 }) : t('ttv.gap_at_most', { days: upTo });
  const open = (above: number) => {
    const band = bands.find((one) => one.above === above);
    if (band) onOpen({ gap: { atLeast: band.above + 0.5, atMost: band.upTo } });
  };
  if (!gap.known) return <PartAnswer said={t('habit.natural_unknown')} />;
  return (
    <PartAnswer
      said={t('habit.natural_said', {
        unit: grid.unit,
        days: gap.value,
        said: figures.decimal(gap.value),
        count: customers,
        ttv: t('shell.time-to-value'),
      })}
    >
      <Columns
        columns={bands.map(({ above, upTo, count }) => ({
          id: String(above),
          label: upTo === null ? `> ${figures.count(60)}` : figures.count(upTo),
          note: [name(upTo), t('ask.people_title', { count })],
          parts: [{ id: 'own', tone: 'plain', value: count }],
        }))}
        format={figures.count}
        axis={t('ttv.speed_axis')}
        said={bands
          .map(({ upTo, count }) =>
            t('shell.pair', { name: name(upTo), value: `${t('ask.people_title', { count })}.` }),
          )
          .join(' ')}
        height={260}
        onOpen={(above) => open(Number(above))}
      />
      <Fold title={t('ask.table')}>
        <FiguresTable
          caption={t('habit.natural')}
          heads={[t('ttv.speed_axis'), t('habit.customers'), t('csv.part')]}
          rows={bands.map(({ above, upTo, count }) => ({
            id: String(above),
            label: name(upTo),
            cells: [
              <Opens key="count" count={count} label={name(upTo)} onOpen={() => open(above)} />,
              figures.share(count / Math.max(1, customers), 1),
            ],
          }))}
        />
      </Fold>
    </PartAnswer>
  );
}

function Regularity({ grid, saying, onOpen }: ResultProps) {
  const { words, figures } = saying;
  const { t } = words;
  const all = grid.regularity.length;
  const every = grid.regularity.at(-1)?.customers ?? 0;
  const name = (weeks: number) => t('habit.of_weeks', { weeks, all });
  return (
    <PartAnswer
      said={t('habit.regularity_said', {
        unit: grid.unit,
        count: every,
        all,
        share: figures.share(every / grid.active, 1),
      })}
    >
      <Columns
        columns={grid.regularity.map(({ weeks, customers }) => ({
          id: String(weeks),
          label: figures.count(weeks),
          note: [name(weeks), t('ask.people_title', { count: customers })],
          parts: [{ id: 'weeks', tone: 'plain', value: customers }],
        }))}
        format={figures.count}
        axis={t('habit.regularity_axis', { all })}
        said={grid.regularity
          .map(({ weeks, customers }) =>
            t('shell.pair', { name: name(weeks), value: `${t('ask.people_title', { count: customers })}.` }),
          )
          .join(' ')}
        height={260}
        onOpen={(weeks) => onOpen({ activeWeeks: Number(weeks) })}
      />
      <Fold title={t('ask.table')}>
        <FiguresTable
          caption={t('habit.regularity')}
          heads={[t('habit.regularity_axis', { all }), t('habit.customers'), t('csv.part')]}
          rows={grid.regularity.map(({ weeks, customers }) => ({
            id: String(weeks),
            label: name(weeks),
            cells: [
              <Opens
                key="count"
                count={customers}
                label={name(weeks)}
                onOpen={() => onOpen({ activeWeeks: weeks })}
              />,
              figures.share(customers / grid.active, 1),
            ],
          }))}
        />
      </Fold>
    </PartAnswer>
  );
}
