import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ask, question, useChange } from '../ask.ts';
import { useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import { saidOf } from './said.ts';

interface PinMenuProps {
  readonly question: { readonly id: string; readonly name: string };
}

/** Pins a kept question to a dashboard: one that is there, or a first one. */
export function PinMenu({ question: { id, name } }: PinMenuProps) {
  const words = useWords();
  const { t } = words;
  const { slug } = useSeat();
  const boards = useQuery(question(slug, 'dashboards.list', {})).data?.dashboards ?? [];
  const pin = useChange('dashboards.pin', ['dashboards.list', 'dashboards.get']);
  const pinTo = (board: { readonly id: string; readonly title: string }) =>
    pin.mutate(
      { id: board.id, tile: { kind: 'question', question: id } },
      {
        onSuccess: () =>
          void notifications.show({ message: t('dashboards.pinned', { name, board: board.title }) }),
        onError: (error) => void notifications.show({ color: 'red', message: saidOf(error, words) }),
      },
    );
  const pinToNew = async () =>
    pinTo((await ask(slug, 'dashboards.make', { title: t('dashboards.first') })).dashboard);
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t('dashboards.pin_this', { name })}>
          <IconPin size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('dashboards.pin_to')}</Menu.Label>
        {boards.map((board) => (
          <Menu.Item key={board.id} onClick={() => pinTo(board)}>
            {board.title}
          </Menu.Item>
        ))}
        {boards.length === 0 && (
          <Menu.Item onClick={() => void pinToNew()}>{t('dashboards.pin_to_first')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
