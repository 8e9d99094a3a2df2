import type { RetentionGrid, Series } from '#src/insights/retention/index.ts';
import { HeatMap } from '../../charts/HeatMap.tsx';
import { useWords } from '../../words/index.ts';
import styles from './GridView.module.css';
import { axisSaid, begunColumns, heads, heatRows, type Saying } from './shape.ts';

/** The heat map of one series: cohort sizes at the left, the summary on top. */
export function GridView({ grid, series, saying, chosen, onOpen, onPoint }: GridViewProps) {
  const { t } = useWords();
  const begun = begunColumns(grid);
  return (
    <div>
      <HeatMap
        caption={t('retention.caption')}
        corner={t('retention.cohort')}
        sizeTitle={t('retention.size')}
        axis={axisSaid(saying)}
        more={t('retention.more_right')}
        columns={heads(grid, saying).slice(0, begun)}
        rows={heatRows(grid, series, saying).map((row) => ({ ...row, cells: row.cells.slice(0, begun) }))}
        chosen={chosen}
        onOpen={onOpen}
        onPoint={onPoint}
      />
      <ul className={styles.legend}>
        {(['full', 'running', 'few', 'unknown'] as const).map((face) => (
          <li key={face}>
            <span className={styles.sample} data-face={face} aria-hidden />
            {t(`retention.legend_${face}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface GridViewProps {
  readonly grid: RetentionGrid;
  readonly series: Series;
  readonly saying: Saying;
  readonly chosen: string | undefined;
  readonly onOpen: (cell: string) => void;
  readonly onPoint: (row: string | null) => void;
}
