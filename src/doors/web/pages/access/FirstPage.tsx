import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { sessionQuery } from '../../session.ts';
import { useWords } from '../../words/index.ts';
import { Threshold } from './Threshold.tsx';

/** `/`: the workspace read last, else the first; where there is none, the way to one. */
export function FirstPage() {
  const { t } = useWords();
  const session = useQuery(sessionQuery).data;
  if (!session) return null;
  const last = localStorage.getItem('perdure-workspace');
  const seat = session.workspaces.find(({ slug }) => slug === last) ?? session.workspaces[0];
  if (seat) return <Navigate to="/w/$slug" params={{ slug: seat.slug }} replace />;
  if (session.user?.installationAdmin) return <Navigate to="/new-workspace" replace />;
  return <Threshold title={t('shell.no_workspace')} help={t('shell.no_workspace_help')} />;
}
