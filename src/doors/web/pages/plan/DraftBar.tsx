import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useActorNames } from '../../actors.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Plan.module.css';
import { toComplete } from './standing.ts';
import { usePlace } from './usePlan.ts';

/** What is worked on and not in force, and the next step: say what is missing, look at the changes, approve. */
export function DraftBar() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { held, statuses, go, mayWrite } = usePlace();
  const changes = useQuery(question(slug, 'plan.diff', {})).data?.changes.length;
  const said = useDraftSaid();
  const missing = toComplete(held.plan, statuses).length;
  return (
    <section className={styles.draft} aria-label={t('plan.draft')}>
      <div>
        <p className={styles.strong}>
          {changes === undefined ? t('plan.draft') : t('plan.draft_changes', { changes })}
        </p>
        <p className={styles.soft}>{said}</p>
      </div>
      <div className={styles.actions}>
        {mayWrite && missing > 0 && (
          <Button variant="default" onClick={() => go({ part: 'complete' })}>
            {t('plan.complete_count', { count: missing })}
          </Button>
        )}
        <Button onClick={() => go({ part: 'versions' })}>
          {t(mayWrite ? 'plan.look_and_approve' : 'plan.look_at_changes')}
        </Button>
      </div>
    </section>
  );
}

/** « Par Léa, il y a 2 heures. Rien de cela n’est en vigueur avant d’être approuvé. » */
export function useDraftSaid(): string {
  const { t } = useWords();
  const figures = useFigures();
  const actorName = useActorNames();
  const { draft } = usePlace().held;
  if (!draft) return '';
  return t('plan.draft_by', {
    who: actorName(draft.changedBy),
    ago: figures.ago(draft.changedAt, Date.now()),
  });
}
