import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { recordOf } from '../../ui/address.ts';
import { Counting, unitSaid } from '../../ui/Counting.tsx';
import { rangeSaid } from '../../ui/RangePart.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { begunSaid } from '../survival/narrowed.ts';
import { readSurvivalSearch } from '../survival/search.ts';
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
export function TileAnswer(props: TileAnswerProps) {
  const { operation, asked, query } = props;
  const words = useWords();
  const dates = useDatesSaid(props);
  const Drawing = drawingOf(operation);
  if (query.isError) return <Refused error={query.error} again={() => query.refetch()} />;
  if (query.data === undefined) return <Waiting height={280} />;
  const verdict = verdictOf(query.data, words);
  return (
    <div aria-busy={query.isFetching} className={styles.answer}>
      {dates && <p className={styles.dates}>{dates}</p>}
      {verdict !== '' && <p className={styles.verdict}>{verdict}</p>}
      <Counting unit={unitSaid(query.data)}>
        {Drawing && <Drawing asked={asked} found={query.data} />}
      </Counting>
    </div>
  );
}

/** Of which dates an answer is, in words; contracts, which may have begun at any date, from one on, or until one. */
function useDatesSaid({ operation, asked, query }: TileAnswerProps): string | undefined {
  const words = useWords();
  const figures = useFigures();
  if (operation === 'survival.contracts')
    return begunSaid(readSurvivalSearch(recordOf(asked)), words, figures);
  const dates = datesOf(asked, query.data);
  return dates && rangeSaid(dates, words, figures);
}

/** A text among the figures, with its lines as they were written. */
export const TileText = ({ text }: { text: string }) => <p className={styles.text}>{text}</p>;
