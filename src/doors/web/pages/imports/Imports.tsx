import { Page } from '../../ui/Page.tsx';

export function Imports() {
  return <Page title="Imports" />;
}
