import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import type { AboutProps } from './about.ts';

const touched = ['milestones.of', 'milestones.list', 'milestones.reached'] as const;

/** The milestones of a person: those reached, and how far the others are; nothing where none is kept. */
export function Celebrated({ about }: AboutProps) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const may = useMay('customers:write');
  const claim = useChange('milestones.claim', touched);
  const unclaim = useChange('milestones.unclaim', touched);
  const told = useQuery(question(slug, 'milestones.of', { about }));
  const milestones = told.data?.milestones ?? [];
  if (told.isSuccess && milestones.length === 0) return null;
  const claimed = (id: string, name: string) =>
    claim.mutate(
      { id, about },
      {
        onSuccess: () =>
          sayWithUndo(t('milestones.claimed_said', { name }), {
            label: t('shell.undo'),
            run: () => unclaim.mutate({ id, about }),
          }),
      },
    );
  return (
    <Panel title={t('milestones.of_title')}>
      {told.isError && <Refused error={told.error} again={() => told.refetch()} />}
      {claim.isError && <Refused error={claim.error} />}
      <Rows
        rows={milestones.map((one) => ({
          id: one.id,
          title: one.name,
          detail:
            one.reachedAt !== null
              ? t(one.claimedAt === null ? 'milestones.reached_on' : 'milestones.claimed_on', {
                  date: figures.moment(one.claimedAt ?? one.reachedAt, timezone),
                })
              : one.dueOn !== null
                ? t('milestones.due_on', { date: figures.day(one.dueOn) })
                : one.takes === 0
                  ? words.said(one.words)
                  : t('milestones.so_far', {
                      words: words.said(one.words),
                      count: figures.decimal(one.soFar, 0),
                      takes: figures.decimal(one.takes, 0),
                    }),
          aside: may && one.claimable && one.announced && one.claimedAt === null && (
            <Button size="xs" variant="default" onClick={() => claimed(one.id, one.name)}>
              {t('milestones.claim')}
            </Button>
          ),
        }))}
      />
    </Panel>
  );
}
