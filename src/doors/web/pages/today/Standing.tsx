import type { Standing as Told } from '#src/insights/worklist/index.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Glance.module.css';

/** One line on how the base stands, and its figures beside as many days before. */
export function Standing({ standing: { current, previous, unit }, days }: { standing: Told; days: number }) {
  const { t } = useWords();
  const figures = useFigures();
  return (
    <section className={styles.glance}>
      <p className={styles.said}>
        {t('standing.said', {
          unit,
          days,
          active: current.active,
          fresh: current.new,
          back: current.back,
          leaving: current.leaving,
        })}
      </p>
      <dl className={styles.figures}>
        {(['active', 'new', 'back', 'leaving'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`standing.${name}`)}</dt>
            <dd>
              {figures.count(current[name])}
              <Change now={current[name]} before={previous[name]} days={days} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Change({ now, before, days }: { now: number; before: number; days: number }) {
  const { t } = useWords();
  const figures = useFigures();
  if (before === 0) return <small>{t('today.before_none', { days })}</small>;
  if (now === before) return <small>{t('today.same', { days })}</small>;
  return (
    <small>
      {t('today.before', { change: figures.change(now / before - 1), days, before: figures.count(before) })}
    </small>
  );
}
