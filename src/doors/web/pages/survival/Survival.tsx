import { Page } from '../../ui/Page.tsx';

export function Survival() {
  return <Page title="Survival" />;
}
