import type { Tally } from '#src/insights/health/index.ts';
import { FiguresTable, Opens } from '../../ui/Figure.tsx';
import type { Saying } from './saying.ts';

const colours = ['green', 'yellow', 'red', 'unknown'] as const;

/** How many are of each colour, score and dimensions; each number opens who they are where it can. */
export function Tallies({ overall, dimensions, saying, onOpen }: TalliesProps) {
  const { t } = saying.words;
  const row = (id: string, label: string, tally: Tally) => ({
    id,
    label,
    cells: colours.map((colour) => (
      <Opens
        key={colour}
        count={tally[colour]}
        label={`${label}, ${t(`health.colour.${colour}`)}`}
        onOpen={onOpen && (() => onOpen(`${id}/${colour}`))}
      />
    )),
  });
  return (
    <FiguresTable
      caption={t('health.tally')}
      heads={[t('health.dimension'), ...colours.map((colour) => t(`health.colour.${colour}`))]}
      rows={[
        { ...row('overall', t('health.overall'), overall), strong: true },
        ...dimensions.map(({ key, name, tally }) => row(`dimension/${key}`, name, tally)),
      ]}
    />
  );
}

/** A dimension by its name, with how many are of each colour. */
export interface Told {
  readonly key: string;
  readonly name: string;
  readonly tally: Tally;
}

interface TalliesProps {
  readonly overall: Tally;
  readonly dimensions: readonly Told[];
  readonly saying: Saying;
  readonly onOpen?: (open: string) => void;
}
