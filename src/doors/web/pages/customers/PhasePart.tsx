import { useQuery } from '@tanstack/react-query';
import type { PhasesOf } from '#src/insights/phase-board/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Facts.module.css';
import { PhaseBadge } from './PhaseBadge.tsx';

type Told = PhasesOf['lives'][number];

/** Where they stand in their life with us, by which rule and facts, and how they came there. */
export function PhasePart({ customer }: { customer: number }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const found = useQuery(question(slug, 'phases.of', { customer }));
  const [first, ...others] = found.data?.lives ?? [];
  return (
    <Panel
      title={t('life.phase')}
      aside={
        <TextLink to="/w/$slug/phases" params={{ slug }}>
          {t('life.phase_rule')}
        </TextLink>
      }
    >
      {found.isPending && <Waiting height={90} />}
      {found.isError && <Refused error={found.error} again={() => found.refetch()} />}
      {found.isSuccess && first === undefined && <p className={styles.none}>{t('life.phase_none')}</p>}
      {first && <One life={first} />}
      {others.map((life) => (
        <One key={life.offer} life={life} />
      ))}
    </Panel>
  );
}

function One({ life }: { life: Told }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { timezone } = useSeat();
  const [now, ...before] = life.moves;
  return (
    <div className={styles.one}>
      <div className={styles.standing}>
        <PhaseBadge standing={life} size="lg" />{' '}
        {t('life.phase_since', {
          date: figures.dayOrMoment(life.since, timezone),
          offer: life.offer === '' ? 'none' : life.offer,
        })}
      </div>
      {now && (
        <p className={styles.why}>
          {words.said(now.words)} <small>{t('life.rule', { version: now.rule })}</small>
        </p>
      )}
      {life.falseAlarms && <p className={styles.none}>{words.said(life.falseAlarms)}</p>}
      {life.due !== null && (
        <p className={styles.none}>
          {t('life.phase_due', { date: figures.dayOrMoment(life.due, timezone) })}
        </p>
      )}
      {before.length > 0 && (
        <details>
          <summary>{t('life.phase_history', { count: before.length })}</summary>
          <ul className={styles.moves}>
            {before.map(({ at, phase, status, words: why }) => (
              <li key={`${at}${phase}${status}`}>
                <b>{t(`phases.phase.${phase}`)}</b> {figures.dayOrMoment(at, timezone)}
                <br />
                {words.said(why)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
