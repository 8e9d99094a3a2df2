import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Dashboard, Tile } from '#src/insights/dashboards/index.ts';
import type { Asked } from '../../asked.ts';
import { useMay } from '../../seat.ts';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { saidOf } from '../../ui/said.ts';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useWords } from '../../words/index.ts';
import { useBoardChange } from './board.ts';
import { movedTo } from './order.ts';
import { QuestionTile } from './QuestionTile.tsx';
import { TileForm } from './TileForm.tsx';
import { TileFrame, TileText } from './TileFrame.tsx';
import styles from './Tiles.module.css';

type Wish = Asked['dashboards.pin']['input']['tile'];

/** The name of a tile, to be said. */
const nameOf = (tile: Tile): string =>
  tile.title ?? (tile.kind === 'question' ? tile.name : tile.text.slice(0, 60));

/** A tile under way, and the one whose place it would take. */
interface Dragged {
  readonly tile: string;
  readonly over: string;
}

/** The tiles of a dashboard; dragged by their handles, or moved with the arrows while a handle has the focus. */
export function TileGrid({ dashboard: { id, tiles } }: { dashboard: Dashboard }) {
  const { t } = useWords();
  const may = useMay('insights:write');
  const arrange = useBoardChange('dashboards.arrange');
  const unpin = useUnpin(id);
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [changing, setChanging] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const ids = order ?? tiles.map((tile) => tile.id);
  const shown = ids.flatMap((one) => tiles.find((tile) => tile.id === one) ?? []);
  const keep = (next: readonly string[]) => {
    setOrder(next);
    arrange.mutate({ id, tiles: [...next] }, { onSettled: () => setOrder(null) });
  };
  const move = (tile: Tile, to: number) => {
    const from = ids.indexOf(tile.id);
    if (to < 0 || to >= ids.length) return;
    keep(movedTo(ids, from, to));
    setTold(t('dashboards.moved', { name: nameOf(tile), place: to + 1, count: ids.length }));
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-handle="${tile.id}"]`)?.focus(),
    );
  };
  const drag = {
    begin: (tile: Tile) => (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragged({ tile: tile.id, over: tile.id });
    },
    over: ({ clientX, clientY }: PointerEvent) => {
      const under = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-tile]');
      const over = under?.dataset.tile;
      if (over !== undefined) setDragged((before) => before && { ...before, over });
    },
    end: () => {
      setDragged(null);
      if (dragged === null || dragged.over === dragged.tile) return;
      keep(movedTo(ids, ids.indexOf(dragged.tile), ids.indexOf(dragged.over)));
    },
  };
  const open = tiles.find((tile) => tile.id === changing);
  return (
    <>
      {arrange.isError && <Refused error={arrange.error} />}
      <ul ref={list} className={styles.grid}>
        {shown.map((tile, at) => {
          const tools = may && (
            <TileTools
              tile={tile}
              at={at}
              count={shown.length}
              drag={drag}
              onMove={(to) => move(tile, to)}
              onChange={() => setChanging(tile.id)}
              onRemove={() => unpin(tile)}
            />
          );
          return (
            <li
              key={tile.id}
              className={styles.place}
              data-tile={tile.id}
              data-width={tile.width}
              data-dragged={dragged?.tile === tile.id || undefined}
              data-target={(dragged?.over === tile.id && dragged.tile !== tile.id) || undefined}
            >
              {tile.kind === 'question' ? (
                <QuestionTile tile={tile} tools={tools} />
              ) : (
                <TileFrame title={tile.title} tools={tools}>
                  <TileText text={tile.text} />
                </TileFrame>
              )}
            </li>
          );
        })}
      </ul>
      <p className={styles.told} role="status">
        {told}
      </p>
      {open && <TileForm board={id} tile={open} onClose={() => setChanging(null)} />}
    </>
  );
}

interface TileToolsProps {
  readonly tile: Tile;
  readonly at: number;
  readonly count: number;
  readonly drag: {
    readonly begin: (tile: Tile) => (event: PointerEvent) => void;
    readonly over: (event: PointerEvent) => void;
    readonly end: () => void;
  };
  readonly onMove: (to: number) => void;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

function TileTools({ tile, at, count, drag, onMove, onChange, onRemove }: TileToolsProps) {
  const { t } = useWords();
  const name = nameOf(tile);
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') onMove(at - 1);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowDown') onMove(at + 1);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <ActionIcon
        className={styles.handle ?? ''}
        data-handle={tile.id}
        aria-label={t('dashboards.handle', { name, place: at + 1, count })}
        onKeyDown={keys}
        onPointerDown={drag.begin(tile)}
        onPointerMove={drag.over}
        onPointerUp={drag.end}
        onPointerCancel={drag.end}
      >
        <IconGripVertical size={16} />
      </ActionIcon>
      <MoreMenu label={t('dashboards.tile_menu', { name })}>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onChange}>
          {t('dashboards.tile_change')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowUp size={16} aria-hidden />}
          disabled={at === 0}
          onClick={() => onMove(at - 1)}
        >
          {t('dashboards.tile_earlier')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={16} aria-hidden />}
          disabled={at === count - 1}
          onClick={() => onMove(at + 1)}
        >
          {t('dashboards.tile_later')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>
          {t('dashboards.tile_remove')}
        </Menu.Item>
      </MoreMenu>
    </>
  );
}

/** A tile as it is asked for. */
const wishOf = (tile: Tile): Wish =>
  tile.kind === 'text'
    ? { kind: tile.kind, text: tile.text, title: tile.title, width: tile.width }
    : {
        kind: tile.kind,
        question: tile.question,
        title: tile.title,
        width: tile.width,
        moves: tile.moves,
      };

/** Takes a tile off at once, and offers to put it back where it was. */
function useUnpin(id: string): (tile: Tile) => void {
  const words = useWords();
  const { t } = words;
  const unpin = useBoardChange('dashboards.unpin');
  const pin = useBoardChange('dashboards.pin');
  const refused = {
    onError: (error: Error) => void notifications.show({ color: 'red', message: saidOf(error, words) }),
  };
  return (tile) =>
    unpin.mutate(
      { id, tile: tile.id },
      {
        ...refused,
        onSuccess: ({ at }) =>
          sayWithUndo(t('dashboards.tile_removed', { name: nameOf(tile) }), {
            label: t('shell.undo'),
            run: () => pin.mutate({ id, tile: wishOf(tile), at }, refused),
          }),
      },
    );
}
