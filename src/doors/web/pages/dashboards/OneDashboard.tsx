import { Button, Menu, Modal } from '@mantine/core';
import { IconLayoutDashboard, IconPlus, IconRefresh, IconShare } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Dashboard } from '#src/insights/dashboards/index.ts';
import { useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { NameForm } from '../../ui/NameForm.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import { AddTile } from './AddTile.tsx';
import { useBoard, useBoardChange } from './board.ts';
import { ShareDrawer } from './ShareDrawer.tsx';
import { TileGrid } from './TileGrid.tsx';

/** One dashboard: its tiles, each answered by itself. */
export function OneDashboard() {
  const { t } = useWords();
  const { id } = useParams({ from: '/w/$slug/dashboards/$id' });
  const may = useMay('insights:write');
  const board = useBoard(id);
  const [adding, setAdding] = useState(false);
  const dashboard = board.data?.dashboard;
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t('dashboards.add_tile')}
    </Button>
  );
  return (
    <Page
      title={dashboard?.title ?? t('dashboards.title')}
      actions={
        dashboard && (
          <>
            {may && dashboard.tiles.length > 0 && add}
            <Actions dashboard={dashboard} />
          </>
        )
      }
    >
      {board.isPending && <Waiting height={420} />}
      {board.isError && <Refused error={board.error} again={() => board.refetch()} />}
      {dashboard?.tiles.length === 0 && (
        <Teach icon={<IconLayoutDashboard />} title={t('dashboards.empty_title')} action={may && add}>
          {t('dashboards.empty')}
        </Teach>
      )}
      {dashboard && dashboard.tiles.length > 0 && <TileGrid dashboard={dashboard} />}
      {adding && <AddTile board={id} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Actions({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const queries = useQueryClient();
  const remove = useRemoval(dashboard);
  const [doing, setDoing] = useState<'share' | 'rename' | null>(null);
  const refresh = () =>
    Promise.all(
      dashboard.tiles.flatMap((tile) =>
        tile.kind === 'question' && tile.asks
          ? [queries.invalidateQueries({ queryKey: [slug, tile.asks.operation, tile.asks.ask] })]
          : [],
      ),
    );
  const close = () => setDoing(null);
  return (
    <>
      {dashboard.tiles.length > 0 && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => void refresh()}
        >
          {t('dashboards.refresh')}
        </Button>
      )}
      {may && (
        <>
          <Button
            variant="default"
            leftSection={<IconShare size={16} aria-hidden />}
            onClick={() => setDoing('share')}
          >
            {t('dashboards.share')}
          </Button>
          <MoreMenu label={t('dashboards.menu')} ofPage>
            <Menu.Item onClick={() => setDoing('rename')}>{t('dashboards.rename')}</Menu.Item>
            <Menu.Item color="red" onClick={remove}>
              {t('dashboards.remove')}
            </Menu.Item>
          </MoreMenu>
        </>
      )}
      {doing === 'share' && <ShareDrawer board={dashboard.id} onClose={close} />}
      {doing === 'rename' && <Rename dashboard={dashboard} onClose={close} />}
    </>
  );
}

function Rename({ dashboard: { id, title }, onClose }: { dashboard: Dashboard; onClose: () => void }) {
  const { t } = useWords();
  const change = useBoardChange('dashboards.change');
  return (
    <Modal opened onClose={onClose} title={t('dashboards.rename')}>
      <NameForm
        label={t('dashboards.name')}
        initial={title}
        busy={change.isPending}
        onName={(next) => change.mutate({ id, title: next }, { onSuccess: onClose })}
      />
      {change.isError && <Refused error={change.error} />}
    </Modal>
  );
}

/** Removes the dashboard at once, and offers to put it back whole. */
function useRemoval({ id, title }: Dashboard): () => void {
  const { t } = useWords();
  const { slug } = useSeat();
  const navigate = useNavigate();
  const remove = useChange('dashboards.remove', ['dashboards.list']);
  const restore = useBoardChange('dashboards.restore');
  return () =>
    remove.mutate(
      { id },
      {
        onSuccess: () => {
          void navigate({ to: '/w/$slug/dashboards', params: { slug } });
          sayWithUndo(t('dashboards.removed', { name: title }), {
            label: t('shell.undo'),
            run: () => restore.mutate({ id }),
          });
        },
      },
    );
}
