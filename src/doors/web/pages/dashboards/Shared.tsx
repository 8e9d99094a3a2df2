import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { SharedDashboard } from '#src/insights/dashboards/index.ts';
import { call, Problem } from '../../problem.ts';
import { recordOf } from '../../ui/address.ts';
import { Refused } from '../../ui/Refused.tsx';
import { saidOf } from '../../ui/said.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Threshold } from '../access/Threshold.tsx';
import { TileAnswer, TileFrame, TileText } from './TileFrame.tsx';
import tiles from './Tiles.module.css';

type Told = z.output<typeof SharedDashboard> & { readonly workspace: string };
type ToldTile = Told['tiles'][number];

/** A dashboard as the holder of a link reads it, without signing in: its tiles and nothing else. */
export function Shared() {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const token = useToken();
  const board = useQuery({
    queryKey: ['shared', token],
    queryFn: async ({ signal }) =>
      (await call('/api/shared/dashboard', { method: 'POST', body: { token }, signal })) as Told,
    enabled: token !== '',
  });
  if (token === '')
    return <Threshold title={t('dashboards.closed')} help={t('refusal.dashboards.link_unknown')} />;
  if (board.isError) {
    const closed = board.error instanceof Problem && board.error.body.status === 404;
    if (closed) return <Threshold title={t('dashboards.closed')} help={saidOf(board.error, words)} />;
  }
  const leadOf = ({ workspace, expiresAt }: Told) =>
    [
      t('dashboards.shared_by', { workspace }),
      ...(expiresAt === null
        ? []
        : [t('dashboards.shared_until', { date: figures.moment(expiresAt, ownZone()) })]),
    ].join(' · ');
  return (
    <Threshold
      wide
      title={board.data?.title ?? t('dashboards.title')}
      help={board.data && leadOf(board.data)}
    >
      {board.isPending && <Waiting height={420} />}
      {board.isError && <Refused error={board.error} again={() => board.refetch()} />}
      {board.data && (
        <ul className={tiles.grid}>
          {board.data.tiles.map((tile) => (
            <li key={tile.id} className={tiles.place} data-width={tile.width}>
              <SharedTile token={token} tile={tile} />
            </li>
          ))}
        </ul>
      )}
    </Threshold>
  );
}

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The token behind # of the address: no server and no other site is ever sent it by the browser. */
function useToken(): string {
  const [token, setToken] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const follow = () => setToken(location.hash.slice(1));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return token;
}

function SharedTile({ token, tile }: { token: string; tile: ToldTile }) {
  const { t } = useWords();
  if (tile.kind === 'text')
    return (
      <TileFrame title={tile.title}>
        <TileText text={tile.text ?? ''} />
      </TileFrame>
    );
  return (
    <TileFrame title={tile.title}>
      {tile.operation === null ? (
        <p className={tiles.gone}>
          {t(tile.withheld ? 'dashboards.withheld' : 'dashboards.question_gone_shared')}
        </p>
      ) : (
        <SharedAnswer token={token} tile={tile} operation={tile.operation} />
      )}
    </TileFrame>
  );
}

function SharedAnswer({ token, tile, operation }: { token: string; tile: ToldTile; operation: string }) {
  const { t } = useWords();
  const query = useQuery<unknown>({
    queryKey: ['shared', token, tile.id, operation, tile.ask],
    queryFn: ({ signal }) =>
      call('/api/shared/answer', { method: 'POST', body: { token, tile: tile.id }, signal }),
  });
  const { unnamed } = recordOf(query.data);
  if (query.error instanceof Problem && query.error.body.code === 'dashboards.withheld')
    return <p className={tiles.gone}>{t('dashboards.withheld')}</p>;
  return (
    <>
      <TileAnswer operation={operation} asked={tile.ask} query={query} />
      {typeof unnamed === 'number' && unnamed > 0 && (
        <p className={tiles.some}>{t('dashboards.unnamed', { count: unnamed })}</p>
      )}
    </>
  );
}
