import type { ReactNode } from 'react';
import styles from './Rows.module.css';

export interface RowParts {
  readonly id: string;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly aside?: ReactNode;
  /** No longer in force: shown faint. */
  readonly past?: boolean;
}

/** Things one below the other: a name, what is said of it, what can be done. */
export function Rows({ rows }: { rows: readonly RowParts[] }) {
  return (
    <ul className={styles.rows}>
      {rows.map(({ id, title, detail, aside, past }) => (
        <li key={id} className={styles.row} data-past={past || undefined}>
          <div className={styles.text}>
            <span className={styles.title}>{title}</span>
            {detail && <span className={styles.detail}>{detail}</span>}
          </div>
          {aside && <div className={styles.aside}>{aside}</div>}
        </li>
      ))}
    </ul>
  );
}
