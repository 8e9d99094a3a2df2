import { NumberInput } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useSeat } from '../../seat.ts';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { DeedsPart } from '../../ui/DeedsPart.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight, type LackingProps } from '../../ui/Insight.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { MatchesPart } from '../../ui/MatchesPart.tsx';
import { Page } from '../../ui/Page.tsx';
import { PeriodPart } from '../../ui/PeriodPart.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Result, soughtCsv } from './Result.tsx';
import { askOf, firstSought, type SoughtAsked, type SoughtSearch, soughtLink } from './search.ts';

/** Who looked for something and met no value. */
export function SoughtPage() {
  const search = useSearch({ from: '/w/$slug/sought' });
  const navigate = useNavigate({ from: '/w/$slug/sought' });
  return (
    <Insight
      told="sought"
      icon={<IconZoomQuestion />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstSought}
      answer={Answer}
      lacking={NoSearchYet}
    />
  );
}

/** The question; « … » where nothing is said yet. */
function Sentence({ search, catalogue, change }: LackingProps<SoughtSearch>) {
  const { t, rich } = useWords();
  const { span } = catalogue;
  return rich('sought.sentence', {
    who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
    period: (
      <PeriodPart form="after" period={search.period ?? 'week'} onChange={(period) => change({ period })} />
    ),
    range: (
      <RangePart from={search.from ?? span.first} to={search.to ?? span.last} span={span} onChange={change} />
    ),
    search: (
      <MatchesPart
        label={t('sought.part.search')}
        matches={search.search ?? []}
        catalogue={catalogue}
        onChange={(next) => change({ search: next })}
      />
    ),
    value: (
      <DeedsPart
        label={t('sought.part.value')}
        deeds={search.value ?? []}
        none={t('sought.by_default')}
        catalogue={catalogue}
        onChange={(next) => change({ value: next })}
      />
    ),
  });
}

/** No event is plainly a search: which one is, only the reader can say. */
function NoSearchYet(props: LackingProps<SoughtSearch>) {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Page title={t('sought.title')}>
      <QuestionHead written={JSON.stringify(props.search)}>
        <Sentence {...props} />
      </QuestionHead>
      <Teach
        icon={<IconZoomQuestion />}
        title={t('sought.teach_title')}
        action={
          <ButtonLink variant="default" to="/w/$slug/sources" params={{ slug }}>
            {t('ask.nothing_send')}
          </ButtonLink>
        }
      >
        {t('sought.no_search')}
      </Teach>
    </Page>
  );
}

function Answer({ asked, search, catalogue, change }: AnswerProps<SoughtSearch, SoughtAsked>) {
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  const answer = useAnswer('value.sought', asked);
  return (
    <AskedPage
      told="sought"
      answer={answer}
      opens={soughtLink}
      counted={({ countedBy }) => countedBy}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(found) => soughtCsv(found, words)}
      legend={t('sought.legend')}
      height={480}
      sentence={<Sentence search={search} catalogue={catalogue} change={change} />}
      tools={
        <FrameRefine search={search} onChange={change}>
          <NumberInput
            label={t('sought.gap')}
            min={1}
            max={1440}
            value={asked.gapMinutes ?? 30}
            onChange={(gapMinutes) => typeof gapMinutes === 'number' && change({ gapMinutes })}
          />
        </FrameRefine>
      }
    >
      {(sought) => (
        <Result
          sought={sought}
          asked={asked}
          saying={{ words, figures }}
          open={search.open}
          onOpen={(open) => change({ open })}
        />
      )}
    </AskedPage>
  );
}
