import { Table } from '@mantine/core';
import type { RetentionGrid, Series } from '#src/insights/retention/index.ts';
import { Sideways } from '../../ui/Sideways.tsx';
import { useWords } from '../../words/index.ts';
import { NumberCell } from './NumberCell.tsx';
import styles from './NumbersTable.module.css';
import { begunColumns, heads, rowLabel, type Saying } from './shape.ts';

/** The grid's numbers as plain text: share, interval, counts. */
export function NumbersTable({
  grid,
  series,
  saying,
}: {
  grid: RetentionGrid;
  series: Series;
  saying: Saying;
}) {
  const { t } = useWords();
  const { figures } = saying;
  const begun = begunColumns(grid);
  const columns = heads(grid, saying).slice(0, begun);
  const rows = [
    {
      name: t(series.summary.kind === 'plain' ? 'retention.summary_row_plain' : 'retention.summary_row'),
      ...series.summary,
    },
    ...series.cohorts.map((cohort) => ({ name: rowLabel(cohort.period, saying), ...cohort })),
  ];
  return (
    <Sideways label={t('ask.table')}>
      <Table className={styles.table} withRowBorders verticalSpacing={6} horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('retention.cohort')}</Table.Th>
            <Table.Th scope="col">{t('retention.size')}</Table.Th>
            {columns.map(({ id, said }) => (
              <Table.Th key={id} scope="col">
                {said}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.name}>
              <Table.Th scope="row">{row.name}</Table.Th>
              <Table.Td>{figures.count(row.size)}</Table.Td>
              {[row.startPeriod, ...row.cells.filter(({ interval }) => interval > 0)]
                .slice(0, begun)
                .map((cell, at) => (
                  <Table.Td key={at}>
                    <NumberCell cell={cell} saying={saying} />
                  </Table.Td>
                ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Sideways>
  );
}
