import { type KeyboardEvent, useRef, useState } from 'react';
import styles from './HeatMap.module.css';
import { useMoreToTheRight } from './more.ts';

/** How a cell looks: its doubt is part of its face. */
export interface CellFace {
  readonly face: 'full' | 'running' | 'empty' | 'unknown';
  /** Place on the colour scale, 0–1; null without colour. */
  readonly weight: number | null;
  /** Few people stand behind it: drawn as an outline, since a paler fill would read as a lower share. */
  readonly few: boolean;
  readonly text: string;
  /** The whole of it in words: tooltip and screen reader. */
  readonly said: string;
  /** Name under which the cell is opened; null where there is nothing to open. */
  readonly opens: string | null;
}

export interface HeatRow {
  readonly id: string;
  readonly label: string;
  /** Beside the label: « en cours ». */
  readonly note: string | null;
  readonly size: CellFace;
  readonly cells: readonly CellFace[];
  readonly summary: boolean;
  /** Said in the place of the cells, where there is nothing to show in any of them. */
  readonly instead?: string;
}

/** A table of shares by row and interval, coloured by size; arrow keys walk through it, Enter opens a cell. */
export function HeatMap({
  caption,
  corner,
  sizeTitle,
  axis,
  more,
  columns,
  rows,
  onOpen,
  onPoint,
  chosen,
}: HeatMapProps) {
  const [place, setPlace] = useState<readonly [number, number]>([0, 1]);
  const [tip, setTip] = useState<Tip | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const { scroll, hidden, look } = useMoreToTheRight();
  const walk = (event: KeyboardEvent) => {
    const next = moved(event.key, place, rows.length, columns.length + 1);
    if (!next) return;
    event.preventDefault();
    setPlace(next);
    table.current?.querySelector<HTMLElement>(`[data-place="${next.join('-')}"]`)?.focus();
  };
  const point = (row: number | null, column: number, target?: HTMLElement) => {
    const cell = row === null ? undefined : faceAt(rows[row], column);
    setTip(cell && target ? tipAt(cell.said, target) : null);
    onPoint?.(row === null ? null : (rows[row]?.id ?? null));
  };
  return (
    <div className={styles.frame} data-more={hidden || undefined}>
      <div
        className={styles.scroll}
        ref={scroll}
        onScroll={() => {
          setTip(null);
          look();
        }}
      >
        <table className={styles.table} ref={table} onKeyDown={walk} onMouseLeave={() => point(null, 0)}>
          <caption className={styles.caption}>{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.corner}>
                {corner}
              </th>
              <th scope="col" className={styles.sizeHead}>
                {sizeTitle}
              </th>
              {columns.map((column) => (
                <th key={column.id} scope="col" aria-label={column.said} className={styles.head}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <Row
                key={row.id}
                row={row}
                at={at}
                columns={columns.length}
                place={place}
                chosen={chosen}
                onOpen={onOpen}
                onPoint={point}
                onPlace={setPlace}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.axis}>
        {hidden && <span className={styles.more}>{more}</span>}
        {axis}
      </p>
      {tip && (
        <div
          className={styles.tip}
          data-below={tip.below || undefined}
          style={{ '--x': `${tip.x}px`, '--y': `${tip.y}px` }}
          aria-hidden
        >
          {tip.said}
        </div>
      )}
    </div>
  );
}

export interface HeatMapProps {
  readonly caption: string;
  readonly corner: string;
  readonly sizeTitle: string;
  readonly axis: string;
  /** Said while columns are hidden at the right. */
  readonly more: string;
  readonly columns: readonly { readonly id: string; readonly label: string; readonly said: string }[];
  readonly rows: readonly HeatRow[];
  readonly onOpen: (opens: string) => void;
  readonly onPoint?: (row: string | null) => void;
  /** The cell that is open now. */
  readonly chosen?: string | undefined;
}

interface Tip {
  readonly said: string;
  readonly x: number;
  readonly y: number;
  readonly below: boolean;
}

interface RowProps extends Pick<HeatMapProps, 'onOpen' | 'chosen'> {
  readonly row: HeatRow;
  readonly at: number;
  readonly columns: number;
  readonly place: readonly [number, number];
  readonly onPoint: (row: number | null, column: number, target?: HTMLElement) => void;
  readonly onPlace: (place: readonly [number, number]) => void;
}

function Row({ row, at, columns, place, chosen, onOpen, onPoint, onPlace }: RowProps) {
  return (
    <tr
      className={styles.row}
      data-summary={row.summary || undefined}
      data-folded={row.instead === undefined ? undefined : true}
    >
      <th scope="row" className={styles.label}>
        <span className={styles.name}>{row.label}</span>
        {row.note && <span className={styles.note}>{row.note}</span>}
      </th>
      {row.instead !== undefined && (
        <td className={styles.instead} colSpan={columns + 1}>
          {row.instead}
        </td>
      )}
      {(row.instead === undefined ? [row.size, ...row.cells] : []).map((cell, column) => (
        <td
          key={column}
          className={column === 0 ? styles.size : styles.cell}
          data-face={cell.face}
          data-few={cell.few || undefined}
          data-tone={toneOf(cell)}
          data-chosen={(chosen !== undefined && chosen === cell.opens) || undefined}
          style={
            cell.weight === null ? undefined : { '--weight': `${Math.round(clear(cell.weight) * 100)}%` }
          }
        >
          <button
            type="button"
            className={styles.button}
            data-place={`${at}-${column}`}
            tabIndex={place[0] === at && place[1] === column ? 0 : -1}
            aria-label={cell.said}
            aria-disabled={cell.opens === null || undefined}
            onClick={() => cell.opens !== null && onOpen(cell.opens)}
            onMouseEnter={(event) => onPoint(at, column, event.currentTarget)}
            onFocus={(event) => {
              onPlace([at, column]);
              onPoint(at, column, event.currentTarget);
            }}
            onBlur={() => onPoint(null, 0)}
          >
            {cell.text}
          </button>
        </td>
      ))}
    </tr>
  );
}

/** Where text turns from dark to light (in the dark theme, then in the light one), so that both stay readable. */
const turns = [
  [0.58, 0.6],
  [0.76, 0.82],
] as const;

/** A weight outside the narrow bands in which neither text colour reaches a contrast of 4.5. */
export function clear(weight: number): number {
  const band = turns.find(([from, to]) => weight > from && weight < to);
  if (!band) return weight;
  return weight - band[0] < band[1] - weight ? band[0] : band[1];
}

const toneOf = ({ weight, few, face }: CellFace): 1 | 2 | 3 => {
  if (weight === null || few || face !== 'full') return 1;
  const shown = clear(weight);
  return shown >= turns[1][1] ? 3 : shown >= turns[0][1] ? 2 : 1;
};

const faceAt = (row: HeatRow | undefined, column: number) =>
  column === 0 ? row?.size : row?.cells[column - 1];

/** Where an arrow key leads from a place; undefined for other keys. */
export function moved(
  key: string,
  [row, column]: readonly [number, number],
  rows: number,
  columns: number,
): readonly [number, number] | undefined {
  const steps: Record<string, readonly [number, number]> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [row, 0],
    End: [row, columns - 1],
    PageUp: [0, column],
    PageDown: [rows - 1, column],
  };
  const next = steps[key];
  return next && [clamp(next[0], rows), clamp(next[1], columns)];
}

const clamp = (value: number, length: number) => Math.max(0, Math.min(length - 1, value));

function tipAt(said: string, target: HTMLElement): Tip {
  const box = target.getBoundingClientRect();
  const x = Math.max(150, Math.min(innerWidth - 150, box.x + box.width / 2));
  const below = box.y < 110;
  return { said, x, y: below ? box.bottom + 6 : box.y - 6, below };
}
