import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readAccountsSearch } from '../pages/accounts/search.ts';
import { readPeopleSearch } from '../pages/customers/search.ts';
import { readHealthSearch } from '../pages/health/search.ts';
import { readPhasesSearch } from '../pages/phases/search.ts';
import { readRuleSearch, readSegmentSearch, readSegmentsSearch } from '../pages/segments/search.ts';
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
const accounts = createRoute({
  getParentRoute: () => workspace,
  path: '/accounts',
  validateSearch: readAccountsSearch,
  component: lazyRouteComponent(() => import('../pages/accounts/Accounts.tsx'), 'Accounts'),
});
const account = createRoute({
  getParentRoute: () => workspace,
  path: '/accounts/$id',
  component: lazyRouteComponent(() => import('../pages/account/Account.tsx'), 'Account'),
});
const offers = createRoute({
  getParentRoute: () => workspace,
  path: '/offers',
  component: lazyRouteComponent(() => import('../pages/offers/Offers.tsx'), 'Offers'),
});
const phases = createRoute({
  getParentRoute: () => workspace,
  path: '/phases',
  validateSearch: readPhasesSearch,
  component: lazyRouteComponent(() => import('../pages/phases/Phases.tsx'), 'Phases'),
});
const health = createRoute({
  getParentRoute: () => workspace,
  path: '/health',
  validateSearch: readHealthSearch,
  component: lazyRouteComponent(() => import('../pages/health/Health.tsx'), 'Health'),
});
const segments = createRoute({
  getParentRoute: () => workspace,
  path: '/segments',
  validateSearch: readSegmentsSearch,
  component: lazyRouteComponent(() => import('../pages/segments/Segments.tsx'), 'Segments'),
});
const rule = createRoute({
  getParentRoute: () => workspace,
  path: '/segments/edit',
  validateSearch: readRuleSearch,
  component: lazyRouteComponent(() => import('../pages/segments/Editor.tsx'), 'Editor'),
});
const segment = createRoute({
  getParentRoute: () => workspace,
  path: '/segments/$id',
  validateSearch: readSegmentSearch,
  component: lazyRouteComponent(() => import('../pages/segments/OneSegment.tsx'), 'OneSegment'),
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
const goals = createRoute({
  getParentRoute: () => workspace,
  path: '/goals',
  component: lazyRouteComponent(() => import('../pages/goals/Goals.tsx'), 'Goals'),
});
const promises = createRoute({
  getParentRoute: () => workspace,
  path: '/promises',
  component: lazyRouteComponent(() => import('../pages/promises/PromiseRegister.tsx'), 'PromiseRegister'),
});
const milestones = createRoute({
  getParentRoute: () => workspace,
  path: '/milestones',
  component: lazyRouteComponent(() => import('../pages/milestones/Milestones.tsx'), 'Milestones'),
});

/** Customers: who they are, the accounts they belong to, what they buy, and the lists they stand in. */
export const customerRoutes = [
  people,
  person,
  accounts,
  account,
  offers,
  phases,
  health,
  segments,
  rule,
  segment,
  lists,
  list,
  goals,
  promises,
  milestones,
] as const;
