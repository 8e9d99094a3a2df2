import { Badge, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Promised } from '#src/customers/promises/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { type RowParts, Rows } from '../../ui/Rows.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './About.module.css';
import type { AboutProps } from './about.ts';
import { KeepForm, PromiseForm } from './PromiseForms.tsx';

const colours = { open: 'gray', exceeded: 'accent', kept: 'accent', missed: 'red', overdue: 'red' } as const;

/** What was promised to a person or an account, and what became of it. */
export function Promises({ about }: AboutProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('customers:write');
  const [adding, setAdding] = useState(false);
  const kept = useQuery(question(slug, 'promises.of', { about }));
  const promises = kept.data?.promises ?? [];
  return (
    <Panel
      title={t('promises.title')}
      aside={
        may &&
        !adding && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('promises.record')}
          </Button>
        )
      }
    >
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {adding && <PromiseForm about={about} onDone={() => setAdding(false)} />}
      {kept.isSuccess && promises.length === 0 && !adding && (
        <p className={styles.none}>{t('promises.none_here')}</p>
      )}
      {promises.length > 0 && <PromiseRows promises={promises} />}
    </Panel>
  );
}

/** Promises one below the other; each can be said to be kept, or taken out. */
export function PromiseRows({ promises, named }: { promises: readonly Promised[]; named?: boolean }) {
  const may = useMay('customers:write');
  const [keeping, setKeeping] = useState<string | null>(null);
  const rowOf = useRow(named === true, may ? setKeeping : undefined);
  return (
    <Rows
      rows={promises.map((promise) =>
        promise.id === keeping
          ? { id: promise.id, title: <KeepForm promise={promise} onDone={() => setKeeping(null)} /> }
          : rowOf(promise),
      )}
    />
  );
}

function useRow(named: boolean, onKeep: ((id: string) => void) | undefined): (promise: Promised) => RowParts {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug } = useSeat();
  const touched = ['promises.of', 'promises.list', 'promises.retention'] as const;
  const withdraw = useChange('promises.withdraw', touched);
  const restore = useChange('promises.restore', touched);
  const remove = ({ id, what }: Promised) =>
    withdraw.mutate(
      { id },
      {
        onSuccess: () =>
          sayWithUndo(t('promises.withdrawn', { what }), {
            label: t('shell.undo'),
            run: () => restore.mutate({ id }),
          }),
      },
    );
  return (promise) => ({
    id: promise.id,
    title: promise.what,
    detail: (
      <>
        {named && promise.about.customer !== null && (
          <>
            <TextLink to="/w/$slug/people/$id" params={{ slug, id: promise.about.id }}>
              {promise.about.name ?? promise.about.id}
            </TextLink>
            {' · '}
          </>
        )}
        {named && promise.about.customer === null && `${promise.about.name ?? promise.about.id} · `}
        {t('promises.days', {
          made: figures.day(promise.madeOn, 'short'),
          due: figures.day(promise.dueOn, 'short'),
        })}
        {promise.promised !== null &&
          ` · ${figures.decimal(promise.promised, 2)}${promise.unit === '' ? '' : ` ${promise.unit}`}`}
      </>
    ),
    aside: (
      <>
        <Badge color={colours[promise.outcome]} variant="light" tt="none">
          {words.said(promise.words)}
          {promise.surplusShare !== null &&
            promise.surplusShare !== 0 &&
            ` (${figures.change(promise.surplusShare)})`}
        </Badge>
        {onKeep && (
          <Button size="xs" variant="default" onClick={() => onKeep(promise.id)}>
            {t(promise.keptOn === null ? 'promises.keep' : 'promises.mend')}
          </Button>
        )}
        {onKeep && (
          <Button size="xs" variant="subtle" onClick={() => remove(promise)}>
            {t('promises.withdraw')}
          </Button>
        )}
      </>
    ),
  });
}
