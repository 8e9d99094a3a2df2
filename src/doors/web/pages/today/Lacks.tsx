import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import type { Overview } from '../../shapes.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Lacks.module.css';

const fresh = 36 * 3_600_000;

/** Whether events flow, and what the data does not say yet. */
export function Lacks({ overview, days }: { overview: Overview; days: number }) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const last = overview.lastEventAt;
  const flowing = last !== null && Date.now() - Date.parse(last) < fresh;
  const traits = useQuery(question(slug, 'events.catalogue', {})).data?.traits;
  const aside = useAside();
  return (
    <Panel title={t('today.flow')}>
      <ul className={styles.lines}>
        {last !== null && (
          <Line tone={flowing ? 'good' : 'plain'}>
            {flowing
              ? t('today.flow_now', { ago: figures.ago(last, Date.now()) })
              : t('today.flow_old', { date: figures.dayOrMoment(last, timezone), days })}
          </Line>
        )}
        {aside > 0 && (
          <Line tone="signal">
            {t('today.lacks_aside', { count: aside })}{' '}
            <TextLink to="/w/$slug/set-aside" params={{ slug }} underline="always">
              {t('today.lacks_aside_action')}
            </TextLink>
          </Line>
        )}
        {traits?.length === 0 && (
          <Line tone="plain">
            {t('today.lacks_traits')}{' '}
            <TextLink to="/w/$slug/sources" params={{ slug }} underline="always">
              {t('today.lacks_traits_action')}
            </TextLink>
          </Line>
        )}
        {aside === 0 && traits !== undefined && traits.length > 0 && (
          <Line tone="good">{t('today.lacks_nothing')}</Line>
        )}
      </ul>
    </Panel>
  );
}

/** How many events wait to be mended; 0 for whom may not see them. */
function useAside(): number {
  const { slug } = useSeat();
  const may = useMay('data:read');
  const kept = useQuery({ ...question(slug, 'rejects.list', { limit: 1 }), enabled: may });
  return (kept.data?.reasons ?? []).reduce((sum, { events }) => sum + events, 0);
}

function Line({ tone, children }: { tone: 'good' | 'plain' | 'signal'; children: ReactNode }) {
  return (
    <li className={styles.line} data-tone={tone}>
      {children}
    </li>
  );
}
