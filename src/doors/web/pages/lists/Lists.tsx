import { Page } from '../../ui/Page.tsx';

export function Lists() {
  return <Page title="Lists" />;
}
