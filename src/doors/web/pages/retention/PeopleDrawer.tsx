import { Button, Drawer, Group, SegmentedControl, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RetentionGrid, Series } from '#src/insights/retention/index.ts';
import { ask as askServer, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { NameForm } from '../../ui/NameForm.tsx';
import { PeopleTable } from '../../ui/PeopleTable.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import type { OpenCell } from './search.ts';
import { columnSaid, rowLabel, type Saying } from './shape.ts';

/** The people behind one number of the grid; the number equals the list. */
export function PeopleDrawer({ cell, grid, series, saying, onCell, onClose }: PeopleDrawerProps) {
  const { t } = useWords();
  const row = cell.cohort === null ? t('retention.summary_row') : rowLabel(cell.cohort, saying);
  const place =
    cell.which === 'size' ? row : `${row}, ${columnSaid(grid, cell.interval, saying).toLowerCase()}`;
  return (
    <Drawer
      opened
      onClose={onClose}
      size={460}
      title={place}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <People
        key={JSON.stringify([cell, series.kind, series.value])}
        cell={cell}
        grid={grid}
        series={series}
        saying={saying}
        onCell={onCell}
        place={place}
      />
    </Drawer>
  );
}

export interface PeopleDrawerProps {
  readonly cell: OpenCell;
  readonly grid: RetentionGrid;
  readonly series: Series;
  readonly saying: Saying;
  readonly onCell: (cell: OpenCell) => void;
  readonly onClose: () => void;
}

function People({
  cell,
  grid,
  series,
  saying,
  onCell,
  place,
}: Omit<PeopleDrawerProps, 'onClose'> & { place: string }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const input = { ask: saying.ask, series: { kind: series.kind, value: series.value }, ...cell };
  const people = useInfiniteQuery({
    queryKey: [slug, 'retention.people', input],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      askServer(
        slug,
        'retention.people',
        { ...input, limit: 100, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const ways = whichOf(cell);
  if (people.isPending) return <Waiting height={400} />;
  if (people.isError) return <Refused error={people.error} again={() => people.refetch()} />;
  const total = people.data.pages[0]?.total ?? 0;
  const shown = people.data.pages.flatMap((page) => page.people);
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <strong role="status">{t('retention.people_title', { count: total })}</strong>
        <SaveList input={input} place={place} unit={grid.unit} />
      </Group>
      {ways.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t('retention.people_label')}
          value={cell.which}
          data={ways.map((which) => ({ value: which, label: t(`retention.people_which.${which}`) }))}
          onChange={(next) => onCell({ ...cell, which: ways.find((one) => one === next) ?? cell.which })}
        />
      )}
      <PeopleTable
        people={shown.map(({ cohort, customer, ...person }) => ({
          ...person,
          opens: customer !== null,
          aside: cell.cohort === null ? rowLabel(cohort, saying) : undefined,
        }))}
      />
      {people.hasNextPage && (
        <Button variant="default" loading={people.isFetchingNextPage} onClick={() => people.fetchNextPage()}>
          {t('shell.more')}
        </Button>
      )}
    </Stack>
  );
}

const whichOf = ({ which }: OpenCell): readonly OpenCell['which'][] => {
  if (which === 'size') return ['size'];
  return which === 'so_far' || which === 'begun'
    ? ['so_far', 'begun']
    : ['returned', 'not_returned', 'eligible'];
};

type Input = Parameters<typeof askServer<'retention.people'>>[2];

/** Keeps these people as a frozen list. */
function SaveList({ input, place, unit }: { input: Input; place: string; unit: 'customer' | 'account' }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const [naming, setNaming] = useState(false);
  const save = useChange('lists.save', ['lists.list']);
  if (!useMay('insights:write')) return null;
  if (!naming) {
    return (
      <Button size="xs" variant="light" onClick={() => setNaming(true)}>
        {t('retention.save_list')}
      </Button>
    );
  }
  const keep = (name: string) =>
    save.mutate(
      { name, unit, from: { of: 'retention.people', ask: input } },
      {
        onSuccess: ({ list }) => {
          setNaming(false);
          notifications.show({
            message: (
              <>
                {t('retention.list_saved', { count: list.size })}{' '}
                <TextLink to="/w/$slug/lists/$id" params={{ slug, id: list.id }}>
                  {t('retention.see_list')}
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
      <NameForm label={t('retention.list_name')} initial={place} busy={save.isPending} onName={keep} />
      {save.isError && <Refused error={save.error} />}
    </div>
  );
}
