import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { type Session, sessionQuery } from '../../session.ts';
import { useWords } from '../../words/index.ts';
import { Threshold } from './Threshold.tsx';
import { Welcome } from './Welcome.tsx';

/** `/`: the workspace read last, else one of the reader's own; where there are only demos, a choice. */
export function FirstPage() {
  const { t } = useWords();
  const session = useQuery(sessionQuery).data;
  if (!session) return null;
  const slug = landing(session, localStorage.getItem('perdure-workspace'));
  if (slug !== undefined) return <Navigate to="/w/$slug" params={{ slug }} replace />;
  const mayCreate = session.user?.installationAdmin === true;
  if (session.workspaces.length > 0) return <Welcome demos={session.workspaces} mayCreate={mayCreate} />;
  if (mayCreate) return <Navigate to="/new-workspace" replace />;
  return <Threshold title={t('shell.no_workspace')} help={t('shell.no_workspace_help')} />;
}

/**
 * Where a reader lands: in the workspace left last, else in the first that holds data of their own.
 *
 * @param last slug of the workspace opened last on this browser
 * @returns undefined where a choice is due: there are only demos, or nothing
 */
export function landing(
  { workspaces }: { readonly workspaces: readonly Pick<Session['workspaces'][number], 'slug' | 'demo'>[] },
  last: string | null,
): string | undefined {
  const before = workspaces.find(({ slug }) => slug === last);
  return (before ?? workspaces.find(({ demo }) => demo === null))?.slug;
}
