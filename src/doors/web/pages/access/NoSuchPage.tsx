import { ButtonLink } from '../../ui/links.tsx';
import { useWords } from '../../words/index.ts';
import { Threshold } from './Threshold.tsx';

/** An address without a page. */
export function NoSuchPage() {
  const { t } = useWords();
  return (
    <Threshold title={t('shell.not_found')} help={t('shell.not_found_help')}>
      <ButtonLink to="/">{t('shell.to_today')}</ButtonLink>
    </Threshold>
  );
}
