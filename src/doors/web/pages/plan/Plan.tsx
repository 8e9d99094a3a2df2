import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import { Arriving } from './Arriving.tsx';
import { Complete } from './Complete.tsx';
import { DraftBar } from './DraftBar.tsx';
import { EventDrawer } from './EventDrawer.tsx';
import { Events } from './Events.tsx';
import { InCode } from './InCode.tsx';
import { NoPlan } from './NoPlan.tsx';
import { Questions } from './Questions.tsx';
import { Rules } from './Rules.tsx';
import { type PlanSearch, parts } from './search.ts';
import type { Examples } from './shapes.ts';
import { strangers } from './standing.ts';
import { PlanContext, type PlanPlace, useHeld, usePlace, useStatus } from './usePlan.ts';
import { Versions } from './Versions.tsx';

/** What is collected, why and for whom, and whether what arrives conforms. */
export function Plan() {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/plan' });
  const navigate = useNavigate({ from: '/w/$slug/plan' });
  const [examples, keepExamples] = useState<Examples>(new Map());
  const [held, status] = [useHeld(), useStatus()];
  const failed = [held, status].find(({ isError }) => isError);
  const place = useMemo<PlanPlace | undefined>(
    () =>
      held.data &&
      status.data && {
        held: held.data,
        statuses: status.data.events,
        search,
        go: (next) => void navigate({ search: next }),
        examples,
        keepExamples,
      },
    [held.data, status.data, search, navigate, examples],
  );
  if (place) {
    return (
      <PlanContext value={place}>
        <Whole />
      </PlanContext>
    );
  }
  return (
    <Page title={t('plan.title')} lead={t('plan.lead')}>
      {failed ? <Refused error={failed.error} again={() => failed.refetch()} /> : <Waiting height={320} />}
    </Page>
  );
}

function Whole() {
  const { t } = useWords();
  const { held, statuses, search, go, mayWrite } = usePlace();
  const [adding, setAdding] = useState(false);
  const completing = search.part === 'complete' && mayWrite;
  const none = held.approved === null && held.draft === null;
  const add = mayWrite && (
    <Button
      variant={held.draft ? 'default' : 'filled'}
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setAdding(true)}
    >
      {t('plan.add_event')}
    </Button>
  );
  const close = () => {
    setAdding(false);
    if (search.event !== undefined) go(withoutEvent(search));
  };
  const opened = held.plan.events.find(({ name }) => name === search.event);
  return (
    <Page title={t('plan.title')} lead={t('plan.lead')} actions={!none && !completing && add}>
      {held.draft && search.part !== 'versions' && !completing && <DraftBar />}
      {none ? (
        <NoPlan onAdd={() => setAdding(true)} />
      ) : completing ? (
        <Complete />
      ) : (
        <Parts strange={strangers(held.plan, statuses).length} />
      )}
      {(adding || opened) && (
        <EventDrawer key={opened?.name ?? 'new'} opened={adding ? undefined : opened} onClose={close} />
      )}
    </Page>
  );
}

const withoutEvent = ({ event: _event, ...search }: PlanSearch): PlanSearch => search;

function Parts({ strange }: { strange: number }) {
  const { t } = useWords();
  const { search, go } = usePlace();
  const shown = parts.find((part) => part === search.part) ?? 'events';
  const list = useRef<HTMLDivElement>(null);
  // A narrow window shows the tab that was just chosen.
  useEffect(() => {
    const tab = list.current?.querySelector('[aria-selected="true"]');
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  const change = (next: string | null) => {
    const part = parts.find((one) => one === next) ?? 'events';
    go(part === 'events' ? {} : { part });
  };
  return (
    <Tabs value={shown} onChange={change} keepMounted={false}>
      <Tabs.List ref={list} mb="lg">
        {parts.map((part) => (
          <Tabs.Tab key={part} value={part}>
            {part === 'arriving' && strange > 0
              ? t('plan.part.arriving_count', { count: strange })
              : t(`plan.part.${part}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="events">
        <Events />
      </Tabs.Panel>
      <Tabs.Panel value="arriving">
        <Arriving />
      </Tabs.Panel>
      <Tabs.Panel value="rules">
        <Rules />
      </Tabs.Panel>
      <Tabs.Panel value="questions">
        <Questions />
      </Tabs.Panel>
      <Tabs.Panel value="versions">
        <Versions />
      </Tabs.Panel>
      <Tabs.Panel value="code">
        <InCode />
      </Tabs.Panel>
    </Tabs>
  );
}
