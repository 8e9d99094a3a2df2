import { Button, Group, Modal, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconInbox } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import type { AsideState, KeptAside } from '../../shapes.ts';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { reasonSaid } from '../../ui/said.ts';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './SetAside.module.css';

const states: readonly AsideState[] = ['open', 'replaying', 'replayed', 'discarded'];

/** Events that could not be stored: why, and how to bring them in. */
export function SetAside() {
  const words = useWords();
  const { t } = words;
  const { slug } = useSeat();
  const [state, setState] = useState<AsideState>('open');
  const wanted = useSearch({ from: '/w/$slug/set-aside' }).reason;
  const [reason, setReason] = useState<string | null>(wanted ?? null);
  const kept = useInfiniteQuery({
    queryKey: [slug, 'rejects.list', state, reason],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(
        slug,
        'rejects.list',
        {
          state,
          ...(reason === null ? {} : { reason }),
          ...(pageParam === undefined ? {} : { before: pageParam }),
        },
        signal,
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const reasons = kept.data?.pages[0]?.reasons ?? [];
  const events = kept.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <Page narrow title={t('aside.title')} lead={t('aside.lead')}>
      <Group gap="sm" justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={t('aside.state')}
          value={state}
          data={states.map((value) => ({ value, label: t(`aside.state_${value}`) }))}
          onChange={(next) => setState(states.find((one) => one === next) ?? 'open')}
          className={styles.states ?? ''}
        />
        {reasons.length > 0 && (
          <Select
            aria-label={t('aside.reason')}
            placeholder={t('aside.all_reasons')}
            clearable
            w={280}
            data={reasons.map((one) => ({
              value: one.reason,
              label: t('aside.reason_count', {
                reason: reasonSaid(one.reason, words).reason,
                count: one.events,
              }),
            }))}
            value={reason}
            onChange={setReason}
          />
        )}
      </Group>
      {kept.isPending && <Waiting height={240} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.isSuccess && events.length === 0 && (
        <Teach icon={<IconInbox />} title={t('aside.none_title')}>
          {t('aside.none')}
        </Teach>
      )}
      {events.length > 0 && <Events events={events} state={state} reason={reason} />}
      {kept.hasNextPage && (
        <Button variant="default" loading={kept.isFetchingNextPage} onClick={() => kept.fetchNextPage()}>
          {t('shell.more')}
        </Button>
      )}
    </Page>
  );
}

function Events({
  events,
  state,
  reason,
}: {
  events: readonly KeptAside[];
  state: AsideState;
  reason: string | null;
}) {
  const words = useWords();
  const { t } = words;
  const { timezone } = useSeat();
  const figures = useFigures();
  const may = useMay('data:write') && state === 'open';
  const [mending, setMending] = useState<KeptAside>();
  const replay = useChange('rejects.replay', ['rejects.list', 'events.accounting']);
  const discard = useChange('rejects.discard', ['rejects.list']);
  const start = (which: { ids: string[] } | { reason: string }) =>
    replay.mutate(which, {
      onSuccess: ({ replaying }) =>
        notifications.show({ message: t('aside.replaying', { count: replaying }) }),
    });
  const error = replay.error ?? discard.error;
  return (
    <Stack gap="sm">
      {error && <Refused error={error} />}
      {may && reason !== null && (
        <div>
          <Button variant="light" onClick={() => start({ reason })}>
            {t('aside.replay_all')}
          </Button>
        </div>
      )}
      <Rows
        rows={events.map((event) => ({
          id: event.id,
          title: [reasonSaid(event.reason, words).reason, event.mended ? t('aside.mended') : '']
            .filter(Boolean)
            .join(' · '),
          detail: (
            <>
              {[
                event.field,
                t('aside.expected', { expected: reasonSaid(event.reason, words).wanted }),
                !event.got ? null : t('aside.got', { got: event.got }),
                t('aside.received', { date: figures.moment(event.receivedAt, timezone) }),
              ]
                .filter(Boolean)
                .join(' · ')}
              <code className={styles.event}>{event.event.slice(0, 240)}</code>
            </>
          ),
          aside: may && (
            <>
              <Button size="xs" variant="default" onClick={() => setMending(event)}>
                {t('aside.mend')}
              </Button>
              <Button size="xs" variant="default" onClick={() => start({ ids: [event.id] })}>
                {t('aside.replay')}
              </Button>
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                onClick={() =>
                  discard.mutate(
                    { ids: [event.id] },
                    {
                      onSuccess: ({ discarded }) =>
                        notifications.show({ message: t('aside.discarded', { count: discarded }) }),
                    },
                  )
                }
              >
                {t('aside.discard')}
              </Button>
            </>
          ),
        }))}
      />
      {mending && <Mend event={mending} onDone={() => setMending(undefined)} />}
    </Stack>
  );
}

function Mend({ event, onDone }: { event: KeptAside; onDone: () => void }) {
  const words = useWords();
  const { t } = words;
  const { reason, wanted } = reasonSaid(event.reason, words);
  const [text, setText] = useState(() => pretty(event.event));
  const [bad, setBad] = useState<number>();
  const fix = useChange('rejects.fix', ['rejects.list']);
  const save = () => {
    const line = badLine(text);
    setBad(line);
    if (line === undefined) fix.mutate({ id: event.id, event: text }, { onSuccess: onDone });
  };
  return (
    <Modal opened onClose={onDone} size="lg" title={t('aside.mend_title')}>
      <Stack gap="md">
        <p className={styles.why}>
          {reason} · {t('aside.expected', { expected: wanted })}
        </p>
        <Textarea
          label={t('aside.mend_json')}
          autosize
          minRows={8}
          maxRows={20}
          spellCheck={false}
          classNames={{ input: styles.json ?? '' }}
          value={text}
          error={bad === undefined ? undefined : t('aside.mend_bad', { line: bad })}
          onChange={(change) => setText(change.currentTarget.value)}
        />
        {fix.isError && <Refused error={fix.error} />}
        <Button loading={fix.isPending} onClick={save}>
          {t('shell.save')}
        </Button>
      </Stack>
    </Modal>
  );
}

/** The line at which a text stops being JSON, from 1; undefined where it is JSON. */
export function badLine(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (fault) {
    const written = text.trimEnd();
    const said = fault instanceof Error ? fault.message : '';
    const line = /line (\d+)/.exec(said)?.[1];
    if (line !== undefined) return Number(line);
    // Chromium names the place by its character where the text has one line, and no place at its end.
    const at = /position (\d+)/.exec(said)?.[1];
    return written.slice(0, at === undefined ? written.length : Number(at)).split('\n').length;
  }
}

const pretty = (json: string): string =>
  badLine(json) === undefined ? JSON.stringify(JSON.parse(json), null, 2) : json;
