import { Badge, Button } from '@mantine/core';
import { IconTrophy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Milestone } from '#src/customers/milestones/index.ts';
import { ask, question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Opens } from '../../ui/Figure.tsx';
import { Page } from '../../ui/Page.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { type RowParts, Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { ToImports } from '../../ui/ToImports.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { MilestoneForm } from './MilestoneForm.tsx';

/** What is celebrated, who got there, and who claimed what it gives. */
export function Milestones() {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const may = useMay('insights:write');
  const catalogue = useCatalogue();
  const [writing, setWriting] = useState<Milestone | 'new' | null>(null);
  const [behind, setBehind] = useState<Milestone | null>(null);
  const kept = useQuery(question(slug, 'milestones.list', {}));
  const milestones = kept.data?.milestones ?? [];
  const ready = may && catalogue.data;
  const rowOf = useRow({ onOpen: setBehind, onChange: ready ? setWriting : undefined });
  const add = ready && <Button onClick={() => setWriting('new')}>{t('milestones.add')}</Button>;
  return (
    <Page
      narrow
      title={t('milestones.title')}
      lead={t('milestones.lead')}
      actions={milestones.length > 0 && add}
    >
      {kept.isPending && <Waiting height={240} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.isSuccess && milestones.length === 0 && (
        <Teach
          icon={<IconTrophy />}
          title={t('milestones.none_title')}
          action={catalogue.data === null ? <ToImports /> : add}
        >
          {t(catalogue.data === null ? 'milestones.no_events' : 'milestones.none')}
        </Teach>
      )}
      {milestones.length > 0 && <Rows rows={milestones.map(rowOf)} />}
      {writing && catalogue.data && (
        <MilestoneForm
          milestone={writing === 'new' ? null : writing}
          catalogue={catalogue.data}
          onClose={() => setWriting(null)}
        />
      )}
      {behind && (
        <PeopleDrawer
          title={behind.name}
          of={['milestones.reached', behind.id]}
          unit="customer"
          load={(page, signal) => ask(slug, 'milestones.reached', { id: behind.id, ...page }, signal)}
          aside={({ reachedAt, claimedAt }) =>
            t(claimedAt === null ? 'milestones.reached_on' : 'milestones.claimed_on', {
              date: figures.moment(claimedAt ?? reachedAt, timezone),
            })
          }
          onClose={() => setBehind(null)}
        />
      )}
    </Page>
  );
}

interface RowWays {
  readonly onOpen: (milestone: Milestone) => void;
  readonly onChange: ((milestone: Milestone) => void) | undefined;
}

function useRow({ onOpen, onChange }: RowWays): (milestone: Milestone) => RowParts {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { timezone } = useSeat();
  const retire = useChange('milestones.retire', ['milestones.list']);
  const restore = useChange('milestones.restore', ['milestones.list']);
  const remove = ({ id, name }: Milestone) =>
    retire.mutate(
      { id },
      {
        onSuccess: () =>
          sayWithUndo(t('milestones.retired', { name }), {
            label: t('shell.undo'),
            run: () => restore.mutate({ id }),
          }),
      },
    );
  return (milestone) => {
    const { id, name, current, claimable, reached, claimed, retiredAt } = milestone;
    const past = retiredAt !== null;
    return {
      id,
      past,
      title: name,
      detail: t('milestones.since', {
        words: words.said(current.words),
        date: figures.moment(current.createdAt, timezone),
      }),
      aside: (
        <>
          {claimable && (
            <Badge variant="light" tt="none">
              {t('milestones.claimed', { count: claimed, figure: figures.count(claimed) })}
            </Badge>
          )}
          <Opens count={reached} label={t('milestones.who', { name })} onOpen={() => onOpen(milestone)}>
            {t('milestones.reached', { count: reached, figure: figures.count(reached) })}
          </Opens>
          {onChange && !past && (
            <>
              <Button size="xs" variant="default" onClick={() => onChange(milestone)}>
                {t('milestones.change')}
              </Button>
              <Button size="xs" variant="subtle" onClick={() => remove(milestone)}>
                {t('milestones.retire')}
              </Button>
            </>
          )}
          {onChange && past && (
            <Button size="xs" variant="default" onClick={() => restore.mutate({ id })}>
              {t('milestones.restore')}
            </Button>
          )}
        </>
      ),
    };
  };
}
