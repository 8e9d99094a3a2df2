/** What a part of a column means; the same thing keeps its colour across pages. */
export type Tone = 'first' | 'kept' | 'back' | 'lost' | 'gone' | 'plain' | 'unsaid';

export interface ColumnPart {
  readonly id: string;
  /** Negative below the line. */
  readonly value: number;
  readonly tone: Tone;
  /** Not over yet: drawn hatched, whatever the column is. */
  readonly running?: boolean;
}

export interface Column {
  readonly id: string;
  readonly label: string;
  /** Lines of the note that follows the pointer; the first is its title. */
  readonly note: readonly string[];
  /** Not over yet: drawn hatched. */
  readonly running?: boolean;
  readonly parts: readonly ColumnPart[];
}

/** A part as it is drawn, in pixels. */
export interface Drawn extends ColumnPart {
  readonly y: number;
  readonly height: number;
}

/** Ticks of an axis that holds all columns, and the values of a line over them, at clean steps: about so many of them. */
export function ticksOf(
  columns: readonly Column[],
  wanted: number,
  line: readonly number[] = [],
): readonly number[] {
  const sums = columns.map(({ parts }) => [
    parts.reduce((sum, { value }) => sum + Math.max(0, value), 0),
    parts.reduce((sum, { value }) => sum + Math.min(0, value), 0),
  ]);
  const highest = Math.max(0, ...line, ...sums.map(([above = 0]) => above));
  const lowest = Math.min(0, ...line, ...sums.map(([, below = 0]) => below));
  const step = cleanStep((highest - lowest || 1) / wanted);
  const [from, to] = [Math.floor(lowest / step + 1e-9), Math.max(1, Math.ceil(highest / step - 1e-9))];
  return Array.from({ length: to - from + 1 }, (_, at) => (from + at) * step);
}

/** 1, 2 or 5 times a power of ten, at least so long. */
export function cleanStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const times = [1, 2, 5, 10].find((one) => one * power >= least * 0.999) ?? 10;
  return Math.max(times * power, 1e-6);
}

/** The parts of a column from the line outwards: those above in their order upwards, those below downwards. */
export function drawnParts(parts: readonly ColumnPart[], place: (value: number) => number): Drawn[] {
  let [above, below] = [0, 0];
  return parts.map((part) => {
    const from = part.value < 0 ? below : above;
    const to = from + part.value;
    if (part.value < 0) below = to;
    else above = to;
    const y = Math.min(place(from), place(to));
    return { ...part, y, height: Math.abs(place(to) - place(from)) };
  });
}

/** Every so many labels are written, so that none touches the next. */
export const labelStep = (labels: readonly string[], slot: number): number => {
  const longest = Math.max(1, ...labels.map(({ length }) => length));
  return Math.max(1, Math.ceil((longest * 6.6 + 14) / Math.max(1, slot)));
};

/**
 * Heights at which labels stand beside what they name, each at least so far below the one before, in the order of the
 * heights wanted; moved up together where they would leave the drawing.
 */
export function labelHeights(wanted: readonly number[], least: number, bottom: number): number[] {
  const order = wanted.map((y, at) => ({ y, at })).sort((a, b) => a.y - b.y || a.at - b.at);
  let last = Number.NEGATIVE_INFINITY;
  for (const one of order) {
    one.y = Math.max(one.y, last + least);
    last = one.y;
  }
  let next = bottom + least;
  for (const one of order.toReversed()) {
    one.y = Math.min(one.y, next - least);
    next = one.y;
  }
  return order.sort((a, b) => a.at - b.at).map(({ y }) => y);
}
