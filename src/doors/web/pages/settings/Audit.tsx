import { Button, Table } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, question } from '../../ask.ts';
import { call } from '../../problem.ts';
import { useSeat } from '../../seat.ts';
import type { AuditEntry } from '../../shapes.ts';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Sideways } from '../../ui/Sideways.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Audit.module.css';

/** Who changed what; and whether the log is whole. */
export function Audit() {
  const { t } = useWords();
  const { slug } = useSeat();
  const [verifying, setVerifying] = useState(false);
  const log = useInfiniteQuery({
    queryKey: [slug, 'audit.list', 'pages'],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(slug, 'audit.list', pageParam === undefined ? {} : { before: pageParam }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Page
      title={t('settings.audit_title')}
      lead={t('settings.audit_lead')}
      actions={
        <Button variant="default" onClick={() => setVerifying(true)}>
          {t('settings.audit_verify')}
        </Button>
      }
    >
      {verifying && <Verification />}
      {log.isPending && <Waiting height={300} />}
      {log.isError && <Refused error={log.error} again={() => log.refetch()} />}
      {log.isSuccess &&
        (entries.length === 0 ? <p>{t('settings.audit_none')}</p> : <Entries entries={entries} />)}
      {log.hasNextPage && (
        <Button
          variant="default"
          className={styles.more}
          loading={log.isFetchingNextPage}
          onClick={() => log.fetchNextPage()}
        >
          {t('shell.more')}
        </Button>
      )}
    </Page>
  );
}

function Verification() {
  const { t } = useWords();
  const { slug } = useSeat();
  const found = useQuery({ ...question(slug, 'audit.verify', {}), staleTime: 0 });
  if (found.isError) return <Refused error={found.error} />;
  if (!found.data) return null;
  return (
    <p role="status" className={styles.verified} data-whole={found.data.whole}>
      {found.data.whole
        ? t('settings.audit_whole', { count: found.data.entries })
        : t('settings.audit_broken', { number: found.data.brokenAt })}
    </p>
  );
}

/** What was done, as the operation says it in the reader's language. */
function useActions(): (action: string) => string | undefined {
  const { said } = useWords();
  const { slug } = useSeat();
  const known = useQuery({
    queryKey: [slug, 'operations'],
    queryFn: async ({ signal }) => {
      const headers = { 'x-perdure-workspace': slug };
      return (await call('/api/operations', { signal, headers })) as Listed[];
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (action) => {
    const found = known.data?.find(({ name }) => name === action);
    return found && said(found.asks);
  };
}

/** An operation as the server lists it (docs/guide/api-routes.md). */
interface Listed {
  readonly name: string;
  readonly asks: { readonly fr: string; readonly en: string };
}

function Entries({ entries }: { entries: readonly AuditEntry[] }) {
  const { t } = useWords();
  const actionSaid = useActions();
  const { timezone } = useSeat();
  const figures = useFigures();
  return (
    <Sideways label={t('settings.audit_title')}>
      <Table verticalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            {(['when', 'who', 'what', 'detail'] as const).map((head) => (
              <Table.Th key={head} scope="col">
                {t(`settings.audit_${head}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map(({ number, at, actor, actorName, action, subject, before, after }) => (
            <Table.Tr key={number}>
              <Table.Td className={styles.when}>{figures.moment(at, timezone)}</Table.Td>
              <Table.Td>{actorName ?? actor}</Table.Td>
              <Table.Td>
                {actionSaid(action)}{' '}
                <small className={styles.code}>
                  <code>{action}</code> {subject}
                </small>
              </Table.Td>
              <Table.Td className={styles.detail}>{detailOf(before, after)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Sideways>
  );
}

const written = (value: unknown) => (value === null || value === undefined ? '' : JSON.stringify(value));

/** What changed, as it was recorded. */
export const detailOf = (before: unknown, after: unknown): string =>
  [written(before), written(after)].filter(Boolean).join(' → ');
