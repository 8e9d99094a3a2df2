import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { readSessionAgain } from '../../session.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { useWords } from '../../words/index.ts';
import styles from './DemoNotice.module.css';

/** What is made up in a demo workspace, and how to be rid of it. */
export function DemoNotice() {
  const { t, language } = useWords();
  const { slug } = useSeat();
  const may = useMay('settings:write');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  // The truths are told in the reader's language: asked again when it changes.
  const about = useQuery({
    queryKey: [slug, 'demo.list', language],
    queryFn: ({ signal }) => ask(slug, 'demo.list', {}, signal),
  });
  const remove = useChange('demo.remove');
  const go = () =>
    remove.mutate(
      {},
      {
        onSettled: () => setAsking(false),
        onSuccess: async () => {
          notifications.show({ message: t('today.demo_removed') });
          localStorage.removeItem('perdure-workspace');
          await readSessionAgain(queries);
          await navigate({ to: '/' });
        },
      },
    );
  return (
    <details className={styles.demo}>
      <summary>{t('today.demo')}</summary>
      <p>{t('today.demo_help')}</p>
      <ul>
        {about.data?.planted.map((truth) => (
          <li key={truth}>{truth}</li>
        ))}
      </ul>
      {may && (
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {t('today.demo_remove')}
        </Button>
      )}
      {remove.isError && <Refused error={remove.error} />}
      {asking && (
        <Sure
          question={t('today.demo_remove_sure')}
          button={t('today.demo_remove')}
          busy={remove.isPending}
          onYes={go}
          onNo={() => setAsking(false)}
        />
      )}
    </details>
  );
}
