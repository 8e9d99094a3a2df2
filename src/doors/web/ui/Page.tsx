import { type ReactNode, useEffect } from 'react';
import { LeftOutNote } from './LeftOutNote.tsx';
import styles from './Page.module.css';

/** A page: its title (also the document's), what can be done, and its content. */
export function Page({ title, lead, actions, children, narrow = false }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Perdure`;
  }, [title]);
  return (
    <div className={styles.page} data-narrow={narrow || undefined}>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <LeftOutNote />
      {children}
    </div>
  );
}

export interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  readonly narrow?: boolean;
}
