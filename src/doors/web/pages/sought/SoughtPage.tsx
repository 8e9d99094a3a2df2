import { NumberInput } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { MatchesPart } from '../../ui/MatchesPart.tsx';
import { PeriodPart } from '../../ui/PeriodPart.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
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
    />
  );
}

function Answer({ asked, search, catalogue, change }: AnswerProps<SoughtSearch, SoughtAsked>) {
  const words = useWords();
  const figures = useFigures();
  const { t, rich } = words;
  const answer = useAnswer('value.sought', asked);
  return (
    <AskedPage
      told="sought"
      answer={answer}
      opens={soughtLink}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(found) => soughtCsv(found, words)}
      legend={t('sought.legend')}
      height={480}
      sentence={rich('sought.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        period: (
          <PeriodPart
            form="after"
            period={asked.period ?? 'week'}
            onChange={(period) => change({ period })}
          />
        ),
        range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
        search: (
          <MatchesPart
            label={t('sought.part.search')}
            matches={asked.search}
            catalogue={catalogue}
            onChange={(next) => change({ search: next })}
          />
        ),
        value: (
          <MatchesPart
            label={t('sought.part.value')}
            matches={asked.value ?? []}
            none={t('sought.by_default')}
            catalogue={catalogue}
            onChange={(next) => change({ value: next })}
          />
        ),
      })}
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
