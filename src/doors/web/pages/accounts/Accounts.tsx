import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconBuilding, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import { AccountsTable } from './AccountsTable.tsx';
import type { AccountsSearch } from './search.ts';

/** Every account: who belongs to it, who looks after it, what it buys. The address holds the search and the order. */
export function Accounts() {
  const { t } = useWords();
  const { slug } = useSeat();
  const address = useSearch({ from: '/w/$slug/accounts' });
  const navigate = useNavigate({ from: '/w/$slug/accounts' });
  const asked = {
    text: address.search ?? '',
    sort: address.sort ?? 'name',
    descending: address.descending ?? false,
  };
  const found = useInfiniteQuery({
    queryKey: [slug, 'accounts.list', asked],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => ask(slug, 'accounts.list', { ...asked, offset: pageParam }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.pages.flatMap(({ accounts }) => accounts) ?? [];
  const total = found.data?.pages[0]?.total ?? 0;
  return (
    <Page title={t('accounts.title')} lead={t('accounts.lead')}>
      {(total > 0 || asked.text !== '') && <SearchBar key={slug} />}
      {found.isPending && <Waiting height={320} />}
      {found.isError && <Refused error={found.error} again={() => found.refetch()} />}
      {found.isSuccess && total === 0 && asked.text === '' && <NoneYet />}
      {found.isSuccess && total === 0 && asked.text !== '' && <p role="status">{t('accounts.no_match')}</p>}
      {total > 0 && (
        <>
          <strong role="status">{t('accounts.found', { count: total })}</strong>
          <AccountsTable
            rows={rows}
            order={asked}
            onOrder={(sort, descending) =>
              void navigate({ search: { ...address, sort, descending }, replace: true })
            }
          />
        </>
      )}
      {found.hasNextPage && (
        <div>
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            {t('shell.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

function SearchBar() {
  const { t } = useWords();
  const address = useSearch({ from: '/w/$slug/accounts' });
  const navigate = useNavigate({ from: '/w/$slug/accounts' });
  const [text, setText] = useState(address.search ?? '');
  const later = useDebouncedCallback((typed: string) => {
    const { search: _, ...rest } = address;
    const search: AccountsSearch = typed === '' ? rest : { ...rest, search: typed };
    void navigate({ search, replace: true });
  }, 250);
  return (
    <TextInput
      type="search"
      maw={420}
      aria-label={t('accounts.search')}
      placeholder={t('accounts.search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
    />
  );
}

function NoneYet() {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Teach
      icon={<IconBuilding />}
      title={t('accounts.none_title')}
      action={
        <ButtonLink to="/w/$slug/imports" params={{ slug }}>
          {t('accounts.none_action')}
        </ButtonLink>
      }
    >
      {t('accounts.none')}
    </Teach>
  );
}
