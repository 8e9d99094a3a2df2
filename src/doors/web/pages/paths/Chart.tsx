import { useMemo } from 'react';
import type { PathTree } from '#src/insights/paths/index.ts';
import { Key } from '../../charts/Columns.tsx';
import type { FlowEdge, FlowNode } from '../../charts/flow.ts';
import { PathFlow } from '../../charts/PathFlow.tsx';
import type { Opened } from './search.ts';
import { drawnFlow, placeName, placeOf, type Saying } from './shape.ts';

export interface ChartProps {
  readonly tree: PathTree;
  /** What came before the anchor is asked about. */
  readonly backwards: boolean;
  readonly saying: Saying;
  /** How high everybody together stands, in pixels. */
  readonly height?: number;
  readonly onOpen?: ((open: Opened) => void) | undefined;
}

/** People from step to step: how many go where, who stops, who still may go on. */
export function Chart({ tree, backwards, saying, height, onOpen }: ChartProps) {
  const { words, figures } = saying;
  const { t } = words;
  const flow = useMemo(() => drawnFlow(tree, saying), [tree, saying]);
  const share = (people: number) => figures.share(people / tree.entered, 1);
  const nodeSaid = ({ name, people, ended, open }: FlowNode) =>
    t('paths.node_said', {
      unit: tree.unit,
      name,
      people,
      share: share(people),
      ended,
      open,
      backwards: String(backwards),
    });
  const edgeSaid = ({ from, to, people, depth }: FlowEdge) => {
    const [one, other] = [placeName(placeOf(from), saying), placeName(placeOf(to), saying)];
    const of = flow.columns[depth]?.find(({ id }) => id === from)?.people ?? people;
    return t('paths.edge_said', {
      unit: tree.unit,
      from: backwards ? other : one,
      to: backwards ? one : other,
      people,
      share: figures.share(people / of, 1),
    });
  };
  const running = flow.columns.some((column) => column.some(({ open }) => open > 0));
  return (
    <>
      <Key
        items={[
          { tone: 'first', label: t('paths.key_on', { backwards: String(backwards) }) },
          ...(running ? [{ tone: 'running' as const, label: t('paths.key_open') }] : []),
          { tone: 'gone', label: t('paths.key_ended', { backwards: String(backwards) }) },
        ]}
      />
      <PathFlow
        flow={flow}
        backwards={backwards}
        height={height}
        label={t('paths.chart_label')}
        written={({ people }) => `${figures.count(people)} · ${share(people)}`}
        nodeSaid={nodeSaid}
        edgeSaid={edgeSaid}
        onNode={
          onOpen &&
          ((depth, id) => onOpen({ of: 'path', which: { kind: 'node', depth, place: placeOf(id) } }))
        }
        onEdge={
          onOpen &&
          (({ depth, from, to }) =>
            onOpen({ of: 'path', which: { kind: 'edge', depth, from: placeOf(from), to: placeOf(to) } }))
        }
      />
    </>
  );
}
