import { Badge, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Segment } from '#src/customers/segments/index.ts';
import { question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Fold } from '../../ui/Answered.tsx';
import { without } from '../../ui/address.ts';
import { ButtonLink, TextLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { examplesOf } from './examples.ts';
import styles from './Segments.module.css';
import { keptSaid } from './saying.ts';
import type { SegmentsSearch } from './search.ts';
import { sortedBy } from './sorting.ts';
import { useNow } from './useNow.ts';

const orders = ['name', 'size', 'latest'] as const;
const fewEnough = 5;

/** Every segment: how many are in it, and how fresh that is. */
export function Segments() {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const catalogue = useCatalogue();
  const kept = useQuery({ ...question(slug, 'segments.list', {}), refetchInterval: 10_000 });
  if (catalogue.data === null) return <NothingYet />;
  const segments = kept.data?.segments;
  return (
    <Page
      narrow
      title={t('segments.title')}
      lead={t('segments.lead')}
      actions={
        may &&
        segments &&
        segments.length > 0 && (
          <ButtonLink to="/w/$slug/segments/edit" params={{ slug }}>
            {t('segments.new')}
          </ButtonLink>
        )
      }
    >
      {kept.isPending && <Waiting height={200} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {segments?.length === 0 && <First may={may} />}
      {segments && segments.length > 0 && <Listed segments={segments} />}
    </Page>
  );
}

/** Where no event has arrived, no rule can be read. */
export function NothingYet() {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Page narrow title={t('segments.title')} lead={t('segments.lead')}>
      <Teach
        icon={<IconUsers />}
        title={t('segments.none_title')}
        action={
          <ButtonLink to="/w/$slug/imports" params={{ slug }}>
            {t('ask.nothing_import')}
          </ButtonLink>
        }
      >
        {t('segments.none_without_events')}
      </Teach>
    </Page>
  );
}

/** What segments are for, and three that can be opened at once. */
function First({ may }: { may: boolean }) {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <>
      <Teach
        icon={<IconUsers />}
        title={t('segments.none_title')}
        action={
          may && (
            <ButtonLink variant="default" to="/w/$slug/segments/edit" params={{ slug }}>
              {t('segments.new')}
            </ButtonLink>
          )
        }
      >
        {t('segments.none')}
      </Teach>
      <Examples />
    </>
  );
}

function Examples() {
  const words = useWords();
  const { t } = words;
  const { slug } = useSeat();
  const catalogue = useCatalogue().data;
  if (!catalogue) return null;
  return (
    <section aria-label={t('segments.examples')}>
      <h2 className={styles.heading}>{t('segments.examples')}</h2>
      <Rows
        rows={examplesOf(catalogue).map(({ id, event, rule }) => {
          const name = t(`segments.example.${id}`, { event: eventWords(words, event, 'name') });
          return {
            id,
            title: (
              <TextLink to="/w/$slug/segments/edit" params={{ slug }} search={{ name, rule }} fw={600}>
                {name}
              </TextLink>
            ),
            detail: t(`segments.example.${id}_help`),
          };
        })}
      />
    </section>
  );
}

function Listed({ segments }: { segments: readonly Segment[] }) {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/segments' });
  const navigate = useNavigate({ from: '/w/$slug/segments' });
  const put = (part: { [Key in keyof SegmentsSearch]?: SegmentsSearch[Key] | undefined }) =>
    void navigate({ search: without<SegmentsSearch>({ ...search, ...part }), replace: true });
  const found = sortedBy(segments, search);
  const live = found.filter(({ retiredAt }) => retiredAt === null);
  const retired = found.filter(({ retiredAt }) => retiredAt !== null);
  return (
    <>
      {segments.length > fewEnough && (
        <div className={styles.tools}>
          <TextInput
            type="search"
            className={styles.search ?? ''}
            aria-label={t('segments.search')}
            placeholder={t('segments.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search.search ?? ''}
            onChange={(event) => put({ search: event.currentTarget.value || undefined })}
          />
          <SegmentedControl
            aria-label={t('segments.sort')}
            value={search.sort ?? 'name'}
            data={orders.map((value) => ({ value, label: t(`segments.sort.${value}`) }))}
            onChange={(next) => put({ sort: next === 'size' || next === 'latest' ? next : undefined })}
          />
        </div>
      )}
      {found.length === 0 && <p role="status">{t('segments.no_match')}</p>}
      {live.length > 0 && <SegmentRows segments={live} />}
      {retired.length > 0 && (
        <Fold title={t('segments.retired_ones', { count: retired.length })} open={live.length === 0}>
          <SegmentRows segments={retired} />
        </Fold>
      )}
    </>
  );
}

function SegmentRows({ segments }: { segments: readonly Segment[] }) {
  const words = useWords();
  const { t, said } = words;
  const figures = useFigures();
  const { slug, timezone, countingUnit } = useSeat();
  const now = useNow();
  return (
    <Rows
      rows={segments.map((segment) => {
        const { id, name, unit, size, fault, current, retiredAt } = segment;
        return {
          id,
          title: (
            <>
              <TextLink to="/w/$slug/segments/$id" params={{ slug, id }} fw={600}>
                {name}
              </TextLink>
              {unit !== countingUnit && (
                <Badge variant="default" ml="xs">
                  {t(unit === 'account' ? 'ask.who.accounts' : 'ask.who.customers')}
                </Badge>
              )}
            </>
          ),
          detail: (
            <>
              {t('segments.those_who', { unit, rule: said(current.words) })}
              {fault !== null && retiredAt === null && (
                <span className={styles.fault}>{faultSaid(fault, words)}</span>
              )}
            </>
          ),
          aside: (
            <span className={styles.size}>
              <strong>{size === null ? '–' : t('segments.size', { count: size, unit })}</strong>
              <span className={styles.kept}>{keptSaid(segment, words, { figures, now, timezone })}</span>
            </span>
          ),
        };
      })}
    />
  );
}

/** Why a segment cannot be kept at present. */
export function faultSaid(
  code: string,
  { t, knows }: Pick<ReturnType<typeof useWords>, 't' | 'knows'>,
): string {
  const word = `refusal.${code}`;
  return t('segments.fault', {
    why: knows(word)
      ? t(word, { got: '…', field: 'none', named: 'none', expected: 'none', came: 'none' })
      : t('segments.fault_gone'),
  });
}
