import type { Series } from '#src/insights/retention/index.ts';
import styles from './NumbersTable.module.css';
import type { Saying } from './shape.ts';

type Shown = Series['summary']['startPeriod'];

/** One figure as plain text: its share, its interval, its people; what runs says so. */
export function NumberCell({ cell, saying: { figures, words } }: { cell: Shown; saying: Saying }) {
  const { state, share, low, high, returned, eligible, soFar } = cell;
  if (state === 'not_begun') return null;
  if (state === 'running' && (!share.known || eligible === 0)) {
    return (
      <>
        {words.t('ask.running')}
        {soFar && (
          <small
            className={styles.small}
          >{`${figures.count(soFar.returned)} / ${figures.count(soFar.begun)}`}</small>
        )}
      </>
    );
  }
  if (!share.known) return <abbr title={words.t(`ask.doubt.${share.why}`)}>–</abbr>;
  return (
    <>
      {figures.share(share.value, 1)}
      <small className={styles.small}>
        {low !== null && high !== null && figures.shareRange(low, high)}
        <br />
        {`${figures.count(returned)} / ${figures.count(eligible)}`}
      </small>
    </>
  );
}
