import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import type { Source } from '../../shapes.ts';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import { Accounting } from './Accounting.tsx';
import { FirstEvent } from './FirstEvent.tsx';
import { LiveStream } from './LiveStream.tsx';
import { SourceList } from './SourceList.tsx';
import { type Live, useLive } from './useLive.ts';

/** Where events come from: first steps, what arrives now, sources and their keys, what became of all. */
export function Sources() {
  const { t } = useWords();
  const { slug } = useSeat();
  const sources = useQuery({ ...question(slug, 'sources.list', {}), refetchInterval: 20_000 });
  const live = useLive(slug);
  return (
    <Page title={t('sources.title')} lead={t('sources.lead')}>
      {sources.isPending && <Waiting height={300} />}
      {sources.isError && <Refused error={sources.error} again={() => sources.refetch()} />}
      {sources.data && <Parts sources={sources.data.sources} live={live} />}
    </Page>
  );
}

/** Opens where there is something to see: on what arrives, or on how to send a first event. */
function Parts({ sources, live }: { sources: readonly Source[]; live: Live }) {
  const { t } = useWords();
  const open = sources.filter(({ revokedAt }) => revokedAt === null);
  const [shown, show] = useState<string | null>(() =>
    open.every(({ lastEventAt }) => lastEventAt === null) ? 'first' : 'live',
  );
  return (
    <Tabs value={shown} onChange={show} keepMounted={false}>
      <Tabs.List mb="lg">
        <Tabs.Tab value="live">{t('live.title')}</Tabs.Tab>
        <Tabs.Tab value="first">{t('first.title')}</Tabs.Tab>
        <Tabs.Tab value="sources">{t('sources.list')}</Tabs.Tab>
        <Tabs.Tab value="accounting">{t('accounting.title')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="live">
        <LiveStream live={live} onFirst={() => show('first')} />
      </Tabs.Panel>
      <Tabs.Panel value="first">
        <FirstEvent sources={open} latest={live.events[0]} />
      </Tabs.Panel>
      <Tabs.Panel value="sources">
        <SourceList sources={sources} />
      </Tabs.Panel>
      <Tabs.Panel value="accounting">
        <Accounting sources={sources} />
      </Tabs.Panel>
    </Tabs>
  );
}
