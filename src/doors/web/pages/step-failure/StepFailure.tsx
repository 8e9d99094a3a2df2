import { Button } from '@mantine/core';
import { IconPencil, IconStairs } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { RankingAskInput } from '#src/insights/step-failure/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Editor } from './Editor.tsx';
import { Result, rankingCsv } from './Result.tsx';
import { askOf, firstStepFailure, ranks, type StepFailureSearch, stepFailureLink } from './search.ts';
import { WorthPart } from './WorthPart.tsx';

/** Which missed step goes with the most departures. */
export function StepFailure() {
  const search = useSearch({ from: '/w/$slug/step-failure' });
  const navigate = useNavigate({ from: '/w/$slug/step-failure' });
  const { slug, countingUnit } = useSeat();
  const holderKind = search.unit ?? countingUnit;
  const contracts = useQuery(question(slug, 'contracts.list', { holderKind, limit: 1 }));
  return (
    <Insight
      told="steps"
      icon={<IconStairs />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={(catalogue) =>
        contracts.isPending
          ? undefined
          : firstStepFailure(catalogue, (contracts.data?.contracts ?? []).length > 0)
      }
      answer={Answer}
    />
  );
}

function Answer({ asked, search, catalogue, change }: AnswerProps<StepFailureSearch, RankingAskInput>) {
  const words = useWords();
  const figures = useFigures();
  const { t, rich } = words;
  const [editing, setEditing] = useState(false);
  const answer = useAnswer('step-failure.ranking', asked);
  const declared = answer.query.data?.declared ?? ('declared' in asked.of ? asked.of.declared : undefined);
  return (
    <AskedPage
      told="steps"
      answer={answer}
      opens={stepFailureLink}
      counted={({ countedBy }) => countedBy}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(ranking) => rankingCsv(ranking, words)}
      height={420}
      sentence={rich('steps.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
        rank: (
          <SentenceChoice
            label={t('steps.part.rank')}
            value={asked.rank ?? 'mass'}
            choices={ranks.map((rank) => ({ value: rank, reads: t(`steps.rank.${rank}`) }))}
            onChoose={(next) => change({ rank: ranks.find((rank) => rank === next) })}
          />
        ),
      })}
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
          <FrameRefine search={search} onChange={change}>
            <WorthPart worth={asked.worth} catalogue={catalogue} onChange={(worth) => change({ worth })} />
          </FrameRefine>
        </>
      }
      below={
        editing &&
        declared && (
          <Editor
            declared={declared}
            catalogue={catalogue}
            onClose={() => setEditing(false)}
            onAsk={(of) => {
              change({ of });
              setEditing(false);
            }}
          />
        )
      }
    >
      {(ranking) => (
        <Result
          ranking={ranking}
          asked={asked}
          saying={{ words, figures }}
          open={search.open}
          onOpen={(open) => change({ open })}
        />
      )}
    </AskedPage>
  );
}
