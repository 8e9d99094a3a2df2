import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspace } from './frame.ts';

const workspaceSettings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/workspace',
  component: lazyRouteComponent(() => import('../pages/settings/WorkspaceSettings.tsx'), 'WorkspaceSettings'),
});
const users = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/users',
  component: lazyRouteComponent(() => import('../pages/settings/Users.tsx'), 'Users'),
});
const keys = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/keys',
  component: lazyRouteComponent(() => import('../pages/settings/Keys.tsx'), 'Keys'),
});
const traffic = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/traffic',
  component: lazyRouteComponent(() => import('../pages/settings/Traffic.tsx'), 'Traffic'),
});
const contactRules = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/contact-rules',
  component: lazyRouteComponent(() => import('../pages/settings/ContactRules.tsx'), 'ContactRules'),
});
const sender = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/sender',
  component: lazyRouteComponent(() => import('../pages/settings/Sender.tsx'), 'Sender'),
});
const suppressions = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/suppressions',
  component: lazyRouteComponent(() => import('../pages/settings/Suppressions.tsx'), 'Suppressions'),
});
const erasures = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/erasures',
  component: lazyRouteComponent(() => import('../pages/settings/Erasures.tsx'), 'Erasures'),
});
const audit = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/audit',
  component: lazyRouteComponent(() => import('../pages/settings/Audit.tsx'), 'Audit'),
});
const security = createRoute({
  getParentRoute: () => workspace,
  path: '/settings/security',
  component: lazyRouteComponent(() => import('../pages/settings/Security.tsx'), 'Security'),
});

/** Settings of the workspace and of the one who is signed in. */
export const settingRoutes = [
  workspaceSettings,
  users,
  keys,
  traffic,
  contactRules,
  sender,
  suppressions,
  erasures,
  audit,
  security,
] as const;
