import styles from './DayBars.module.css';
import { linesAt, type Mark, saidWith } from './marks.ts';

export interface DayBar {
  readonly day: string;
  readonly value: number;
  /** The day in words, with its figures. */
  readonly said: string;
}

/** One bar a day, small: how a figure went. The words above it say the same; what happened outside stands over its days. */
export function DayBars({
  bars,
  said,
  from,
  to,
  marks = [],
}: {
  bars: readonly DayBar[];
  said: string;
  from: string;
  to: string;
  marks?: readonly Mark[];
}) {
  const highest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.said}>{saidWith(said, marks)}</figcaption>
      <div className={styles.bars} aria-hidden="true">
        {bars.map(({ day, value, said: tip }, at) => (
          <span
            key={day}
            title={[tip, ...linesAt(marks, at)].join('\n')}
            className={styles.slot}
            data-marked={linesAt(marks, at).length > 0 || undefined}
          >
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
