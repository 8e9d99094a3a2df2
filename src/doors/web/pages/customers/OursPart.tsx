import type { Life, Ours } from '#src/customers/life/index.ts';
import { useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { type RowParts, Rows } from '../../ui/Rows.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Facts.module.css';
import { oursSaid } from './life.ts';

/** What we did to them, and what came of it: the outcome that was told, and the first visit after it. */
export function OursPart({ ours, known }: { ours: Life['ours']; known: boolean }) {
  const { t } = useWords();
  const rowOf = useOursRow(known ? 'life' : null);
  return (
    <Panel title={t('life.ours_title')}>
      {ours.length === 0 ? (
        <p className={styles.none}>{t('life.ours_none')}</p>
      ) : (
        <Rows rows={ours.slice(0, 12).map(rowOf)} />
      )}
    </Panel>
  );
}

/**
 * Something we did: when, why, how it ended, and who came back after it.
 *
 * @param back whose coming back is told of: a person’s visits, or whatever anybody of an account did; null: nobody said what it is
 */
export function useOursRow(back: 'life' | 'account' | null): (one: Ours) => RowParts {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { timezone } = useSeat();
  return ({ at, event, what, cause, closedAt, outcome, backAfterDays }) => ({
    id: `${at}${event}${what}`,
    title: oursSaid({ event, what }, words),
    detail: [
      figures.dayOrMoment(at, timezone),
      ...(cause === null ? [] : [t('life.cause', { cause })]),
      ...(outcome === null ? [] : [t('life.outcome', { outcome })]),
      ...(event === 'perdure.action_opened' && closedAt === null ? [t('life.still_open')] : []),
      ...(back === null
        ? []
        : [backAfterDays === null ? t(`${back}.not_back`) : t(`${back}.back`, { days: backAfterDays })]),
    ].join(' · '),
  });
}
