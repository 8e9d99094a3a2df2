import { Page } from '../../ui/Page.tsx';

export function OneList() {
  return <Page title="OneList" />;
}
