import { useLocation, useRouter } from '@tanstack/react-router';
import { useFigures, useWords } from '../words/index.ts';
import styles from './Page.module.css';

/** Says which parts of the address could not be read; gone as soon as another question is asked. */
export function LeftOutNote() {
  const { t, knows } = useWords();
  const figures = useFigures();
  const { leftOut } = useRouter().options.context;
  const { pathname, state } = useLocation();
  if (leftOut === undefined || leftOut.pathname !== pathname || leftOut.place !== state.__TSR_index)
    return null;
  const named = leftOut.parts.map((part) => {
    const word = `address.part.${part}`;
    return t('address.part', { name: knows(word) ? t(word) : part, part });
  });
  return (
    <p className={styles.note} role="note">
      {t('address.left_out', { count: named.length, parts: figures.list(named) })}
    </p>
  );
}
