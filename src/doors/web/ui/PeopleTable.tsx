import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import styles from './PeopleTable.module.css';

export interface PersonRow {
  readonly id: string;
  readonly known: boolean;
  readonly name: string | null;
  readonly email: string | null;
  /** False for an account, which has no page of its own. */
  readonly opens: boolean;
  /** What else is said of this person here. */
  readonly aside?: ReactNode;
}

/** People, one a line: name, address, what is said of each. */
export function PeopleTable({ people }: { people: readonly PersonRow[] }) {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <ul className={styles.people}>
      {people.map(({ id, known, name, email, opens, aside }) => (
        <li key={`${known ? 'u' : 'a'}${id}`} className={styles.person}>
          <span className={styles.who}>
            {opens ? (
              <Link className={styles.name} to="/w/$slug/people/$id" params={{ slug, id }}>
                {name ?? email ?? id}
              </Link>
            ) : (
              <span className={styles.name}>{name ?? id}</span>
            )}
            <span className={styles.id}>
              {known
                ? [name || email ? id : null, name ? email : null].filter(Boolean).join(' · ')
                : t('people.anonymous')}
            </span>
          </span>
          {aside !== undefined && <span className={styles.aside}>{aside}</span>}
        </li>
      ))}
    </ul>
  );
}
