import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { accessRoutes } from './routes/access.ts';
import { actingRoutes } from './routes/acting.ts';
import { customerRoutes } from './routes/customers.ts';
import { dataRoutes } from './routes/data.ts';
import { root, workspace } from './routes/frame.ts';
import { insightRoutes } from './routes/insights.ts';
import { keptRoutes } from './routes/kept.ts';
import { settingRoutes } from './routes/settings.ts';
import { leaveOutUnread } from './ui/left-out.ts';

const tree = root.addChildren([
  ...accessRoutes,
  workspace.addChildren([
    ...keptRoutes,
    ...insightRoutes,
    ...customerRoutes,
    ...actingRoutes,
    ...dataRoutes,
    ...settingRoutes,
  ]),
]);

/** Every address of the web pages. */
export function makeRouter(queries: QueryClient) {
  const context = { queries, leftOut: undefined };
  const router = createRouter({
    routeTree: tree,
    context,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
  router.update({ ...router.options, context: { ...context, leftOut: leaveOutUnread(router) } });
  return router;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
