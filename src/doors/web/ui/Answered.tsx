import { Button } from '@mantine/core';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { question } from '../ask.ts';
import type { Asked, OperationName } from '../asked.ts';
import { useSeat } from '../seat.ts';
import { useFigures, useWords } from '../words/index.ts';
import styles from './Answered.module.css';
import { Refused } from './Refused.tsx';
import { Waiting } from './Waiting.tsx';

/** A question that is being answered; it can be stopped, and asked again. */
export interface Answer<Output> {
  readonly operation: OperationName;
  readonly asked: unknown;
  readonly query: UseQueryResult<Output>;
  readonly stopped: boolean;
  readonly stop: () => void;
  readonly again: () => void;
}

/** Asks an operation; the answer before stays while the next is computed. Stopping closes it in the engines too. */
export function useAnswer<Name extends OperationName>(
  name: Name,
  input: Asked[Name]['input'],
): Answer<Asked[Name]['output']> {
  const { slug } = useSeat();
  const queries = useQueryClient();
  const written = JSON.stringify(input);
  const [stopped, setStopped] = useState<string | null>(null);
  const query = useQuery({ ...question(slug, name, input), placeholderData: (before) => before });
  return {
    operation: name,
    asked: input,
    query,
    stopped: stopped === written,
    stop: () => {
      setStopped(written);
      void queries.cancelQueries({ queryKey: [slug, name, input] });
    },
    again: () => {
      setStopped(null);
      void query.refetch();
    },
  };
}

/** The place of an answer: waiting, stopped, refused, or what it says. */
export function Answered<Output>({ answer, height, children }: AnsweredProps<Output>) {
  const { t } = useWords();
  const { query, stopped, stop, again } = answer;
  if (query.isError) return <Refused error={query.error} again={again} />;
  if (query.data !== undefined) {
    const stale = query.isPlaceholderData;
    return (
      <div className={styles.answer} data-stale={stale || undefined} aria-busy={stale}>
        {children(query.data)}
      </div>
    );
  }
  if (!stopped) return <Waiting height={height} onStop={stop} />;
  return (
    <div>
      <p role="status">{t('shell.stopped')}</p>
      <Button variant="default" onClick={again}>
        {t('shell.ask_again')}
      </Button>
    </div>
  );
}

interface AnsweredProps<Output> {
  readonly answer: Answer<Output>;
  /** Height of the place while waiting, in pixels. */
  readonly height: number;
  readonly children: (output: Output) => ReactNode;
}

/** The answer in words. */
export const Verdict = ({ children }: { children: ReactNode }) => (
  <p className={styles.verdict} role="status">
    {children}
  </p>
);

/** What is folded below an answer. */
export const Folds = ({ children }: { children: ReactNode }) => (
  <div className={styles.folds}>{children}</div>
);

/** A part that opens on demand. */
export const Fold = ({ title, open, children }: { title: string; open?: boolean; children: ReactNode }) => (
  <details className={styles.fold} open={open}>
    <summary>{title}</summary>
    {children}
  </details>
);

/** What every answer says of its circumstances. */
export interface Circumstances {
  readonly definition: { readonly fr: string; readonly en: string };
  readonly asOf: string;
  readonly timezone: string;
  readonly traitsAt: 'now' | 'as_of';
}

/** Definition and method, folded. */
export function Definition({ of, children }: { of: Circumstances; children?: ReactNode }) {
  const { t, said } = useWords();
  const figures = useFigures();
  return (
    <Fold title={t('ask.definition')}>
      <div className={styles.definition}>
        <p>{said(of.definition)}</p>
        {children}
        <p>{t(of.traitsAt === 'now' ? 'ask.traits_now' : 'ask.traits_as_of')}</p>
        <p>{t('ask.as_of', { date: figures.moment(of.asOf, of.timezone), zone: of.timezone })}</p>
      </div>
    </Fold>
  );
}
