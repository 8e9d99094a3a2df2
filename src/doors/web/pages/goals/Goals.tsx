import { Button, Group } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Board, Goal } from '#src/customers/goals/index.ts';
import { ask, question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { ToImports } from '../../ui/ToImports.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { GoalForm } from './GoalForm.tsx';
import { type Behind, GoalTable } from './GoalTable.tsx';
import { SourceForm } from './SourceForm.tsx';

type Unit = Goal['unit'];
type Open = { readonly kind: 'goal'; readonly goal: Goal | null } | { readonly kind: 'source' } | null;

/** What customers come for, how far they are, and who is stuck where. */
export function Goals() {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const catalogue = useCatalogue();
  const [open, setOpen] = useState<Open>(null);
  const kept = useQuery(question(slug, 'goals.list', {}));
  const goals = kept.data?.goals ?? [];
  const units = (['customer', 'account'] as const).filter((unit) => goals.some((goal) => goal.unit === unit));
  const ready = may && catalogue.data;
  const add = ready && (
    <Button onClick={() => setOpen({ kind: 'goal', goal: null })}>{t('goals.add')}</Button>
  );
  return (
    <Page
      title={t('goals.title')}
      lead={t('goals.lead')}
      actions={
        goals.length > 0 &&
        ready && (
          <Group gap="sm">
            <Button variant="default" onClick={() => setOpen({ kind: 'source' })}>
              {t('goals.source')}
            </Button>
            {add}
          </Group>
        )
      }
    >
      {kept.isPending && <Waiting height={240} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.isSuccess && goals.length === 0 && (
        <Teach
          icon={<IconFlag />}
          title={t('goals.none_title')}
          action={catalogue.data === null ? <ToImports /> : add}
        >
          {t(catalogue.data === null ? 'goals.no_events' : 'goals.none')}
        </Teach>
      )}
      {units.map((unit) => (
        <UnitBoard
          key={unit}
          unit={unit}
          goals={goals}
          onChange={ready ? (goal) => setOpen({ kind: 'goal', goal }) : undefined}
        />
      ))}
      <Retired goals={goals} />
      {open?.kind === 'goal' && catalogue.data && (
        <GoalForm goal={open.goal} catalogue={catalogue.data} onClose={() => setOpen(null)} />
      )}
      {open?.kind === 'source' && catalogue.data && kept.data && (
        <SourceForm sources={kept.data.sources} catalogue={catalogue.data} onClose={() => setOpen(null)} />
      )}
    </Page>
  );
}

interface UnitBoardProps {
  readonly unit: Unit;
  readonly goals: readonly Goal[];
  readonly onChange: ((goal: Goal) => void) | undefined;
}

function UnitBoard({ unit, goals, onChange }: UnitBoardProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const [behind, setBehind] = useState<Behind | null>(null);
  const board = useQuery(question(slug, 'goals.board', { unit }));
  if (board.isPending) return <Waiting height={240} />;
  if (board.isError) return <Refused error={board.error} again={() => board.refetch()} />;
  return (
    <>
      {board.data.goals.map((row) => (
        <Panel
          key={row.goal}
          title={unit === 'account' ? t('goals.of_accounts', { name: row.name }) : row.name}
          aside={<Tools goal={goals.find(({ id }) => id === row.goal)} onChange={onChange} />}
        >
          <GoalTable row={row} unit={unit} onOpen={setBehind} />
        </Panel>
      ))}
      <Unknown unknown={board.data.unknown} unit={unit} />
      {behind && (
        <PeopleDrawer
          title={behind.title}
          of={['goals.people', unit, behind.goal, behind.which]}
          unit={unit}
          load={(page, signal) =>
            ask(
              slug,
              'goals.people',
              { ask: { unit }, goal: behind.goal, which: behind.which, ...page },
              signal,
            )
          }
          onClose={() => setBehind(null)}
        />
      )}
    </>
  );
}

function Tools({ goal, onChange }: { goal: Goal | undefined; onChange: UnitBoardProps['onChange'] }) {
  const { t } = useWords();
  const touched = ['goals.list', 'goals.board', 'goals.of'] as const;
  const retire = useChange('goals.retire', touched);
  const restore = useChange('goals.restore', touched);
  if (goal === undefined || !onChange || goal.retiredAt !== null) return null;
  const { id, name } = goal;
  return (
    <Group gap="sm">
      <Button size="xs" variant="default" onClick={() => onChange(goal)}>
        {t('goals.change')}
      </Button>
      <Button
        size="xs"
        variant="subtle"
        onClick={() =>
          retire.mutate(
            { id },
            {
              onSuccess: () =>
                sayWithUndo(t('goals.retired', { name }), {
                  label: t('shell.undo'),
                  run: () => restore.mutate({ id }),
                }),
            },
          )
        }
      >
        {t('goals.retire')}
      </Button>
    </Group>
  );
}

/** What customers told that is no goal: most often another way to call one. */
function Unknown({ unknown, unit }: { unknown: Board['unknown']; unit: Unit }) {
  const { t } = useWords();
  const figures = useFigures();
  if (unknown.length === 0) return null;
  return (
    <Panel title={t('goals.unknown')}>
      <p>{t('goals.unknown_help')}</p>
      <Rows
        rows={unknown.map(({ said, people }) => ({
          id: said,
          title: said,
          aside: t('goals.people', { count: people, figure: figures.count(people), unit }),
        }))}
      />
    </Panel>
  );
}

function Retired({ goals }: { goals: readonly Goal[] }) {
  const { t } = useWords();
  const may = useMay('insights:write');
  const restore = useChange('goals.restore', ['goals.list', 'goals.board', 'goals.of']);
  const gone = goals.filter(({ retiredAt }) => retiredAt !== null);
  if (gone.length === 0) return null;
  return (
    <Panel title={t('goals.retired_title')}>
      {restore.isError && <Refused error={restore.error} />}
      <Rows
        rows={gone.map(({ id, name }) => ({
          id,
          past: true,
          title: name,
          aside: may && (
            <Button size="xs" variant="default" onClick={() => restore.mutate({ id })}>
              {t('goals.restore')}
            </Button>
          ),
        }))}
      />
    </Panel>
  );
}
