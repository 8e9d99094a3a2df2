import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StandingCell, Who } from '#src/customers/consent/index.ts';
import { question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Consent.module.css';
import { ConsentForm, type Wish } from './ConsentForm.tsx';
import { ConsentHistory } from './ConsentHistory.tsx';
import { ConsentMatrix } from './ConsentMatrix.tsx';
import { ConsentProof } from './ConsentProof.tsx';
import { linesOf } from './consent.ts';

type Chosen = Pick<StandingCell, 'channel' | 'purpose' | 'topic'>;

/** What a person allows and refuses: a matrix, why each answer is what it is, what was said, and a form to note more. */
export function ConsentPart({ who }: { who: Who }) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const may = useMay('customers:write');
  const [wish, setWish] = useState<Wish | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const told = useQuery(question(slug, 'consent.of', { who }));
  const { standing = [], topics = [], history = [], total = 0 } = told.data ?? {};
  const { lines, unspoken } = linesOf(standing);
  const cell = chosen && (cellAt(standing, chosen) ?? null);
  return (
    <Panel
      title={t('consent.title')}
      aside={
        may &&
        wish === null && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setWish({ says: 'yes' })}
          >
            {t('consent.record')}
          </Button>
        )
      }
    >
      {told.isError && <Refused error={told.error} again={() => told.refetch()} />}
      {wish && told.isSuccess && (
        <ConsentForm who={who} wish={wish} standing={standing} topics={topics} onDone={() => setWish(null)} />
      )}
      {told.isSuccess && lines.length === 0 && !wish && <p className={styles.none}>{t('consent.none')}</p>}
      {lines.length > 0 && (
        <>
          <ConsentMatrix lines={lines} topics={topics} chosen={cell} onChoose={setChosen} />
          {cell && (
            <ConsentProof
              cell={cell}
              row={history.find(({ id }) => id === (cell.decidedBy ?? cell.awaiting))}
              topics={topics}
              onClose={() => setChosen(null)}
              onRecord={
                may
                  ? (says) =>
                      setWish({ says, channel: cell.channel, purpose: cell.purpose, topic: cell.topic })
                  : undefined
              }
            />
          )}
          {unspoken.length > 0 && (
            <p className={styles.unspoken}>
              {t('consent.unspoken', {
                channels: figures.list(unspoken.map((channel) => t(`consent.channel.${channel}`))),
              })}
            </p>
          )}
          <ConsentHistory history={history} total={total} topics={topics} />
        </>
      )}
    </Panel>
  );
}

const cellAt = (standing: readonly StandingCell[], { channel, purpose, topic }: Chosen) =>
  standing.find((one) => one.channel === channel && one.purpose === purpose && one.topic === topic);
