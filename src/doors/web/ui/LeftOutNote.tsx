import { useLocation, useRouter } from '@tanstack/react-router';
import { useFigures, useWords } from '../words/index.ts';
import { partSaid } from './expected.ts';
import styles from './Page.module.css';

/** Says which parts of the address could not be read; gone as soon as another question is asked. */
export function LeftOutNote() {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { leftOut } = useRouter().options.context;
  const { pathname, state } = useLocation();
  if (leftOut === undefined || leftOut.pathname !== pathname || leftOut.place !== state.__TSR_index)
    return null;
  const [, , , page] = pathname.split('/'); // /w/<workspace>/<page>
  const named = leftOut.parts.map((part) => t('address.part', { name: partSaid(part, page, words), part }));
  return (
    <p className={styles.note} role="note">
      {t('address.left_out', { count: named.length, parts: figures.list(named) })}
    </p>
  );
}
