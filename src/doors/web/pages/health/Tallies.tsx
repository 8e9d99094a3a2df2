import type { Board, Tally } from '#src/insights/health/index.ts';
import { FiguresTable, Opens } from '../../ui/Figure.tsx';
import { nameOf, type Saying } from './saying.ts';

const colours = ['green', 'yellow', 'red', 'unknown'] as const;

/** How many are of each colour, score and dimensions; each number opens who they are. */
export function Tallies({ board, saying, onOpen }: TalliesProps) {
  const { words } = saying;
  const { t } = words;
  const { dimensions } = board.template.template;
  const row = (id: string, label: string, tally: Tally) => ({
    id,
    label,
    cells: colours.map((colour) => (
      <Opens
        key={colour}
        count={tally[colour]}
        label={`${label}, ${t(`health.colour.${colour}`)}`}
        onOpen={() => onOpen(`${id}/${colour}`)}
      />
    )),
  });
  return (
    <FiguresTable
      caption={t('health.tally')}
      heads={[t('health.dimension'), ...colours.map((colour) => t(`health.colour.${colour}`))]}
      rows={[
        { ...row('overall', t('health.overall'), board.overall), strong: true },
        ...board.dimensions.map(({ key, tally }, i) => {
          const dimension = dimensions[i];
          return row(`dimension/${key}`, dimension === undefined ? key : nameOf(dimension, words), tally);
        }),
      ]}
    />
  );
}

interface TalliesProps {
  readonly board: Board;
  readonly saying: Saying;
  readonly onOpen: (open: string) => void;
}
