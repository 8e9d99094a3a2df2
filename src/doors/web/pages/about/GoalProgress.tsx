import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Progress } from '#src/customers/goals/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './About.module.css';
import type { AboutProps } from './about.ts';

/** Why somebody bought, how far they are, and where to step in; the goal can be set by hand. */
export function GoalProgress({ about }: AboutProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('customers:write');
  const told = useQuery(question(slug, 'goals.of', { about }));
  const progress = told.data?.progress;
  return (
    <Panel
      title={t('goals.of_title')}
      aside={
        may && told.data && <GoalChoice about={about} unit={told.data.unit} progress={told.data.progress} />
      }
    >
      {told.isError && <Refused error={told.error} again={() => told.refetch()} />}
      {progress === null && <p className={styles.none}>{t('goals.of_none')}</p>}
      {progress && <GoalView progress={progress} />}
    </Panel>
  );
}

/** How far somebody is with a goal. */
export function GoalView({ progress }: { progress: Progress }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { timezone } = useSeat();
  const { goal, share, done, of, actions, how, since, said } = progress;
  return (
    <>
      <p className={styles.next}>
        {t('goals.of_share', { goal: goal.name, share: figures.share(share), done, of })}
      </p>
      <div className={styles.bar} aria-hidden style={{ '--share': share }}>
        <div className={styles.fill} />
      </div>
      <ol className={styles.steps}>
        {actions.map((action) => (
          <li
            key={action.name}
            className={styles.step}
            data-done={action.done || undefined}
            data-late={action.late || undefined}
          >
            <span>{action.name}</span>
            <small>
              {action.doneAt !== null
                ? t('goals.done_at', { date: figures.moment(action.doneAt, timezone) })
                : t(action.late ? 'goals.so_far_late' : 'goals.so_far', {
                    count: figures.count(action.soFar),
                    times: figures.count(action.times),
                  })}
            </small>
          </li>
        ))}
      </ol>
      <p className={styles.next}>{words.said(progress.words)}</p>
      <p className={styles.said}>
        {t(`goals.how.${how}`, {
          date: figures.moment(since, timezone),
          said: said ?? '',
          name: progress.byName ?? progress.by ?? '',
        })}
      </p>
    </>
  );
}

function GoalChoice({
  about,
  unit,
  progress,
}: AboutProps & { unit: 'customer' | 'account'; progress: Progress | null }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const set = useChange('goals.set', ['goals.of', 'goals.board']);
  const goals = useQuery(question(slug, 'goals.list', {})).data?.goals ?? [];
  const offered = goals.filter((goal) => goal.unit === unit && goal.retiredAt === null);
  if (offered.length === 0) return null;
  return (
    <Select
      size="xs"
      aria-label={t('goals.set')}
      placeholder={t('goals.set')}
      clearable={progress?.how === 'hand'}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      value={progress?.how === 'hand' ? progress.goal.id : null}
      disabled={set.isPending}
      onChange={(goal) => set.mutate({ about, goal })}
    />
  );
}
