import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useActorNames } from '../../actors.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { NameForm } from '../../ui/NameForm.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { useFigures, useWords } from '../../words/index.ts';

/** Ids that were joined into this person; each merge can be taken back. */
export function Merges({ user }: { user: string }) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const nameOf = useActorNames();
  const may = useMay('customers:write');
  const [merging, setMerging] = useState(false);
  const merges = useQuery(question(slug, 'identity.merges', { user })).data?.merges ?? [];
  const merge = useChange('identity.merge', ['identity.merges', 'customers.profile', 'customers.timeline']);
  const undo = useChange('identity.undo', ['identity.merges', 'customers.profile', 'customers.timeline']);
  const error = merge.error ?? undo.error;
  if (!may && merges.length === 0) return null;
  return (
    <Panel
      title={t('person.merges')}
      aside={
        may &&
        !merging && (
          <Button size="xs" variant="default" onClick={() => setMerging(true)}>
            {t('person.merge')}
          </Button>
        )
      }
    >
      {merging && (
        <div>
          <p>{t('person.merge_help')}</p>
          <NameForm
            label={t('person.merge_with')}
            button={t('person.merge')}
            busy={merge.isPending}
            onName={(other) =>
              merge.mutate(
                { fromUser: other, intoUser: user },
                {
                  onSuccess: () => {
                    setMerging(false);
                    notifications.show({ message: t('person.merge_asked') });
                  },
                },
              )
            }
          />
        </div>
      )}
      {error && <Refused error={error} />}
      {merges.length > 0 && (
        <Rows
          rows={merges.map(({ merge: number, fromUser, intoUser, at, actor, undoneAt }) => ({
            id: number,
            title: t('person.merged', {
              from: fromUser,
              into: intoUser,
              date: figures.dayOrMoment(at, timezone),
              actor: nameOf(actor),
            }),
            past: undoneAt !== null,
            detail:
              undoneAt === null
                ? undefined
                : t('person.merge_undone', { date: figures.dayOrMoment(undoneAt, timezone) }),
            aside: may && undoneAt === null && (
              <Button
                size="xs"
                variant="default"
                loading={undo.isPending}
                onClick={() =>
                  undo.mutate(
                    { merge: number },
                    { onSuccess: () => notifications.show({ message: t('person.merge_undo_asked') }) },
                  )
                }
              >
                {t('person.merge_undo')}
              </Button>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
