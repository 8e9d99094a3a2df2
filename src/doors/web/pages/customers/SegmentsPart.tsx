import { Button, Drawer, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Facts.module.css';

type Whose = { readonly id: string } | { readonly account: string };

/** The live segments they are in; each tells why at one click. */
export function SegmentsPart({ about }: { about: Whose }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const [open, setOpen] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const found = useQuery(question(slug, 'segments.of', about));
  const segments = found.data?.segments ?? [];
  return (
    <Panel title={t('life.segments')}>
      {found.isError && <Refused error={found.error} again={() => found.refetch()} />}
      {found.isSuccess && segments.length === 0 && <p className={styles.none}>{t('life.segments_none')}</p>}
      {segments.length > 0 && (
        <div className={styles.chips}>
          {segments.map((segment) => (
            <Button
              key={segment.id}
              size="xs"
              variant="default"
              radius="xl"
              aria-label={t('life.why_in', { name: segment.name })}
              onClick={() => setOpen(segment)}
            >
              {segment.name}
            </Button>
          ))}
        </div>
      )}
      {open && (
        <Drawer opened onClose={() => setOpen(null)} size={460} title={t('life.why_in', { name: open.name })}>
          <Why segment={open.id} about={about} />
        </Drawer>
      )}
    </Panel>
  );
}

function Why({ segment, about }: { segment: string; about: Whose }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const who = 'account' in about ? { account: about.account } : { who: about };
  const why = useQuery(question(slug, 'segments.why', { id: segment, ...who }));
  if (why.isPending) return <Waiting height={200} />;
  if (why.isError) return <Refused error={why.error} again={() => why.refetch()} />;
  const { since, conditions, match } = why.data;
  return (
    <Stack gap="md">
      {since !== null && (
        <p className={styles.none}>{t('life.in_since', { date: figures.dayOrMoment(since, timezone) })}</p>
      )}
      <p className={styles.none}>{t('life.conditions', { match })}</p>
      <ul className={styles.moves}>
        {conditions.map(({ words: said, holds, deeds }, place) => (
          <li key={place}>
            <b>{t(holds ? 'life.holds' : 'life.holds_not')}</b> {words.said(said)}
            {deeds.map(({ event, times, last }) => (
              <small key={event ?? ''}>
                {t('life.deed', {
                  event: event ?? t('life.any_event'),
                  times,
                  last: last === null ? 'none' : figures.dayOrMoment(last, timezone),
                })}
              </small>
            ))}
          </li>
        ))}
      </ul>
      <TextLink to="/w/$slug/segments/$id" params={{ slug, id: segment }}>
        {t('life.open_segment')}
      </TextLink>
    </Stack>
  );
}
