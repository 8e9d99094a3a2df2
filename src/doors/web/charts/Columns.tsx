import { Fragment, type PointerEvent, useId, useMemo, useState } from 'react';
import styles from './Columns.module.css';
import { type Column, drawnParts, labelStep, ticksOf } from './columns.ts';
import { type DirectLabel, DirectLabels, labelsWidth, widthForLabels } from './DirectLabels.tsx';
import { Hatch } from './Hatch.tsx';
import { linesAt, type Mark, saidWith } from './marks.ts';
import { Opening } from './Opening.tsx';
import { useWidth } from './width.ts';

export interface ColumnsProps {
  readonly columns: readonly Column[];
  /** A line over the columns, one value each (null: unknown, a gap); its dots open what `part` names. */
  readonly line?: { readonly values: readonly (number | null)[]; readonly part?: string } | undefined;
  /** Names written beside the last column where there is room, else as a key above. */
  readonly labels?: readonly DirectLabel[] | undefined;
  readonly format: (value: number) => string;
  /** Pixels kept free at the left for what `format` writes. */
  readonly gutter?: number;
  /** What the columns are, in words. */
  readonly axis: string;
  /** The chart in words, for those who do not see it. */
  readonly said: string;
  readonly height?: number;
  /** What happened outside, over the columns. */
  readonly marks?: readonly Mark[];
  readonly onOpen?: ((column: string, part: string) => void) | undefined;
}

const edges = { top: 10, right: 8, bottom: 44, left: 52 };

/** Stacked columns, above and below a line. The table beside it holds the same numbers for keyboard and screen reader. */
export function Columns(props: ColumnsProps) {
  const { columns, said, axis, height = 320, marks = [], labels } = props;
  const { box, width } = useWidth();
  const [pointed, setPointed] = useState<{ at: number; x: number; y: number } | null>(null);
  const point = (at: number) => (event: PointerEvent) =>
    setPointed({ at, x: event.clientX, y: event.clientY });
  const own = pointed === null ? undefined : columns[pointed.at]?.note;
  const note = own && pointed && [...own, ...linesAt(marks, pointed.at)];
  return (
    <figure className={styles.figure}>
      {labels && width > 0 && width < widthForLabels && labels.length > 1 && <Key items={labels} />}
      <div ref={box} className={styles.box} style={{ '--height': `${height}px` }} data-picture aria-hidden>
        {width > 0 && (
          <Drawing {...props} height={height} width={width} point={point} leave={() => setPointed(null)} />
        )}
      </div>
      <p className={styles.axis} aria-hidden>
        {axis}
      </p>
      <figcaption className={styles.said}>{saidWith(said, marks)}</figcaption>
      {pointed && note && (
        <div
          className={styles.tip}
          data-side={pointed.x > innerWidth / 2 ? 'before' : 'after'}
          style={{ '--x': `${pointed.x}px`, '--y': `${pointed.y}px` }}
          aria-hidden
        >
          {note.map((line, at) => (
            <span key={line} className={at === 0 ? styles.tipTitle : undefined}>
              {line}
            </span>
          ))}
        </div>
      )}
    </figure>
  );
}

interface DrawingProps extends ColumnsProps {
  readonly width: number;
  readonly height: number;
  readonly point: (at: number) => (event: PointerEvent) => void;
  readonly leave: () => void;
}

function Drawing(props: DrawingProps) {
  const { columns, line, format, width, height, marks = [], onOpen, point, leave } = props;
  const margin = { ...edges, left: Math.max(edges.left, props.gutter ?? 0) };
  const labels = width < widthForLabels ? [] : (props.labels ?? []);
  const hatch = useId();
  const ticks = useMemo(
    () =>
      ticksOf(
        columns,
        height < 200 ? 3 : 5,
        line?.values.map((value) => value ?? 0),
      ),
    [columns, height, line],
  );
  const right = width - (labels.length === 0 ? margin.right : labelsWidth);
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const bottom = height - margin.bottom;
  const place = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - margin.top);
  const slot = (right - margin.left) / Math.max(1, columns.length);
  const thick = Math.min(56, Math.max(2, slot * 0.72));
  const left = (at: number) => margin.left + at * slot + (slot - thick) / 2;
  const every = labelStep(
    columns.map(({ label }) => label),
    slot,
  );
  const last = columns.at(-1);
  const middleOf = (id: string): number | undefined => {
    const end = line?.values.at(-1) ?? undefined;
    if (id === 'line') return end === undefined ? undefined : place(end);
    const part = drawnParts(last?.parts ?? [], place).find((one) => one.id === id);
    return part && part.y + part.height / 2;
  };
  return (
    <svg aria-hidden className={styles.chart} width={width} height={height} onPointerLeave={leave}>
      <Hatch id={hatch} />
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? styles.zero : styles.grid}
            x1={margin.left}
            x2={right}
            y1={place(tick)}
            y2={place(tick)}
          />
          <text className={styles.tick} textAnchor="end" x={margin.left - 8} y={place(tick) + 4}>
            {format(tick)}
          </text>
        </g>
      ))}
      <Marks marks={marks} x={(at) => margin.left + at * slot} slot={slot} top={margin.top} bottom={bottom} />
      {columns.map((column, at) => (
        <g key={column.id} className={styles.column} onPointerMove={point(at)}>
          <rect
            className={styles.slot}
            x={margin.left + at * slot}
            y={margin.top}
            width={slot}
            height={bottom - margin.top}
          />
          {drawnParts(column.parts, place).map(({ id, tone, y, height: tall, running = column.running }) =>
            tall === 0 ? null : (
              <Fragment key={id}>
                <Opening
                  as="rect"
                  className={styles.part}
                  data-tone={tone}
                  data-face={running ? 'running' : undefined}
                  data-opens={onOpen ? '' : undefined}
                  x={left(at)}
                  y={y}
                  width={thick}
                  height={Math.max(1, tall - (tall > 4 ? 1 : 0))}
                  rx={tall > 4 ? 2 : 0}
                  onClick={() => onOpen?.(column.id, id)}
                />
                {running && (
                  <rect
                    className={styles.over}
                    fill={`url(#${hatch})`}
                    x={left(at)}
                    y={y}
                    width={thick}
                    height={tall}
                  />
                )}
              </Fragment>
            ),
          )}
          {at % every === 0 && (
            <text
              className={styles.label}
              textAnchor="middle"
              x={Math.min(margin.left + (at + 0.5) * slot, width - column.label.length * 3.3)}
              y={bottom + 18}
            >
              {column.label}
            </text>
          )}
        </g>
      ))}
      {line && (
        <path
          className={styles.line}
          d={pathOf(line.values, (at) => margin.left + (at + 0.5) * slot, place)}
        />
      )}
      {line?.values.map((value, at) =>
        value === null ? null : (
          <Opening
            as="circle"
            key={columns[at]?.id}
            className={styles.dot}
            data-face={columns[at]?.running ? 'hollow' : undefined}
            data-opens={onOpen && line.part !== undefined ? '' : undefined}
            onPointerMove={point(at)}
            cx={margin.left + (at + 0.5) * slot}
            cy={place(value)}
            r={slot > 14 ? 3.5 : 2}
            onClick={() => line.part !== undefined && onOpen?.(columns[at]?.id ?? '', line.part)}
          />
        ),
      )}
      <DirectLabels
        labels={labels}
        height={middleOf}
        from={left(columns.length - 1) + thick + 2}
        to={right + 12}
        bottom={bottom}
      />
    </svg>
  );
}

interface MarksProps {
  readonly marks: readonly Mark[];
  /** Where a place begins, in pixels. */
  readonly x: (at: number) => number;
  readonly slot: number;
  readonly top: number;
  readonly bottom: number;
}

/** A thin line at each thing's place with a dot at its head; a bar over the places of what lasted. */
const Marks = ({ marks, x, slot, top, bottom }: MarksProps) =>
  marks.map(({ id, from, to }) => {
    const middle = x(from) + slot / 2;
    return (
      <g key={id}>
        <line className={styles.mark} x1={middle} x2={middle} y1={top - 4} y2={bottom} />
        <circle className={styles.markHead} cx={middle} cy={top - 5} r={3.5} />
        {to > from && (
          <rect
            className={styles.markHead}
            x={middle}
            y={top - 6.5}
            width={(to - from) * slot}
            height={3}
            rx={1.5}
          />
        )}
      </g>
    );
  });

const pathOf = (
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (value: number) => number,
): string =>
  values
    .map((value, at) => {
      if (value === null) return '';
      const begins = at === 0 || values[at - 1] === null;
      return `${begins ? 'M' : 'L'}${x(at).toFixed(1)},${y(value).toFixed(1)}`;
    })
    .join('');

/** Which colour stands for what, above a chart. */
export function Key({
  items,
}: {
  items: readonly { tone: Column['parts'][number]['tone'] | 'line' | 'running'; label: string }[];
}) {
  return (
    <ul className={styles.key}>
      {items.map(({ tone, label }) => (
        <li key={label}>
          <span className={styles.sample} data-tone={tone} aria-hidden />
          {label}
        </li>
      ))}
    </ul>
  );
}
