import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import type { Source } from '../../shapes.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Sideways } from '../../ui/Sideways.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Accounting.module.css';

const columns = ['accepted', 'stored', 'rejected', 'quarantined', 'duplicate'] as const;

/** accepted = stored + rejected + quarantined + duplicate, to the unit, by source. */
export function Accounting({ sources }: { sources: readonly Source[] }) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const all = useQuery({ ...question(slug, 'events.accounting', {}), staleTime: 0 });
  if (all.isPending) return <Waiting height={160} />;
  if (all.isError) return <Refused error={all.error} again={() => all.refetch()} />;
  const { bySource, ...total } = all.data;
  const rows = [
    ...bySource.map(({ source, ...counts }) => ({
      id: String(source),
      name: sources.find(({ number }) => number === source)?.name ?? String(source),
      counts,
    })),
    ...(bySource.length > 1 ? [{ id: 'all', name: t('ask.all_together'), counts: total }] : []),
  ];
  return (
    <div className={styles.accounting}>
      <p className={styles.said}>{t('accounting.said')}</p>
      <Sideways label={t('accounting.title')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('first.source')}</Table.Th>
              {columns.map((column) => (
                <Table.Th key={column} scope="col" className={styles.number}>
                  {t(`accounting.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ id, name, counts }) => (
              <Table.Tr key={id}>
                <Table.Th scope="row">{name}</Table.Th>
                {columns.map((column) => (
                  <Table.Td key={column} className={styles.number}>
                    {figures.count(counts[column])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Sideways>
    </div>
  );
}
