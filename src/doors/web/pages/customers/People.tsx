import { Button, Group, Popover } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFilter, IconUser } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { type Condition, Conditions, isWhole } from '../../ui/Conditions.tsx';
import { conditionsOfPeople, traitFilters } from '../../ui/conditions.ts';
import { TextLink } from '../../ui/links.tsx';
import { NameForm } from '../../ui/NameForm.tsx';
import { Page } from '../../ui/Page.tsx';
import { PeopleTable } from '../../ui/PeopleTable.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { SearchedList, SearchField } from '../../ui/SearchedList.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { ToImports } from '../../ui/ToImports.tsx';
import { useWords } from '../../words/index.ts';
import styles from './People.module.css';
import type { PeopleSearch } from './search.ts';

/** Everyone, searched by id, name, address or trait. The address holds the search. */
export function People() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { search, people } = useSearch({ from: '/w/$slug/people' });
  const asked = { text: search ?? '', people: people ?? [] };
  const found = useInfiniteQuery({
    queryKey: [slug, 'customers.search', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(
        slug,
        'customers.search',
        { ...asked, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const shown = found.data?.pages.flatMap((page) => page.people) ?? [];
  const total = found.data?.pages[0]?.total ?? 0;
  const everyone = asked.text === '' && asked.people.length === 0;
  return (
    <Page narrow title={t('people.title')} lead={t('people.lead')}>
      <SearchBar key={slug} />
      <SearchedList
        found={found}
        total={total}
        isNarrowed={!everyone}
        none={<NobodyYet />}
        noMatch={t('people.no_match')}
      >
        <div>
          <div className={styles.found}>
            <strong role="status">{t('people.found', { count: total })}</strong>
            {!everyone && <SaveFound search={asked} />}
          </div>
          <PeopleTable
            people={shown.map(({ customer, ...person }) => ({ ...person, opens: customer !== null }))}
          />
        </div>
      </SearchedList>
    </Page>
  );
}

function SearchBar() {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/people' });
  const navigate = useNavigate({ from: '/w/$slug/people' });
  const go = (next: PeopleSearch) => void navigate({ search: next, replace: true });
  return (
    <Group gap="sm" align="end">
      <SearchField
        className={styles.search}
        label={t('people.search')}
        text={search.search}
        onSearch={(text) => {
          const { search: _, ...rest } = search;
          go(text === undefined ? rest : { ...rest, search: text });
        }}
      />
      <TraitFilters
        key={JSON.stringify(search.people)}
        conditions={conditionsOfPeople(search.people)}
        onApply={(conditions) => {
          const { people: _, ...rest } = search;
          go(conditions.length === 0 ? rest : { ...rest, people: traitFilters(conditions) });
        }}
      />
    </Group>
  );
}

function TraitFilters({
  conditions,
  onApply,
}: {
  conditions: readonly Condition[];
  onApply: (conditions: readonly Condition[]) => void;
}) {
  const { t } = useWords();
  const { slug } = useSeat();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(conditions);
  const traits = useQuery({ ...question(slug, 'events.catalogue', {}), enabled: open }).data?.traits ?? [];
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={380}
      position="bottom-end"
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {conditions.length > 0 ? t('people.filtered', { count: conditions.length }) : t('people.filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('people.filter')}>
        <Conditions
          label={t('ask.where_trait')}
          names={traits}
          of={{ kind: 'trait', unit: 'customer' }}
          conditions={draft}
          onChange={setDraft}
        />
        <Button
          mt="sm"
          fullWidth
          onClick={() => {
            setOpen(false);
            onApply(draft.filter(isWhole));
          }}
        >
          {t('ask.where_apply')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function SaveFound({ search }: { search: { text: string; people: NonNullable<PeopleSearch['people']> } }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const [naming, setNaming] = useState(false);
  const save = useChange('lists.save', ['lists.list']);
  if (!useMay('insights:write')) return null;
  const keep = (name: string) =>
    save.mutate(
      { name, unit: 'customer', from: { of: 'customers.search', ask: search } },
      {
        onSuccess: ({ list }) => {
          setNaming(false);
          notifications.show({
            autoClose: 8000,
            message: (
              <>
                {t('ask.list_saved', { count: list.size })}{' '}
                <TextLink to="/w/$slug/lists/$id" params={{ slug, id: list.id }}>
                  {t('ask.see_list')}
                </TextLink>
              </>
            ),
          });
        },
      },
    );
  return naming ? (
    <div>
      <NameForm label={t('ask.list_name')} initial={search.text} busy={save.isPending} onName={keep} />
      {save.isError && <Refused error={save.error} />}
    </div>
  ) : (
    <Button size="xs" variant="light" onClick={() => setNaming(true)}>
      {t('ask.save_list')}
    </Button>
  );
}

function NobodyYet() {
  const { t } = useWords();
  return (
    <Teach icon={<IconUser />} title={t('people.none_title')} action={<ToImports />}>
      {t('people.none')}
    </Teach>
  );
}
