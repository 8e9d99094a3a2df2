import { useMemo } from 'react';
import { DayBars } from '../../charts/DayBars.tsx';
import type { Overview } from '../../shapes.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import { useMarks } from '../notes/useMarks.ts';
import styles from './Glance.module.css';

/** One line on how the base stands, its figures with the period before, and how the days went. */
export function Glance({
  overview: { current, previous, byDay },
  days,
}: {
  overview: Overview;
  days: number;
}) {
  const { t } = useWords();
  const figures = useFigures();
  const back = current.customers - current.newCustomers;
  const shown = [
    { name: 'active', now: current.customers, before: previous.customers },
    { name: 'new', now: current.newCustomers, before: previous.newCustomers },
    { name: 'back', now: back, before: previous.customers - previous.newCustomers },
    { name: 'events', now: current.events, before: previous.events },
  ] as const;
  const marks = useMarks(
    useMemo(() => byDay.map(({ day }) => ({ period: day })), [byDay]),
    'day',
  );
  const counts = byDay.map(({ customers }) => customers);
  const said = t('today.by_day_said', {
    from: figures.day(current.from),
    to: figures.day(current.to),
    low: figures.count(Math.min(...counts)),
    high: figures.count(Math.max(...counts)),
  });
  return (
    <section className={styles.glance}>
      <p className={styles.said}>
        {t('today.said', { days, active: current.customers, fresh: current.newCustomers, back })}
      </p>
      <dl className={styles.figures}>
        {shown.map(({ name, now, before }) => (
          <div key={name}>
            <dt>{t(`today.${name}`)}</dt>
            <dd>
              {figures.count(now)}
              <Change now={now} before={before} days={days} />
            </dd>
          </div>
        ))}
      </dl>
      <h2 className={styles.heading}>{t('today.by_day')}</h2>
      <DayBars
        said={said}
        marks={marks}
        from={figures.day(current.from, 'short')}
        to={figures.day(current.to, 'short')}
        bars={byDay.map(({ day, customers, events }) => ({
          day,
          value: customers,
          said: t('today.day_tip', {
            day: figures.day(day),
            customers,
            events,
          }),
        }))}
      />
      <NotesBelow from={current.from} to={current.to} />
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
