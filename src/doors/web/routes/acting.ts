import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readMessagesSearch } from '../pages/messages/search.ts';
import { workspace } from './frame.ts';

const messages = createRoute({
  getParentRoute: () => workspace,
  path: '/messages',
  validateSearch: readMessagesSearch,
  component: lazyRouteComponent(() => import('../pages/messages/Messages.tsx'), 'Messages'),
});

/** What is done with customers: what is said to them. */
export const actingRoutes = [messages] as const;
