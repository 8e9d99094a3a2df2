import { Button, Drawer, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useChange } from '../ask.ts';
import type { Asked } from '../asked.ts';
import { useMay, useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import { Counting } from './Counting.tsx';
import { TextLink } from './links.tsx';
import { NameForm } from './NameForm.tsx';
import { PeopleTable, type PersonRow } from './PeopleTable.tsx';
import { Refused } from './Refused.tsx';
import { Waiting } from './Waiting.tsx';

/** Someone, as every operation that shows people tells them. */
export interface Shown {
  readonly customer: number | null;
  readonly id: string;
  readonly known: boolean;
  readonly name: string | null;
  readonly email: string | null;
}

/** One page of the people behind a number. */
export interface PageOfPeople<Someone extends Shown> {
  readonly total: number;
  readonly people: readonly Someone[];
  readonly next: string | null;
}

/** Which page is wanted: spread into the question. */
export interface PageWanted {
  readonly limit: number;
  readonly cursor?: string;
}

/** People of an answer as `lists.save` takes them: `{ of: 'lifecycle.people', ask }`. */
export type SavedFrom = Asked['lists.save']['input']['from'];

/** Parts of the number that can be looked at one by one, such as those who returned and those who did not. */
export interface Ways {
  readonly value: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

export interface PeopleDrawerProps<Someone extends Shown> {
  /** What the number is, as the reader sees it; also the list's first name. */
  readonly title: string;
  /** The question, as the cache knows it. */
  readonly of: readonly unknown[];
  /** Asks for one page: `(page, signal) => ask(slug, 'lifecycle.people', { ...input, ...page }, signal)`. */
  readonly load: (page: PageWanted, signal: AbortSignal) => Promise<PageOfPeople<Someone>>;
  /** How these people are kept as a list; absent where they cannot be. */
  readonly from?: SavedFrom | undefined;
  readonly unit: 'customer' | 'account';
  readonly ways?: Ways | undefined;
  /** What is said of each, at the right. */
  readonly aside?: ((person: Someone) => ReactNode) | undefined;
  /** Said above the list. */
  readonly note?: ReactNode;
  readonly onClose: () => void;
}

/** The people behind one number, page by page; the number equals the list, which can be kept. */
export function PeopleDrawer<Someone extends Shown>(props: PeopleDrawerProps<Someone>) {
  return (
    <Drawer opened onClose={props.onClose} size={460} title={props.title}>
      <Counting unit={props.unit}>
        <People key={JSON.stringify(props.of)} {...props} />
      </Counting>
    </Drawer>
  );
}

function People<Someone extends Shown>(props: PeopleDrawerProps<Someone>) {
  const { of, load, from, unit, title, ways, aside, note } = props;
  const { t } = useWords();
  const { slug } = useSeat();
  const people = useInfiniteQuery({
    queryKey: [slug, 'people', ...of],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      load({ limit: 100, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  if (people.isPending) return <Waiting height={400} />;
  if (people.isError) return <Refused error={people.error} again={() => people.refetch()} />;
  const total = people.data.pages[0]?.total ?? 0;
  const rows = people.data.pages.flatMap((page) => page.people.map((one) => rowOf(one, aside)));
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <strong role="status">{t('ask.people_title', { count: total })}</strong>
        {from && total > 0 && <SaveList from={from} place={title} unit={unit} />}
      </Group>
      {ways && ways.data.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t('ask.people_label')}
          value={ways.value}
          data={[...ways.data]}
          onChange={ways.onChange}
        />
      )}
      {note && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
      <PeopleTable people={rows} />
      {people.hasNextPage && (
        <Button variant="default" loading={people.isFetchingNextPage} onClick={() => people.fetchNextPage()}>
          {t('shell.more')}
        </Button>
      )}
    </Stack>
  );
}

const rowOf = <Someone extends Shown>(
  person: Someone,
  aside: ((person: Someone) => ReactNode) | undefined,
): PersonRow => ({
  id: person.id,
  known: person.known,
  name: person.name,
  email: person.email,
  opens: person.customer !== null,
  aside: aside?.(person),
});

/** Keeps these people as a frozen list. */
function SaveList({ from, place, unit }: { from: SavedFrom; place: string; unit: 'customer' | 'account' }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const [naming, setNaming] = useState(false);
  const save = useChange('lists.save', ['lists.list']);
  if (!useMay('insights:write')) return null;
  if (!naming) {
    return (
      <Button size="xs" variant="light" onClick={() => setNaming(true)}>
        {t('ask.save_list')}
      </Button>
    );
  }
  const keep = (name: string) =>
    save.mutate(
      { name, unit, from },
      {
        onSuccess: ({ list }) => {
          setNaming(false);
          notifications.show({
            message: (
              <>
                {t('ask.list_saved', { count: list.size })}{' '}
                <TextLink to="/w/$slug/lists/$id" params={{ slug, id: list.id }}>
                  {t('ask.see_list')}
                </TextLink>
              </>
            ),
            autoClose: 8000,
          });
        },
      },
    );
  return (
    <div>
      <NameForm label={t('ask.list_name')} initial={place} busy={save.isPending} onName={keep} />
      {save.isError && <Refused error={save.error} />}
    </div>
  );
}
