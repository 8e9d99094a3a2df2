import { Link } from '@tanstack/react-router';
import type { Seat } from '../../session.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { useWords, type Word } from '../../words/index.ts';
import { Threshold } from './Threshold.tsx';
import styles from './Welcome.module.css';

/** The first choice: a workspace for one's own customers, or a look around in a made-up one. */
export function Welcome({ demos, mayCreate }: { demos: readonly Seat[]; mayCreate: boolean }) {
  const { t, knows } = useWords();
  const told = (kind: string | null): Word => {
    const word = `welcome.demo.${kind ?? ''}`;
    return knows(word) ? word : 'welcome.demo.other';
  };
  return (
    <Threshold title={t('welcome.title')} help={t(mayCreate ? 'welcome.help' : 'welcome.help_demos')}>
      {mayCreate && (
        <section className={styles.own} aria-labelledby="welcome-own">
          <h2 id="welcome-own">{t('welcome.own')}</h2>
          <p>{t('welcome.own_help')}</p>
          <ButtonLink to="/new-workspace">{t('welcome.own_button')}</ButtonLink>
        </section>
      )}
      <section className={styles.demos} aria-labelledby="welcome-demos">
        <h2 id="welcome-demos">{t('welcome.demos')}</h2>
        <ul>
          {demos.map(({ slug, name, demo }) => (
            <li key={slug}>
              <Link to="/w/$slug" params={{ slug }} className={styles.demo}>
                <strong>{name}</strong>
                <span>{t(told(demo))}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </Threshold>
  );
}
