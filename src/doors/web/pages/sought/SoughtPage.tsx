import { NumberInput } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { Answered, useAnswer } from '../../ui/Answered.tsx';
import { without } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { Insight } from '../../ui/Insight.tsx';
import { MatchesPart } from '../../ui/MatchesPart.tsx';
import { Page } from '../../ui/Page.tsx';
import { PeriodPart } from '../../ui/PeriodPart.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Result, soughtCsv } from './Result.tsx';
import { askOf, firstSought, type SoughtAsked, type SoughtSearch, soughtLink } from './search.ts';

/** Who looked for something and met no value. The address holds the whole question. */
export function SoughtPage() {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/sought' });
  const navigate = useNavigate({ from: '/w/$slug/sought' });
  const asked = askOf(search);
  const first = useCallback(
    (catalogue: Catalogue) =>
      void navigate({ search: (before) => ({ ...firstSought(catalogue), ...before }), replace: true }),
    [navigate],
  );
  return (
    <Insight
      title={t('sought.title')}
      teach={{ icon: <IconZoomQuestion />, title: t('sought.teach_title'), words: t('sought.teach') }}
      asked={asked !== undefined}
      first={first}
    >
      {(catalogue) =>
        asked && (
          <Answer
            asked={asked}
            search={search}
            catalogue={catalogue}
            onChange={(next) => void navigate({ search: next })}
          />
        )
      }
    </Insight>
  );
}

interface AnswerProps {
  readonly asked: SoughtAsked;
  readonly search: SoughtSearch;
  readonly catalogue: Catalogue;
  readonly onChange: (search: SoughtSearch) => void;
}

function Answer({ asked, search, catalogue, onChange }: AnswerProps) {
  const words = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const { t, rich } = words;
  const [read, setRead] = useState('');
  const answer = useAnswer('value.sought', asked);
  const found = answer.query.data;
  const change = (part: { [Key in keyof SoughtSearch]?: SoughtSearch[Key] | undefined }) =>
    onChange(without<SoughtSearch>({ ...search, open: undefined, ...part }));
  return (
    <Page
      title={t('sought.title')}
      actions={
        <Actions
          kept={{ operation: 'value.sought', ask: asked, opens: (ask, id) => soughtLink(slug, ask, id) }}
          sentence={read}
          verdict={found && words.said(found.verdict)}
          file="perdure-sought"
          csv={found && (() => soughtCsv(found, words))}
          legend={t('sought.legend')}
        />
      }
    >
      <QuestionHead
        written={JSON.stringify(asked)}
        onRead={setRead}
        tools={
          <FrameRefine
            frame={{ unit: search.unit, includeMarked: search.includeMarked, asOf: search.asOf }}
            onChange={change}
          >
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
        {rich('sought.sentence', {
          who: (
            <WhoPart
              people={search.people}
              account={search.unit === 'account'}
              catalogue={catalogue}
              onChange={(people) => change({ people })}
            />
          ),
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
      </QuestionHead>
      <Answered answer={answer} height={480}>
        {(sought) => (
          <Result
            sought={sought}
            asked={asked}
            saying={{ words, figures }}
            open={search.open}
            onOpen={(open) => change({ open })}
          />
        )}
      </Answered>
    </Page>
  );
}
