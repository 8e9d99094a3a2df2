import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Segment } from '#src/customers/segments/index.ts';
import { question } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { Columns, Key } from '../../charts/Columns.tsx';
import { useSeat } from '../../seat.ts';
import { Fold, Folds } from '../../ui/Answered.tsx';
import { FiguresTable } from '../../ui/Figure.tsx';
import { Part, Parts } from '../../ui/Parts.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { localDay } from '../customers/Timeline.tsx';
import { movesColumns, sizeColumns } from './history.ts';
import styles from './OneSegment.module.css';

type History = Asked['segments.history']['output'];
type Days = History['days'];
/** So many days are shown, today included. */
export const daysShown = 90;

/** How the segment grew and shrank: its size at the end of each day, who came in and who left. */
export function HistoryPart({ segment }: { segment: Pick<Segment, 'id' | 'freshAt' | 'keptSince'> }) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const { id, keptSince } = segment;
  const history = useQuery({
    ...question(slug, 'segments.history', { id, days: daysShown }),
    enabled: keptSince !== null,
    refetchInterval: 30_000,
  });
  if (keptSince === null) return null;
  if (history.isError) return <Refused error={history.error} again={() => history.refetch()} />;
  if (history.isPending) return <Waiting height={240} />;
  const { days } = history.data;
  if (days.length < 2)
    return (
      <Part title={t('segments.history')}>
        <p className={styles.soft}>
          {t('segments.history_soon', { date: figures.day(localDay(keptSince, timezone)) })}
        </p>
      </Part>
    );
  return <Drawn history={history.data} />;
}

/** How many were in it at the end of each day. */
export function SizeColumns({ days, said, height }: { days: Days; said: string; height: number }) {
  const words = useWords();
  const figures = useFigures();
  const columns = useMemo(() => sizeColumns(days, words, figures), [days, words, figures]);
  return (
    <Columns
      columns={columns}
      format={figures.count}
      axis={words.t('segments.history_axis')}
      said={said}
      height={height}
    />
  );
}

/** How many came in and left over some days, and how many are in it now. */
export function useHistorySaid({ days, begun }: History): string {
  const { t } = useWords();
  const figures = useFigures();
  const sum = (of: 'entered' | 'left') =>
    days.reduce((all, day) => all + (day.day === begun ? 0 : day[of]), 0);
  return t('segments.history_said', {
    from: figures.day(days[0]?.day ?? ''),
    to: figures.day(days.at(-1)?.day ?? ''),
    entered: sum('entered'),
    left: sum('left'),
    size: figures.count(days.at(-1)?.size ?? 0),
  });
}

function Drawn({ history }: { history: History }) {
  const { days, begun } = history;
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  // Whom the first count found did not enter on that day.
  const after = useMemo(() => days.filter(({ day }) => day !== begun), [days, begun]);
  const moves = useMemo(() => movesColumns(after, words, figures), [after, words, figures]);
  const said = useHistorySaid(history);
  return (
    <>
      <Parts>
        <Part title={t('segments.history')}>
          <SizeColumns days={days} said={said} height={240} />
        </Part>
        <Part
          title={t('segments.moves')}
          aside={
            <Key
              items={[
                { tone: 'first', label: t('segments.entered') },
                { tone: 'lost', label: t('segments.left') },
              ]}
            />
          }
        >
          <Columns
            columns={moves}
            format={figures.count}
            axis={t('segments.history_axis')}
            said={said}
            height={240}
          />
        </Part>
      </Parts>
      <Folds>
        <Fold title={t('ask.table')}>
          <FiguresTable
            caption={t('segments.history')}
            heads={[t('segments.day'), t('segments.entered'), t('segments.left'), t('segments.size_head')]}
            rows={days.toReversed().map(({ day, entered, left, size: members }, at) => ({
              id: day,
              label: figures.day(day),
              ...(at === 0 ? { running: true } : {}),
              aside: day === begun ? t('segments.first_day') : at === 0 ? t('ask.running') : undefined,
              cells:
                day === begun
                  ? ['–', '–', figures.count(members)]
                  : [figures.count(entered), figures.count(left), figures.count(members)],
            }))}
          />
        </Fold>
      </Folds>
    </>
  );
}
