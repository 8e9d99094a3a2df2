import { IconRepeat } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ActivePart } from '../../ui/ActivePart.tsx';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { PeriodPart } from '../../ui/PeriodPart.tsx';
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

/** How regularly people are active. */
export function Stickiness() {
  const search = useSearch({ from: '/w/$slug/stickiness' });
  const navigate = useNavigate({ from: '/w/$slug/stickiness' });
  return (
    <Insight
      told="stickiness"
      icon={<IconRepeat />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstStickiness}
      answer={Answer}
    />
  );
}

function Answer({ asked, search, catalogue, change }: AnswerProps<StickinessSearch, StickinessAsked>) {
  const words = useWords();
  const figures = useFigures();
  const answer = useAnswer('stickiness.grid', asked);
  const saying = { words, figures, period: asked.period ?? 'day' };
  const open = (next: string | undefined) => change({ open: next });
  return (
    <AskedPage
      told="stickiness"
      answer={answer}
      opens={stickinessLink}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(grid) => barsCsv(grid, saying)}
      height={460}
      sentence={words.rich('stickiness.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        period: <PeriodPart form="count" period={saying.period} onChange={(period) => change({ period })} />,
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
      below={<Beside asked={asked} saying={saying} onOpen={open} />}
    >
      {(found) => (
        <>
          <Result grid={found} saying={saying} onOpen={open} />
          <OpenPeople asked={asked} open={search.open} unit={found.unit} saying={saying} onOpen={open} />
        </>
      )}
    </AskedPage>
  );
}
