import type { ReactNode } from 'react';
import styles from './SecondQuestion.module.css';

interface SecondQuestionProps {
  /** What it is about, for screen readers. */
  readonly label: string;
  /** The question as a sentence whose parts are menus. */
  readonly sentence: ReactNode;
  /** What can be done with it, beside the sentence. */
  readonly aside?: ReactNode;
  /** Its answer. */
  readonly children: ReactNode;
}

/** A question that follows from the first one of a page, with an answer of its own. */
export const SecondQuestion = ({ label, sentence, aside, children }: SecondQuestionProps) => (
  <section className={styles.second} aria-label={label}>
    <div className={styles.head}>
      <h2 className={styles.question}>{sentence}</h2>
      {aside}
    </div>
    {children}
  </section>
);
