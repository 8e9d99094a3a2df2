import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import { Celebrated } from '../about/Celebrated.tsx';
import { GoalProgress } from '../about/GoalProgress.tsx';
import { Promises } from '../about/Promises.tsx';
import { Remarks } from '../about/Remarks.tsx';
import { Tasks } from '../about/Tasks.tsx';
import { ConsentPart } from '../consent/ConsentPart.tsx';
import { ErasePerson } from './ErasePerson.tsx';
import { ExportPerson } from './ExportPerson.tsx';
import { Facts } from './Facts.tsx';
import { KindsPart } from './KindsPart.tsx';
import { LifePart } from './LifePart.tsx';
import { Merges } from './Merges.tsx';
import { MessagesPart } from './MessagesPart.tsx';
import { MoneyPart, RhythmPart } from './MoneyPart.tsx';
import { OursPart } from './OursPart.tsx';
import styles from './Person.module.css';
import { PhasePart } from './PhasePart.tsx';
import { SegmentsPart } from './SegmentsPart.tsx';
import { Timeline } from './Timeline.tsx';

/** One person: a life on one line, then where they stand and why, then facts and the timeline. */
export function Person() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { id } = useParams({ from: '/w/$slug/people/$id' });
  const mayWrite = useMay('customers:write');
  const profile = useQuery(question(slug, 'customers.profile', { id }));
  const found = useQuery(question(slug, 'customers.life', { id }));
  if (profile.isPending) {
    return (
      <Page title={t('person.title')}>
        <Waiting height={420} />
      </Page>
    );
  }
  if (profile.isError) {
    return (
      <Page title={t('person.title')}>
        <Refused error={profile.error} />
        <TextLink to="/w/$slug/people" params={{ slug }}>
          {t('person.all')}
        </TextLink>
      </Page>
    );
  }
  const person = profile.data;
  const about = { id: person.id };
  const life = found.data;
  return (
    <Page
      title={person.name ?? person.email ?? person.id}
      lead={person.known ? person.id : t('people.anonymous')}
    >
      {found.isPending && <Waiting height={180} />}
      {found.isError && <Refused error={found.error} again={() => found.refetch()} />}
      {life && (
        <>
          <LifePart life={life} />
          <div className={styles.standing}>
            <PhasePart customer={life.customer} />
            <RhythmPart rhythm={life.rhythm} />
            <MoneyPart {...life} holder={{ kind: 'customer', customer: life.customer }} />
          </div>
        </>
      )}
      <div className={styles.parts}>
        <div className={styles.facts}>
          <Tasks about={about} />
          <Remarks about={about} />
          {life && <OursPart ours={life.ours} known={life.rhythm !== null} />}
          <ConsentPart who={person.known ? { user: person.id } : { browser: person.id }} />
          <MessagesPart id={person.id} />
          <GoalProgress about={about} />
          <Promises about={about} />
          <Celebrated about={about} />
          {life && <KindsPart about={{ customer: life.customer }} />}
          <SegmentsPart about={about} />
          <Facts profile={person} />
          {person.known && <Merges user={person.id} />}
          {person.known && mayWrite && <ExportPerson user={person.id} />}
          {person.known && mayWrite && <ErasePerson user={person.id} />}
        </div>
        <Timeline
          of={{ operation: 'customers.timeline', id }}
          names={person.events.map(({ event }) => event)}
        />
      </div>
    </Page>
  );
}
