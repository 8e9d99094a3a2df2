import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { ButtonLink, TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words/index.ts';
import { keptLink } from './kept.ts';
import styles from './Lacks.module.css';

/** Questions that were kept, to be read again; else the next step. */
export function Questions() {
  const { t } = useWords();
  const { slug } = useSeat();
  const kept = useQuery(question(slug, 'questions.list', {}));
  const own = (kept.data?.questions ?? []).flatMap(({ id, name, operation, ask }) => {
    const link = keptLink(slug, operation, ask, id);
    return link ? [{ id, name, link }] : [];
  });
  if (kept.isSuccess && own.length === 0) {
    return (
      <Panel title={t('today.next')}>
        <p>
          {t('today.next_retention')} {t('today.next_save')}
        </p>
        <div>
          <ButtonLink to="/w/$slug/retention" params={{ slug }}>
            {t('import.to_retention')}
          </ButtonLink>
        </div>
      </Panel>
    );
  }
  return (
    <Panel title={t('today.questions')}>
      <ul className={styles.lines}>
        {own.slice(0, 8).map(({ id, name, link }) => (
          <li key={id}>
            <TextLink {...link}>{name}</TextLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
