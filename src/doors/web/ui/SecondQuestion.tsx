import type { ReactNode } from 'react';
import styles from './SecondQuestion.module.css';

interface SecondQuestionProps {
  /** What it is about, for screen readers. */
  readonly label: string;
  /** The question as a sentence whose parts are menus. */
  readonly sentence: ReactNode;
  /** Its answer. */
  readonly children: ReactNode;
}

/** A question that follows from the first one of a page, with an answer of its own. */
export const SecondQuestion = ({ label, sentence, children }: SecondQuestionProps) => (
  <section className={styles.second} aria-label={label}>
    <h2 className={styles.question}>{sentence}</h2>
    {children}
  </section>
);
