import { IconFilter2 } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { FunnelAskInput } from '#src/insights/funnels/index.ts';
import { Problem } from '../../problem.ts';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { saidOf } from '../../ui/said.ts';
import { useFigures, useWords, type Words } from '../../words/index.ts';
import { CompareDrawer } from './CompareDrawer.tsx';
import { firstFunnel } from './first-funnel.ts';
import type { FunnelChange } from './props.ts';
import { Sentence, Tools } from './Question.tsx';
import { Result } from './Result.tsx';
import { Steps } from './Steps.tsx';
import { askOf, type FunnelSearch, firstFree, funnelLink } from './search.ts';
import { gridCsv, type Saying } from './shape.ts';

/** How many go from step to step. */
export function Funnels() {
  const search = useSearch({ from: '/w/$slug/funnels' });
  const navigate = useNavigate({ from: '/w/$slug/funnels' });
  return (
    <Insight
      told="funnels"
      icon={<IconFilter2 />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstFunnel}
      answer={Answer}
    />
  );
}

function Answer({ asked, search, catalogue, change, look }: AnswerProps<FunnelSearch, FunnelAskInput>) {
  const words = useWords();
  const figures = useFigures();
  const answer = useAnswer('funnels.grid', asked);
  const saying = useMemo((): Saying => ({ words, figures, asked }), [words, figures, asked]);
  const wrong = answer.query.isError ? stepRefused(answer.query.error, words) : undefined;
  // Which wait and which step were looked at belong to the question before, too.
  const ask: FunnelChange = (part) => change({ wait: undefined, at: undefined, ...part });
  const question = { asked, search, catalogue, onChange: ask };
  return (
    <AskedPage
      told="funnels"
      answer={answer}
      opens={funnelLink}
      counted={({ countedBy }) => countedBy}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(grid) => gridCsv(grid, saying)}
      legend={words.t('funnels.legend')}
      height={420}
      sentence={<Sentence {...question} />}
      onCompare={() => look({ compare: search.compare ?? [] })}
      tools={<Tools {...question} />}
      parts={
        <Steps
          steps={asked.steps}
          order={asked.order ?? 'ordered'}
          catalogue={catalogue}
          wrong={wrong}
          onChange={(steps) =>
            ask({ steps: firstFree(steps), exclusions: fitting(asked.exclusions, steps.length) })
          }
        />
      }
    >
      {(found) => {
        const result = { grid: found, asked, search, saying, onLook: look };
        return (
          <>
            <Result {...result} />
            {search.compare && <CompareDrawer {...result} catalogue={catalogue} />}
          </>
        );
      }}
    </AskedPage>
  );
}

/** Exclusions between steps that are still there. */
const fitting = (exclusions: FunnelAskInput['exclusions'], steps: number) => {
  const kept = (exclusions ?? []).filter(({ to }) => to <= steps);
  return kept.length === 0 ? undefined : kept;
};

/** What the server refused in a step, to be said beside it. */
function stepRefused(error: unknown, words: Words): { at: number; said: string } | undefined {
  const field = error instanceof Problem ? error.body.field : undefined;
  const at = /^steps(?:\[|\.)(\d+)/.exec(field ?? '')?.[1];
  return at === undefined ? undefined : { at: Number(at), said: saidOf(error, words) };
}
