import { Button } from '@mantine/core';
import { IconPencil, IconStairs } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { RankingAskInput } from '#src/insights/step-failure/index.ts';
import { useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { Answered, useAnswer } from '../../ui/Answered.tsx';
import { without } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { Insight } from '../../ui/Insight.tsx';
import { Page } from '../../ui/Page.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Editor } from './Editor.tsx';
import { Result, rankingCsv } from './Result.tsx';
import { askOf, firstStepFailure, ranks, type StepFailureSearch, stepFailureLink } from './search.ts';
import { WorthPart } from './WorthPart.tsx';

/** Which missed step goes with the most departures. The address holds the whole question. */
export function StepFailure() {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/step-failure' });
  const navigate = useNavigate({ from: '/w/$slug/step-failure' });
  const asked = askOf(search);
  const first = useCallback(
    (catalogue: Catalogue) =>
      void navigate({ search: (before) => ({ ...firstStepFailure(catalogue), ...before }), replace: true }),
    [navigate],
  );
  return (
    <Insight
      title={t('steps.title')}
      teach={{ icon: <IconStairs />, title: t('steps.teach_title'), words: t('steps.teach') }}
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
  readonly asked: RankingAskInput;
  readonly search: StepFailureSearch;
  readonly catalogue: Catalogue;
  readonly onChange: (search: StepFailureSearch) => void;
}

function Answer({ asked, search, catalogue, onChange }: AnswerProps) {
  const words = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const { t, rich } = words;
  const [read, setRead] = useState('');
  const [editing, setEditing] = useState(false);
  const answer = useAnswer('step-failure.ranking', asked);
  const found = answer.query.data;
  const change = (part: { [Key in keyof StepFailureSearch]?: StepFailureSearch[Key] | undefined }) =>
    onChange(without<StepFailureSearch>({ ...search, open: undefined, ...part }));
  const declared = found?.declared ?? ('declared' in asked.of ? asked.of.declared : undefined);
  return (
    <Page
      title={t('steps.title')}
      actions={
        <Actions
          kept={{
            operation: 'step-failure.ranking',
            ask: asked,
            opens: (ask, id) => stepFailureLink(slug, ask, id),
          }}
          sentence={read}
          verdict={found && words.said(found.verdict)}
          file="perdure-steps"
          csv={found && (() => rankingCsv(found, words))}
        />
      }
    >
      <QuestionHead
        written={JSON.stringify(asked)}
        onRead={setRead}
        tools={
          <>
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              disabled={!declared}
              onClick={() => setEditing(true)}
            >
              {t('steps.edit')}
            </Button>
            <FrameRefine
              frame={{ unit: search.unit, includeMarked: search.includeMarked, asOf: search.asOf }}
              onChange={change}
            >
              <WorthPart worth={asked.worth} catalogue={catalogue} onChange={(worth) => change({ worth })} />
            </FrameRefine>
          </>
        }
      >
        {rich('steps.sentence', {
          who: (
            <WhoPart
              people={search.people}
              account={search.unit === 'account'}
              catalogue={catalogue}
              onChange={(people) => change({ people })}
            />
          ),
          range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
          rank: (
            <SentenceChoice
              label={t('steps.part.rank')}
              value={asked.rank ?? 'departures'}
              choices={ranks.map((rank) => ({ value: rank, reads: t(`steps.rank.${rank}`) }))}
              onChoose={(next) => change({ rank: ranks.find((rank) => rank === next) })}
            />
          ),
        })}
      </QuestionHead>
      <Answered answer={answer} height={420}>
        {(ranking) => (
          <Result
            ranking={ranking}
            asked={asked}
            saying={{ words, figures }}
            open={search.open}
            onOpen={(open) => change({ open })}
          />
        )}
      </Answered>
      {editing && declared && (
        <Editor
          declared={declared}
          catalogue={catalogue}
          onClose={() => setEditing(false)}
          onAsk={(of) => {
            change({ of });
            setEditing(false);
          }}
        />
      )}
    </Page>
  );
}
