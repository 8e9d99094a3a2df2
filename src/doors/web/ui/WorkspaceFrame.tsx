import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { SeatContext } from '../seat.ts';
import { sessionQuery } from '../session.ts';
import { useWords } from '../words/index.ts';
import { Counting } from './Counting.tsx';
import { ButtonLink } from './links.tsx';
import { Shell } from './Shell.tsx';
import { Teach } from './Teach.tsx';

/** Everything under `/w/…`: the workspace that the address names, if it is open to the reader. */
export function WorkspaceFrame() {
  const { t } = useWords();
  const { slug } = useParams({ from: '/w/$slug' });
  const { href } = useLocation();
  const session = useQuery(sessionQuery).data;
  const seat = session?.workspaces.find((one) => one.slug === slug || one.id === slug);
  useEffect(() => {
    if (seat) localStorage.setItem('perdure-workspace', seat.slug);
  }, [seat]);
  if (!session) return null;
  if (!session.user) return <Navigate to="/sign-in" search={{ to: href }} replace />;
  if (!seat) {
    return (
      <main>
        <Teach
          title={t('shell.no_such_workspace')}
          action={<ButtonLink to="/">{t('shell.to_today')}</ButtonLink>}
        >
          {t('shell.no_such_workspace_help')}
        </Teach>
      </main>
    );
  }
  return (
    <SeatContext value={seat}>
      <Counting unit={seat.countingUnit}>
        <Shell key={seat.slug}>
          <Outlet />
        </Shell>
      </Counting>
    </SeatContext>
  );
}
