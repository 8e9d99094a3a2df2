import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { linesAt, type Mark } from './marks.ts';
import type { Palette } from './palette.ts';

export type CurveOption = ComposeOption<
  LineSeriesOption | CustomSeriesOption | GridComponentOption | TooltipComponentOption
>;

/** A point of a curve; null where nothing can be said. */
export interface CurvePoint {
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What the tooltip says besides the share: group size, counts. */
  readonly note: string;
  /** Still running: drawn hollow and dashed, since it may yet change. */
  readonly running?: boolean;
}

export interface CurveLine {
  readonly id: string;
  readonly name: string;
  readonly points: readonly CurvePoint[];
  /** Place among the category colours; `context` for a thin grey line behind the others. */
  readonly kind: number | 'others' | 'context';
}

export interface CurveParts {
  readonly lines: readonly CurveLine[];
  readonly columns: readonly string[];
  readonly axis: string;
  readonly percent: (share: number) => string;
  /** Only every so many columns bear their name. */
  readonly labelEvery: number | undefined;
  readonly step: boolean;
  readonly lit: string | null | undefined;
  readonly marks: readonly Mark[];
  /** Height of the whole chart in pixels: names at the ends of lines are kept apart. */
  readonly height: number;
  readonly palette: Palette;
  readonly scheme: 'light' | 'dark';
}

/** What ECharts is told: bands below, context in grey, lines with their names at their ends. */
export function curveOption(parts: CurveParts): CurveOption {
  const { lines, columns, axis, percent, palette } = parts;
  const main = lines.filter(({ kind }) => kind !== 'context');
  const { top, step } = reachOf(lines);
  const shifts = shiftsOf(main, parts);
  return {
    animation: false,
    textStyle: { fontFamily: 'Inter Variable, system-ui, sans-serif' },
    grid: { left: 44, right: main.length > 1 ? roomFor(main) : 20, top: 16, bottom: 50 },
    xAxis: {
      type: 'category',
      data: [...columns],
      boundaryGap: false,
      name: axis,
      nameLocation: 'middle',
      nameGap: 34,
      nameTextStyle: { color: palette.faint, fontSize: 12 },
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: {
        color: palette.faint,
        fontSize: 12,
        // Far enough below that the first column's name does not touch the 0 beside it.
        margin: 12,
        hideOverlap: true,
        ...(parts.labelEvery === undefined ? {} : { interval: parts.labelEvery - 1 }),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: top,
      interval: step,
      axisLabel: { color: palette.faint, fontSize: 12, formatter: (share: number) => percent(share) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    tooltip: tooltipOf(parts, main),
    series: [
      ...main.flatMap((line) => bandOf(line, parts)),
      ...lines.map((line) => strokeOf(line, parts, shifts.get(line.id) ?? 0)),
      ...main.flatMap((line) => runningOf(line, parts, main.length > 1 ? (shifts.get(line.id) ?? 0) : null)),
      ...parts.marks.map((mark) => markOf(mark, top, palette)),
    ],
  };
}

/** The axis ends at the next clean step above every band, and never above 1. */
function reachOf(lines: readonly CurveLine[]): { top: number; step: number } {
  const highest = Math.max(
    0.04,
    ...lines.flatMap(({ points }) => points.map(({ share, high }) => Math.max(share ?? 0, high ?? 0))),
  );
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((one) => highest / one <= 5.001) ?? 0.2;
  return { top: Math.min(1, Math.ceil(highest / step - 1e-9) * step), step };
}

const colourOf = ({ kind }: CurveLine, { kinds, others, faint }: Palette): string => {
  if (kind === 'context') return faint;
  return kind === 'others' ? others : (kinds[kind % kinds.length] ?? others);
};

function strokeOf(
  line: CurveLine,
  { palette, step, lit, lines }: CurveParts,
  shift: number,
): LineSeriesOption {
  const context = line.kind === 'context';
  const forward = lit === line.id;
  const colour = context && forward ? palette.ink : colourOf(line, palette);
  const named = !context && lines.filter(({ kind }) => kind !== 'context').length > 1;
  return {
    type: 'line',
    id: line.id,
    name: line.name,
    data: line.points.map(({ share, running }) => (running ? null : share)),
    showSymbol: !context && line.points.length < 32,
    symbol: 'circle',
    symbolSize: 5,
    silent: true,
    z: forward ? 6 : context ? 2 : 4,
    ...(step ? { step: 'end' as const } : {}),
    lineStyle: {
      color: colour,
      width: context ? (forward ? 2 : 1) : 2.5,
      opacity: context && !forward ? 0.35 : 1,
    },
    itemStyle: { color: colour },
    ...(named && !endsRunning(line) ? { endLabel: nameAtEnd(line, colour, shift) } : {}),
  };
}

/** A line is named where it ends: at its last complete point, or at what still runs after it. */
const nameAtEnd = (line: CurveLine, colour: string, shift: number) => ({
  show: true,
  formatter: short(line.name),
  color: colour,
  fontSize: 12,
  distance: 6,
  offset: [0, shift],
});

const endsRunning = ({ points }: CurveLine): boolean =>
  points.findLast(({ share }) => share !== null)?.running === true;

/** What still runs, dashed on from the last complete point, with hollow marks. */
function runningOf(line: CurveLine, { palette }: CurveParts, shift: number | null): LineSeriesOption[] {
  const first = line.points.findIndex(({ running }) => running);
  if (first < 0) return [];
  const colour = colourOf(line, palette);
  return [
    {
      type: 'line',
      id: `${line.id}/running`,
      data: line.points.map(({ share, running }, at) => (running || at === first - 1 ? share : null)),
      symbol: (_value, { dataIndex }) => (line.points[dataIndex]?.running ? 'circle' : 'none'),
      symbolSize: 7,
      showSymbol: true,
      silent: true,
      z: 5,
      lineStyle: { color: colour, width: 2, type: 'dashed' },
      itemStyle: { color: palette.surface, borderColor: colour, borderWidth: 2 },
      ...(shift !== null && endsRunning(line) ? { endLabel: nameAtEnd(line, colour, shift) } : {}),
    },
  ];
}

/** The interval of a line, as a filled band between its two borders. */
function bandOf(line: CurveLine, { palette, step, scheme, lines }: CurveParts): CustomSeriesOption[] {
  const known = line.points.flatMap(({ low, high }, at) =>
    low === null || high === null ? [] : [{ at, low, high }],
  );
  const [only] = known;
  if (only === undefined) return [];
  if (known.length === 1) return [whiskerOf(line, only, palette)];
  return [
    {
      type: 'custom',
      id: `${line.id}/band`,
      silent: true,
      z: 1,
      data: [[0, 0]],
      tooltip: { show: false },
      renderItem: (_params, api) => {
        const corner = (at: number, share: number) => api.coord([at, share]);
        const edge = (side: 'low' | 'high') =>
          known.flatMap((point, place) => {
            const before = known[place - 1];
            const here = corner(point.at, point[side]);
            return step && before ? [corner(point.at, before[side]), here] : [here];
          });
        return {
          type: 'polygon',
          shape: { points: [...edge('high'), ...edge('low').reverse()] },
          style: { fill: colourOf(line, palette), opacity: bandOpacity(lines.length, scheme) },
        };
      },
    },
  ];
}

/** The interval of a point that stands alone, as a line across it. */
const whiskerOf = (
  line: CurveLine,
  { at, low, high }: { readonly at: number; readonly low: number; readonly high: number },
  palette: Palette,
): CustomSeriesOption => ({
  type: 'custom',
  id: `${line.id}/band`,
  silent: true,
  z: 1,
  data: [[0, 0]],
  tooltip: { show: false },
  renderItem: (_params, api) => {
    const [x1 = 0, y1 = 0] = api.coord([at, low]);
    const [x2 = 0, y2 = 0] = api.coord([at, high]);
    return {
      type: 'line',
      shape: { x1, y1, x2, y2 },
      style: { stroke: colourOf(line, palette), lineWidth: 2 },
    };
  },
});

/** A thin line at a thing's place with a dot at its head; a bar over the places of what lasted. */
function markOf({ id, from, to }: Mark, top: number, { faint, signal }: Palette): CustomSeriesOption {
  return {
    type: 'custom',
    id: `${id}/mark`,
    silent: true,
    z: 3,
    data: [[from, 0]],
    tooltip: { show: false },
    renderItem: (_params, api) => {
      const [x = 0, head = 0] = api.coord([from, top]);
      const [end = x] = api.coord([to, top]);
      const [, foot = 0] = api.coord([from, 0]);
      return {
        type: 'group',
        children: [
          {
            type: 'line',
            shape: { x1: x, x2: x, y1: head - 4, y2: foot },
            style: { stroke: faint, lineDash: [2, 3] },
          },
          { type: 'circle', shape: { cx: x, cy: head - 6, r: 3.5 }, style: { fill: signal } },
          {
            type: 'rect',
            shape: { x, y: head - 7.5, width: end - x, height: 3, r: 1.5 },
            style: { fill: signal },
          },
        ],
      };
    },
  };
}

/** Many bands over each other are paler, so that the lines stay clear. */
const bandOpacity = (lines: number, scheme: 'light' | 'dark'): number =>
  (scheme === 'dark' ? 0.2 : 0.14) * (lines > 3 ? 0.6 : 1);

function tooltipOf(
  { columns, percent, palette, axis, marks }: CurveParts,
  main: readonly CurveLine[],
): TooltipComponentOption {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    backgroundColor: palette.ink,
    borderWidth: 0,
    padding: [8, 12],
    textStyle: { color: palette.surface, fontSize: 12, lineHeight: 18 },
    axisPointer: { lineStyle: { color: palette.faint, type: 'dotted' } },
    formatter: (shown) => {
      const at = (Array.isArray(shown) ? shown[0] : shown)?.dataIndex ?? 0;
      const said = main.flatMap(({ name, points }) => {
        const point = points[at];
        return point?.share == null
          ? []
          : [`${main.length > 1 ? `${name} · ` : ''}${percent(point.share)}${point.note}`];
      });
      const happened = linesAt(marks, at).flatMap((line) => wrapped(line));
      return [`${axis} · ${columns[at] ?? ''}`, ...said, ...happened].join('\n');
    },
  };
}

/** A long text in lines, since this note does not wrap; braces mean styles to ECharts. */
const wrapped = (text: string): string[] =>
  text.replaceAll(/[{}]/g, '').match(/.{1,48}(?:\s|$)|.{48}/gu) ?? [text];

const short = (name: string) => (name.length > 20 ? `${name.slice(0, 19)}…` : name);

/** Pixels that the longest of the names at the ends of lines takes. */
const roomFor = (lines: readonly CurveLine[]): number =>
  Math.max(96, ...lines.map(({ name }) => short(name).length * 6.5 + 14));

/** How far, in pixels, each line's name moves from the line's end so that no two names touch. */
export function shiftsOf(
  lines: readonly CurveLine[],
  { height, lines: all }: Pick<CurveParts, 'height' | 'lines'>,
): Map<string, number> {
  const perShare = (height - 60) / reachOf(all).top;
  const ends = lines
    .map(({ id, points }) => ({
      id,
      end: -(points.findLast(({ share }) => share !== null)?.share ?? 0) * perShare,
    }))
    .sort((one, other) => one.end - other.end);
  let taken = Number.NEGATIVE_INFINITY;
  const places = ends.map(({ id, end }) => {
    taken = Math.max(end, taken + 15);
    return { id, end, place: taken };
  });
  // Half of the push goes upwards, so that a cluster stays centred on its lines; but no name leaves the chart, nor
  // goes down to the names of the columns.
  const half = places.reduce((most, { end, place }) => Math.max(most, place - end), 0) / 2;
  const room = (places[0]?.place ?? 0) + (height - 60) + 6;
  const below = places.at(-1)?.place ?? 0;
  const push = Math.min(Math.max(half, below), Math.max(0, room));
  return new Map(places.map(({ id, end, place }) => [id, place - end - push]));
}
