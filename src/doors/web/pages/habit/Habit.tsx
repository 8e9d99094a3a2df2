import { IconCalendarRepeat } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useSeat } from '../../seat.ts';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { DeedPart } from '../../ui/DeedPart.tsx';
import { tellsDays } from '../../ui/deed.ts';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { localDay } from '../customers/Timeline.tsx';
import { OpenPeople } from './OpenPeople.tsx';
import { Result } from './Result.tsx';
import {
  askOf,
  firstHabit,
  type HabitAsked,
  type HabitSearch,
  habitLink,
  isBehind,
  lastKnown,
} from './search.ts';
import { habitCsv, type Saying } from './shape.ts';

/** Who has made it a habit, on which days and hours, and how often by nature. */
export function Habit() {
  const search = useSearch({ from: '/w/$slug/habit' });
  const navigate = useNavigate({ from: '/w/$slug/habit' });
  const { timezone } = useSeat();
  return (
    <Insight
      told="habit"
      icon={<IconCalendarRepeat />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={(catalogue) => firstHabit(catalogue, localDay(new Date(Date.now()).toISOString(), timezone))}
      answer={Answer}
    />
  );
}

const lengths = [4, 8, 12, 16, 26];

function Answer({ asked, search, catalogue, change, look }: AnswerProps<HabitSearch, HabitAsked>) {
  const words = useWords();
  const figures = useFigures();
  const answer = useAnswer('habit.grid', asked);
  const saying = useMemo((): Saying => ({ words, figures }), [words, figures]);
  const weeks = asked.weeks ?? 12;
  return (
    <AskedPage
      told="habit"
      answer={answer}
      opens={habitLink}
      counted={({ countedBy }) => countedBy}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(grid) => habitCsv(grid, saying)}
      legend={words.t('habit.legend')}
      height={520}
      sentence={words.rich('habit.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        value: (
          <DeedPart
            label={words.t('habit.part.value')}
            form="past"
            deed={asked.value}
            only={tellsDays}
            catalogue={catalogue}
            onChange={(value) => change({ value })}
          />
        ),
        weeks: (
          <SentenceChoice
            label={words.t('habit.part.weeks')}
            value={String(weeks)}
            choices={[...new Set([...lengths, weeks])]
              .sort((a, b) => a - b)
              .map((count) => ({ value: String(count), reads: words.t('habit.weeks', { count }) }))}
            onChoose={(next) => change({ weeks: Number(next) })}
          />
        ),
      })}
      tools={<FrameRefine search={search} onChange={change} />}
    >
      {(grid) => (
        <>
          <Result
            grid={grid}
            saying={saying}
            onOpen={(open) => look({ open })}
            {...(isBehind(grid, catalogue.span) && {
              onLastKnown: () => change({ asOf: lastKnown(catalogue.span) }),
            })}
          />
          <OpenPeople
            open={search.open}
            asked={asked}
            weeks={weeks}
            unit={grid.unit}
            saying={saying}
            onOpen={(open) => look({ open })}
          />
        </>
      )}
    </AskedPage>
  );
}
