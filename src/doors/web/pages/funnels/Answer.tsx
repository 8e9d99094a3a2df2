import { useMemo, useState } from 'react';
import type { FunnelAskInput, FunnelGrid } from '#src/insights/funnels/index.ts';
import { Problem } from '../../problem.ts';
import { useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { Answered, useAnswer } from '../../ui/Answered.tsx';
import { without } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { Page } from '../../ui/Page.tsx';
import { saidOf } from '../../ui/said.ts';
import { useFigures, useWords, type Words } from '../../words/index.ts';
import { CompareDrawer } from './CompareDrawer.tsx';
import type { FunnelChange } from './props.ts';
import { Question } from './Question.tsx';
import { Result } from './Result.tsx';
import { Steps } from './Steps.tsx';
import { type FunnelSearch, firstFree, funnelLink } from './search.ts';
import { gridCsv, type Saying } from './shape.ts';

export interface AnswerProps {
  readonly asked: FunnelAskInput;
  readonly search: FunnelSearch;
  readonly catalogue: Catalogue;
  readonly onChange: (search: FunnelSearch) => void;
}

/** The question as a sentence and its steps, then its answer. */
export function Answer(props: AnswerProps) {
  const { asked, search, catalogue, onChange } = props;
  const words = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const [read, setRead] = useState('');
  const answer = useAnswer('funnels.grid', asked);
  const saying = useMemo((): Saying => ({ words, figures, asked }), [words, figures, asked]);
  const grid: FunnelGrid | undefined = answer.query.data;
  const wrong = answer.query.isError ? stepRefused(answer.query.error, words) : undefined;
  // What is open belongs to the question before; how it is drawn stays.
  const ask: FunnelChange = (part) =>
    onChange(without<FunnelSearch>({ ...search, open: undefined, wait: undefined, at: undefined, ...part }));
  const look: FunnelChange = (part) => onChange(without<FunnelSearch>({ ...search, ...part }));
  return (
    <Page
      title={words.t('funnels.title')}
      actions={
        <Actions
          kept={{ operation: 'funnels.grid', ask: asked, opens: (one, id) => funnelLink(slug, one, id) }}
          sentence={read}
          verdict={grid && words.said(grid.verdict)}
          file="perdure-funnel"
          csv={grid && (() => gridCsv(grid, saying))}
          legend={words.t('funnels.legend')}
        />
      }
    >
      <Question
        asked={asked}
        search={search}
        catalogue={catalogue}
        onChange={ask}
        onLook={look}
        onRead={setRead}
      />
      <Steps
        steps={asked.steps}
        order={asked.order ?? 'ordered'}
        catalogue={catalogue}
        wrong={wrong}
        onChange={(steps) =>
          ask({ steps: firstFree(steps), exclusions: fitting(asked.exclusions, steps.length) })
        }
      />
      <Answered answer={answer} height={420}>
        {(found) => (
          <>
            <Result grid={found} asked={asked} search={search} saying={saying} onLook={look} />
            {search.compare && (
              <CompareDrawer
                grid={found}
                asked={asked}
                search={search}
                saying={saying}
                catalogue={catalogue}
                onLook={look}
              />
            )}
          </>
        )}
      </Answered>
    </Page>
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
