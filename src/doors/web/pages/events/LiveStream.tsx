import { Badge, Button, TextInput } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay, useSeat } from '../../seat.ts';
import { propertiesSaid } from '../../ui/properties.ts';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './LiveStream.module.css';
import type { Live, LiveEvent } from './useLive.ts';

/** What arrives now, newest first; can be paused and filtered. Where nothing does, `onFirst` shows how to send a first one. */
export function LiveStream({ live, onFirst }: { live: Live; onFirst: () => void }) {
  const { t } = useWords();
  const [held, setHeld] = useState<readonly LiveEvent[]>();
  const [wanted, setWanted] = useState('');
  const waiting = held ? live.events.findIndex(({ key }) => key === held[0]?.key) : 0;
  const sought = wanted.trim().toLowerCase();
  const shown = (held ?? live.events).filter(({ event, person }) =>
    `${event} ${person}`.toLowerCase().includes(sought),
  );
  return (
    <div className={styles.stream}>
      <div className={styles.bar}>
        <span className={styles.state} data-connection={live.connection} role="status">
          {live.connection === 'lost'
            ? t('live.lost')
            : held
              ? t('live.paused', { count: waiting < 0 ? live.events.length : waiting })
              : t('live.on')}
        </span>
        <TextInput
          className={styles.filter}
          size="xs"
          aria-label={t('live.filter')}
          placeholder={t('live.filter')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={
            held ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />
          }
          onClick={() => setHeld(held ? undefined : live.events)}
        >
          {t(held ? 'live.resume' : 'live.pause')}
        </Button>
      </div>
      {shown.length === 0 ? (
        <div className={styles.none}>
          <p>{t(live.events.length === 0 ? 'live.waiting' : 'live.no_match')}</p>
          {live.events.length === 0 && (
            <Button variant="default" onClick={onFirst}>
              {t('first.title')}
            </Button>
          )}
        </div>
      ) : (
        <ol className={styles.events} aria-label={t('live.table')}>
          {shown.map((event) => (
            <LiveLine key={event.key} event={event} />
          ))}
        </ol>
      )}
    </div>
  );
}

function LiveLine({ event }: { event: LiveEvent }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const mayOpen = useMay('customers:read');
  const name = event.event === '' ? event.type : eventWords(words, event.event, 'name');
  return (
    <li className={styles.line}>
      <time className={styles.time} dateTime={event.at}>
        {figures.time(event.at, timezone)}
      </time>
      <span className={styles.name}>{name}</span>
      <span className={styles.person}>
        {event.person !== '' && mayOpen ? (
          <Link to="/w/$slug/people/$id" params={{ slug, id: event.person }}>
            {event.person}
          </Link>
        ) : (
          event.person
        )}
        {!event.known && <span className={styles.faint}> {t('live.anonymous')}</span>}
      </span>
      <span className={styles.properties}>{propertiesSaid(event.properties, 5, words)}</span>
      {event.traffic !== 'customer' && (
        <Badge size="sm" color="gray" variant="light">
          {t(`live.traffic_${event.traffic}`)}
        </Badge>
      )}
    </li>
  );
}
