import { useWords } from '../../words/index.ts';
import styles from './StandMark.module.css';
import type { Stand } from './standing.ts';

/** How an event stands, as a dot and a word. */
export function StandMark({ stand }: { stand: Stand | 'seen' }) {
  const { t } = useWords();
  return (
    <span className={styles.mark} data-stand={stand}>
      {t(`plan.stand.${stand}`)}
    </span>
  );
}
