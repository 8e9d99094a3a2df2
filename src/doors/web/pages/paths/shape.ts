import type { PathPlace, PathTree, WholePath } from '#src/insights/paths/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { Flow, FlowEdge, FlowNode } from '../../charts/flow.ts';
import { eventWords } from '../../words/events.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

/** What is needed to say an answer. */
export interface Saying {
  readonly words: Words;
  readonly figures: Figures;
}

/** How many places stand alone in a column of the drawing; the rest are drawn together. */
export const drawnAlone = 6;

const named = 'named:';

/** A place as the drawing knows it. */
export const placeId = (place: PathPlace): string =>
  place.kind === 'named' ? `${named}${place.name}` : 'others';

export const placeOf = (id: string): PathPlace =>
  id.startsWith(named) ? { kind: 'named', name: id.slice(named.length) } : { kind: 'others' };

export const placeName = (place: PathPlace, { words }: Pick<Saying, 'words'>): string =>
  place.kind === 'named' ? eventWords(words, place.name, 'name') : words.t('paths.others');

/** The tree as a drawing: in each column the places with most people, the rest together. Nobody is lost. */
export function drawnFlow({ steps, edges }: Pick<PathTree, 'steps' | 'edges'>, saying: Saying): Flow {
  const alone = steps.map(({ nodes }) =>
    nodes
      .filter(({ place }) => place.kind === 'named')
      .slice(0, drawnAlone)
      .map(({ place }) => placeId(place)),
  );
  const idAt = (depth: number, place: PathPlace) => {
    const id = placeId(place);
    return alone[depth]?.includes(id) ? id : 'others';
  };
  return {
    columns: steps.map(({ nodes }, depth) =>
      summed(
        nodes.map(({ place, people, ended, open }): FlowNode => {
          const id = idAt(depth, place);
          return { id, name: placeName(placeOf(id), saying), people, ended, open };
        }),
      ),
    ),
    edges: summedEdges(
      edges.flatMap(({ depth, from, to, people }) =>
        to.kind === 'named' || to.kind === 'others'
          ? [{ depth, from: idAt(depth, from), to: idAt(depth + 1, to), people }]
          : [],
      ),
    ),
  };
}

function summed(nodes: readonly FlowNode[]): FlowNode[] {
  const rest = nodes.filter(({ id }) => id === 'others');
  const sum = (figure: 'people' | 'ended' | 'open') => rest.reduce((all, one) => all + one[figure], 0);
  const [first] = rest;
  return [
    ...nodes.filter(({ id }) => id !== 'others'),
    ...(first ? [{ ...first, people: sum('people'), ended: sum('ended'), open: sum('open') }] : []),
  ];
}

function summedEdges(edges: readonly FlowEdge[]): FlowEdge[] {
  const key = ({ depth, from, to }: FlowEdge) => JSON.stringify([depth, from, to]);
  return [...Map.groupBy(edges, key).values()].flatMap(([first, ...rest]) =>
    first ? [{ ...first, people: rest.reduce((sum, { people }) => sum + people, first.people) }] : [],
  );
}

/** A whole path as it was walked, in the order of time. */
export function pathNames(
  { names }: Pick<WholePath, 'names'>,
  backwards: boolean,
  { words }: Pick<Saying, 'words'>,
): string[] {
  const said = names.map((name) => eventWords(words, name, 'name'));
  return backwards ? said.toReversed() : said;
}

/** How a path stopped, in words. */
export const tailSaid = (
  tail: WholePath['tail'],
  backwards: boolean,
  { words: { t } }: Pick<Saying, 'words'>,
) => t(`paths.tail.${tail}`, { backwards: String(backwards) });

/** The most frequent paths, then every move, as rows of a file. Shares are 0–1. */
export function treeCsv(tree: PathTree, backwards: boolean, saying: Saying): CsvCell[][] {
  const { t } = saying.words;
  const to = (place: PathTree['edges'][number]['to']) =>
    place.kind === 'named' || place.kind === 'others'
      ? placeName(place, saying)
      : tailSaid(place.kind, backwards, saying);
  return [
    [t('paths.path'), t('paths.tail'), t('ttv.newcomers'), t('csv.part')],
    ...tree.paths.map((path): CsvCell[] => [
      pathNames(path, backwards, saying).join(' → '),
      tailSaid(path.tail, backwards, saying),
      path.people,
      path.share,
    ]),
    [t('paths.elsewhere'), '', tree.elsewhere, tree.entered === 0 ? null : tree.elsewhere / tree.entered],
    [],
    [t('paths.step'), t('paths.move_from'), t('paths.move_to'), t('ttv.newcomers')],
    ...tree.edges.map((edge): CsvCell[] => [
      edge.depth,
      placeName(edge.from, saying),
      to(edge.to),
      edge.people,
    ]),
  ];
}
