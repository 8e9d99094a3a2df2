import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { readAarrrSearch } from './pages/aarrr/search.ts';
import { ByLink } from './pages/access/ByLink.tsx';
import { FirstPage } from './pages/access/FirstPage.tsx';
import { Forgot } from './pages/access/Forgot.tsx';
import { NewWorkspace } from './pages/access/NewWorkspace.tsx';
import { NoSuchPage } from './pages/access/NoSuchPage.tsx';
import { SignIn } from './pages/access/SignIn.tsx';
import { readAcquisitionSearch } from './pages/acquisition/search.ts';
import { readAdoptionSearch } from './pages/adoption/search.ts';
import { readBoardSearch } from './pages/aha/board-search.ts';
import { readAhaSearch } from './pages/aha/search.ts';
import { readPeopleSearch } from './pages/customers/search.ts';
import { readFunnelSearch } from './pages/funnels/search.ts';
import { readHabitSearch } from './pages/habit/search.ts';
import { readLifecycleSearch } from './pages/lifecycle/search.ts';
import { readPathSearch } from './pages/paths/search.ts';
import { readPlanSearch } from './pages/plan/search.ts';
import { readRetentionSearch } from './pages/retention/search.ts';
import { readSoughtSearch } from './pages/sought/search.ts';
import { readStepFailureSearch } from './pages/step-failure/search.ts';
import { readStickinessSearch } from './pages/stickiness/search.ts';
import { readTimeToValueSearch } from './pages/time-to-value/search.ts';
import { sessionQuery } from './session.ts';
import { Broken } from './ui/Broken.tsx';
import { WithNotices } from './ui/WithNotices.tsx';
import { WorkspaceFrame } from './ui/WorkspaceFrame.tsx';

interface RouterContext {
  readonly queries: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: WithNotices,
  notFoundComponent: NoSuchPage,
  errorComponent: Broken,
});

const first = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: FirstPage,
  beforeLoad: signedIn,
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignIn,
  validateSearch: ({ to }: Record<string, unknown>): { to?: string } => (ownAddress(to) ? { to } : {}),
});
const forgot = createRoute({ getParentRoute: () => root, path: '/forgot', component: Forgot });
const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: ByLink });
const invitation = createRoute({ getParentRoute: () => root, path: '/invitation', component: ByLink });
const reset = createRoute({ getParentRoute: () => root, path: '/reset', component: ByLink });
const shared = createRoute({
  getParentRoute: () => root,
  path: '/shared',
  component: lazyRouteComponent(() => import('./pages/dashboards/Shared.tsx'), 'Shared'),
});
const newWorkspace = createRoute({
  getParentRoute: () => root,
  path: '/new-workspace',
  component: NewWorkspace,
  beforeLoad: signedIn,
});
const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$slug',
  component: WorkspaceFrame,
  beforeLoad: signedIn,
});

const today = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/today/Today.tsx'), 'Today'),
});
const retention = createRoute({
  getParentRoute: () => workspace,
  path: '/retention',
  validateSearch: readRetentionSearch,
  component: lazyRouteComponent(() => import('./pages/retention/Retention.tsx'), 'Retention'),
});
const lifecycle = createRoute({
  getParentRoute: () => workspace,
  path: '/lifecycle',
  validateSearch: readLifecycleSearch,
  component: lazyRouteComponent(() => import('./pages/lifecycle/Lifecycle.tsx'), 'Lifecycle'),
});
const funnels = createRoute({
  getParentRoute: () => workspace,
  path: '/funnels',
  validateSearch: readFunnelSearch,
  component: lazyRouteComponent(() => import('./pages/funnels/Funnels.tsx'), 'Funnels'),
});
const value = createRoute({
  getParentRoute: () => workspace,
  path: '/value',
  component: lazyRouteComponent(() => import('./pages/value/Value.tsx'), 'Value'),
});
const sought = createRoute({
  getParentRoute: () => workspace,
  path: '/sought',
  validateSearch: readSoughtSearch,
  component: lazyRouteComponent(() => import('./pages/sought/SoughtPage.tsx'), 'SoughtPage'),
});
const stickiness = createRoute({
  getParentRoute: () => workspace,
  path: '/stickiness',
  validateSearch: readStickinessSearch,
  component: lazyRouteComponent(() => import('./pages/stickiness/Stickiness.tsx'), 'Stickiness'),
});
const adoption = createRoute({
  getParentRoute: () => workspace,
  path: '/adoption',
  validateSearch: readAdoptionSearch,
  component: lazyRouteComponent(() => import('./pages/adoption/Adoption.tsx'), 'Adoption'),
});
const acquisition = createRoute({
  getParentRoute: () => workspace,
  path: '/acquisition',
  validateSearch: readAcquisitionSearch,
  component: lazyRouteComponent(() => import('./pages/acquisition/Acquisition.tsx'), 'Acquisition'),
});
const aarrr = createRoute({
  getParentRoute: () => workspace,
  path: '/aarrr',
  validateSearch: readAarrrSearch,
  component: lazyRouteComponent(() => import('./pages/aarrr/Aarrr.tsx'), 'Aarrr'),
});
const stepFailure = createRoute({
  getParentRoute: () => workspace,
  path: '/step-failure',
  validateSearch: readStepFailureSearch,
  component: lazyRouteComponent(() => import('./pages/step-failure/StepFailure.tsx'), 'StepFailure'),
});
const timeToValue = createRoute({
  getParentRoute: () => workspace,
  path: '/time-to-value',
  validateSearch: readTimeToValueSearch,
  component: lazyRouteComponent(() => import('./pages/time-to-value/TimeToValue.tsx'), 'TimeToValue'),
});
const aha = createRoute({
  getParentRoute: () => workspace,
  path: '/aha',
  validateSearch: readAhaSearch,
  component: lazyRouteComponent(() => import('./pages/aha/Aha.tsx'), 'Aha'),
});
const moments = createRoute({
  getParentRoute: () => workspace,
  path: '/aha/moments',
  component: lazyRouteComponent(() => import('./pages/aha/Moments.tsx'), 'Moments'),
});
const moment = createRoute({
  getParentRoute: () => workspace,
  path: '/aha/moments/$id',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(() => import('./pages/aha/Board.tsx'), 'Board'),
});
const paths = createRoute({
  getParentRoute: () => workspace,
  path: '/paths',
  validateSearch: readPathSearch,
  component: lazyRouteComponent(() => import('./pages/paths/Paths.tsx'), 'Paths'),
});
const habit = createRoute({
  getParentRoute: () => workspace,
  path: '/habit',
  validateSearch: readHabitSearch,
  component: lazyRouteComponent(() => import('./pages/habit/Habit.tsx'), 'Habit'),
});
const survival = createRoute({
  getParentRoute: () => workspace,
  path: '/survival',
  validateSearch: ({ from, to }: Record<string, unknown>): { from?: string; to?: string } =>
    typeof from === 'string' && typeof to === 'string' && /^[\d-]{10}$/.test(from) && /^[\d-]{10}$/.test(to)
      ? { from, to }
      : {},
  component: lazyRouteComponent(() => import('./pages/survival/Survival.tsx'), 'Survival'),
});
const people = createRoute({
  getParentRoute: () => workspace,
  path: '/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('./pages/customers/People.tsx'), 'People'),
});
const person = createRoute({
  getParentRoute: () => workspace,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('./pages/customers/Person.tsx'), 'Person'),
});
const lists = createRoute({
  getParentRoute: () => workspace,
  path: '/lists',
  component: lazyRouteComponent(() => import('./pages/lists/Lists.tsx'), 'Lists'),
});
const list = createRoute({
  getParentRoute: () => workspace,
  path: '/lists/$id',
  component: lazyRouteComponent(() => import('./pages/lists/OneList.tsx'), 'OneList'),
});
const dashboards = createRoute({
  getParentRoute: () => workspace,
  path: '/dashboards',
  component: lazyRouteComponent(() => import('./pages/dashboards/Dashboards.tsx'), 'Dashboards'),
});
const dashboard = createRoute({
  getParentRoute: () => workspace,
  path: '/dashboards/$id',
  component: lazyRouteComponent(() => import('./pages/dashboards/OneDashboard.tsx'), 'OneDashboard'),
});
const notes = createRoute({
  getParentRoute: () => workspace,
  path: '/notes',
  component: lazyRouteComponent(() => import('./pages/notes/Notes.tsx'), 'Notes'),
});
const sources = createRoute({
  getParentRoute: () => workspace,
  path: '/sources',
  component: lazyRouteComponent(() => import('./pages/events/Sources.tsx'), 'Sources'),
});
const plan = createRoute({
  getParentRoute: () => workspace,
  path: '/plan',
  validateSearch: readPlanSearch,
  component: lazyRouteComponent(() => import('./pages/plan/Plan.tsx'), 'Plan'),
});
const setAside = createRoute({
  getParentRoute: () => workspace,
  path: '/set-aside',
  validateSearch: ({ reason }: Record<string, unknown>): { reason?: string } =>
    typeof reason === 'string' ? { reason } : {},
  component: lazyRouteComponent(() => import('./pages/events/SetAside.tsx'), 'SetAside'),
});
const imports = createRoute({
  getParentRoute: () => workspace,
  path: '/imports',
  component: lazyRouteComponent(() => import('./pages/imports/Imports.tsx'), 'Imports'),
});
const oneImport = createRoute({
  getParentRoute: () => workspace,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('./pages/imports/OneImport.tsx'), 'OneImport'),
});
const workspaceSettings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/workspace',
  component: lazyRouteComponent(() => import('./pages/settings/WorkspaceSettings.tsx'), 'WorkspaceSettings'),
});
const users = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/users',
  component: lazyRouteComponent(() => import('./pages/settings/Users.tsx'), 'Users'),
});
const keys = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/keys',
  component: lazyRouteComponent(() => import('./pages/settings/Keys.tsx'), 'Keys'),
});
const traffic = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/traffic',
  component: lazyRouteComponent(() => import('./pages/settings/Traffic.tsx'), 'Traffic'),
});
const erasures = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/erasures',
  component: lazyRouteComponent(() => import('./pages/settings/Erasures.tsx'), 'Erasures'),
});
const audit = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/audit',
  component: lazyRouteComponent(() => import('./pages/settings/Audit.tsx'), 'Audit'),
});
const security = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/security',
  component: lazyRouteComponent(() => import('./pages/settings/Security.tsx'), 'Security'),
});

const tree = root.addChildren([
  first,
  signIn,
  forgot,
  setup,
  invitation,
  reset,
  shared,
  newWorkspace,
  workspace.addChildren([
    today,
    retention,
    lifecycle,
    funnels,
    value,
    sought,
    stickiness,
    adoption,
    acquisition,
    aarrr,
    stepFailure,
    aha,
    moments,
    moment,
    timeToValue,
    habit,
    paths,
    survival,
    people,
    person,
    lists,
    list,
    notes,
    dashboards,
    dashboard,
    sources,
    plan,
    setAside,
    imports,
    oneImport,
    workspaceSettings,
    users,
    keys,
    traffic,
    erasures,
    audit,
    security,
  ]),
]);

/** Every address of the web pages. */
export const makeRouter = (queries: QueryClient) =>
  createRouter({ routeTree: tree, context: { queries }, defaultPreload: 'intent', scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

async function signedIn({ context, location }: { context: RouterContext; location: { href: string } }) {
  const session = await context.queries.ensureQueryData(sessionQuery);
  if (!session.user)
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
}

/** Only an address of ours may be gone to after signing in. */
const ownAddress = (to: unknown): to is string => typeof to === 'string' && /^\/(?![/\\])/.test(to);
