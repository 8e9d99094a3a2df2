import { useId } from 'react';
import { Hatch } from './Hatch.tsx';
import { Opening } from './Opening.tsx';
import styles from './ShareRows.module.css';
import { useWidth } from './width.ts';

/** A share as a bar from 0, with its interval as a whisker. */
export interface ShareBar {
  readonly id: string;
  /** null: unknown, which is said and not drawn. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What stands beside the bar: its figure, and what it is a share of. */
  readonly text: string;
  /** Which of the six colours of kinds, from 0. */
  readonly kind: number;
  readonly few?: boolean;
  readonly running?: boolean;
  /** Bars of one scale are as long as each other where they are as large; one scale for all unless told. */
  readonly scale?: string;
}

export interface ShareRow {
  readonly id: string;
  readonly name: string;
  /** Needs attention. */
  readonly alert?: boolean;
  readonly bars: readonly ShareBar[];
}

export interface ShareRowsProps {
  readonly rows: readonly ShareRow[];
  readonly onOpen?: ((row: string, bar: string) => void) | undefined;
}

const [title, tall, gap] = [22, 14, 14];
/** From one bar to the next, by whether its text stands beside it or below. */
const steps = { beside: 22, below: 36 };

/** Shares of several groups below each other, with their doubt. The table beside holds the same numbers for keyboard and screen reader. */
export function ShareRows({ rows, onOpen }: ShareRowsProps) {
  const { box, width } = useWidth();
  const beside = width - widestText(rows) - 16;
  const textAt = beside < 140 ? 'below' : 'beside';
  const room = textAt === 'below' ? width - 2 : beside;
  const step = steps[textAt];
  const places = placesOf(rows, step);
  return (
    <figure className={styles.figure}>
      <div ref={box} data-picture aria-hidden>
        {width > 0 && (
          <svg aria-hidden className={styles.chart} width={width} height={places.height}>
            {rows.map((row, at) => (
              <g key={row.id}>
                <text className={styles.name} data-alert={row.alert || undefined} x={0} y={places.tops[at]}>
                  {row.name}
                </text>
                {row.bars.map((bar, n) => (
                  <Bar
                    key={bar.id}
                    bar={bar}
                    textAt={textAt}
                    y={(places.tops[at] ?? 0) + 8 + n * step}
                    unit={room / (places.reach.get(bar.scale ?? '') ?? 1)}
                    onOpen={onOpen && (() => onOpen(row.id, bar.id))}
                  />
                ))}
              </g>
            ))}
          </svg>
        )}
      </div>
      <figcaption className={styles.said}>{inWords(rows)}</figcaption>
    </figure>
  );
}

/** The chart for those who do not see it. */
const inWords = (rows: readonly ShareRow[]): string =>
  rows.map(({ name, bars }) => `${name}, ${bars.map(({ text }) => text).join(', ')}.`).join(' ');

/** About how wide the longest text beside a bar is, in pixels: a letter takes some 6.4. */
const widestText = (rows: readonly ShareRow[]): number =>
  6.4 * Math.max(0, ...rows.flatMap(({ bars }) => bars.map(({ text }) => text.length)));

/** Where each row's name stands, how high all is, and the largest share of each scale, intervals included. */
function placesOf(rows: readonly ShareRow[], step: number) {
  const tops: number[] = [];
  const reach = new Map<string, number>();
  let y = title - 6;
  for (const { bars } of rows) {
    tops.push(y);
    y += title + bars.length * step + gap - 6;
    for (const { scale = '', share, high } of bars)
      reach.set(scale, Math.max(reach.get(scale) ?? 0.0001, share ?? 0, high ?? 0));
  }
  return { tops, reach, height: Math.max(0, y - title + 6) };
}

interface BarProps {
  readonly bar: ShareBar;
  readonly textAt: keyof typeof steps;
  readonly y: number;
  /** Pixels of a share of 1. */
  readonly unit: number;
  readonly onOpen: (() => void) | undefined;
}

function Bar({ bar, textAt, y, unit, onOpen }: BarProps) {
  const hatch = useId();
  const { share, low, high, text, kind, few, running } = bar;
  if (share === null) {
    return (
      <text className={styles.note} x={0} y={y + 11}>
        {text}
      </text>
    );
  }
  const middle = y + tall / 2;
  const whiskers = low !== null && high !== null && high > low;
  const at = { x: 0, y, width: Math.max(1, share * unit), height: tall };
  return (
    <g style={{ '--tone': `var(--kind-${(kind % 6) + 1})` }}>
      <Opening
        as="rect"
        className={styles.bar}
        data-face={running ? 'running' : few ? 'few' : undefined}
        data-opens={onOpen ? true : undefined}
        rx={2}
        {...at}
        onClick={onOpen}
      />
      {running && (
        <>
          <Hatch id={hatch} />
          <rect className={styles.over} fill={`url(#${hatch})`} {...at} />
        </>
      )}
      {whiskers && (
        <path
          className={styles.whisker}
          d={`M${low * unit} ${middle}H${high * unit}M${low * unit} ${middle - 4}v8M${high * unit} ${middle - 4}v8`}
        />
      )}
      <text
        className={styles.text}
        x={textAt === 'below' ? 0 : Math.max(share, high ?? 0) * unit + 8}
        y={textAt === 'below' ? y + tall + 13 : y + 11}
      >
        {text}
      </text>
    </g>
  );
}
