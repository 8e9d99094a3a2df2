import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ByLink } from '../pages/access/ByLink.tsx';
import { FirstPage } from '../pages/access/FirstPage.tsx';
import { Forgot } from '../pages/access/Forgot.tsx';
import { NewWorkspace } from '../pages/access/NewWorkspace.tsx';
import { SignIn } from '../pages/access/SignIn.tsx';
import { readSignInSearch } from '../pages/access/search.ts';
import { root, signedIn } from './frame.ts';

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
  validateSearch: readSignInSearch,
});
const forgot = createRoute({ getParentRoute: () => root, path: '/forgot', component: Forgot });
const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: ByLink });
const invitation = createRoute({ getParentRoute: () => root, path: '/invitation', component: ByLink });
const reset = createRoute({ getParentRoute: () => root, path: '/reset', component: ByLink });
const shared = createRoute({
  getParentRoute: () => root,
  path: '/shared',
  component: lazyRouteComponent(() => import('../pages/dashboards/Shared.tsx'), 'Shared'),
});
const newWorkspace = createRoute({
  getParentRoute: () => root,
  path: '/new-workspace',
  component: NewWorkspace,
  beforeLoad: signedIn,
});

/** Ways in: signing in, links from mails, what is shared by link, and the first page. */
export const accessRoutes = [first, signIn, forgot, setup, invitation, reset, shared, newWorkspace] as const;
