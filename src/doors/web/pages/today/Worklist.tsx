import { Button, Menu, Switch } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Worklist as Found } from '#src/insights/worklist/index.ts';
import { ask } from '../../ask.ts';
import { csvBlob, csvText } from '../../charts/csv.ts';
import { download } from '../../charts/picture.ts';
import { useSeat } from '../../seat.ts';
import { unitsOf } from '../../ui/cents.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Questions } from '../../ui/Questions.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { WhoPart, type WhoPartProps } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { holderName } from './holder.ts';
import { askedOf, type ReasonName, type TodaySearch, worklistLink } from './search.ts';
import { stakesSaid } from './stakes.ts';
import styles from './Worklist.module.css';
import { WorklistRow } from './WorklistRow.tsx';

const pageSize = 25;

/** Who needs attention, most at stake first; each reason narrows the list, and its number is the list’s. */
export function Worklist() {
  const { t } = useWords();
  const { slug } = useSeat();
  const search = useSearch({ from: '/w/$slug/' });
  const asked = askedOf(search);
  const found = useInfiniteQuery({
    queryKey: [slug, 'worklist.list', asked],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      ask(slug, 'worklist.list', { ...asked, limit: pageSize, from: pageParam }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 120_000,
  });
  const [first] = found.data?.pages ?? [];
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className={styles.list}>
      <Panel
        title={t('worklist.title')}
        aside={
          <div className={styles.tools}>
            <Questions
              kept={{
                operation: 'worklist.list',
                ask: asked,
                opens: (of, id) => worklistLink(slug, of, id),
                pins: false,
              }}
            />
            <Exported asked={asked} total={first?.total ?? 0} />
          </div>
        }
      >
        {found.isPending && <Waiting height={320} />}
        {found.isError && <Refused error={found.error} again={() => found.refetch()} />}
        {first && (
          <>
            <Narrowing found={first} search={search} />
            {rows.length === 0 ? (
              <Nobody search={search} />
            ) : (
              <ol className={styles.rows}>
                {rows.map((row) => (
                  <WorklistRow key={`${row.holder.kind}${row.holder.id}`} row={row} />
                ))}
              </ol>
            )}
          </>
        )}
        {found.hasNextPage && (
          <div>
            <Button
              variant="default"
              loading={found.isFetchingNextPage}
              onClick={() => found.fetchNextPage()}
            >
              {t('shell.more')}
            </Button>
          </div>
        )}
      </Panel>
    </div>
  );
}

interface NarrowingProps {
  readonly found: Found;
  readonly search: TodaySearch;
}

/** The reasons as filters, with how many each names and what is at stake there. */
function Narrowing({ found, search }: NarrowingProps) {
  const { t } = useWords();
  const figures = useFigures();
  const navigate = useNavigate({ from: '/w/$slug/' });
  const change = (part: { [Key in keyof TodaySearch]?: TodaySearch[Key] | undefined }) => {
    const { saved: _, ...rest } = search;
    const next = Object.fromEntries(
      Object.entries({ ...rest, ...part }).filter(([, value]) => value !== undefined),
    );
    void navigate({ search: next, replace: true });
  };
  const chosen = search.reasons ?? [];
  const toggle = (reason: ReasonName) => {
    const next = chosen.includes(reason) ? chosen.filter((one) => one !== reason) : [...chosen, reason];
    change({ reasons: next.length === 0 ? undefined : next });
  };
  // A reason that was chosen and names nobody any more can still be let go.
  const gone = chosen.filter((reason) => !found.reasons.some((one) => one.reason === reason));
  const shown = [...found.reasons, ...gone.map((reason) => ({ reason, rows: 0, stakes: [] }))];
  return (
    <div className={styles.narrowing}>
      <fieldset className={styles.reasons} aria-label={t('worklist.reasons')}>
        <button
          type="button"
          className={styles.reason}
          aria-pressed={chosen.length === 0}
          onClick={() => change({ reasons: undefined })}
        >
          {t('worklist.everything')} <b>{figures.count(found.all)}</b>
        </button>
        {shown.map(({ reason, rows, stakes }) => (
          <button
            key={reason}
            type="button"
            className={styles.reason}
            aria-pressed={chosen.includes(reason)}
            title={
              stakes.length === 0 ? undefined : t('worklist.a_month', { amount: stakesSaid(stakes, figures) })
            }
            onClick={() => toggle(reason)}
          >
            {t(`worklist.reason.${reason}`)} <b>{figures.count(rows)}</b>
          </button>
        ))}
      </fieldset>
      <div className={styles.ways}>
        {search.people && (
          <Whom
            search={search}
            onChange={({ people }) => change({ people: people?.length ? people : undefined })}
          />
        )}
        <Switch
          size="xs"
          label={t('worklist.mine')}
          checked={search.mine === true}
          onChange={(event) => change({ mine: event.currentTarget.checked || undefined })}
        />
        {(found.aside > 0 || search.show === 'aside') && (
          <Switch
            size="xs"
            label={t('worklist.aside', { count: found.aside })}
            checked={search.show === 'aside'}
            onChange={(event) => change({ show: event.currentTarget.checked ? 'aside' : undefined })}
          />
        )}
      </div>
    </div>
  );
}

/** Of whom the list is, where it was narrowed to somebody: by a segment, a list, traits. */
function Whom({ search: { people, kind }, onChange }: WhomProps) {
  const catalogue = useCatalogue().data;
  return catalogue ? (
    <WhoPart search={{ people, unit: kind }} catalogue={catalogue} onChange={onChange} />
  ) : null;
}

interface WhomProps extends Pick<WhoPartProps, 'onChange'> {
  readonly search: TodaySearch;
}

function Nobody({ search }: { search: TodaySearch }) {
  const { t } = useWords();
  const narrowed = Object.keys(askedOf(search)).length > 0;
  return (
    <div className={styles.nobody}>
      <p>{t(narrowed ? 'worklist.nobody_such' : 'worklist.nobody')}</p>
      {!narrowed && <p>{t('worklist.nobody_help')}</p>}
    </div>
  );
}

/** The whole list as a file, page by page: as many lines as the list tells. */
function Exported({ asked, total }: { asked: Omit<TodaySearch, 'saved'>; total: number }) {
  const words = useWords();
  const { t, language } = words;
  const { slug } = useSeat();
  const file = useMutation({
    mutationFn: async () => {
      const rows: Found['rows'] = [];
      for (let from: number | null = 0; from !== null; ) {
        const page: Found = await ask(slug, 'worklist.list', { ...asked, limit: 1000, from });
        rows.push(...page.rows);
        from = page.next;
      }
      const heads = (['who', 'id', 'kind', 'why', 'next', 'stake', 'currency', 'due', 'whose'] as const).map(
        (head) => t(`worklist.csv.${head}`),
      );
      const lines = rows.flatMap((row) => {
        const stakes = row.stakes.length === 0 ? [null] : row.stakes;
        return stakes.map((stake) => [
          holderName(row.holder),
          row.holder.id,
          t(`worklist.kind.${row.holder.kind}`),
          row.causes.map(({ words: why }) => words.said(why)).join(' · '),
          row.causes[0] === undefined ? null : words.said(row.causes[0].next),
          stake === null ? null : unitsOf(Number(stake.amount), stake.currency),
          stake?.currency ?? null,
          row.due,
          row.assignee?.name ?? row.owner?.name ?? null,
        ]);
      });
      download(csvBlob(csvText([heads, ...lines], language)), `${t('worklist.title')}.csv`);
    },
  });
  if (total === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={file.isPending}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('worklist.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => file.mutate()}>CSV</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
