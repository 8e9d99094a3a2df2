import { IconRoute } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { DeedPart } from '../../ui/DeedPart.tsx';
import { isOneEvent } from '../../ui/deed.ts';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { PathPeople } from './OpenPeople.tsx';
import { DirectionPart, LimitPart, StepsPart, StepsRefine } from './Parts.tsx';
import { Result } from './Result.tsx';
import { Situations } from './Situations.tsx';
import {
  askOf,
  firstPaths,
  type PathAsked,
  type PathSearch,
  pathLink,
  refinedSteps,
  situationsOf,
} from './search.ts';
import { type Saying, treeCsv } from './shape.ts';

/** What people do after an event, or before it, and in which situations those who begin so are. */
export function Paths() {
  const search = useSearch({ from: '/w/$slug/paths' });
  const navigate = useNavigate({ from: '/w/$slug/paths' });
  return (
    <Insight
      told="paths"
      icon={<IconRoute />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstPaths}
      answer={Answer}
    />
  );
}

function Answer({ asked, search, catalogue, change, look }: AnswerProps<PathSearch, PathAsked>) {
  const words = useWords();
  const figures = useFigures();
  const answer = useAnswer('paths.tree', asked);
  const saying = useMemo((): Saying => ({ words, figures }), [words, figures]);
  const backwards = asked.direction === 'to';
  const situations = situationsOf(asked, search.early, catalogue);
  return (
    <AskedPage
      told="paths"
      answer={answer}
      opens={pathLink}
      counted={({ countedBy }) => countedBy}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(tree) => treeCsv(tree, backwards, saying)}
      legend={words.t('paths.legend')}
      height={560}
      sentence={words.rich('paths.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        anchor: (
          <DeedPart
            only={isOneEvent}
            label={words.t('paths.part.anchor')}
            form="past"
            deed={asked.anchor}
            catalogue={catalogue}
            onChange={(anchor) => change({ anchor })}
          />
        ),
        range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
        direction: <DirectionPart asked={asked} onChange={change} />,
        limit: <LimitPart asked={asked} onChange={change} />,
        steps: <StepsPart asked={asked} onChange={change} />,
      })}
      tools={
        <FrameRefine search={search} onChange={change} more={refinedSteps(asked)}>
          <StepsRefine asked={asked} catalogue={catalogue} onChange={change} />
        </FrameRefine>
      }
      below={
        <>
          <Situations
            asked={situations}
            order={search.order ?? 'people'}
            catalogue={catalogue}
            saying={saying}
            onAsk={(early) => change({ early })}
            onOrder={(order) => look({ order: order === 'people' ? undefined : order })}
            open={search.open}
            onOpen={(open) => look({ open })}
          />
          <PathPeople
            open={search.open}
            asked={asked}
            unit={answer.query.data?.unit ?? 'customer'}
            saying={saying}
            onOpen={(open) => look({ open })}
          />
        </>
      }
    >
      {(tree) => (
        <Result tree={tree} backwards={backwards} saying={saying} onOpen={(open) => look({ open })} />
      )}
    </AskedPage>
  );
}
