import { IconBuilding } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { SearchedList, SearchField } from '../../ui/SearchedList.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useWords } from '../../words/index.ts';
import { AccountsTable } from './AccountsTable.tsx';

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
  const isNarrowed = asked.text !== '';
  const search = (text: string | undefined) => {
    const { search: _, ...rest } = address;
    void navigate({ search: text === undefined ? rest : { ...rest, search: text }, replace: true });
  };
  return (
    <Page title={t('accounts.title')} lead={t('accounts.lead')}>
      {(total > 0 || isNarrowed) && (
        <SearchField key={slug} label={t('accounts.search')} text={address.search} onSearch={search} />
      )}
      <SearchedList
        found={found}
        total={total}
        isNarrowed={isNarrowed}
        none={<NoneYet />}
        noMatch={t('accounts.no_match')}
      >
        <strong role="status">{t('accounts.found', { count: total })}</strong>
        <AccountsTable
          rows={rows}
          order={asked}
          onOrder={(sort, descending) =>
            void navigate({ search: { ...address, sort, descending }, replace: true })
          }
        />
      </SearchedList>
    </Page>
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
