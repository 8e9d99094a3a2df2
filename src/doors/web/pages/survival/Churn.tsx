import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import type { ChurnMonth } from '../../shapes.ts';
import { addMonths } from '../../ui/dates.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Sideways } from '../../ui/Sideways.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { localDay } from '../customers/Timeline.tsx';
import styles from './Survival.module.css';

/** Leavers and returners of the last twelve months. */
export function Churn() {
  const { t } = useWords();
  const { slug, timezone } = useSeat();
  const to = localDay(new Date(Date.now()).toISOString(), timezone);
  const churn = useQuery(question(slug, 'survival.churn', { from: addMonths(to, -12), to }));
  return (
    <Panel title={t('survival.churn')}>
      {churn.isError && <Refused error={churn.error} again={() => churn.refetch()} />}
      <Sideways label={t('survival.churn')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              {(['month', 'at_start', 'joined', 'left', 'returned', 'gross', 'net'] as const).map((head) => (
                <Table.Th key={head} scope="col">
                  {t(`survival.${head}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {churn.data?.months.map((month) => (
              <Month key={month.month} month={month} />
            ))}
          </Table.Tbody>
        </Table>
      </Sideways>
    </Panel>
  );
}

function Month({ month }: { month: ChurnMonth }) {
  const { t } = useWords();
  const figures = useFigures();
  const share = (figure: ChurnMonth['gross']) => (figure.known ? figures.share(figure.value, 1) : '–');
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {figures.day(month.month, 'month')}
        {month.state === 'running' && <small className={styles.small}>{t('ask.running')}</small>}
      </Table.Th>
      <Table.Td>{figures.count(month.atStart)}</Table.Td>
      <Table.Td>{figures.count(month.joined)}</Table.Td>
      <Table.Td>{figures.count(month.ended)}</Table.Td>
      <Table.Td>{figures.count(month.returned)}</Table.Td>
      <Table.Td>
        {share(month.gross)}
        {month.grossLow !== null && month.grossHigh !== null && (
          <small
            className={styles.small}
          >{`${figures.share(month.grossLow, 1)}–${figures.share(month.grossHigh, 1)}`}</small>
        )}
      </Table.Td>
      <Table.Td>{share(month.net)}</Table.Td>
    </Table.Tr>
  );
}
