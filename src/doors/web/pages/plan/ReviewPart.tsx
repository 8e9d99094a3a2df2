import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Refused } from '../../ui/Refused.tsx';
import { useWords } from '../../words/index.ts';
import styles from './EventFields.module.css';
import { useReviewSaid } from './Events.tsx';
import { StandMark } from './StandMark.tsx';
import { linesOf } from './standing.ts';
import { usePlace, usePlanChange } from './usePlan.ts';

/** How the event stands, what a developer has to do, and that somebody has looked at it again. */
export function ReviewPart({ event }: { event: string }) {
  const { t, said } = useWords();
  const { held, statuses, mayWrite } = usePlace();
  const line = linesOf(held.plan, statuses, held.reviews).find((one) => one.event.name === event);
  const review = useReviewSaid({ review: line?.review });
  const note = usePlanChange('plan.reviewed');
  if (!line) return null;
  const { status, stand } = line;
  return (
    <div className={styles.stands}>
      <div className={styles.stand}>
        <StandMark stand={stand} />
        <span className={styles.soft}>
          {status?.lastSeen ? t('plan.week', { count: status.events }) : t('plan.never_received')}
        </span>
      </div>
      {status?.toDo && <p>{said(status.toDo)}</p>}
      {review.said && (
        <div className={styles.stand}>
          <span className={styles.review} data-overdue={review.overdue || undefined}>
            {review.said}
          </span>
          {mayWrite && (
            <Button
              size="compact-sm"
              variant="default"
              loading={note.isPending}
              onClick={() =>
                note.send(
                  { events: [event] },
                  () => void notifications.show({ message: t('plan.reviewed', { name: event }) }),
                )
              }
            >
              {t('plan.note_review')}
            </Button>
          )}
        </div>
      )}
      {note.isError && <Refused error={note.error} />}
    </div>
  );
}
