import { type ReactNode, useMemo } from 'react';
import { type CountedUnit, counting, useWords, WordsContext } from '../words/index.ts';

interface CountingProps {
  /** What is counted below; undefined where it is what is counted above. */
  readonly unit: CountedUnit | undefined;
  readonly children: ReactNode;
}

/** A part of the page in which texts name what is counted there: accounts, or customers. */
export function Counting({ unit, children }: CountingProps) {
  const words = useWords();
  const counted = useMemo(() => (unit === undefined ? words : counting(words, unit)), [words, unit]);
  return <WordsContext value={counted}>{children}</WordsContext>;
}

/** What a question or an answer says it counts; undefined where it says nothing of it. */
export function unitSaid(told: unknown): CountedUnit | undefined {
  const unit = typeof told === 'object' && told !== null && 'unit' in told ? told.unit : undefined;
  return unit === 'account' || unit === 'customer' ? unit : undefined;
}
