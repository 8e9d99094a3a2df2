import { Page } from '../../ui/Page.tsx';

export function Sources() {
  return <Page title="Sources" />;
}
