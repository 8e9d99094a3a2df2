import type { ReactNode } from 'react';
import { useSeat } from '../../seat.ts';
import type { Profile } from '../../shapes.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Facts.module.css';

/** What is known of a person: dates, traits, ids, accounts, what they do. */
export function Facts({ profile }: { profile: Profile }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const at = (instant: string | null) => (instant === null ? '–' : figures.dayOrMoment(instant, timezone));
  return (
    <>
      <Panel title={t('person.facts')}>
        <dl className={styles.facts}>
          <Fact name={t('person.first_seen')} value={at(profile.firstSeen)} />
          <Fact name={t('person.last_seen')} value={at(profile.lastSeen)} />
          <Fact name={t('person.total')} value={figures.count(profile.total)} />
          {profile.email && <Fact name={t('person.email')} value={profile.email} />}
          {profile.accounts.map(({ account, since }) => (
            <Fact
              key={account}
              name={t('person.accounts')}
              value={
                <TextLink to="/w/$slug/accounts/$id" params={{ slug, id: account }}>
                  {account}
                </TextLink>
              }
              note={t('person.account_since', { date: at(since) })}
            />
          ))}
        </dl>
      </Panel>
      <Panel title={t('person.traits')}>
        {profile.traits.length === 0 ? (
          <p className={styles.none}>{t('person.no_traits')}</p>
        ) : (
          <dl className={styles.facts}>
            {profile.traits.map(({ trait, value, at: told }) => (
              <Fact key={trait} name={trait} value={value} note={t('person.trait_at', { date: at(told) })} />
            ))}
          </dl>
        )}
      </Panel>
      <Panel title={t('person.events')}>
        <dl className={styles.facts}>
          {profile.events.map(({ event, count, last }) => (
            <Fact
              key={event}
              name={eventWords(words, event, 'name')}
              value={t('person.event_count', {
                count: figures.count(count),
                ago: figures.ago(last, Date.now()),
              })}
            />
          ))}
        </dl>
      </Panel>
      <Panel title={t('person.ids')}>
        <dl className={styles.facts}>
          {profile.ids.map(({ kind, id }) => (
            <Fact key={`${kind}${id}`} name={t(`person.id_${kind}`)} value={id} />
          ))}
        </dl>
      </Panel>
    </>
  );
}

function Fact({ name, value, note }: { name: string; value: ReactNode; note?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {note && <small>{note}</small>}
      </dd>
    </div>
  );
}
