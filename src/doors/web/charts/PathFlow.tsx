import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { type DrawnEdge, type DrawnNode, type Flow, fitted, flowOf, nextNode } from './flow.ts';
import { Hatch } from './Hatch.tsx';
import { Opening } from './Opening.tsx';
import styles from './PathFlow.module.css';
import { useWidth } from './width.ts';

export interface PathFlowProps {
  readonly flow: Flow;
  /** The anchor stands at the right: what came before it is read towards it. */
  readonly backwards: boolean;
  readonly label: string;
  /** What is written below a node's name: its people and share. */
  readonly written: (node: Flow['columns'][number][number]) => string;
  /** The whole of a node or an edge in words, for the note that follows and for screen readers. */
  readonly nodeSaid: (node: Flow['columns'][number][number]) => string;
  readonly edgeSaid: (edge: Flow['edges'][number]) => string;
  /** How high everybody together stands, in pixels. */
  readonly height?: number | undefined;
  /** Opens the people of a node, those of an edge; without, the drawing is only read. */
  readonly onNode?: ((depth: number, id: string) => void) | undefined;
  readonly onEdge?: ((edge: Flow['edges'][number]) => void) | undefined;
}

const top = 8;
const leastColumn = 148;

/**
 * People from step to step, left to right; a band is as wide as people go along it. Nodes are reached by Tab and walked by
 * arrow keys; bands are for the pointer, the table below has the same numbers.
 */
export function PathFlow(props: PathFlowProps) {
  const { flow, backwards, height } = props;
  const { box, width: place } = useWidth();
  const width = Math.max(place, flow.columns.length * leastColumn);
  const drawn = useMemo(
    () => flowOf(flow, { width, backwards, tall: height }),
    [flow, width, backwards, height],
  );
  const [lit, setLit] = useState<Lit | null>(null);
  return (
    <figure className={styles.figure}>
      <div ref={box} className={styles.scroll}>
        {place > 0 && (
          <div
            className={styles.frame}
            style={{ '--width': `${width}px`, '--height': `${drawn.height + top * 2}px` }}
            onPointerLeave={() => setLit(null)}
          >
            <Drawing {...props} drawn={drawn} width={width} lit={lit} onLit={setLit} />
            <Buttons {...props} nodes={drawn.nodes} room={drawn.room} onLit={setLit} />
          </div>
        )}
      </div>
      <p className={styles.note} aria-hidden>
        {lit?.said ?? ' '}
      </p>
    </figure>
  );
}

/** What is pointed at, and what is said of it. */
interface Lit {
  readonly said: string;
  readonly touches: (edge: DrawnEdge) => boolean;
}

const leads = (node: DrawnNode) => (edge: DrawnEdge) =>
  (edge.depth === node.depth && edge.from === node.id) ||
  (edge.depth + 1 === node.depth && edge.to === node.id);

const same = (one: DrawnEdge) => (edge: DrawnEdge) =>
  edge.depth === one.depth && edge.from === one.from && edge.to === one.to;

interface DrawingProps extends PathFlowProps {
  readonly drawn: ReturnType<typeof flowOf>;
  readonly width: number;
  readonly lit: Lit | null;
  readonly onLit: (lit: Lit | null) => void;
}

function Drawing({ drawn, width, lit, onLit, edgeSaid, onEdge, written }: DrawingProps) {
  const hatch = useId();
  return (
    <div data-picture>
      <svg aria-hidden className={styles.chart} width={width} height={drawn.height + top * 2}>
        <Hatch id={hatch} />
        <g transform={`translate(0 ${top})`}>
          {drawn.edges.map((edge) => (
            <Opening
              as="path"
              key={`${edge.depth} ${edge.from} ${edge.to}`}
              className={styles.edge}
              data-lit={lit ? lit.touches(edge) : undefined}
              data-opens={onEdge ? '' : undefined}
              d={edge.path}
              onPointerEnter={() => onLit({ said: edgeSaid(edge), touches: same(edge) })}
              onClick={onEdge && (() => onEdge(edge))}
            />
          ))}
          {drawn.nodes.map((node) => (
            <g key={`${node.depth} ${node.id}`} className={styles.node}>
              <rect className={styles.on} x={node.x} y={node.y} width="10" height={node.on} />
              {node.openHeight > 0 && (
                <>
                  <rect
                    className={styles.open}
                    data-face="running"
                    x={node.x}
                    y={node.y + node.on}
                    width="10"
                    height={node.openHeight}
                  />
                  <rect
                    fill={`url(#${hatch})`}
                    x={node.x}
                    y={node.y + node.on}
                    width="10"
                    height={node.openHeight}
                  />
                </>
              )}
              {node.endedHeight > 0 && (
                <rect
                  className={styles.ended}
                  x={node.x}
                  y={node.y + node.on + node.openHeight}
                  width="10"
                  height={node.endedHeight}
                />
              )}
              <text className={styles.name} x={node.x + 16} y={node.y + 13}>
                {fitted(node.name, drawn.room)}
              </text>
              <text className={styles.count} x={node.x + 16} y={node.y + 30}>
                {written(node)}
              </text>
            </g>
          ))}
        </g>
      </svg>
    </div>
  );
}

interface ButtonsProps extends PathFlowProps {
  readonly nodes: readonly DrawnNode[];
  readonly room: number;
  readonly onLit: (lit: Lit | null) => void;
}

function Buttons({ nodes, room, label, nodeSaid, onNode, onLit }: ButtonsProps) {
  const place = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const walk = (event: KeyboardEvent, from: DrawnNode) => {
    const next = nextNode(event.key, from, nodes);
    if (!next) return;
    event.preventDefault();
    const index = nodes.indexOf(next);
    setAt(index);
    place.current?.querySelectorAll('button')[index]?.focus();
  };
  const reached = Math.min(at, nodes.length - 1);
  return (
    <ul ref={place} className={styles.buttons} aria-label={label}>
      {nodes.map((node, index) => (
        <li key={`${node.depth} ${node.id}`}>
          <button
            type="button"
            className={styles.button}
            style={{
              '--x': `${node.x}px`,
              '--y': `${node.y + top - 3}px`,
              '--width': `${Math.max(100, fitted(node.name, room).length * 7.4 + 24)}px`,
            }}
            tabIndex={index === reached ? 0 : -1}
            aria-label={nodeSaid(node)}
            aria-disabled={onNode === undefined || undefined}
            onClick={onNode && (() => onNode(node.depth, node.id))}
            onKeyDown={(event) => walk(event, node)}
            onFocus={() => {
              setAt(index);
              onLit({ said: nodeSaid(node), touches: leads(node) });
            }}
            onBlur={() => onLit(null)}
            onPointerEnter={() => onLit({ said: nodeSaid(node), touches: leads(node) })}
          />
        </li>
      ))}
    </ul>
  );
}
