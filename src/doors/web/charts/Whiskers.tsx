import styles from './Whiskers.module.css';

export interface Whisker {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** The interval does not hold zero after all corrections. */
  readonly sure: boolean;
}

/** Differences around zero, each with its interval as a whisker. */
export function Whiskers({ rows, format }: { rows: readonly Whisker[]; format: (value: number) => string }) {
  if (rows.length === 0) return null;
  const reach = Math.max(0.01, ...rows.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)])) * 1.08;
  const place = (value: number) => `${((value / reach + 1) * 50).toFixed(2)}%`;
  return (
    <ul className={styles.rows}>
      {rows.map(({ id, label, value, low, high, sure }) => (
        <li key={id} className={styles.row}>
          <span className={styles.label}>{label}</span>
          <span
            className={styles.track}
            data-sure={sure || undefined}
            data-side={value < 0 ? 'less' : 'more'}
            style={{ '--low': place(low), '--high': place(high), '--value': place(value) }}
            aria-hidden
          >
            <span className={styles.zero} />
            <span className={styles.line} />
            <span className={styles.dot} />
          </span>
          <span className={styles.figure}>{`${format(value)} (${format(low)} … ${format(high)})`}</span>
        </li>
      ))}
    </ul>
  );
}
