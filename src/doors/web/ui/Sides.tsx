import type { ReactNode } from 'react';
import styles from './Sides.module.css';

/** A chart and the table of the same numbers: side by side where there is room, else one below the other. */
export function Sides({ chart, chartTitle, table, tableTitle, stacked }: SidesProps) {
  return (
    <div className={styles.sides} data-stacked={stacked || undefined}>
      <section aria-label={chartTitle}>
        <h3 className={styles.heading}>{chartTitle}</h3>
        {chart}
      </section>
      <section aria-label={tableTitle}>
        <h3 className={styles.heading}>{tableTitle}</h3>
        {table}
      </section>
    </div>
  );
}

interface SidesProps {
  readonly chart: ReactNode;
  readonly chartTitle: string;
  readonly table: ReactNode;
  readonly tableTitle: string;
  /** One below the other in any case: a table that needs the whole width. */
  readonly stacked?: boolean;
}
