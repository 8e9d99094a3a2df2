import { useMemo } from 'react';
import { DayBars } from '../../charts/DayBars.tsx';
import type { Overview } from '../../shapes.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import { useMarks } from '../notes/useMarks.ts';
import styles from './Glance.module.css';

/** How many came, day by day. */
export function Glance({ overview: { current, byDay } }: { overview: Overview }) {
  const { t } = useWords();
  const figures = useFigures();
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
