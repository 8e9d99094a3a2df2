import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useSeat } from '../seat.ts';
import { useSession } from '../session.ts';
import { useWords } from '../words/index.ts';
import styles from './WorkspaceSwitch.module.css';

/** Which workspace one is in, and the way to the others. */
export function WorkspaceSwitch() {
  const { t } = useWords();
  const seat = useSeat();
  const session = useSession();
  const navigate = useNavigate();
  return (
    <Menu width={260} position="bottom-start">
      <Menu.Target>
        <UnstyledButton
          className={styles.switch}
          aria-label={t('shell.pair', { name: t('shell.choose_workspace'), value: seat.name })}
        >
          <span className={styles.initial} aria-hidden>
            {seat.name.slice(0, 1).toUpperCase()}
          </span>
          <span className={styles.name}>{seat.name}</span>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.workspace')}</Menu.Label>
        {session?.workspaces.map(({ slug, name, demo }) => (
          <Menu.Item
            key={slug}
            onClick={() => navigate({ to: '/w/$slug', params: { slug } })}
            rightSection={slug === seat.slug ? <IconCheck size={14} aria-hidden /> : undefined}
          >
            {name} {demo && <span className={styles.demo}>{t('shell.demo')}</span>}
          </Menu.Item>
        ))}
        {session?.user?.installationAdmin && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => navigate({ to: '/new-workspace' })}
            >
              {t('shell.new_workspace')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
