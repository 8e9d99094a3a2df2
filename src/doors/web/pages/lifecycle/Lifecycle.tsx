import { IconArrowsUpDown } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { LifecycleAskInput } from '#src/insights/lifecycle/index.ts';
import { ActivePart } from '../../ui/ActivePart.tsx';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { PeriodPart } from '../../ui/PeriodPart.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Result } from './Result.tsx';
import { askOf, firstLifecycle, type LifecycleSearch, lifecycleLink } from './search.ts';
import { gridCsv, type Saying } from './shape.ts';

/** How the base grows and shrinks. */
export function Lifecycle() {
  const search = useSearch({ from: '/w/$slug/lifecycle' });
  const navigate = useNavigate({ from: '/w/$slug/lifecycle' });
  return (
    <Insight
      told="lifecycle"
      icon={<IconArrowsUpDown />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstLifecycle}
      answer={Answer}
    />
  );
}

function Answer({ asked, search, catalogue, change }: AnswerProps<LifecycleSearch, LifecycleAskInput>) {
  const words = useWords();
  const figures = useFigures();
  const answer = useAnswer('lifecycle.grid', asked);
  const period = asked.period ?? 'week';
  const saying = useMemo((): Saying => ({ words, figures, period }), [words, figures, period]);
  return (
    <AskedPage
      told="lifecycle"
      answer={answer}
      opens={lifecycleLink}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(grid) => gridCsv(grid, saying)}
      legend={words.t('lifecycle.legend')}
      height={520}
      sentence={words.rich('lifecycle.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        period: <PeriodPart form="after" period={period} onChange={(next) => change({ period: next })} />,
        range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
        active: (
          <ActivePart
            active={search.activeBy}
            catalogue={catalogue}
            onChange={(activeBy) => change({ activeBy })}
          />
        ),
      })}
      tools={<FrameRefine search={search} onChange={change} />}
    >
      {(found) => (
        <Result
          grid={found}
          asked={asked}
          saying={saying}
          open={search.open}
          onOpen={(open) => change({ open })}
        />
      )}
    </AskedPage>
  );
}
