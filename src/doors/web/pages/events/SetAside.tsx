import { Page } from '../../ui/Page.tsx';

export function SetAside() {
  return <Page title="SetAside" />;
}
