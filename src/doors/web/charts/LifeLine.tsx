import styles from './LifeLine.module.css';

export interface LifeRail {
  readonly id: string;
  readonly label: string;
  /** `band` fills its row and tells stretches apart by their tone; a rail unless told. */
  readonly look?: 'rail' | 'band';
  /** Stretches, as instants; an open one has no end. */
  readonly spans: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly said: string;
    readonly tone?: Tone;
    /** Written on a band where it is long enough. */
    readonly name?: string;
  }[];
}

/** How a stretch stands: begun, well, in danger, being won back, over. */
export type Tone = 'begun' | 'well' | 'danger' | 'won' | 'over';

export interface LifeMarks {
  readonly id: string;
  readonly label: string;
  /** `bar` stands for a value, its height is the share of the largest; `dot` for a thing done. */
  readonly look: 'bar' | 'dot';
  readonly marks: readonly { readonly at: number; readonly size: number; readonly said: string }[];
}

/** A name on a shorter stretch of the axis would be cut. */
const roomForName = 0.1;

/** A life on one line: phases as bands, contracts as rails, value as bars, the rest as dots, on one axis of time. */
export function LifeLine({ from, to, rails, rows, ticks, said }: LifeLineProps) {
  const width = Math.max(1, to - from);
  const place = (at: number) => `${(((at - from) / width) * 100).toFixed(2)}%`;
  const shareOf = (start: number, end: number | null) =>
    (Math.min(to, end ?? to) - Math.max(from, start)) / width;
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.said}>{said}</figcaption>
      <div className={styles.rows} aria-hidden="true">
        {rails.map(({ id, label, spans, look = 'rail' }) => (
          <div key={id} className={styles.row}>
            <span className={styles.label}>{label}</span>
            <span className={styles.track} data-look={look}>
              {spans
                .filter(({ from: start, to: end }) => start < to && (end ?? to) > from)
                .map(({ from: start, to: end, said: tip, tone, name }) => (
                  <span
                    key={`${start}${tip}`}
                    title={tip}
                    className={look === 'band' ? styles.band : styles.rail}
                    data-tone={tone}
                    data-open={end === null || undefined}
                    style={{ '--from': place(Math.max(from, start)), '--to': place(Math.min(to, end ?? to)) }}
                  >
                    {look === 'band' && shareOf(start, end) > roomForName && name}
                  </span>
                ))}
            </span>
          </div>
        ))}
        {rows.map(({ id, label, look, marks }) => (
          <div key={id} className={styles.row}>
            <span className={styles.label}>{label}</span>
            <span className={styles.track} data-look={look}>
              {marks.map(({ at, size, said: tip }, number) => (
                <span
                  key={number}
                  title={tip}
                  className={look === 'bar' ? styles.bar : styles.dot}
                  style={{ '--at': place(at), '--size': `${Math.max(8, Math.round(size * 100))}%` }}
                />
              ))}
            </span>
          </div>
        ))}
        <div className={styles.row}>
          <span />
          <span className={styles.axis}>
            {ticks.map(({ at, label }) => (
              <span key={at} className={styles.tick} style={{ '--at': place(at) }}>
                {label}
              </span>
            ))}
          </span>
        </div>
      </div>
    </figure>
  );
}

export interface LifeLineProps {
  readonly from: number;
  readonly to: number;
  readonly rails: readonly LifeRail[];
  readonly rows: readonly LifeMarks[];
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** The life in words. */
  readonly said: string;
}
