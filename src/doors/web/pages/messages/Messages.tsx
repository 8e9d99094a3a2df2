import { Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ask, question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { type Change, without } from '../../ui/address.ts';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { SearchedList } from '../../ui/SearchedList.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { MessageDrawer } from './MessageDrawer.tsx';
import { MessageRows } from './MessageRows.tsx';
import styles from './Messages.module.css';
import { type Message, purposes, reasons, states, talliesOf } from './message.ts';
import { NoMessages } from './NoMessages.tsx';
import { StateIcon } from './StateMark.tsx';
import type { MessagesSearch } from './search.ts';

const atOnce = 50;
/** Messages move by themselves. */
const againMs = 30_000;

/** Whom something was said to, where each message stands, and why. The address holds the filters and the open message. */
export function Messages() {
  const { t } = useWords();
  const { slug, demo } = useSeat();
  const search = useSearch({ from: '/w/$slug/messages' });
  const navigate = useNavigate({ from: '/w/$slug/messages' });
  const go: Change<MessagesSearch> = (part) =>
    void navigate({ search: without<MessagesSearch>({ ...search, ...part }), replace: true });
  const filter = filterOf(search);
  const found = useInfiniteQuery({
    queryKey: [slug, 'messages.list', filter],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      ask(slug, 'messages.list', { ...filter, limit: atOnce, from: pageParam }, signal),
    getNextPageParam: ({ total }, pages) =>
      pages.length * atOnce < total ? pages.length * atOnce : undefined,
    placeholderData: keepPreviousData,
    refetchInterval: againMs,
  });
  const total = found.data?.pages[0]?.total ?? 0;
  const isNarrowed = Object.keys(filter).length > 0;
  const some = isNarrowed || total > 0;
  return (
    <Page title={t('messages.title')} lead={t('messages.lead')}>
      {demo !== null && some && <p className={styles.demo}>{t('messages.demo')}</p>}
      {some && <Head search={search} shown={found.data?.pages[0]?.messages} onChange={go} />}
      <SearchedList
        found={found}
        total={total}
        isNarrowed={isNarrowed}
        none={<NoMessages />}
        noMatch={t('messages.no_match')}
      >
        <div>
          <strong role="status">{t('messages.found', { count: total })}</strong>
          <MessageRows
            messages={onceEach(found.data?.pages.flatMap((page) => page.messages) ?? [])}
            onOpen={(message) => go({ message })}
          />
        </div>
      </SearchedList>
      {search.message !== undefined && (
        <MessageDrawer key={search.message} id={search.message} onClose={() => go({ message: undefined })} />
      )}
    </Page>
  );
}

type Filter = Parameters<typeof ask<'messages.count'>>[2];

const filterOf = ({ states: wanted, reason, purpose, person }: MessagesSearch): Filter => ({
  ...(wanted === undefined ? {} : { states: wanted }),
  ...(reason === undefined ? {} : { reason }),
  ...(purpose === undefined ? {} : { purpose }),
  ...(person === undefined ? {} : { about: { id: person } }),
});

/** A page that is read later begins later in the list where new messages came meanwhile. */
const onceEach = (messages: readonly Message[]): Message[] => [
  ...new Map(messages.map((message) => [message.id, message])).values(),
];

interface HeadProps {
  readonly search: MessagesSearch;
  readonly shown: readonly Message[] | undefined;
  readonly onChange: Change<MessagesSearch>;
}

/** How many stand where, each a filter; and the other filters. */
function Head({ search, shown, onChange }: HeadProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const { states: _, reason: __, ...others } = filterOf(search);
  const counted = useQuery({
    ...question(slug, 'messages.count', others),
    placeholderData: keepPreviousData,
    refetchInterval: againMs,
  });
  const tallies = talliesOf(counted.data?.counts ?? [], search);
  const chosen = search.states ?? [];
  const toggled = (state: (typeof states)[number]) => {
    const next = states.filter((one) => (one === state ? !chosen.includes(one) : chosen.includes(one)));
    onChange({ states: next.length === 0 ? undefined : next });
  };
  return (
    <div className={styles.head}>
      {counted.isError && <Refused error={counted.error} again={() => counted.refetch()} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is sent; these are buttons */}
      <div className={styles.tallies} role="group" aria-label={t('messages.by_state')}>
        {states
          .filter((state) => tallies.states.has(state) || chosen.includes(state))
          .map((state) => (
            <Button
              key={state}
              size="xs"
              radius="xl"
              variant={chosen.includes(state) ? 'filled' : 'default'}
              aria-pressed={chosen.includes(state)}
              leftSection={<StateIcon state={state} />}
              onClick={() => toggled(state)}
            >
              {t('messages.tally', {
                state: t(`messages.state.${state}`),
                figure: figures.count(tallies.states.get(state) ?? 0),
              })}
            </Button>
          ))}
      </div>
      <div className={styles.filters}>
        <Select
          aria-label={t('messages.reason_filter')}
          placeholder={t('messages.any_reason')}
          clearable
          data={reasons
            .filter((reason) => tallies.reasons.has(reason) || reason === search.reason)
            .map((reason) => ({
              value: reason,
              label: t('messages.reason_count', {
                reason: t(`messages.reason.${reason}`),
                figure: figures.count(tallies.reasons.get(reason) ?? 0),
              }),
            }))}
          value={search.reason ?? null}
          onChange={(next) => onChange({ reason: reasons.find((one) => one === next) })}
        />
        <Select
          aria-label={t('messages.purpose_filter')}
          placeholder={t('messages.any_purpose')}
          clearable
          data={purposes.map((purpose) => ({ value: purpose, label: t(`messages.purpose.${purpose}`) }))}
          value={search.purpose ?? null}
          onChange={(next) => onChange({ purpose: purposes.find((one) => one === next) })}
        />
        {search.person !== undefined && (
          <Button
            variant="light"
            title={t('messages.to_everyone')}
            rightSection={<IconX size={14} aria-hidden />}
            onClick={() => onChange({ person: undefined })}
          >
            {t('messages.only_to', { name: calledOf(shown?.[0], search.person) })}
          </Button>
        )}
        {Object.keys(filterOf(search)).length > 0 && (
          <Button
            variant="subtle"
            onClick={() =>
              onChange({ states: undefined, reason: undefined, purpose: undefined, person: undefined })
            }
          >
            {t('messages.clear')}
          </Button>
        )}
      </div>
    </div>
  );
}

const calledOf = (message: Message | undefined, id: string): string =>
  message?.to.name ?? message?.to.email ?? id;
