import type { RetentionGrid, Series } from '#src/insights/retention/index.ts';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { useWords } from '../../words/index.ts';
import type { OpenCell } from './search.ts';
import { columnSaid, rowLabel, type Saying } from './shape.ts';

/** The people behind one number of the grid. */
export function CellPeople({ cell, grid, series, saying, onCell, onClose }: CellPeopleProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const row = cell.cohort === null ? t('retention.summary_row') : rowLabel(cell.cohort, saying);
  const place =
    cell.which === 'size' ? row : `${row}, ${columnSaid(grid, cell.interval, saying).toLowerCase()}`;
  const input = { ask: saying.ask, series: { kind: series.kind, value: series.value }, ...cell };
  const ways = whichOf(cell);
  return (
    <PeopleDrawer
      title={place}
      of={['retention.people', input]}
      load={(page, signal) => ask(slug, 'retention.people', { ...input, ...page }, signal)}
      from={{ of: 'retention.people', ask: input }}
      unit={grid.unit}
      ways={{
        value: cell.which,
        data: ways.map((which) => ({ value: which, label: t(`retention.people_which.${which}`) })),
        onChange: (next) => onCell({ ...cell, which: ways.find((one) => one === next) ?? cell.which }),
      }}
      aside={({ cohort }) => (cell.cohort === null ? rowLabel(cohort, saying) : undefined)}
      onClose={onClose}
    />
  );
}

export interface CellPeopleProps {
  readonly cell: OpenCell;
  readonly grid: RetentionGrid;
  readonly series: Series;
  readonly saying: Saying;
  readonly onCell: (cell: OpenCell) => void;
  readonly onClose: () => void;
}

const whichOf = ({ which }: OpenCell): readonly OpenCell['which'][] => {
  if (which === 'size') return ['size'];
  return which === 'so_far' || which === 'begun'
    ? ['so_far', 'begun']
    : ['returned', 'not_returned', 'eligible'];
};
