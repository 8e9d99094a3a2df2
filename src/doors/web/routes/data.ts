import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readSetAsideSearch } from '../pages/events/search.ts';
import { readPlanSearch } from '../pages/plan/search.ts';
import { workspace } from './frame.ts';

const sources = createRoute({
  getParentRoute: () => workspace,
  path: '/sources',
  component: lazyRouteComponent(() => import('../pages/events/Sources.tsx'), 'Sources'),
});
const plan = createRoute({
  getParentRoute: () => workspace,
  path: '/plan',
  validateSearch: readPlanSearch,
  component: lazyRouteComponent(() => import('../pages/plan/Plan.tsx'), 'Plan'),
});
const setAside = createRoute({
  getParentRoute: () => workspace,
  path: '/set-aside',
  validateSearch: readSetAsideSearch,
  component: lazyRouteComponent(() => import('../pages/events/SetAside.tsx'), 'SetAside'),
});
const imports = createRoute({
  getParentRoute: () => workspace,
  path: '/imports',
  component: lazyRouteComponent(() => import('../pages/imports/Imports.tsx'), 'Imports'),
});
const oneImport = createRoute({
  getParentRoute: () => workspace,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('../pages/imports/OneImport.tsx'), 'OneImport'),
});

/** Where events come from, what they should be, and what was refused. */
export const dataRoutes = [sources, plan, setAside, imports, oneImport] as const;
