import type { GroupsCompared } from '#src/insights/groups/index.ts';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { ComparedPairs, Differences } from '../../ui/ComparedPairs.tsx';
import type { ComparedQuestion } from '../../ui/comparable.ts';
import { FiguresTable, Known, Opens, Small } from '../../ui/Figure.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { lastDay } from '../notes/marks.ts';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import { Chart } from './Chart.tsx';
import { GroupPeople } from './GroupPeople.tsx';
import styles from './Result.module.css';
import { readOpen, writeOpen } from './search.ts';
import { datesOf, figuresInLine, periodOf } from './shape.ts';

export interface ResultProps {
  readonly compared: GroupsCompared;
  readonly question: ComparedQuestion;
  /** The people that are open, as the address writes them. */
  readonly open: string | undefined;
  readonly onOpen: (open: string | undefined) => void;
  readonly onFigure: (figure: string) => void;
}

/** Verdict, shares of the groups, their differences, every figure beside, what can be said of each pair; the people. */
export function Result(props: ResultProps) {
  const { compared, open, onOpen } = props;
  const { t, said } = useWords();
  const names = compared.arms.map(({ name }) => name);
  const figure = compared.figures.find(({ key }) => key === compared.figure);
  const pairs = compared.pairs.map((pair) => ({
    ...pair,
    cell: pair.cells.find((cell) => cell.figure === compared.figure),
  }));
  const dates = datesOf(figuresInLine(compared));
  const [first, last] = [dates[0], dates.at(-1)];
  return (
    <>
      <Verdict>{said(compared.verdict)}</Verdict>
      <Sides
        chart={
          <div className={styles.charts}>
            <Chart
              compared={compared}
              question={props.question}
              height={320}
              onOpen={(arm, figure) => onOpen(writeOpen({ arm, which: 'hits', figure }))}
              picture
            />
            {first && last && (
              <NotesBelow from={first.period} to={lastDay(last.period, periodOf(props.question))} />
            )}
            <div>
              <h3 className={styles.heading}>
                {t('groups.differences', { figure: figure ? said(figure.name) : '' })}
              </h3>
              <Differences pairs={pairs} names={names} />
            </div>
          </div>
        }
        chartTitle={t(figuresInLine(compared).length > 0 ? 'groups.chart_line' : 'groups.chart')}
        table={<Numbers {...props} />}
        tableTitle={t('groups.table')}
      />
      <section aria-label={t('groups.pairs')}>
        <h3 className={styles.heading}>{t('groups.pairs')}</h3>
        <ComparedPairs pairs={pairs} names={names} />
      </section>
      <Folds>
        <Definition of={compared} />
      </Folds>
      <GroupPeople compared={compared} open={readOpen(open)} onOpen={onOpen} />
    </>
  );
}

/** Every figure of every group; one is chosen by its name, its people are opened by its number. */
function Numbers({ compared, onOpen, onFigure }: ResultProps) {
  const { t, said } = useWords();
  const figures = useFigures();
  return (
    <FiguresTable
      caption={t('groups.table')}
      heads={[t('groups.figure'), ...compared.arms.map(({ name }) => said(name))]}
      rows={compared.figures.map(({ key, name, groups }) => ({
        id: key,
        strong: key === compared.figure,
        label: (
          <button
            type="button"
            className={styles.figure}
            aria-pressed={key === compared.figure}
            aria-label={t('groups.choose_figure', { figure: said(name) })}
            onClick={() => onFigure(key)}
          >
            {said(name)}
          </button>
        ),
        cells: groups.map(({ hits, total, share, low, high, behind }, arm) => {
          const group = said(compared.arms[arm]?.name ?? name);
          const opens = (which: 'hits' | 'total') =>
            behind === null ? undefined : () => onOpen(writeOpen({ arm, which, figure: key }));
          const label = t('groups.opens', { group, figure: said(name) });
          return (
            <span key={arm} className={styles.cell}>
              <Known figure={share}>{(value) => figures.share(value, 1)}</Known>
              <span className={styles.counts}>
                <Opens count={hits} label={`${label}, ${t('groups.hits')}`} onOpen={opens('hits')} />
                {' / '}
                <Opens count={total} label={`${label}, ${t('groups.total')}`} onOpen={opens('total')} />
              </span>
              {low !== null && high !== null && <Small>{figures.shareRange(low, high)}</Small>}
            </span>
          );
        }),
      }))}
    />
  );
}
