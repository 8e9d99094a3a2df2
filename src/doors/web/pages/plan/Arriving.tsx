import { Table } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Sideways } from '../../ui/Sideways.tsx';
import { reasonSaid } from '../../ui/said.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Arriving.module.css';
import { Clicks } from './Clicks.tsx';
import { eventSaid } from './event-said.ts';
import { Infer } from './Infer.tsx';
import plan from './Plan.module.css';
import { SetAsideByPlan } from './SetAsideByPlan.tsx';
import { strangers } from './standing.ts';
import { usePlace } from './usePlan.ts';

const days = 30;

/** What arrives and is not as the plan says: events without a plan, what the rules noticed, clicks without a name. */
export function Arriving() {
  const { slug } = useSeat();
  const noticed = useQuery(question(slug, 'plan.noticed', { days }));
  return (
    <div className={`${plan.part} ${plan.narrow}`}>
      <SetAsideByPlan />
      <Strangers />
      {noticed.isPending && <Waiting height={160} />}
      {noticed.isError && <Refused error={noticed.error} again={() => noticed.refetch()} />}
      {noticed.data && <Noticed noticed={noticed.data.noticed} />}
      <Clicks />
    </div>
  );
}

function Strangers() {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { held, statuses, mayWrite } = usePlace();
  const unplanned = strangers(held.plan, statuses);
  return (
    <Panel
      title={t('plan.strangers')}
      aside={
        mayWrite && unplanned.length > 1 && <Infer only={unplanned.slice(0, 500).map(({ event }) => event)} />
      }
    >
      {unplanned.length === 0 ? (
        <p className={styles.well}>
          <IconCircleCheck size={18} aria-hidden />
          {t('plan.no_strangers')}
        </p>
      ) : (
        <Rows
          rows={unplanned.slice(0, 50).map(({ event, events, lastSeen, noticed }) => ({
            id: event,
            title: eventSaid(event, words),
            detail: [
              events === 0 && noticed.quarantined + noticed.refused > 0
                ? ''
                : t('plan.week', { count: events }),
              lastSeen ? t('plan.last_seen', { ago: figures.ago(lastSeen, Date.now()) }) : '',
              noticed.quarantined + noticed.refused > 0
                ? t('plan.aside_count', { count: noticed.quarantined + noticed.refused })
                : '',
            ]
              .filter(Boolean)
              .join(' · '),
            aside: mayWrite && <Infer only={[event]} />,
          }))}
        />
      )}
      {unplanned.length > 50 && (
        <p className={styles.soft}>{t('plan.more_strangers', { count: unplanned.length - 50 })}</p>
      )}
    </Panel>
  );
}

type NoticedLines = readonly {
  readonly event: string;
  readonly property: string;
  readonly reason: string;
  readonly did: 'flagged' | 'fixed' | 'quarantined' | 'refused';
  readonly events: number;
  readonly lastAt: string;
}[];

const columns = ['what', 'event', 'did', 'count', 'last'] as const;

function Noticed({ noticed }: { noticed: NoticedLines }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  return (
    <Panel title={t('plan.noticed', { days })}>
      {noticed.length === 0 ? (
        <p className={styles.soft}>{t('plan.nothing_noticed')}</p>
      ) : (
        <Sideways label={t('plan.noticed', { days })}>
          <Table verticalSpacing={8} miw={620}>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
                  <Table.Th key={column} scope="col" ta={column === 'count' ? 'end' : 'start'}>
                    {t(`plan.noticed_head.${column}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {noticed.slice(0, 100).map(({ event, property, reason, did, events, lastAt }) => (
                <Table.Tr key={JSON.stringify([event, property, reason, did])}>
                  <Table.Td>{reasonSaid(reason, words).reason}</Table.Td>
                  <Table.Td>
                    {[event === '' ? t('plan.others') : eventSaid(event, words), property]
                      .filter(Boolean)
                      .join(' · ')}
                  </Table.Td>
                  <Table.Td>{t(`plan.did.${did}`)}</Table.Td>
                  <Table.Td ta="end">{figures.count(events)}</Table.Td>
                  <Table.Td>{figures.ago(lastAt, Date.now())}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Sideways>
      )}
    </Panel>
  );
}
