import { Button, Menu, Modal } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { List } from '#src/customers/lists/index.ts';
import type { Person } from '#src/customers/naming/index.ts';
import { ask, question, useChange } from '../../ask.ts';
import { csvBlob, csvText } from '../../charts/csv.ts';
import { download } from '../../charts/picture.ts';
import { useMay, useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { NameForm } from '../../ui/NameForm.tsx';
import { Page } from '../../ui/Page.tsx';
import { PeopleTable } from '../../ui/PeopleTable.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';

/** The people of one list, as they were kept. */
export function OneList() {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const { id } = useParams({ from: '/w/$slug/lists/$id' });
  const list = useQuery(question(slug, 'lists.list', {})).data?.lists.find((one) => one.id === id);
  const people = useInfiniteQuery({
    queryKey: [slug, 'lists.people', id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(slug, 'lists.people', { id, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const shown = people.data?.pages.flatMap((page) => page.people) ?? [];
  const total = people.data?.pages[0]?.total;
  const size = t('lists.size', { count: total ?? list?.size ?? 0, unit: list?.unit ?? 'customer' });
  return (
    <Page
      narrow
      title={list?.name ?? t('lists.title')}
      lead={list && `${size} · ${t('lists.saved', { date: figures.moment(list.createdAt, timezone) })}`}
      actions={list && <ListActions list={list} />}
    >
      {people.isPending && <Waiting height={300} />}
      {people.isError && <Refused error={people.error} again={() => people.refetch()} />}
      <PeopleTable
        people={shown.map(({ customer, ...person }) => ({ ...person, opens: customer !== null }))}
      />
      {people.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={people.isFetchingNextPage}
            onClick={() => people.fetchNextPage()}
          >
            {t('shell.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

/** All people of a list, page by page. */
async function everyoneOn(slug: string, id: string): Promise<Person[]> {
  const people: Person[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(slug, 'lists.people', {
      id,
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    });
    people.push(...page.people);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return people;
}

function ListActions({ list }: { list: List }) {
  const { t, language } = useWords();
  const { slug } = useSeat();
  const navigate = useNavigate();
  const may = useMay('insights:write');
  const [doing, setDoing] = useState<'rename' | 'delete'>();
  const rename = useChange('lists.rename', ['lists.list']);
  const remove = useChange('lists.delete', ['lists.list']);
  const done = () => setDoing(undefined);
  const csv = useMutation({
    mutationFn: async () => {
      const head = [t('lists.csv_id'), t('lists.csv_name'), t('person.email')];
      const rows = (await everyoneOn(slug, list.id)).map(({ id, name, email }) => [id, name, email]);
      download(csvBlob(csvText([head, ...rows], language)), `${list.name}.csv`);
    },
  });
  const removed = () => void navigate({ to: '/w/$slug/lists', params: { slug } });
  return (
    <>
      <ButtonLink
        to="/w/$slug/retention"
        params={{ slug }}
        search={{ people: [{ kind: 'list', list: list.id, inside: true }] }}
      >
        {t('lists.use')}
      </ButtonLink>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" loading={csv.isPending}>
            {t('ask.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => csv.mutate()}>{t('lists.export')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {may && (
        <>
          <Button variant="default" onClick={() => setDoing('rename')}>
            {t('lists.rename')}
          </Button>
          <Button variant="subtle" color="red" onClick={() => setDoing('delete')}>
            {t('lists.delete')}
          </Button>
        </>
      )}
      {csv.isError && <Refused error={csv.error} />}
      {doing === 'rename' && (
        <Modal opened onClose={done} title={t('lists.rename')}>
          <NameForm
            label={t('ask.list_name')}
            initial={list.name}
            busy={rename.isPending}
            onName={(name) => rename.mutate({ id: list.id, name }, { onSuccess: done })}
          />
          {rename.isError && <Refused error={rename.error} />}
        </Modal>
      )}
      {doing === 'delete' && (
        <Sure
          question={t('lists.delete_sure', { name: list.name })}
          button={t('lists.delete')}
          busy={remove.isPending}
          onNo={done}
          onYes={() => remove.mutate({ id: list.id }, { onSettled: done, onSuccess: removed })}
        />
      )}
    </>
  );
}
