import type { ReactNode } from 'react';
import styles from './Teach.module.css';

/** A page or part without content: what it will show, what is missing, the one thing to do next. */
export function Teach({ icon, title, children, action }: TeachProps) {
  return (
    <section className={styles.teach}>
      {icon && (
        <div className={styles.icon} aria-hidden>
          {icon}
        </div>
      )}
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.words}>{children}</div>
      {action && <div className={styles.action}>{action}</div>}
    </section>
  );
}

export interface TeachProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}
