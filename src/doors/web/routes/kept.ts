import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readTodaySearch } from '../pages/today/search.ts';
import { workspace } from './frame.ts';

const today = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  validateSearch: readTodaySearch,
  component: lazyRouteComponent(() => import('../pages/today/Today.tsx'), 'Today'),
});
const dashboards = createRoute({
  getParentRoute: () => workspace,
  path: '/dashboards',
  component: lazyRouteComponent(() => import('../pages/dashboards/Dashboards.tsx'), 'Dashboards'),
});
const dashboard = createRoute({
  getParentRoute: () => workspace,
  path: '/dashboards/$id',
  component: lazyRouteComponent(() => import('../pages/dashboards/OneDashboard.tsx'), 'OneDashboard'),
});
const notes = createRoute({
  getParentRoute: () => workspace,
  path: '/notes',
  component: lazyRouteComponent(() => import('../pages/notes/Notes.tsx'), 'Notes'),
});

/** What is kept for everyone: today, dashboards and notes. */
export const keptRoutes = [today, dashboards, dashboard, notes] as const;
