import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Counting, unitSaid } from '../../ui/Counting.tsx';
import { rangeSaid } from '../../ui/RangePart.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { datesOf } from './dates.ts';
import { drawingOf, verdictOf } from './drawings.tsx';
import styles from './Tiles.module.css';

interface TileFrameProps {
  readonly title: string | null;
  /** What can be done with the tile. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  /** Said below, such as where the whole question is. */
  readonly foot?: ReactNode;
}

/** A tile: its name, what it shows, what stands below. */
export const TileFrame = ({ title, tools, children, foot }: TileFrameProps) => (
  <article className={styles.tile}>
    {(title !== null || tools) && (
      <header className={styles.head}>
        {title !== null && <h2 className={styles.title}>{title}</h2>}
        {tools && <div className={styles.tools}>{tools}</div>}
      </header>
    )}
    <div className={styles.body}>{children}</div>
    {foot && <footer className={styles.foot}>{foot}</footer>}
  </article>
);

interface TileAnswerProps {
  readonly operation: string;
  readonly asked: unknown;
  readonly query: UseQueryResult<unknown>;
}

/** What the question of a tile is answered: of which dates, in words, then drawn small. It waits and fails for itself. */
export function TileAnswer({ operation, asked, query }: TileAnswerProps) {
  const words = useWords();
  const figures = useFigures();
  const Drawing = drawingOf(operation);
  if (query.isError) return <Refused error={query.error} again={() => query.refetch()} />;
  if (query.data === undefined) return <Waiting height={280} />;
  const verdict = verdictOf(query.data, words);
  const dates = datesOf(asked, query.data);
  return (
    <div aria-busy={query.isFetching} className={styles.answer}>
      {dates && <p className={styles.dates}>{rangeSaid(dates, words, figures)}</p>}
      {operation === 'survival.contracts' && !dates && (
        <p className={styles.dates}>{words.t('survival.any_time')}</p>
      )}
      {verdict !== '' && <p className={styles.verdict}>{verdict}</p>}
      <Counting unit={unitSaid(query.data)}>
        {Drawing && <Drawing asked={asked} found={query.data} />}
      </Counting>
    </div>
  );
}

/** A text among the figures, with its lines as they were written. */
export const TileText = ({ text }: { text: string }) => <p className={styles.text}>{text}</p>;
