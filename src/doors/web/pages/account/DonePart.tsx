import { useQuery } from '@tanstack/react-query';
import type { AccountLife } from '#src/customers/life/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { type RowParts, Rows } from '../../ui/Rows.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from '../customers/Facts.module.css';
import { useOursRow } from '../customers/OursPart.tsx';

interface DonePartProps {
  readonly about: { readonly account: string };
  readonly ours: AccountLife['ours'];
}

/** So many are shown; the timeline holds the others. */
const shown = 12;

/** What we did for an account and its people, and what came of it: actions and messages, tasks that were done, promises that were kept. */
export function DonePart({ about, ours }: DonePartProps) {
  const { t } = useWords();
  const acts = useActs(ours);
  const done = useTasksDone(about);
  const kept = usePromisesKept(about);
  const all = [...acts, ...done, ...kept].toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, shown);
  return (
    <Panel title={t('life.ours_title')}>
      {all.length === 0 ? (
        <p className={styles.none}>{t('account.ours_none')}</p>
      ) : (
        <Rows rows={all.map(({ row }) => row)} />
      )}
    </Panel>
  );
}

/** Something that was done, when: an instant, or a local day. */
interface Act {
  readonly at: string;
  readonly row: RowParts;
}

function useActs(ours: AccountLife['ours']): Act[] {
  const { slug } = useSeat();
  const rowOf = useOursRow('account');
  return ours.map(({ person, ...one }) => {
    const row = rowOf(one);
    const whom = person && (
      <>
        {' · '}
        <TextLink to="/w/$slug/people/$id" params={{ slug, id: person.id }} underline="always">
          {person.name ?? person.email ?? person.id}
        </TextLink>
      </>
    );
    return {
      at: one.at,
      row: {
        ...row,
        id: `${row.id}${person?.id}`,
        title: (
          <>
            {row.title}
            {whom}
          </>
        ),
      },
    };
  });
}

function useTasksDone(about: DonePartProps['about']): Act[] {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const tasks = useQuery(question(slug, 'tasks.list', { about, over: true })).data?.tasks ?? [];
  return tasks.flatMap(({ id, state, title, outcome, endedAt }) => {
    if (state !== 'done' || endedAt === null) return [];
    const detail = [
      figures.dayOrMoment(endedAt, timezone),
      outcome === '' ? t('account.no_outcome') : t('life.outcome', { outcome }),
    ].join(' · ');
    return [{ at: endedAt, row: { id, title: t('account.task_done', { title }), detail } }];
  });
}

function usePromisesKept(about: DonePartProps['about']): Act[] {
  const words = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const promises = useQuery(question(slug, 'promises.of', { about })).data?.promises ?? [];
  return promises.flatMap(({ id, what, keptOn, withdrawn, words: told }) => {
    if (keptOn === null || withdrawn) return [];
    const detail = `${figures.day(keptOn)} · ${words.said(told)}`;
    return [{ at: keptOn, row: { id, title: words.t('account.promise_kept', { what }), detail } }];
  });
}
