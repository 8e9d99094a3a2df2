import { Table } from '@mantine/core';
import type { RetentionTrend } from '#src/insights/retention/index.ts';
import { Sideways } from '../../ui/Sideways.tsx';
import { useWords } from '../../words/index.ts';
import { NumberCell } from './NumberCell.tsx';
import styles from './NumbersTable.module.css';
import { writeCell } from './search.ts';
import { rowLabel, type Saying } from './shape.ts';
import type { TrendPoint, TrendSeries } from './trend.ts';

/** A trend's numbers as plain text, newest cohort last; each figure opens its people. */
export function TrendTable({
  trend,
  series,
  saying,
  onOpen,
}: {
  trend: RetentionTrend;
  series: TrendSeries;
  saying: Saying;
  onOpen: (cell: string) => void;
}) {
  const { t } = useWords();
  const { figures } = saying;
  const rows = series.points.filter(({ size }) => size > 0);
  return (
    <Sideways label={t('trend.share')}>
      <Table className={styles.table} withRowBorders verticalSpacing={6} horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('retention.cohort')}</Table.Th>
            <Table.Th scope="col">{t('retention.size')}</Table.Th>
            <Table.Th scope="col">{t('trend.share')}</Table.Th>
            <Table.Th scope="col">{t('trend.people')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((point) => (
            <Table.Tr key={point.period}>
              <Table.Th scope="row">{rowLabel(point.period, saying)}</Table.Th>
              <Table.Td>{figures.count(point.size)}</Table.Td>
              <Table.Td>
                <NumberCell cell={point} saying={saying} />
              </Table.Td>
              <Table.Td>
                <Opening point={point} interval={trend.interval} saying={saying} onOpen={onOpen} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Sideways>
  );
}

function Opening({
  point,
  interval,
  saying,
  onOpen,
}: {
  point: TrendPoint;
  interval: number;
  saying: Saying;
  onOpen: (cell: string) => void;
}) {
  const { t } = useWords();
  const running = point.state === 'running';
  const count = running ? (point.soFar?.returned ?? 0) : point.returned;
  if (point.state === 'not_begun') return null;
  return (
    <button
      type="button"
      className={styles.opens}
      aria-label={t('trend.open', { count, row: rowLabel(point.period, saying) })}
      onClick={() =>
        onOpen(writeCell({ cohort: point.period, interval, which: running ? 'so_far' : 'returned' }))
      }
    >
      {saying.figures.count(count)}
    </button>
  );
}
