import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { reasonSaid } from '../../ui/said.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { refusalDetail } from './refusal.ts';

const page = 100;

/** The rows of a file that were not stored, and why. */
export function Rejects({ id, rejected }: { id: string; rejected: number }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug } = useSeat();
  const rows = useInfiniteQuery({
    queryKey: [slug, 'imports.rejects', id, rejected],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      ask(slug, 'imports.rejects', { id, after: pageParam, limit: page }, signal),
    getNextPageParam: (last) => (last.rows.length === page ? last.rows.at(-1)?.row : undefined),
  });
  const shown = rows.data?.pages.flatMap((one) => one.rows) ?? [];
  return (
    <Panel title={t('import.rejects')} aside={figures.count(rejected)}>
      {rows.isError && <Refused error={rows.error} again={() => rows.refetch()} />}
      <Rows
        rows={shown.map((one) => ({
          id: String(one.row),
          title: t('import.reject_row', {
            row: figures.count(one.row),
            reason: reasonSaid(one.reason, words).reason,
          }),
          detail: refusalDetail(one, words),
        }))}
      />
      {rows.hasNextPage && (
        <div>
          <Button variant="default" loading={rows.isFetchingNextPage} onClick={() => rows.fetchNextPage()}>
            {t('shell.more')}
          </Button>
        </div>
      )}
      {rejected > 10_000 && <p>{t('import.rejects_more')}</p>}
    </Panel>
  );
}
