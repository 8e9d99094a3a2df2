import { IconChartGridDots } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { RetentionAskInput } from '#src/insights/retention/index.ts';
import { useSeat } from '../../seat.ts';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { gridCsv } from './csv.ts';
import { firstQuestion } from './first-question.ts';
import { Refine } from './Refine.tsx';
import { Result } from './Result.tsx';
import { Sentence } from './Sentence.tsx';
import { askOf, pruned, type RetentionSearch, retentionLink } from './search.ts';
import type { Saying } from './shape.ts';

/** Who comes back, cohort by cohort. */
export function Retention() {
  const search = useSearch({ from: '/w/$slug/retention' });
  const navigate = useNavigate({ from: '/w/$slug/retention' });
  return (
    <Insight
      told="retention"
      icon={<IconChartGridDots />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstQuestion}
      answer={Answer}
    />
  );
}

function Answer({
  asked: written,
  search,
  catalogue,
  onSearch,
}: AnswerProps<RetentionSearch, RetentionAskInput>) {
  const words = useWords();
  const { t, said } = words;
  const asked = useSame(written);
  const answer = useAnswer('retention.grid', asked);
  const saying = useSaying(asked);
  const question = { search, catalogue, onChange: onSearch };
  return (
    <AskedPage
      told="retention"
      answer={answer}
      opens={retentionLink}
      verdict={({ verdict }) => said(verdict)}
      csv={(grid) => gridCsv(grid, saying)}
      legend={t('ask.picture_legend')}
      height={460}
      sentence={<Sentence {...question} />}
      onCompare={() => onSearch(pruned({ ...search, compare: search.compare ?? [] }))}
      tools={<Refine {...question} />}
    >
      {(grid) => <Result grid={grid} saying={saying} {...question} />}
    </AskedPage>
  );
}

/** The question changes when its meaning does, not when a cell is opened or a series chosen. */
function useSame(ask: RetentionAskInput): RetentionAskInput {
  const written = JSON.stringify(ask);
  return useMemo(() => JSON.parse(written), [written]);
}

function useSaying(ask: RetentionAskInput): Saying {
  const words = useWords();
  const figures = useFigures();
  const { currency } = useSeat();
  return useMemo(() => ({ words, figures, ask, currency }), [words, figures, ask, currency]);
}
