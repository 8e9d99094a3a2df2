import { Button } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RetentionAskInput } from '#src/insights/retention/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Answer.module.css';
import { gridCsv } from './csv.ts';
import { Refine } from './Refine.tsx';
import { Result } from './Result.tsx';
import { Sentence } from './Sentence.tsx';
import { askOf, pruned, retentionLink } from './search.ts';
import type { SentenceProps } from './sentence-props.ts';
import type { Saying } from './shape.ts';

/** The question as a sentence, then its answer. */
export function Answer({ search, catalogue, onChange }: SentenceProps) {
  const { t, said, language } = useWords();
  const { slug } = useSeat();
  // The question changes when its meaning does, not when a cell is opened or a series chosen.
  const written = JSON.stringify(askOf(search));
  const asked = useMemo(() => JSON.parse(written) as RetentionAskInput, [written]);
  const grid = useQuery({ ...question(slug, 'retention.grid', asked), placeholderData: (before) => before });
  const saying = useSaying(asked);
  const stop = useStop(slug, asked);
  const sentence = useRef<HTMLDivElement>(null);
  const [read, setRead] = useState('');
  // The picture carries the sentence as it reads on the page.
  useEffect(() => setRead(sentence.current?.innerText ?? ''), [written, language]);
  return (
    <Page
      title={t('retention.title')}
      actions={
        <Actions
          kept={{
            operation: 'retention.grid',
            ask: asked,
            opens: (ask, saved) => retentionLink(slug, ask, saved),
          }}
          sentence={read}
          verdict={grid.data && said(grid.data.verdict)}
          file="perdure-retention"
          csv={grid.data && (() => gridCsv(grid.data, saying))}
          legend={t('ask.picture_legend')}
        />
      }
    >
      <div className={styles.question}>
        <div ref={sentence}>
          <Sentence search={search} catalogue={catalogue} onChange={onChange} />
        </div>
        <div className={styles.tools}>
          <Refine search={search} catalogue={catalogue} onChange={onChange} />
          <Button
            variant="default"
            leftSection={<IconGitCompare size={16} aria-hidden />}
            disabled={!grid.data}
            onClick={() => onChange(pruned({ ...search, compare: search.compare ?? [] }))}
          >
            {t('ask.compare')}
          </Button>
        </div>
      </div>
      {grid.isPending && stop.stopped && (
        <div>
          <p role="status">{t('shell.stopped')}</p>
          <Button
            variant="default"
            onClick={() => {
              stop.again();
              void grid.refetch();
            }}
          >
            {t('shell.ask_again')}
          </Button>
        </div>
      )}
      {grid.isPending && !stop.stopped && <Waiting height={460} onStop={stop.stop} />}
      {grid.isError && <Refused error={grid.error} again={() => grid.refetch()} />}
      {grid.data && (
        <Result
          grid={grid.data}
          saying={saying}
          search={search}
          catalogue={catalogue}
          onChange={onChange}
          stale={grid.isPlaceholderData}
        />
      )}
    </Page>
  );
}

function useSaying(ask: RetentionAskInput): Saying {
  const words = useWords();
  const figures = useFigures();
  const { currency } = useSeat();
  return useMemo(() => ({ words, figures, ask, currency }), [words, figures, ask, currency]);
}

/** Stops a slow question: the request is closed, and the server closes it in the engines. */
function useStop(slug: string, ask: RetentionAskInput) {
  const queries = useQueryClient();
  const [stopped, setStopped] = useState<RetentionAskInput | null>(null);
  return {
    stopped: stopped === ask,
    stop: () => {
      setStopped(ask);
      void queries.cancelQueries({ queryKey: [slug, 'retention.grid', ask] });
    },
    again: () => setStopped(null),
  };
}
