import { SegmentedControl } from '@mantine/core';
import { IconPuzzle } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { AdoptionAskInput } from '#src/insights/adoption/index.ts';
import { useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
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
import { Features } from './Features.tsx';
import { adoptionCsv, Result } from './Result.tsx';
import { type AdoptionSearch, adoptionLink, askOf, firstAdoption } from './search.ts';

/** Of those who may use a feature, how many do. The address holds the whole question. */
export function Adoption() {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/adoption' });
  const navigate = useNavigate({ from: '/w/$slug/adoption' });
  const asked = askOf(search);
  const first = useCallback(
    (catalogue: Catalogue) =>
      void navigate({ search: (before) => ({ ...firstAdoption(catalogue), ...before }), replace: true }),
    [navigate],
  );
  return (
    <Insight
      title={t('adoption.title')}
      teach={{ icon: <IconPuzzle />, title: t('adoption.teach_title'), words: t('adoption.teach') }}
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
  readonly asked: AdoptionAskInput;
  readonly search: AdoptionSearch;
  readonly catalogue: Catalogue;
  readonly onChange: (search: AdoptionSearch) => void;
}

function Answer({ asked, search, catalogue, onChange }: AnswerProps) {
  const words = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const { t, rich } = words;
  const [read, setRead] = useState('');
  const answer = useAnswer('adoption.grid', asked);
  const grid = answer.query.data;
  const saying = { words, figures, period: asked.period ?? 'week' };
  const change = (part: { [Key in keyof AdoptionSearch]?: AdoptionSearch[Key] | undefined }) =>
    onChange(without<AdoptionSearch>({ ...search, open: undefined, ...part }));
  return (
    <Page
      title={t('adoption.title')}
      actions={
        <Actions
          kept={{ operation: 'adoption.grid', ask: asked, opens: (ask, id) => adoptionLink(slug, ask, id) }}
          sentence={read}
          verdict={grid?.features.map(({ verdict }) => words.said(verdict)).join(' ')}
          file="perdure-adoption"
          csv={grid && (() => adoptionCsv(grid, words))}
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
          >
            <SegmentedControl
              aria-label={t('adoption.when')}
              value={search.toDate ? 'to_date' : 'in_period'}
              data={[
                { value: 'in_period', label: t('adoption.in_period') },
                { value: 'to_date', label: t('adoption.to_date') },
              ]}
              onChange={(next) => change({ toDate: next === 'to_date' || undefined })}
            />
          </FrameRefine>
        }
      >
        {rich(search.toDate ? 'adoption.sentence_to_date' : 'adoption.sentence', {
          who: (
            <WhoPart
              people={search.people}
              account={search.unit === 'account'}
              catalogue={catalogue}
              onChange={(people) => change({ people })}
            />
          ),
          period: <PeriodPart form="each" period={saying.period} onChange={(period) => change({ period })} />,
          range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
        })}
      </QuestionHead>
      <Features
        features={asked.features}
        catalogue={catalogue}
        onChange={(features) => change({ features })}
      />
      <Answered answer={answer} height={460}>
        {(found) => (
          <Result
            grid={found}
            asked={asked}
            search={search}
            saying={saying}
            onOpen={(open) => change({ open })}
          />
        )}
      </Answered>
    </Page>
  );
}
