import { IconCalendarStats } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import { DemoNotice } from './DemoNotice.tsx';
import { Glance } from './Glance.tsx';
import { Lacks } from './Lacks.tsx';
import { Questions } from './Questions.tsx';
import styles from './Today.module.css';

const days = 28;

/** How the workspace stands, in one glance: people, data, questions, the next step. */
export function Today() {
  const { t } = useWords();
  const { slug, demo } = useSeat();
  const overview = useQuery({ ...question(slug, 'events.overview', { days }), refetchInterval: 60_000 });
  const empty = overview.data !== undefined && overview.data.customers === 0;
  return (
    <Page title={t('today.title')}>
      {overview.isPending && <Waiting height={280} />}
      {overview.isError && <Refused error={overview.error} again={() => overview.refetch()} />}
      {demo !== null && <DemoNotice />}
      {empty && <NothingYet />}
      {overview.data && !empty && (
        <>
          <Glance overview={overview.data} days={days} />
          <div className={styles.parts}>
            <Lacks overview={overview.data} days={days} />
            <Questions />
          </div>
        </>
      )}
    </Page>
  );
}

function NothingYet() {
  const { t } = useWords();
  const { slug } = useSeat();
  const mayImport = useMay('data:read');
  return (
    <Teach
      icon={<IconCalendarStats />}
      title={t('today.nothing_title')}
      action={
        mayImport && (
          <>
            <ButtonLink to="/w/$slug/imports" params={{ slug }}>
              {t('ask.nothing_import')}
            </ButtonLink>
            <ButtonLink variant="default" to="/w/$slug/sources" params={{ slug }}>
              {t('ask.nothing_send')}
            </ButtonLink>
          </>
        )
      }
    >
      {t('today.nothing')}
    </Teach>
  );
}
