import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import styles from './Curves.module.css';
import { type CurveLine, curveOption } from './curve-option.ts';
import { init } from './engine.ts';
import { type Mark, saidWith } from './marks.ts';
import { readPalette } from './palette.ts';

const none: readonly Mark[] = [];

/** Lines of shares over intervals with their interval as a band. The words beside it say the same to a screen reader. */
export default function Curves({
  lines,
  columns,
  axis,
  percent,
  said,
  height = 320,
  step = false,
  lit,
  labelEvery,
  marks = none,
  picture = false,
}: CurvesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (!frame.current) return;
    const chart = init(frame.current, null, { renderer: 'svg' });
    const palette = readPalette();
    const draw = () =>
      chart.setOption(
        curveOption({ labelEvery, height, lines, columns, axis, percent, step, lit, marks, palette, scheme }),
        {
          notMerge: true,
        },
      );
    draw();
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(frame.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [lines, columns, axis, percent, step, lit, scheme, height, labelEvery, marks]);
  return (
    <figure className={styles.figure}>
      <div
        ref={frame}
        className={styles.chart}
        style={{ '--height': `${height}px` }}
        data-picture={picture || undefined}
        aria-hidden="true"
      />
      <figcaption className={styles.said}>{saidWith(said, marks)}</figcaption>
    </figure>
  );
}

export interface CurvesProps {
  readonly lines: readonly CurveLine[];
  /** Names of the intervals, in order. */
  readonly columns: readonly string[];
  /** What the intervals count, in words. */
  readonly axis: string;
  /** Writes a share for the axis and the tooltip. */
  readonly percent: (share: number) => string;
  /** The chart in words. */
  readonly said: string;
  readonly height?: number;
  /** Draws stairs, as a survival curve needs. */
  readonly step?: boolean;
  readonly labelEvery?: number;
  /** The page's main chart: what its picture shows. */
  readonly picture?: boolean;
  /** What happened outside, over the columns. */
  readonly marks?: readonly Mark[];
  /** The line to bring forward. */
  readonly lit?: string | null | undefined;
}
