import { Page } from '../../ui/Page.tsx';

export function OneImport() {
  return <Page title="OneImport" />;
}
