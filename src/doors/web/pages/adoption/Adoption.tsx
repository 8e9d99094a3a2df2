import { SegmentedControl } from '@mantine/core';
import { IconPuzzle } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { AdoptionAskInput } from '#src/insights/adoption/index.ts';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { PeriodPart } from '../../ui/PeriodPart.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Features } from './Features.tsx';
import { adoptionCsv, Result } from './Result.tsx';
import { type AdoptionSearch, adoptionLink, askOf, firstAdoption } from './search.ts';

/** Of those who may use a feature, how many do. */
export function Adoption() {
  const search = useSearch({ from: '/w/$slug/adoption' });
  const navigate = useNavigate({ from: '/w/$slug/adoption' });
  return (
    <Insight
      told="adoption"
      icon={<IconPuzzle />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstAdoption}
      answer={Answer}
    />
  );
}

function Answer({ asked, search, catalogue, change }: AnswerProps<AdoptionSearch, AdoptionAskInput>) {
  const words = useWords();
  const figures = useFigures();
  const { t, rich } = words;
  const answer = useAnswer('adoption.grid', asked);
  const saying = { words, figures, period: asked.period ?? 'week' };
  return (
    <AskedPage
      told="adoption"
      answer={answer}
      opens={adoptionLink}
      verdict={({ features }) => features.map(({ verdict }) => words.said(verdict)).join(' ')}
      csv={(grid) => adoptionCsv(grid, words)}
      height={460}
      sentence={rich(search.toDate ? 'adoption.sentence_to_date' : 'adoption.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        period: <PeriodPart form="each" period={saying.period} onChange={(period) => change({ period })} />,
        range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
      })}
      tools={
        <FrameRefine search={search} onChange={change}>
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
      parts={
        <Features
          features={asked.features}
          catalogue={catalogue}
          onChange={(features) => change({ features })}
        />
      }
    >
      {(found) => (
        <Result
          grid={found}
          asked={asked}
          search={search}
          saying={saying}
          onOpen={(open) => change({ open })}
        />
      )}
    </AskedPage>
  );
}
