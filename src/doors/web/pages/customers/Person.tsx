import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { question } from '../../ask.ts';
import { LifeLine } from '../../charts/LifeLine.tsx';
import { useMay, useSeat } from '../../seat.ts';
import type { Contract, Profile } from '../../shapes.ts';
import { TextLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { Celebrated } from '../about/Celebrated.tsx';
import { GoalProgress } from '../about/GoalProgress.tsx';
import { Promises } from '../about/Promises.tsx';
import { Remarks } from '../about/Remarks.tsx';
import { Tasks } from '../about/Tasks.tsx';
import { ErasePerson } from './ErasePerson.tsx';
import { Facts } from './Facts.tsx';
import { lifeNotes, lifeRails, lifeRows, lifeSpan, lifeTicks } from './life.ts';
import { Merges } from './Merges.tsx';
import styles from './Person.module.css';
import { Timeline } from './Timeline.tsx';

const noContracts: readonly Contract[] = [];

/** One person: a life on one line, then facts, then the timeline. */
export function Person() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { id } = useParams({ from: '/w/$slug/people/$id' });
  const mayWrite = useMay('customers:write');
  const profile = useQuery(question(slug, 'customers.profile', { id }));
  const contracts = useQuery(question(slug, 'contracts.list', { holder: id })).data?.contracts ?? noContracts;
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
  return (
    <Page
      title={person.name ?? person.email ?? person.id}
      lead={person.known ? person.id : t('people.anonymous')}
    >
      <Life profile={person} contracts={contracts} />
      <div className={styles.parts}>
        <div className={styles.facts}>
          <Tasks about={about} />
          <Remarks about={about} />
          <GoalProgress about={about} />
          <Promises about={about} />
          <Celebrated about={about} />
          <Facts profile={person} contracts={contracts} />
          {person.known && <Merges user={person.id} />}
          {person.known && mayWrite && <ErasePerson user={person.id} />}
        </div>
        <Timeline id={id} names={person.events.map(({ event }) => event)} />
      </div>
    </Page>
  );
}

function Life({ profile, contracts }: { profile: Profile; contracts: readonly Contract[] }) {
  const words = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const events =
    useQuery(question(slug, 'customers.timeline', { id: profile.id, limit: 500 })).data?.events ?? [];
  const notes = useQuery(question(slug, 'notes.list', {})).data?.notes ?? [];
  const span = lifeSpan({ profile, contracts });
  if (!span) return null;
  const parts = { profile, events, contracts, words, figures, timezone };
  const said = words.t('person.life_said', {
    first: figures.day(new Date(span.from).toISOString()),
    last: figures.day(new Date(span.to).toISOString()),
    events: figures.list(
      profile.events.slice(0, 5).map(({ event, count }) =>
        words.t('person.life_event', {
          event: eventWords(words, event, 'name'),
          count: figures.count(count),
        }),
      ),
    ),
  });
  return (
    <Panel title={words.t('person.life')}>
      <LifeLine
        {...span}
        rails={lifeRails(parts)}
        rows={[...lifeRows(parts), ...lifeNotes(notes, span, parts)]}
        ticks={lifeTicks(span, { figures, timezone })}
        said={said}
      />
    </Panel>
  );
}
