import type { ErrorComponentProps } from '@tanstack/react-router';
import styles from './Broken.module.css';
import { Refused } from './Refused.tsx';

/** What stands in the place of a page that failed. */
export function Broken({ error }: ErrorComponentProps) {
  return (
    <div className={styles.broken}>
      <Refused error={error} again={() => location.reload()} />
    </div>
  );
}
