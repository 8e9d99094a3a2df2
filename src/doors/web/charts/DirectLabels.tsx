import styles from './Columns.module.css';
import { labelHeights, type Tone } from './columns.ts';

/** What is written beside the last column, instead of a key above. */
export interface DirectLabel {
  /** The part it names, or `line`. */
  readonly id: string;
  readonly tone: Tone | 'line';
  readonly label: string;
}

/** As wide as a chart must be for them; narrower ones have a key. */
export const widthForLabels = 620;

/** What is kept free for them: the same in all charts, so that those below one another have the same places. */
export const labelsWidth = 136;

interface DirectLabelsProps {
  readonly labels: readonly DirectLabel[];
  /** Where the middle of what each names is drawn. */
  readonly height: (id: string) => number | undefined;
  readonly from: number;
  readonly to: number;
  readonly bottom: number;
}

/** A name beside each part of the last column, with a thin line to it. */
export function DirectLabels({ labels, height, from, to, bottom }: DirectLabelsProps) {
  const named = labels.flatMap((one) => {
    const y = height(one.id);
    return y === undefined ? [] : [{ ...one, y }];
  });
  const heights = labelHeights(
    named.map(({ y }) => y),
    17,
    bottom,
  );
  return named.map(({ id, tone, label, y }, at) => {
    const own = heights[at] ?? y;
    return (
      <g key={id}>
        <path className={styles.leader} d={`M${from},${y}L${to - 4},${own}`} />
        <rect className={styles.swatch} data-tone={tone} x={to} y={own - 4} width={8} height={8} rx={2} />
        <text className={styles.direct} x={to + 13} y={own + 4}>
          {label}
        </text>
      </g>
    );
  });
}
