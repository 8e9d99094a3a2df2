import { IconHourglass } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { DeedPart } from '../../ui/DeedPart.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { useUnit, WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { waitsCsv } from './Numbers.tsx';
import { OpenPeople } from './OpenPeople.tsx';
import { ApartPart, BeginPart } from './Parts.tsx';
import { Result } from './Result.tsx';
import { Retaking } from './Retaking.tsx';
import type { Saying } from './saying.ts';
import {
  askOf,
  type CurveAsked,
  firstTimeToValue,
  retakingOf,
  type TimeToValueSearch,
  timeToValueLink,
} from './search.ts';

/** How long newcomers wait for the first value, and how they take it again. */
export function TimeToValue() {
  const search = useSearch({ from: '/w/$slug/time-to-value' });
  const navigate = useNavigate({ from: '/w/$slug/time-to-value' });
  return (
    <Insight
      told="time-to-value"
      icon={<IconHourglass />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstTimeToValue}
      answer={Answer}
    />
  );
}

function Answer({ asked, search, catalogue, change, look }: AnswerProps<TimeToValueSearch, CurveAsked>) {
  const words = useWords();
  const figures = useFigures();
  const answer = useAnswer('time-to-value.curve', asked);
  const saying = useMemo((): Saying => ({ words, figures }), [words, figures]);
  const unit = useUnit(search);
  const again = retakingOf(asked, search.again, catalogue.span);
  return (
    <AskedPage
      told="time-to-value"
      answer={answer}
      opens={timeToValueLink}
      counted={({ countedBy }) => countedBy}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(found) => waitsCsv(found, asked, saying)}
      legend={words.t('ttv.chart_note')}
      height={520}
      sentence={words.rich('ttv.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        begin: (
          <BeginPart
            begin={asked.begin}
            catalogue={catalogue}
            onChange={(begin) => change({ begin, apart: withoutProperty(asked.apart) })}
          />
        ),
        range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
        value: (
          <DeedPart
            label={words.t('ttv.part.value')}
            form="past"
            deed={asked.value}
            catalogue={catalogue}
            onChange={(value) => change({ value })}
          />
        ),
        apart: (
          <ApartPart
            apart={asked.apart}
            begin={asked.begin}
            unit={unit}
            catalogue={catalogue}
            onChange={(apart) => change({ apart })}
          />
        ),
      })}
      tools={<FrameRefine search={search} onChange={change} />}
      below={
        <>
          <Retaking
            asked={again}
            span={catalogue.span}
            saying={saying}
            onAsk={(next) => change({ again: next })}
            onOpen={(open) => look({ open })}
          />
          <OpenPeople
            open={search.open}
            asked={asked}
            retaking={again}
            unit={answer.query.data?.unit ?? 'customer'}
            saying={saying}
            onOpen={(open) => look({ open })}
          />
        </>
      }
    >
      {(found) => (
        <Result
          answer={found}
          asked={asked}
          saying={saying}
          horizon={search.horizon}
          onHorizon={(horizon) => look({ horizon })}
          onOpen={(open) => look({ open })}
        />
      )}
    </AskedPage>
  );
}

/** Another beginning has other properties. */
const withoutProperty = (apart: CurveAsked['apart']): CurveAsked['apart'] =>
  apart?.by === 'start_property' ? undefined : apart;
