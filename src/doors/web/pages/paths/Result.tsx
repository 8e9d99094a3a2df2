import type { PathNext, PathTree, WholePath } from '#src/insights/paths/index.ts';
import { Definition, Fold, Folds, Verdict } from '../../ui/Answered.tsx';
import { FiguresTable, Opens } from '../../ui/Figure.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Chart } from './Chart.tsx';
import styles from './Paths.module.css';
import type { Opened } from './search.ts';
import { pathNames, placeName, type Saying, tailSaid } from './shape.ts';

interface ResultProps {
  readonly tree: PathTree;
  /** What came before the anchor is asked about. */
  readonly backwards: boolean;
  readonly saying: Saying;
  readonly onOpen: (open: Opened) => void;
}

/** Verdict, flows from step to step, the most frequent paths with their counts, every move; the people of each. */
export function Result(props: ResultProps) {
  const { tree, saying } = props;
  const { t, said } = saying.words;
  if (tree.entered === 0) return <Teach title={t('paths.nobody_title')}>{t('paths.nobody')}</Teach>;
  return (
    <>
      <Verdict>{said(tree.verdict)}</Verdict>
      <Sides
        stacked
        chartTitle={t('paths.chart')}
        chart={<Chart {...props} />}
        tableTitle={t('paths.table')}
        table={<Whole {...props} />}
      />
      <Folds>
        <Fold title={t('paths.moves')}>
          <Moves {...props} />
        </Fold>
        <Definition of={tree} />
      </Folds>
    </>
  );
}

const pathKey = ({ names, tail }: WholePath): string => JSON.stringify([names, tail]);

function Whole({ tree, backwards, saying, onOpen }: ResultProps) {
  const { words, figures } = saying;
  const { t } = words;
  return (
    <FiguresTable
      caption={t('ask.table')}
      heads={[t('paths.path'), t('ttv.newcomers'), t('csv.part'), t('paths.tail')]}
      rows={[
        ...tree.paths.map((path) => {
          const names = pathNames(path, backwards, saying);
          return {
            id: pathKey(path),
            label: <Way names={names} />,
            cells: [
              <Opens
                key="people"
                count={path.people}
                label={names.join(' → ')}
                onOpen={() =>
                  onOpen({ of: 'path', which: { kind: 'path', names: path.names, tail: path.tail } })
                }
              />,
              figures.share(path.share, 1),
              tailSaid(path.tail, backwards, saying),
            ],
          };
        }),
        ...(tree.elsewhere > 0
          ? [
              {
                id: 'elsewhere',
                label: t('paths.elsewhere'),
                cells: [figures.count(tree.elsewhere), figures.share(tree.elsewhere / tree.entered, 1), ''],
              },
            ]
          : []),
      ]}
    />
  );
}

/** A path by its steps, each a word of its own that breaks before the arrow. */
const Way = ({ names }: { names: readonly string[] }) => (
  <span className={styles.way}>
    {names.map((name, at) => (
      <span key={`${at} ${name}`}>
        {at > 0 && <span className={styles.arrow}>→ </span>}
        {name}
      </span>
    ))}
  </span>
);

function Moves({ tree, backwards, saying, onOpen }: ResultProps) {
  const { words, figures } = saying;
  const { t } = words;
  const toSaid = (to: PathNext) =>
    to.kind === 'named' || to.kind === 'others'
      ? placeName(to, saying)
      : tailSaid(to.kind, backwards, saying);
  return (
    <FiguresTable
      caption={t('paths.moves')}
      heads={[
        t('paths.step'),
        t('paths.move_from'),
        t(backwards ? 'paths.move_before' : 'paths.move_to'),
        t('ttv.newcomers'),
        t('csv.part'),
      ]}
      rows={tree.edges.map(({ depth, from, to, people }) => {
        const [one, other] = [placeName(from, saying), toSaid(to)];
        return {
          id: JSON.stringify([depth, from, to]),
          label: figures.count(depth + 1),
          cells: [
            one,
            other,
            <Opens
              key="people"
              count={people}
              label={`${one} → ${other}`}
              onOpen={() => onOpen({ of: 'path', which: { kind: 'edge', depth, from, to } })}
            />,
            figures.share(people / tree.entered, 1),
          ],
        };
      })}
    />
  );
}
