import { IconEraser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useActorNames } from '../../actors.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import type { Erasure } from '../../shapes.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';

const again = 5_000;

/** Which erasures were asked for, by whom, and what was verified. Whom they were about is nowhere kept. */
export function Erasures() {
  const { t } = useWords();
  const { slug, timezone } = useSeat();
  const figures = useFigures();
  const nameOf = useActorNames();
  const asked = useQuery({
    ...question(slug, 'erasure.list', {}),
    refetchInterval: ({ state }) => (state.data?.erasures.some(isOpen) ? again : false),
  });
  const erasures = asked.data?.erasures ?? [];
  const stateOf = ({ doneAt, found }: Erasure) =>
    doneAt === null
      ? t('erasures.under_way')
      : `${t('erasures.done', { date: figures.moment(doneAt, timezone) })} ${t('erasures.verified', { count: removed(found) })}`;
  return (
    <Page narrow title={t('erasures.title')} lead={t('erasures.lead')}>
      {asked.isPending && <Waiting height={200} />}
      {asked.isError && <Refused error={asked.error} again={() => asked.refetch()} />}
      {asked.isSuccess && erasures.length === 0 && (
        <Teach
          icon={<IconEraser />}
          title={t('erasures.none_title')}
          action={
            <ButtonLink variant="default" to="/w/$slug/people" params={{ slug }}>
              {t('erasures.none_action')}
            </ButtonLink>
          }
        >
          {t('erasures.none')}
        </Teach>
      )}
      {erasures.length > 0 && (
        <Rows
          rows={erasures.map((one) => ({
            id: one.id,
            title: t('erasures.asked', {
              date: figures.moment(one.askedAt, timezone),
              who: nameOf(one.askedBy),
            }),
            detail: (
              <>
                {stateOf(one)} <code>{one.id}</code>
              </>
            ),
            aside: t(isOpen(one) ? 'erasures.state_open' : 'erasures.state_done'),
          }))}
        />
      )}
    </Page>
  );
}

const isOpen = ({ doneAt }: Erasure): boolean => doneAt === null;

const removed = (found: Erasure['found']): number =>
  Object.values(found ?? {}).reduce((sum, rows) => sum + rows, 0);
