import { useId } from 'react';
import styles from './FunnelRows.module.css';
import { Hatch } from './Hatch.tsx';
import { Opening } from './Opening.tsx';
import { useWidth } from './width.ts';

/** One step: who got here, split into who went on, who may still, and who no longer can. */
export interface FunnelRow {
  readonly step: number;
  readonly name: string;
  readonly reached: number;
  readonly on: number;
  readonly open: number;
  readonly dropped: number;
  readonly share: string;
  /** What is said between the step before and this one. */
  readonly before: string | null;
}

export type FunnelPart = 'reached' | 'open' | 'dropped';

const [top, tall, rowHeight] = [24, 26, 84];
const figuresWidth = 132;

/** The steps from top to bottom, as wide as people are left. The table beside holds the same numbers for keyboard and screen reader. */
export function FunnelRows({ rows, format, said, onOpen }: FunnelRowsProps) {
  const { box, width } = useWidth();
  const hatch = useId();
  const most = Math.max(1, ...rows.map(({ reached }) => reached));
  const room = Math.max(40, width - figuresWidth);
  const height = rows.length * rowHeight - (rowHeight - top - tall - 6);
  return (
    <figure className={styles.figure}>
      <div ref={box} data-picture aria-hidden>
        {width > 0 && (
          <svg aria-hidden className={styles.chart} width={width} height={height}>
            <Hatch id={hatch} />
            {rows.map((row, at) => {
              const y = at * rowHeight;
              const wide = (count: number) => (count / most) * room;
              const places = [0, wide(row.on), wide(row.on + row.open)] as const;
              const bar = { y: y + top, height: tall };
              return (
                <g key={row.step}>
                  <text className={styles.name} x={0} y={y + 14}>{`${row.step}. ${row.name}`}</text>
                  <Part
                    bar={bar}
                    x={places[0]}
                    width={wide(row.on)}
                    tone="on"
                    onOpen={() => onOpen(row.step, 'reached')}
                  />
                  <Part
                    bar={bar}
                    x={places[1]}
                    width={wide(row.open)}
                    tone="open"
                    onOpen={() => onOpen(row.step, 'open')}
                  />
                  {row.open > 0 && (
                    <rect
                      className={styles.over}
                      fill={`url(#${hatch})`}
                      x={places[1]}
                      width={wide(row.open)}
                      {...bar}
                    />
                  )}
                  <Part
                    bar={bar}
                    x={places[2]}
                    width={wide(row.dropped)}
                    tone="dropped"
                    onOpen={() => onOpen(row.step, 'dropped')}
                  />
                  <text className={styles.count} x={wide(row.reached) + 10} y={y + top + 18}>
                    {`${format(row.reached)} · ${row.share}`}
                  </text>
                  {rows[at + 1]?.before && (
                    <text
                      className={styles.before}
                      x={2}
                      y={y + top + tall + 19}
                    >{`↓ ${rows[at + 1]?.before ?? ''}`}</text>
                  )}
                </g>
              );
            })}
          </svg>
        )}
      </div>
      <figcaption className={styles.said}>{said}</figcaption>
    </figure>
  );
}

export interface FunnelRowsProps {
  readonly rows: readonly FunnelRow[];
  readonly format: (count: number) => string;
  /** The chart in words, for those who do not see it. */
  readonly said: string;
  readonly onOpen: (step: number, part: FunnelPart) => void;
}

interface PartProps {
  readonly bar: { readonly y: number; readonly height: number };
  readonly x: number;
  readonly width: number;
  readonly tone: 'on' | 'open' | 'dropped';
  readonly onOpen: () => void;
}

function Part({ bar, x, width, tone, onOpen }: PartProps) {
  if (width <= 0) return null;
  return (
    <Opening
      as="rect"
      className={styles.part}
      data-tone={tone}
      data-face={tone === 'open' ? 'running' : undefined}
      x={x}
      width={Math.max(1, width - 1)}
      rx={width > 4 ? 3 : 0}
      {...bar}
      onClick={onOpen}
    />
  );
}
