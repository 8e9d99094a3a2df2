import { ActionIcon, Drawer } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import { LeftBar } from './LeftBar.tsx';
import { Palette } from './Palette.tsx';
import styles from './Shell.module.css';

/** The frame of every page within a workspace: left bar (a drawer on small screens), command palette, content. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const seat = useSeat();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t('shell.skip')}
      </a>
      <aside className={styles.left}>
        <LeftBar />
      </aside>
      <header className={styles.top}>
        <ActionIcon size="lg" aria-label={t('shell.menu')} aria-expanded={open} onClick={() => setOpen(true)}>
          <IconMenu2 size={20} />
        </ActionIcon>
        <span className={styles.where}>{seat.name}</span>
        <ActionIcon size="lg" aria-label={t('shell.search')} onClick={() => spotlight.open()}>
          <IconSearch size={20} />
        </ActionIcon>
      </header>
      <Drawer.Root opened={open} onClose={() => setOpen(false)} position="left" size={288}>
        <Drawer.Overlay />
        <Drawer.Content aria-label={t('shell.navigation')}>
          <Drawer.Body p={0} className={styles.drawer ?? ''}>
            <LeftBar onLeave={() => setOpen(false)} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
      <main id="content" className={styles.content} tabIndex={-1}>
        {children}
      </main>
      <Palette />
    </div>
  );
}
