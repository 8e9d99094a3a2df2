import { Page } from '../../ui/Page.tsx';

export function WorkspaceSettings() {
  return <Page title="WorkspaceSettings" />;
}
