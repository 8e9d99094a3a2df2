import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readPeopleSearch } from '../pages/customers/search.ts';
import { workspace } from './frame.ts';

const people = createRoute({
  getParentRoute: () => workspace,
  path: '/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('../pages/customers/People.tsx'), 'People'),
});
const person = createRoute({
  getParentRoute: () => workspace,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('../pages/customers/Person.tsx'), 'Person'),
});
const lists = createRoute({
  getParentRoute: () => workspace,
  path: '/lists',
  component: lazyRouteComponent(() => import('../pages/lists/Lists.tsx'), 'Lists'),
});
const list = createRoute({
  getParentRoute: () => workspace,
  path: '/lists/$id',
  component: lazyRouteComponent(() => import('../pages/lists/OneList.tsx'), 'OneList'),
});

/** Customers: who they are, and the lists they stand in. */
export const customerRoutes = [people, person, lists, list] as const;
