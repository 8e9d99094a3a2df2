import { Page } from '../../ui/Page.tsx';

export function Person() {
  return <Page title="Person" />;
}
