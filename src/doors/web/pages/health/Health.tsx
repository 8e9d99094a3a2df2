import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconActivityHeartbeat, IconAdjustments } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Board } from '#src/insights/health/index.ts';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { Definition, Fold, Folds, Verdict } from '../../ui/Answered.tsx';
import { CompareLink } from '../../ui/CompareLink.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Backtest } from './Backtest.tsx';
import styles from './Board.module.css';
import { BoardTable } from './BoardTable.tsx';
import { boardCsv } from './board-csv.ts';
import { OneDrawer } from './OneDrawer.tsx';
import { OpenPeople } from './OpenPeople.tsx';
import { nameOf, type Saying, talliesOf } from './saying.ts';
import { askOf, boardAskOf, type HealthAsked, type HealthSearch, healthLink, shows } from './search.ts';
import { Tallies } from './Tallies.tsx';
import { TemplateForm } from './TemplateForm.tsx';
import { Unused } from './Unused.tsx';

/** How healthy accounts are. */
export function Health() {
  const search = useSearch({ from: '/w/$slug/health' });
  const navigate = useNavigate({ from: '/w/$slug/health' });
  return (
    <Insight
      told="health"
      icon={<IconActivityHeartbeat />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={() => undefined}
      answer={Answer}
    />
  );
}

type Props = AnswerProps<HealthSearch, HealthAsked>;

function Answer(props: Props) {
  const { asked, search, catalogue, look } = props;
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  const saying = { words, figures };
  const { slug } = useSeat();
  const [read, setRead] = useState('');
  const [editing, setEditing] = useState(false);
  const board = useBoard(search);
  const first = board.data?.pages[0];
  const open = (next: string | undefined) => look({ open: next });
  return (
    <Page
      title={t('health.title')}
      actions={
        first && (
          <>
            <Button
              variant="default"
              leftSection={<IconAdjustments size={16} aria-hidden />}
              onClick={() => setEditing(true)}
            >
              {t('health.edit')}
            </Button>
            <CompareLink operation="health.summary" asked={asked} />
            <Actions
              kept={{
                operation: 'health.summary',
                ask: asked,
                opens: (kept, id) => healthLink(slug, kept, id),
              }}
              sentence={read}
              verdict={words.said(first.verdict)}
              file="perdure-health"
              csv={async () => boardCsv(first, await wholeBoard(slug, search), words)}
            />
          </>
        )
      }
    >
      <Question {...props} board={first} saying={saying} onRead={setRead} />
      {board.isError && <Refused error={board.error} again={() => board.refetch()} />}
      {board.isPending && <Waiting height={460} />}
      {first && (
        <>
          <Shown {...props} board={first} saying={saying} pages={board} onOpen={open} />
          <OpenPeople asked={asked} open={search.open} unit={first.unit} onClose={() => open(undefined)} />
          {search.holder !== undefined && (
            <OneDrawer
              key={search.holder}
              asked={asked}
              holder={search.holder}
              saying={saying}
              onOpen={open}
              onClose={() => look({ holder: undefined })}
            />
          )}
          {editing && (
            <TemplateForm
              asked={asked}
              adopted={first.template}
              catalogue={catalogue}
              saying={saying}
              onClose={() => setEditing(false)}
            />
          )}
        </>
      )}
    </Page>
  );
}

const perPage = 50;

function useBoard(search: HealthSearch) {
  const { slug } = useSeat();
  const asked = boardAskOf(search);
  return useInfiniteQuery({
    queryKey: [slug, 'health.board', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(
        slug,
        'health.board',
        { ...asked, limit: perPage, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** Every row of the board, whatever is shown of it: asked for a thousand at a time. */
async function wholeBoard(slug: string, search: HealthSearch): Promise<Board['rows']> {
  const rows: Board['rows'] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const asked = { ...boardAskOf(search), limit: 1000, ...(cursor === undefined ? {} : { cursor }) };
    const page: Board = await ask(slug, 'health.board', asked);
    rows.push(...page.rows);
    cursor = page.next;
  }
  return rows;
}

type Shows = Props & { readonly board: Board; readonly saying: Saying };

interface QuestionProps extends Props {
  readonly board: Board | undefined;
  readonly saying: Saying;
  readonly onRead: (read: string) => void;
}

/** The question as a sentence whose parts are menus. */
function Question({ search, catalogue, look, change, board, saying, onRead }: QuestionProps) {
  const { words } = saying;
  const { t } = words;
  const dimensions = board?.template.template.dimensions ?? [];
  const sorts = [
    ...(['stake', 'score', 'coverage', 'name'] as const).map((value) => ({
      value: value as string,
      reads: t(`health.sort.${value}`),
    })),
    ...dimensions.map((dimension) => ({
      value: dimension.key,
      reads: t('health.sort.dimension', { name: nameOf(dimension, words) }),
    })),
  ];
  return (
    <QuestionHead
      written={JSON.stringify(search)}
      onRead={onRead}
      tools={
        <FrameRefine search={search} onChange={change} more={search.among === undefined ? 0 : 1}>
          <Select
            label={t('health.among')}
            allowDeselect={false}
            value={search.among ?? ''}
            comboboxProps={{ withinPortal: false }}
            data={[
              { value: '', label: t('health.among_usual') },
              { value: 'holding', label: t('health.among_holding') },
              { value: 'known', label: t('health.among_known') },
            ]}
            onChange={(next) => change({ among: next === 'holding' || next === 'known' ? next : undefined })}
          />
        </FrameRefine>
      }
    >
      {words.rich('health.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        show: (
          <SentenceChoice
            label={t('health.part_show')}
            value={search.show ?? 'all'}
            choices={shows.map((value) => ({ value, reads: t(`health.show.${value}`) }))}
            onChoose={(next) => look({ show: shows.find((one) => one === next) })}
          />
        ),
        sort: (
          <SentenceChoice
            label={t('health.part_sort')}
            value={search.sort ?? 'stake'}
            choices={sorts}
            onChoose={(sort) => look({ sort })}
          />
        ),
      })}
    </QuestionHead>
  );
}

type Pages = ReturnType<typeof useBoard>;

function Shown(props: Shows & { readonly pages: Pages; readonly onOpen: (open: string) => void }) {
  const { asked, board, saying, pages, look, search, onOpen } = props;
  const { t, said } = saying.words;
  const find = useDebouncedCallback(
    (text: string) => look({ find: text.trim() === '' ? undefined : text }),
    300,
  );
  if (board.total === 0) return <Nobody {...props} />;
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <Verdict>{said(board.verdict)}</Verdict>
      <div className={styles.tools}>
        <strong role="status">{t('ask.people_title', { count: board.shown, unit: board.unit })}</strong>
        <TextInput
          size="xs"
          aria-label={t('shell.search')}
          placeholder={t('shell.search')}
          defaultValue={search.find ?? ''}
          onChange={(event) => find(event.currentTarget.value)}
        />
      </div>
      <BoardTable board={board} rows={rows} saying={saying} onHolder={(holder) => look({ holder })} />
      {pages.hasNextPage && (
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          {t('shell.more')}
        </Button>
      )}
      <Folds>
        <Fold title={t('health.tally')} open>
          <Tallies
            overall={board.overall}
            dimensions={talliesOf(board, saying.words)}
            saying={saying}
            onOpen={onOpen}
          />
        </Fold>
        <Backtest asked={asked} saying={saying} onOpen={onOpen} />
        <Unused asked={asked} saying={saying} onOpen={onOpen} />
        <Definition of={board}>
          <p>{t('health.definition', { version: board.template.version })}</p>
        </Definition>
      </Folds>
    </>
  );
}

/** Nobody holds a contract, or nobody is known: what is missing, and the one thing to do next. */
function Nobody({ board, saying, change }: Shows) {
  const { t } = saying.words;
  const { slug } = useSeat();
  return (
    <Teach
      icon={<IconActivityHeartbeat />}
      title={t('health.none_title')}
      action={
        <>
          <ButtonLink to="/w/$slug/imports" params={{ slug }}>
            {t('health.none_import')}
          </ButtonLink>
          {board.among === 'holding' && (
            <Button variant="default" onClick={() => change({ among: 'known' })}>
              {t('health.none_known')}
            </Button>
          )}
        </>
      }
    >
      {t('health.none')}
    </Teach>
  );
}
