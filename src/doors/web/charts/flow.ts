/** A place on the way: how many come by, and what becomes of them. */
export interface FlowNode {
  readonly id: string;
  readonly name: string;
  readonly people: number;
  /** Of them, those who go no further, and those who still may. */
  readonly ended: number;
  readonly open: number;
}

/** From a place of one column to a place of the next; `depth` is that of the first. */
export interface FlowEdge {
  readonly depth: number;
  readonly from: string;
  readonly to: string;
  readonly people: number;
}

/** Columns by depth, the anchor first. */
export interface Flow {
  readonly columns: readonly (readonly FlowNode[])[];
  readonly edges: readonly FlowEdge[];
}

/** A node as it is drawn, in pixels: a bar of those who go on, who still may, and who stop. */
export interface DrawnNode extends FlowNode {
  readonly depth: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly on: number;
  readonly openHeight: number;
  readonly endedHeight: number;
}

export interface DrawnEdge extends FlowEdge {
  /** A filled band. */
  readonly path: string;
}

export interface DrawnFlow {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly height: number;
  /** Room for a name beside its bar, in pixels. */
  readonly room: number;
}

const bar = 10;
/** How high everybody together stands unless told. */
const usual = 300;
/** The least height of a node with the two lines that name it. */
const slot = 38;
const apart = 10;

interface FlowSize {
  readonly width: number;
  readonly backwards: boolean;
  readonly tall?: number | undefined;
}

/**
 * Where everything stands. All heights are to one scale, so that a band is as wide as people go along it.
 *
 * @param width     of the whole, in pixels
 * @param backwards the anchor stands at the right, as what came before it is read towards it
 * @param tall      height of everybody together, in pixels
 */
export function flowOf({ columns, edges }: Flow, { width, backwards, tall = usual }: FlowSize): DrawnFlow {
  const entered = Math.max(1, columns[0]?.reduce((sum, { people }) => sum + people, 0) ?? 1);
  const scale = tall / entered;
  const step = width / Math.max(1, columns.length);
  const nodes = columns.flatMap((column, depth) => {
    let y = 0;
    return column.map((node): DrawnNode => {
      const height = Math.max(2, node.people * scale);
      const [openHeight, endedHeight] = [node.open * scale, node.ended * scale];
      const drawn = {
        ...node,
        depth,
        x: (backwards ? columns.length - 1 - depth : depth) * step,
        y,
        height,
        openHeight,
        endedHeight,
        on: Math.max(0, height - openHeight - endedHeight),
      };
      y += Math.max(slot, height) + apart;
      return drawn;
    });
  });
  const height = Math.max(slot, ...nodes.map((node) => node.y + Math.max(slot, node.height)));
  return { nodes, edges: bandsOf(edges, nodes, scale), height, room: step - bar - 16 };
}

/** Bands leave a node in the order of where they go, and arrive in the order of where they come from. */
function bandsOf(edges: readonly FlowEdge[], nodes: readonly DrawnNode[], scale: number): DrawnEdge[] {
  const find = (depth: number, id: string) => nodes.find((node) => node.depth === depth && node.id === id);
  const placed = edges.flatMap((edge) => {
    const [from, to] = [find(edge.depth, edge.from), find(edge.depth + 1, edge.to)];
    return from && to ? [{ edge, from, to }] : [];
  });
  const left = new Map<DrawnNode, number>();
  const arrived = new Map<DrawnNode, number>();
  return placed
    .sort(
      (one, other) => one.edge.depth - other.edge.depth || one.from.y - other.from.y || one.to.y - other.to.y,
    )
    .map(({ edge, from, to }): DrawnEdge => {
      const thick = edge.people * scale;
      const [start, end] = [from.y + (left.get(from) ?? 0), to.y + (arrived.get(to) ?? 0)];
      left.set(from, (left.get(from) ?? 0) + thick);
      arrived.set(to, (arrived.get(to) ?? 0) + thick);
      const forward = from.x <= to.x;
      const [a, b] = forward ? [from.x + bar, to.x] : [from.x, to.x + bar];
      return { ...edge, path: bandPath([a, start], [b, end], Math.max(1, thick)) };
    });
}

type Point = readonly [number, number];

function bandPath([x1, y1]: Point, [x2, y2]: Point, thick: number): string {
  const middle = round((x1 + x2) / 2);
  const point = (x: number, y: number) => `${round(x)},${round(y)}`;
  return [
    `M${point(x1, y1)}`,
    `C${point(middle, y1)} ${point(middle, y2)} ${point(x2, y2)}`,
    `L${point(x2, y2 + thick)}`,
    `C${point(middle, y2 + thick)} ${point(middle, y1 + thick)} ${point(x1, y1 + thick)}Z`,
  ].join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** A name that fits so many pixels, at about 7 a letter. */
export const fitted = (name: string, room: number): string => {
  const letters = Math.max(4, Math.floor(room / 7));
  return name.length <= letters ? name : `${name.slice(0, letters - 1).trimEnd()}…`;
};

/** Where an arrow key leads from a node: along the columns as they are seen, or up and down within one. */
export function nextNode(
  key: string,
  from: Pick<DrawnNode, 'x' | 'y' | 'depth'>,
  nodes: readonly DrawnNode[],
): DrawnNode | undefined {
  const column = nodes.filter(({ depth }) => depth === from.depth);
  if (key === 'ArrowUp') return column.findLast(({ y }) => y < from.y);
  if (key === 'ArrowDown') return column.find(({ y }) => y > from.y);
  const aside = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (aside === undefined) return undefined;
  const columns = [...new Set(nodes.map(({ x }) => x))].sort((a, b) => a - b);
  const x = columns[columns.indexOf(from.x) + aside];
  return nodes
    .filter((node) => node.x === x)
    .toSorted((one, other) => Math.abs(one.y - from.y) - Math.abs(other.y - from.y))[0];
}
