import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/index.ts';
export function Today() {
  const { t } = useWords();
  return <Page title={t('shell.today')} />;
}
