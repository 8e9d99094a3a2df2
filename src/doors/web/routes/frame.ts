import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import { NoSuchPage } from '../pages/access/NoSuchPage.tsx';
import { sessionQuery } from '../session.ts';
import { Broken } from '../ui/Broken.tsx';
import type { LeftOut } from '../ui/left-out.ts';
import { WithNotices } from '../ui/WithNotices.tsx';
import { WorkspaceFrame } from '../ui/WorkspaceFrame.tsx';

interface RouterContext {
  readonly queries: QueryClient;
  /** What could not be read of the address that the reader arrived by. */
  readonly leftOut: LeftOut | undefined;
}

/** Stands over every page. */
export const root = createRootRouteWithContext<RouterContext>()({
  component: WithNotices,
  notFoundComponent: NoSuchPage,
  errorComponent: Broken,
});

/** Stands over every page of a workspace. */
export const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$slug',
  component: WorkspaceFrame,
  beforeLoad: signedIn,
});

/** For `beforeLoad`: whoever is not signed in is sent to do so, and back here. */
export async function signedIn({
  context,
  location,
}: {
  context: RouterContext;
  location: { href: string };
}): Promise<void> {
  const session = await context.queries.ensureQueryData(sessionQuery);
  if (!session.user)
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
}
