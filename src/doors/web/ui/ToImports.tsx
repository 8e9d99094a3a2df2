import { useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import { ButtonLink } from './links.tsx';

/** The way to the first events, from a page that lacks them. */
export function ToImports() {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <ButtonLink to="/w/$slug/imports" params={{ slug }}>
      {t('ask.nothing_import')}
    </ButtonLink>
  );
}
