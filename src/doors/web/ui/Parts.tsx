import type { ReactNode } from 'react';
import styles from './Parts.module.css';

/** Parts of a page, two beside each other where there is room; a last one without a neighbour takes the whole width. */
export const Parts = ({ children }: { children: ReactNode }) => (
  <div className={styles.parts}>{children}</div>
);

/** A part with its heading. */
export const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title}>
    <h3 className={styles.heading}>{title}</h3>
    {children}
  </section>
);

/** What a part says, shows and folds. */
export const PartAnswer = ({ said, children }: { said: ReactNode; children?: ReactNode }) => (
  <div className={styles.part}>
    <p>{said}</p>
    {children}
  </div>
);
