import styles from './DayBars.module.css';

export interface DayBar {
  readonly day: string;
  readonly value: number;
  /** The day in words, with its figures. */
  readonly said: string;
}

/** One bar a day, small: how a figure went. The words above it say the same. */
export function DayBars({
  bars,
  said,
  from,
  to,
}: {
  bars: readonly DayBar[];
  said: string;
  from: string;
  to: string;
}) {
  const highest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.said}>{said}</figcaption>
      <div className={styles.bars} aria-hidden="true">
        {bars.map(({ day, value, said: tip }, at) => (
          <span key={day} title={tip} className={styles.slot}>
            <span
              className={styles.bar}
              data-today={at === bars.length - 1 || undefined}
              style={{ '--height': `${(value / highest) * 100}%` }}
            />
          </span>
        ))}
      </div>
      <div className={styles.ends} aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </figure>
  );
}
