import type { ReactNode } from 'react';
import styles from './Parts.module.css';

/** Parts of a page, two beside each other where there is room; a last one without a neighbour takes the whole width. */
export const Parts = ({ children }: { children: ReactNode }) => (
  <div className={styles.parts}>{children}</div>
);

/** A part with its heading. */
export const Part = ({ title, aside, children }: PartProps) => (
  <section aria-label={title}>
    <div className={styles.head}>
      <h3 className={styles.heading}>{title}</h3>
      {aside}
    </div>
    {children}
  </section>
);

interface PartProps {
  readonly title: string;
  /** What can be done with it, at the right of its heading. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** What a part says, shows and folds. */
export const PartAnswer = ({ said, children }: { said: ReactNode; children?: ReactNode }) => (
  <div className={styles.part}>
    <p>{said}</p>
    {children}
  </div>
);
