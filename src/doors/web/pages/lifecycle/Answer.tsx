import { useMemo, useState } from 'react';
import type { LifecycleAskInput, LifecycleGrid } from '#src/insights/lifecycle/index.ts';
import { useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { ActivePart } from '../../ui/ActivePart.tsx';
import { Answered, useAnswer } from '../../ui/Answered.tsx';
import { without } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { Page } from '../../ui/Page.tsx';
import { PeriodPart } from '../../ui/PeriodPart.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Result } from './Result.tsx';
import { type LifecycleSearch, lifecycleLink } from './search.ts';
import { gridCsv, type Saying } from './shape.ts';

export interface AnswerProps {
  readonly asked: LifecycleAskInput;
  readonly search: LifecycleSearch;
  readonly catalogue: Catalogue;
  readonly onChange: (search: LifecycleSearch) => void;
}

/** The question as a sentence, then its answer. */
export function Answer(props: AnswerProps) {
  const { asked, search, onChange } = props;
  const words = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const [read, setRead] = useState('');
  const answer = useAnswer('lifecycle.grid', asked);
  const period = asked.period ?? 'week';
  const saying = useMemo((): Saying => ({ words, figures, period }), [words, figures, period]);
  const grid: LifecycleGrid | undefined = answer.query.data;
  return (
    <Page
      title={words.t('lifecycle.title')}
      actions={
        <Actions
          kept={{
            operation: 'lifecycle.grid',
            ask: asked,
            opens: (ask, id) => lifecycleLink(slug, ask, id),
          }}
          sentence={read}
          verdict={grid && words.said(grid.verdict)}
          file="perdure-lifecycle"
          csv={grid && (() => gridCsv(grid, saying))}
          legend={words.t('lifecycle.legend')}
        />
      }
    >
      <Question {...props} onRead={setRead} />
      <Answered answer={answer} height={520}>
        {(found) => (
          <Result
            grid={found}
            asked={asked}
            saying={saying}
            open={search.open}
            onOpen={(open) => onChange(without<LifecycleSearch>({ ...search, open }))}
          />
        )}
      </Answered>
    </Page>
  );
}

function Question({
  asked,
  search,
  catalogue,
  onChange,
  onRead,
}: AnswerProps & { onRead: (read: string) => void }) {
  const { rich } = useWords();
  const change = (part: { [Key in keyof LifecycleSearch]?: LifecycleSearch[Key] | undefined }) =>
    onChange(without<LifecycleSearch>({ ...search, open: undefined, ...part }));
  return (
    <QuestionHead
      written={JSON.stringify(asked)}
      onRead={onRead}
      tools={
        <FrameRefine
          frame={{ unit: search.unit, includeMarked: search.includeMarked, asOf: search.asOf }}
          onChange={change}
        />
      }
    >
      {rich('lifecycle.sentence', {
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
        active: (
          <ActivePart
            active={search.activeBy}
            catalogue={catalogue}
            onChange={(activeBy) => change({ activeBy })}
          />
        ),
      })}
    </QuestionHead>
  );
}
