import type { HTMLAttributes, KeyboardEvent, Ref } from 'react';
import { useWords } from '../words/index.ts';
import styles from './Sentence.module.css';

interface SentencePartProps extends HTMLAttributes<HTMLSpanElement> {
  /** What this part of the sentence is, for screen readers. */
  readonly label: string;
  readonly reads: string;
  /** Said faintly: it says nothing yet. */
  readonly quiet?: boolean | undefined;
  readonly ref?: Ref<HTMLSpanElement>;
}

/** A word of a sentence that opens something: it breaks across lines as words do, and keeps the comma behind it. */
export function SentencePart({ label, reads, quiet = false, onKeyDown, ...opens }: SentencePartProps) {
  const { t } = useWords();
  const press = (event: KeyboardEvent<HTMLSpanElement>) => {
    onKeyDown?.(event);
    if (event.defaultPrevented || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    event.currentTarget.click();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers draw a button as one box even when it is said to be inline, so a long one would not break with its sentence and its comma would begin the next line
    <span
      {...opens}
      role="button"
      tabIndex={0}
      className={styles.part}
      data-quiet={quiet || undefined}
      aria-label={t('shell.pair', { name: label, value: reads })}
      onKeyDown={press}
    >
      {reads}
    </span>
  );
}
