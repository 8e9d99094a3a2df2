import { IconBulb } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ScanAskInput } from '#src/insights/aha/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { firstScan } from './first-scan.ts';
import { Refine, Sentence } from './Question.tsx';
import { Result } from './Result.tsx';
import { type AhaSearch, ahaLink, askOf } from './search.ts';
import { candidatesCsv } from './shape.ts';

/** Which action, how often and within how many days, tells those who stay. */
export function Aha() {
  const search = useSearch({ from: '/w/$slug/aha' });
  const navigate = useNavigate({ from: '/w/$slug/aha' });
  return (
    <Insight
      told="aha"
      icon={<IconBulb />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstScan}
      answer={Answer}
    />
  );
}

function Answer({ asked, search, catalogue, change, look }: AnswerProps<AhaSearch, ScanAskInput>) {
  const words = useWords();
  const figures = useFigures();
  const saying = { words, figures };
  const answer = useAnswer('aha.scan', asked);
  const parts = { asked, search, catalogue, onChange: change };
  return (
    <AskedPage
      told="aha"
      answer={answer}
      opens={ahaLink}
      counted={({ countedBy }) => countedBy}
      verdict={({ verdict }) => words.said(verdict.words)}
      csv={(found) => candidatesCsv(found, saying)}
      legend={words.t('aha.picture_legend')}
      height={560}
      sentence={<Sentence {...parts} />}
      tools={
        <>
          <Moments />
          <Refine {...parts} />
        </>
      }
    >
      {(found) => (
        <Result
          found={found}
          asked={asked}
          search={search}
          catalogue={catalogue}
          saying={saying}
          onChange={change}
          onLook={look}
        />
      )}
    </AskedPage>
  );
}

/** The way to what has been adopted, once something has been. */
function Moments() {
  const { t } = useWords();
  const { slug } = useSeat();
  const adopted = useQuery(question(slug, 'aha.list', {})).data?.definitions ?? [];
  const used = adopted.filter(({ retiredAt }) => retiredAt === null);
  if (adopted.length === 0) return null;
  return (
    <ButtonLink
      variant="default"
      leftSection={<IconBulb size={16} aria-hidden />}
      to="/w/$slug/aha/moments"
      params={{ slug }}
    >
      {t('aha.moments_link', { count: used.length })}
    </ButtonLink>
  );
}
