import { Table } from '@mantine/core';
import { useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { propertiesSaid } from '../../ui/properties.ts';
import { Sideways } from '../../ui/Sideways.tsx';
import { reasonSaid } from '../../ui/said.ts';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords, type Words } from '../../words/index.ts';
import type { Inspection, Settled } from './inspection.ts';
import styles from './PreviewTable.module.css';
import { refusalDetail } from './refusal.ts';

type PreviewRow = Inspection['preview']['rows'][number];

/** The first rows as they would be stored, or why not. */
export function PreviewTable({ inspection: { preview, settled } }: { inspection: Inspection }) {
  const { t } = useWords();
  const figures = useFigures();
  const { sampled, good, rowsAbout, datesOnly, rounded, rows } = preview;
  // A small file was looked at as a whole.
  const about = rowsAbout === null || rowsAbout === sampled ? 'unknown' : figures.count(rowsAbout);
  return (
    <Panel title={t('mapping.preview')}>
      <p className={styles.said}>
        {t('mapping.sampled', { good: figures.count(good), sampled: figures.count(sampled), rows: about })}{' '}
        {datesOnly > 0 && t('mapping.dates_only', { zone: settled.timezone })}{' '}
        {rounded > 0 && t('mapping.rounded', { count: rounded })}
      </p>
      <Sideways label={t('mapping.preview')}>
        <Table verticalSpacing={6} className={styles.table}>
          <Table.Thead>
            <Table.Tr>
              {(['row', 'who', 'what', 'when', 'detail'] as const).map((head) => (
                <Table.Th key={head} scope="col">
                  {t(`mapping.preview_${head}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Line key={row.row} row={row} dates={settled.dates} />
            ))}
          </Table.Tbody>
        </Table>
      </Sideways>
    </Panel>
  );
}

function Line({ row, dates }: { row: PreviewRow; dates: Settled['dates'] }) {
  const words = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  if (!row.stored) {
    return (
      <Table.Tr className={styles.refused}>
        <Table.Td>{figures.count(row.row)}</Table.Td>
        <Table.Td colSpan={4}>
          {words.t('mapping.refused', { reason: reasonSaid(row.reason, words).reason })}
          {' · '}
          {refusalDetail(
            row,
            words,
            row.reason === 'imports.bad_date' ? shapeSaid(dates[row.field], words) : undefined,
          )}
        </Table.Td>
      </Table.Tr>
    );
  }
  return (
    <Table.Tr>
      <Table.Td>{figures.count(row.row)}</Table.Td>
      <Table.Td>{row.who}</Table.Td>
      <Table.Td>
        {row.what === 'contract' ? words.t('mapping.contract') : eventWords(words, row.what, 'name')}
      </Table.Td>
      <Table.Td className={styles.when}>
        {row.at === '' ? '' : figures.dayOrMoment(row.at, timezone)}
      </Table.Td>
      <Table.Td className={styles.detail}>{detailSaid(row.detail, words)}</Table.Td>
    </Table.Tr>
  );
}

/** The format in which the dates of a column are read. */
const shapeSaid = (shape: Settled['dates'][string] | undefined, { t }: Words): string | undefined =>
  shape && t('mapping.date_as', { shape: t(`mapping.dates.${shape}`) });

/** The server writes the rest of a row as a JSON object; one reads names and values. */
function detailSaid(json: string, words: Words): string {
  const parsed: unknown = json === '' ? {} : JSON.parse(json);
  return typeof parsed === 'object' && parsed !== null ? propertiesSaid({ ...parsed }, 8, words) : json;
}
