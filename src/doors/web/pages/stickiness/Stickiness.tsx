import { IconRepeat } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { ActivePart } from '../../ui/ActivePart.tsx';
import { Answered, useAnswer } from '../../ui/Answered.tsx';
import { without } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { Insight } from '../../ui/Insight.tsx';
import { Page } from '../../ui/Page.tsx';
import { PeriodPart } from '../../ui/PeriodPart.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Beside } from './Beside.tsx';
import { OpenPeople } from './OpenPeople.tsx';
import { barsCsv, Result } from './Result.tsx';
import {
  askOf,
  firstStickiness,
  type StickinessAsked,
  type StickinessSearch,
  stickinessLink,
} from './search.ts';

/** How regularly people are active. The address holds the whole question. */
export function Stickiness() {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/stickiness' });
  const navigate = useNavigate({ from: '/w/$slug/stickiness' });
  const asked = askOf(search);
  const first = useCallback(
    (catalogue: Catalogue) =>
      void navigate({ search: (before) => ({ ...firstStickiness(catalogue), ...before }), replace: true }),
    [navigate],
  );
  return (
    <Insight
      title={t('stickiness.title')}
      teach={{ icon: <IconRepeat />, title: t('stickiness.teach_title'), words: t('stickiness.teach') }}
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
  readonly asked: StickinessAsked;
  readonly search: StickinessSearch;
  readonly catalogue: Catalogue;
  readonly onChange: (search: StickinessSearch) => void;
}

function Answer({ asked, search, catalogue, onChange }: AnswerProps) {
  const words = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const { t, rich } = words;
  const [read, setRead] = useState('');
  const answer = useAnswer('stickiness.grid', asked);
  const grid = answer.query.data;
  const saying = { words, figures, period: asked.period ?? 'day' };
  const change = (part: { [Key in keyof StickinessSearch]?: StickinessSearch[Key] | undefined }) =>
    onChange(without<StickinessSearch>({ ...search, open: undefined, ...part }));
  const open = (next: string | undefined) => change({ open: next });
  return (
    <Page
      title={t('stickiness.title')}
      actions={
        <Actions
          kept={{
            operation: 'stickiness.grid',
            ask: asked,
            opens: (ask, id) => stickinessLink(slug, ask, id),
          }}
          sentence={read}
          verdict={grid && words.said(grid.verdict)}
          file="perdure-stickiness"
          csv={grid && (() => barsCsv(grid, saying))}
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
          />
        }
      >
        {rich('stickiness.sentence', {
          who: (
            <WhoPart
              people={search.people}
              account={search.unit === 'account'}
              catalogue={catalogue}
              onChange={(people) => change({ people })}
            />
          ),
          period: (
            <PeriodPart form="count" period={saying.period} onChange={(period) => change({ period })} />
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
      <Answered answer={answer} height={460}>
        {(found) => (
          <>
            <Result grid={found} saying={saying} onOpen={open} />
            <OpenPeople asked={asked} open={search.open} unit={found.unit} saying={saying} onOpen={open} />
          </>
        )}
      </Answered>
      <Beside asked={asked} saying={saying} onOpen={open} />
    </Page>
  );
}
