import { Alert } from '@mantine/core';
import type {
  LifecycleAskInput,
  LifecycleFigure,
  LifecycleGrid,
  LifecycleRow,
} from '#src/insights/lifecycle/index.ts';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { FiguresTable, Known, Opens } from '../../ui/Figure.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useWords } from '../../words/index.ts';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import { Chart } from './Chart.tsx';
import { readOpen } from './search.ts';
import { figureNames, type Saying } from './shape.ts';

export interface ResultProps {
  readonly grid: LifecycleGrid;
  readonly asked: LifecycleAskInput;
  readonly saying: Saying;
  /** The people that are open, as the address writes them. */
  readonly open: string | undefined;
  readonly onOpen: (open: string | undefined) => void;
}

/** Verdict, columns around the line, the same numbers beside, definition; the people of each. */
export function Result(props: ResultProps) {
  const { grid, asked, saying, open, onOpen } = props;
  const { t, said } = useWords();
  const shown = readOpen(open);
  if (grid.rows.every(({ active, dormant }) => active === 0 && dormant === 0))
    return <Teach title={t('lifecycle.nobody_title')}>{t('lifecycle.nobody')}</Teach>;
  return (
    <>
      <Verdict>{said(grid.verdict)}</Verdict>
      {grid.active.warning && <Alert color="yellow">{said(grid.active.warning)}</Alert>}
      <Sides
        chart={
          <>
            <Chart
              grid={grid}
              saying={saying}
              height={400}
              onOpen={(period, which) => onOpen(`${period}/${which}`)}
            />
            <NotesBelow from={asked.from} to={asked.to} />
          </>
        }
        chartTitle={t('lifecycle.chart')}
        table={<Numbers {...props} />}
        tableTitle={t('lifecycle.table')}
      />
      <Folds>
        <Definition of={grid}>
          <p>{t('lifecycle.quick_note')}</p>
        </Definition>
      </Folds>
      {shown && <OpenPeople {...props} {...shown} />}
    </>
  );
}

function Numbers({ grid, saying, onOpen }: ResultProps) {
  const { t } = useWords();
  const { figures, words, period } = saying;
  const name = (row: LifecycleRow) => periodLabel(row.period, period, words, figures);
  return (
    <FiguresTable
      caption={t('lifecycle.table')}
      heads={[
        t('lifecycle.period'),
        ...figureNames.map((figure) => t(`lifecycle.${figure}`)),
        <abbr key="quick" title={t('lifecycle.quick_help')}>
          {t('lifecycle.quick')}
        </abbr>,
      ]}
      rows={grid.rows.toReversed().map((row) => ({
        id: row.period,
        label: figures.day(row.period, period === 'month' ? 'tiny-month' : 'short'),
        aside: row.state === 'running' ? t('ask.running') : undefined,
        running: row.state === 'running',
        cells: [
          ...figureNames.map((figure) => (
            <Opens
              key={figure}
              count={row[figure]}
              label={`${name(row)}, ${t(`lifecycle.${figure}`)}`}
              onOpen={() => onOpen(`${row.period}/${figure}`)}
            />
          )),
          <Known key="quick" figure={row.quickRatio}>
            {(ratio) => figures.decimal(ratio, 2)}
          </Known>,
        ],
      }))}
    />
  );
}

function OpenPeople({
  grid,
  asked,
  saying,
  period,
  which,
  onOpen,
}: ResultProps & { period: string; which: LifecycleFigure }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const input = { ask: asked, period, which };
  const running = grid.rows.some((row) => row.period === period && row.state === 'running');
  return (
    <PeopleDrawer
      title={t('lifecycle.people', {
        which: t(`lifecycle.${which}`),
        period: periodLabel(period, saying.period, saying.words, saying.figures),
      })}
      of={['lifecycle.people', input]}
      load={(page, signal) => ask(slug, 'lifecycle.people', { ...input, ...page }, signal)}
      from={{ of: 'lifecycle.people', ask: input }}
      unit={grid.unit}
      ways={{
        value: which,
        data: figureNames.map((figure) => ({ value: figure, label: t(`lifecycle.${figure}`) })),
        onChange: (next) => onOpen(`${period}/${next}`),
      }}
      note={running && which === 'dormant' ? t('lifecycle.running_note') : undefined}
      onClose={() => onOpen(undefined)}
    />
  );
}
