import { IconSpeakerphone } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TableAskInput } from '#src/insights/acquisition/index.ts';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { DeedPart } from '../../ui/DeedPart.tsx';
import { EventPart } from '../../ui/EventPart.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight, type LackingProps } from '../../ui/Insight.tsx';
import { Page } from '../../ui/Page.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useUnit, WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Imported } from './Imported.tsx';
import { AcquisitionRefine, DaysPart, NamingPart } from './Parts.tsx';
import { Result } from './Result.tsx';
import { type AcquisitionSearch, acquisitionLink, askOf, daysOfStay, firstAcquisition } from './search.ts';
import { tableCsv } from './shape.ts';

/** Which campaigns bring customers who stay. */
export function Acquisition() {
  const search = useSearch({ from: '/w/$slug/acquisition' });
  const navigate = useNavigate({ from: '/w/$slug/acquisition' });
  return (
    <Insight
      told="acquisition"
      icon={<IconSpeakerphone />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstAcquisition}
      answer={Answer}
      lacking={NoNamingYet}
    />
  );
}

type Props = AnswerProps<AcquisitionSearch, TableAskInput>;

function Answer(props: Props) {
  const { asked, search, catalogue, change, look } = props;
  const words = useWords();
  const figures = useFigures();
  const answer = useAnswer('acquisition.table', asked);
  const unit = useUnit(search);
  return (
    <AskedPage
      told="acquisition"
      answer={answer}
      opens={acquisitionLink}
      counted={({ countedBy }) => countedBy}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(table) => tableCsv(table, words)}
      legend={words.t('acquisition.chart_note', { unit })}
      height={480}
      sentence={<Sentence {...props} />}
      tools={
        <FrameRefine search={search} onChange={change}>
          <AcquisitionRefine asked={asked} catalogue={catalogue} onChange={change} />
        </FrameRefine>
      }
      below={<Imported />}
    >
      {(table) => (
        <Result
          table={table}
          asked={asked}
          saying={{ words, figures }}
          open={search.open}
          onOpen={(open) => look({ open })}
        />
      )}
    </AskedPage>
  );
}

const ways = ['campaign', 'channel', 'both'] as const;

function Sentence({ asked, search, catalogue, change }: Props) {
  const { t, rich } = useWords();
  const { start, campaign, channel, by = 'campaign' } = asked;
  const stay = { ...asked.stay, ...daysOfStay(asked) };
  const possible = ways.filter(
    (way) => (way === 'channel' || campaign != null) && (way === 'campaign' || channel != null),
  );
  const naming = (dimension: 'campaign' | 'channel') => (
    <NamingPart
      dimension={dimension}
      naming={asked[dimension] ?? undefined}
      optional={by !== 'both' && by !== dimension}
      start={start.event}
      catalogue={catalogue}
      onChange={(next) => change({ [dimension]: next })}
    />
  );
  return rich('acquisition.sentence', {
    who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
    start: (
      <EventPart
        label={t('acquisition.part.start')}
        form="past"
        match={start}
        catalogue={catalogue}
        onChange={(next) => change({ start: next })}
      />
    ),
    range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
    by: (
      <SentenceChoice
        label={t('acquisition.part.by')}
        value={by}
        choices={possible.map((way) => ({ value: way, reads: t(`acquisition.by.${way}`) }))}
        onChoose={(next) => change({ by: ways.find((way) => way === next) })}
      />
    ),
    stay: (
      <DeedPart
        label={t('acquisition.part.stay')}
        form="again"
        deed={stay.match ?? { event: null }}
        catalogue={catalogue}
        onChange={(match) => change({ stay: { ...stay, match } })}
      />
    ),
    days: (
      <DaysPart
        from={stay.from}
        to={stay.to}
        onChange={(next) => change({ stay: { ...stay, ...next }, mismatch: within(asked.mismatch, next.to) })}
      />
    ),
    campaign: naming('campaign'),
    channel: naming('channel'),
  });
}

/** Nothing is called a campaign or a channel: where people come from is told by what, only the reader can say. */
function NoNamingYet({ search, catalogue, change }: LackingProps<AcquisitionSearch>) {
  const { t, rich } = useWords();
  const naming = (dimension: 'campaign' | 'channel') => (
    <NamingPart
      dimension={dimension}
      naming={undefined}
      optional
      start={search.start?.event ?? null}
      catalogue={catalogue}
      onChange={(next) => change({ [dimension]: next, by: dimension })}
    />
  );
  return (
    <Page title={t('acquisition.title')}>
      <QuestionHead written={JSON.stringify(search)}>
        {rich('acquisition.no_naming_sentence', {
          campaign: naming('campaign'),
          channel: naming('channel'),
        })}
      </QuestionHead>
      <Teach icon={<IconSpeakerphone />} title={t('acquisition.no_naming_title')}>
        {t('acquisition.no_naming')}
      </Teach>
      <Imported />
    </Page>
  );
}

/** Leaving again is seen by the last day of staying, or not at all. */
const within = (mismatch: TableAskInput['mismatch'], last: number): TableAskInput['mismatch'] =>
  mismatch?.match == null && (mismatch?.days ?? 30) > last ? { days: last, match: null } : mismatch;
