import { Button, Group, Select } from '@mantine/core';
import { IconMailOff, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useActorNames } from '../../actors.ts';
import { ask } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Page } from '../../ui/Page.tsx';
import { type RowParts, Rows } from '../../ui/Rows.tsx';
import { SearchedList } from '../../ui/SearchedList.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { LiftForm, SuppressForm, type Suppression } from './SuppressionForms.tsx';

const reasons = [
  'hard_bounce',
  'soft_bounces',
  'complaint',
  'stop',
  'gone',
  'by_hand',
] as const satisfies readonly Suppression['reason'][];

const atOnce = 50;

/** Addresses that get nothing any more: why, since when; some are added by hand, and any may be lifted. */
export function Suppressions() {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('customers:write');
  const [reason, setReason] = useState<Suppression['reason'] | null>(null);
  const [adding, setAdding] = useState(false);
  const [lifting, setLifting] = useState<Suppression | null>(null);
  const filter = reason === null ? {} : { reason };
  const found = useInfiniteQuery({
    queryKey: [slug, 'suppressions.list', filter],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      ask(slug, 'suppressions.list', { ...filter, limit: atOnce, from: pageParam }, signal),
    getNextPageParam: ({ total }, pages) =>
      pages.length * atOnce < total ? pages.length * atOnce : undefined,
    placeholderData: keepPreviousData,
  });
  const shown = found.data?.pages.flatMap((page) => page.suppressions) ?? [];
  const total = found.data?.pages[0]?.total ?? 0;
  const rowOf = useRow(may ? setLifting : undefined);
  const add = may && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t('suppressed.add')}
    </Button>
  );
  const some = reason !== null || total > 0;
  return (
    <Page narrow title={t('suppressed.title')} lead={t('suppressed.lead')} actions={some && add}>
      {some && (
        <Group gap="md">
          <Select
            aria-label={t('suppressed.filter')}
            placeholder={t('suppressed.any_reason')}
            clearable
            data={reasons.map((one) => ({ value: one, label: t(`suppressed.reason.${one}`) }))}
            value={reason}
            onChange={(next) => setReason(reasons.find((one) => one === next) ?? null)}
          />
          <strong role="status">{t('suppressed.count', { count: total })}</strong>
        </Group>
      )}
      <SearchedList
        found={found}
        total={total}
        isNarrowed={reason !== null}
        none={
          <Teach icon={<IconMailOff />} title={t('suppressed.none_title')} action={add}>
            {t('suppressed.none')}
          </Teach>
        }
        noMatch={t('suppressed.no_match')}
      >
        <Rows rows={shown.map((one, place) => rowOf(one, place))} />
      </SearchedList>
      {adding && <SuppressForm onClose={() => setAdding(false)} />}
      {lifting && <LiftForm suppression={lifting} onClose={() => setLifting(null)} />}
    </Page>
  );
}

/** Who told it: one of the people or programs of the workspace, else as the server calls it. */
function useTeller(): (toldBy: string) => string {
  const nameOf = useActorNames();
  return (toldBy) => (/^(user|key|cli):/.test(toldBy) ? nameOf(toldBy) : toldBy);
}

function useRow(
  onLift: ((suppression: Suppression) => void) | undefined,
): (suppression: Suppression, place: number) => RowParts {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const teller = useTeller();
  return (suppression, place) => {
    const { kind, shown, reason, detail, since, toldBy } = suppression;
    const name = shown === '' ? t('suppressed.erased') : shown;
    return {
      id: `${place}`,
      title: name,
      detail: [
        t(`suppressed.kind.${kind}`),
        t(`suppressed.reason.${reason}`),
        ...(detail === '' ? [] : [detail]),
        t('suppressed.since', { date: figures.moment(since, timezone) }),
        t('suppressed.told_by', { who: teller(toldBy) }),
      ].join(' · '),
      // A push address is nothing that anybody could write down.
      aside: onLift && kind !== 'push' && (
        <Button
          size="xs"
          variant="default"
          aria-label={t('suppressed.lift_of', { shown: name })}
          onClick={() => onLift(suppression)}
        >
          {t('suppressed.lift')}
        </Button>
      ),
    };
  };
}
