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
import { Standing } from './Standing.tsx';
import styles from './Today.module.css';
import { Worklist } from './Worklist.tsx';

const days = 28;

/** How the base stands in one line, then who needs attention, then the days, the data and the questions that were kept. */
export function Today() {
  const { t } = useWords();
  const { slug, demo } = useSeat();
  const overview = useQuery({ ...question(slug, 'events.overview', { days }), refetchInterval: 60_000 });
  const standing = useQuery({ ...question(slug, 'worklist.standing', { days }), refetchInterval: 60_000 });
  const maySee = useMay('customers:read');
  const empty = overview.data !== undefined && overview.data.customers === 0;
  return (
    <Page title={t('today.title')}>
      {overview.isPending && <Waiting height={280} />}
      {overview.isError && <Refused error={overview.error} again={() => overview.refetch()} />}
      {demo !== null && <DemoNotice />}
      {empty && <NothingYet />}
      {overview.data && !empty && (
        <>
          {standing.isPending && <Waiting height={140} />}
          {standing.isError && <Refused error={standing.error} again={() => standing.refetch()} />}
          {standing.data && <Standing standing={standing.data} days={days} />}
          {maySee && <Worklist />}
          <Glance overview={overview.data} />
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
