import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { question, useChange } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { reasonSaid } from '../../ui/said.ts';
import { useWords } from '../../words/index.ts';
import { usePlace } from './usePlan.ts';

/** What the plan has set aside and still waits: to be looked at, or replayed by the plan as it stands now. */
export function SetAsideByPlan() {
  const words = useWords();
  const { t } = words;
  const { slug } = useSeat();
  const { mayWrite } = usePlace();
  const kept = useQuery(question(slug, 'rejects.list', { limit: 1 }));
  const replay = useChange('rejects.replay', ['rejects.list', 'events.accounting', 'plan.status']);
  const waiting = kept.data?.reasons.filter(({ reason }) => reason.startsWith('plan.')) ?? [];
  if (kept.isError) return <Refused error={kept.error} again={() => kept.refetch()} />;
  if (waiting.length === 0) return null;
  return (
    <Panel title={t('plan.set_aside')}>
      <p>{t('plan.set_aside_help')}</p>
      {replay.isError && <Refused error={replay.error} />}
      <Rows
        rows={waiting.map(({ reason, events }) => ({
          id: reason,
          title: reasonSaid(reason, words).reason,
          detail: t('plan.aside_count', { count: events }),
          aside: (
            <>
              <ButtonLink
                size="xs"
                variant="default"
                to="/w/$slug/set-aside"
                params={{ slug }}
                search={{ reason }}
              >
                {t('plan.look')}
              </ButtonLink>
              {mayWrite && (
                <Button
                  size="xs"
                  variant="light"
                  loading={replay.isPending}
                  onClick={() =>
                    replay.mutate(
                      { reason },
                      {
                        onSuccess: ({ replaying }) =>
                          void notifications.show({ message: t('aside.replaying', { count: replaying }) }),
                      },
                    )
                  }
                >
                  {t('aside.replay')}
                </Button>
              )}
            </>
          ),
        }))}
      />
    </Panel>
  );
}
