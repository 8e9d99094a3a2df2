import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { useSeat } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { changesSaid } from './changes.ts';
import { eventSaid } from './event-said.ts';
import styles from './Versions.module.css';

type Ends = Required<Asked['plan.diff']['input']>;

/** What differs between two plans, in words, and which questions are won or lost. */
export function Changes({ from, to }: Ends) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug } = useSeat();
  const diff = useQuery(question(slug, 'plan.diff', { from, to }));
  if (diff.isError) return <Refused error={diff.error} again={() => diff.refetch()} />;
  if (!diff.data) return <Waiting height={120} />;
  const groups = changesSaid(diff.data.changes, { words, figures });
  if (groups.length === 0) return <p>{t('plan.no_change')}</p>;
  return (
    <span className={styles.changes}>
      {diff.data.questions.map(({ id, question: asked, now }) => (
        <span key={id} className={styles.answer} data-lost={now !== 'answerable' || undefined}>
          {t(now === 'answerable' ? 'plan.answer_won' : 'plan.answer_lost', { question: asked })}
        </span>
      ))}
      {groups.map(({ what, name, lines }) => (
        <span key={JSON.stringify([what, name])} className={styles.group}>
          <span className={styles.name}>
            {what === 'rule' ? t('plan.part.rules') : what === 'event' ? eventSaid(name, words) : name}
          </span>
          {lines.map(({ kind, said }) => (
            <span key={said} className={styles.line} data-kind={kind}>
              {said}
            </span>
          ))}
        </span>
      ))}
    </span>
  );
}
