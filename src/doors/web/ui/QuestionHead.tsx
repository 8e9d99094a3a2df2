import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../words/index.ts';
import styles from './QuestionHead.module.css';
import sentence from './Sentence.module.css';

export interface QuestionHeadProps {
  /** The question as it was written; told again through `onRead` when it changes. */
  readonly written: string;
  /** How the sentence reads on the page, for a picture of the answer. */
  readonly onRead?: (read: string) => void;
  readonly children: ReactNode;
  readonly tools?: ReactNode;
}

/** The question as a sentence whose parts are menus, and what refines it beside. */
export function QuestionHead({ written, onRead, children, tools }: QuestionHeadProps) {
  const { language } = useWords();
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => onRead?.(place.current?.innerText ?? ''), [written, language, onRead]);
  return (
    <div className={styles.question}>
      <h2 ref={place} className={sentence.sentence}>
        {children}
      </h2>
      {tools && <div className={styles.tools}>{tools}</div>}
    </div>
  );
}
