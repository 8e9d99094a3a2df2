import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { question, useChange } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { useWords } from '../../words/index.ts';

/** Erases everything known of a person, after saying how much that is. */
export function ErasePerson({ user }: { user: string }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const tried = useQuery({
    ...question(slug, 'erasure.ask', { userId: user, dryRun: true }),
    enabled: asking,
    staleTime: 0,
  });
  const erase = useChange('erasure.ask', ['customers.search', 'customers.profile']);
  const ids = tried.data ? tried.data.userIds.length + tried.data.anonymousIds.length : 0;
  const go = () =>
    erase.mutate(
      { userId: user },
      {
        onSettled: () => setAsking(false),
        onSuccess: () => {
          notifications.show({ message: t('person.erase_asked') });
          void navigate({ to: '/w/$slug/people', params: { slug } });
        },
      },
    );
  return (
    <div>
      <Button
        color="red"
        variant="subtle"
        loading={asking && tried.isPending}
        onClick={() => setAsking(true)}
      >
        {t('person.erase')}
      </Button>
      {(tried.error ?? erase.error) && <Refused error={tried.error ?? erase.error} />}
      {asking && tried.data && (
        <Sure
          question={t('person.erase_sure', { id: user, count: ids })}
          button={t('person.erase')}
          busy={erase.isPending}
          onYes={go}
          onNo={() => setAsking(false)}
        />
      )}
    </div>
  );
}
