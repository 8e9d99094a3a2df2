import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { AhaDefinition, Board as Found } from '#src/insights/aha/index.ts';
import { question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { Answered, Definition, Fold, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { type Change, without } from '../../ui/address.ts';
import { byChoices } from '../../ui/by-choices.ts';
import { CompareLink } from '../../ui/CompareLink.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { InSegment } from '../../ui/InSegment.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Parts as Beside } from '../../ui/Parts.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useUnit, WhoPart } from '../../ui/WhoPart.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import styles from './Board.module.css';
import { BoardPeople } from './BoardPeople.tsx';
import { type BoardSearch, boardAsk, boardLink, byText, rateAsk } from './board-search.ts';
import { boardCsv, type Channel, channelIn, likelyChannel } from './board-shape.ts';
import { Channels } from './Channels.tsx';
import { MomentForm } from './MomentForm.tsx';
import { OwnersLine } from './Moments.tsx';
import { Newcomers } from './Newcomers.tsx';
import type { BoardProps } from './props.ts';
import { RateTable } from './RateTable.tsx';
import { Retiring } from './Retiring.tsx';
import { Trend } from './Trend.tsx';

/** One aha moment as product and marketing look at it together. */
export function Board() {
  const search = useSearch({ from: '/w/$slug/aha/moments/$id' });
  const { t } = useWords();
  const { slug } = useSeat();
  const { id } = useParams({ from: '/w/$slug/aha/moments/$id' });
  const kept = useQuery(question(slug, 'aha.list', {}));
  const catalogue = useCatalogue();
  const moment = kept.data?.definitions.find((one) => one.id === id);
  if (moment && catalogue.data)
    return (
      <InSegment asked={search} catalogue={catalogue.data}>
        <Whole moment={moment} catalogue={catalogue.data} />
      </InSegment>
    );
  const error = kept.error ?? catalogue.error;
  const waiting = kept.isPending || catalogue.isPending;
  return (
    <Page title={t('aha.title')}>
      {error ? (
        <Refused error={error} />
      ) : waiting ? (
        <Waiting height={400} />
      ) : (
        <p>{t('aha.no_such_moment')}</p>
      )}
      {!waiting && (
        <p>
          <TextLink to="/w/$slug/aha/moments" params={{ slug }}>
            {t('aha.to_moments')}
          </TextLink>
        </p>
      )}
    </Page>
  );
}

function Whole({ moment, catalogue }: { moment: AhaDefinition; catalogue: Catalogue }) {
  const words = useWords();
  const figures = useFigures();
  const { t, said } = words;
  const { slug } = useSeat();
  const search = useSearch({ from: '/w/$slug/aha/moments/$id' });
  const navigate = useNavigate({ from: '/w/$slug/aha/moments/$id' });
  const unit = useUnit(search);
  const [read, setRead] = useState('');
  const asked = boardAsk(moment.id, search);
  const answer = useAnswer('aha.board', asked);
  const found = answer.query.data;
  const saying = { words, figures };
  const onLook: Change<BoardSearch> = (part) =>
    void navigate({ search: without<BoardSearch>({ ...search, ...part }) });
  const change: Change<BoardSearch> = (part) => onLook({ open: undefined, ...part });
  const channel = channelOf(search, moment, catalogue);
  const parts = { moment, search, saying, onLook };
  return (
    <Page
      title={moment.name}
      lead={
        <>
          {said(versionIn(found?.definition ?? moment, search.version).words)}
          <OwnersLine moment={moment} />
        </>
      }
      actions={
        <>
          {found && <CompareLink operation="aha.rate" asked={rateAsk(asked, found)} />}
          <Actions
            kept={{
              operation: 'aha.board',
              ask: asked,
              opens: (ask, id) => boardLink(slug, ask, id),
            }}
            sentence={`${moment.name}. ${read}`}
            verdict={found && said(found.verdict)}
            file="perdure-aha"
            csv={found && (() => boardCsv(found, found.channels, saying))}
          />
          <Managing moment={moment} catalogue={catalogue} />
        </>
      }
    >
      {moment.retiredAt !== null && <Alert color="yellow">{t('aha.is_retired')}</Alert>}
      {search.version !== undefined && search.version !== moment.current.version && (
        <Alert color="yellow">
          {t('aha.earlier_version', { version: search.version })}{' '}
          <Button size="compact-sm" variant="subtle" onClick={() => change({ version: undefined })}>
            {t('aha.to_current')}
          </Button>
        </Alert>
      )}
      <QuestionHead
        written={JSON.stringify([asked, search.by])}
        onRead={setRead}
        tools={<FrameRefine search={search} onChange={change} />}
      >
        {words.rich('aha.board_sentence', {
          who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
          start: eventWords(words, moment.current.start.event, 'past'),
          weeks: <WeeksPart weeks={search.weeks ?? 12} onChange={(weeks) => change({ weeks })} />,
          by: (
            <SentenceChoice
              label={t('aha.channel')}
              value={byText(channel)}
              choices={[
                { value: 'none', reads: t('ask.by.none') },
                ...byChoices(words, catalogue, moment.current.start.event, unit),
              ]}
              onChoose={(by) => change({ by })}
            />
          ),
        })}
      </QuestionHead>
      <Answered answer={answer} height={520}>
        {(board) => <Parts {...parts} board={board} channel={channel} />}
      </Answered>
      <BoardPeople {...parts} board={found} channel={channel} />
    </Page>
  );
}

/** By what channels are told apart: as the address says, as the definition says, else as one would guess. */
const channelOf = ({ by }: BoardSearch, { channel }: AhaDefinition, { traits }: Catalogue): Channel | null =>
  by === undefined ? (channel ?? likelyChannel(traits)) : channelIn(by);

const spans = [4, 8, 12, 26, 52] as const;

function WeeksPart({ weeks, onChange }: { weeks: number; onChange: (weeks: number) => void }) {
  const { t } = useWords();
  return (
    <SentenceChoice
      label={t('aha.part.weeks')}
      value={String(weeks)}
      choices={[...new Set<number>([...spans, weeks])].map((one) => ({
        value: String(one),
        reads: t('aha.weeks', { weeks: one }),
      }))}
      onChoose={(next) => onChange(Number(next))}
    />
  );
}

interface FoundProps extends BoardProps {
  readonly board: Found;
  readonly channel: Channel | null;
}

function Parts(props: FoundProps) {
  const { moment, board, saying } = props;
  const { t, said } = saying.words;
  return (
    <>
      <Verdict>{said(board.verdict)}</Verdict>
      <Beside>
        <Panel title={t('aha.trend')}>
          <Trend board={board} saying={saying} height={360} />
          <NotesBelow from={board.from} to={board.to} />
        </Panel>
        <Newcomers {...props} />
      </Beside>
      <Channels {...props} />
      <Panel title={t('aha.trend_table')}>
        <RateTable
          {...props}
          caption={t('aha.trend_table')}
          first={t('aha.cohort')}
          of="week"
          rows={[board.rate, ...board.trend.toReversed()]}
        />
      </Panel>
      {moment.note !== '' && (
        <Panel title={t('aha.note')}>
          <p className={styles.written}>{moment.note}</p>
        </Panel>
      )}
      <Folds>
        <Versions {...props} />
        <Definition of={{ ...board, definition: versionIn(board.definition, board.version).words }}>
          <p>{t('aha.rate_method')}</p>
        </Definition>
      </Folds>
    </>
  );
}

/** Changes the definition, or takes it out of use. */
function Managing({ moment, catalogue }: { moment: AhaDefinition; catalogue: Catalogue }) {
  const { t } = useWords();
  const may = useMay('insights:write');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      {moment.retiredAt === null && (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('aha.change')}
        </Button>
      )}
      <Retiring moment={moment} size="sm" />
      {open && (
        <MomentForm
          moment={moment}
          rule={moment.current}
          name={moment.name}
          catalogue={catalogue}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** A version by its number; the present one unless told. */
const versionIn = ({ versions, current }: AhaDefinition, version: number | undefined) =>
  versions.find((one) => one.version === version) ?? current;

/** What the definition was before: its figures can be read by any of its versions. */
function Versions({ moment: { versions, current }, search, onLook }: BoardProps) {
  const { t, said } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const shown = search.version ?? current.version;
  return (
    <Fold title={t('aha.versions', { count: versions.length })}>
      <ol reversed>
        {versions.map(({ version, words, createdAt }) => (
          <li key={version}>
            {t('value.version', { words: said(words), date: figures.moment(createdAt, timezone) })}{' '}
            {version !== shown && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t('shell.pair', { name: t('aha.read_by'), value: version })}
                onClick={() =>
                  onLook({ version: version === current.version ? undefined : version, open: undefined })
                }
              >
                {t('aha.read_by')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Fold>
  );
}
