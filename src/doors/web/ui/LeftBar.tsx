import { Kbd, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import styles from './LeftBar.module.css';
import { places } from './places.ts';
import { UserMenu } from './UserMenu.tsx';
import { WorkspaceSwitch } from './WorkspaceSwitch.tsx';

/** The way through the house: workspace, search, pages in the order of the loop, the reader. */
export function LeftBar({ onLeave }: { onLeave?: () => void }) {
  const { t } = useWords();
  return (
    <div className={styles.bar}>
      <WorkspaceSwitch />
      <UnstyledButton
        className={styles.search}
        onClick={() => {
          onLeave?.();
          spotlight.open();
        }}
      >
        <IconSearch size={16} aria-hidden />
        <span>{t('shell.search')}</span>
        <Kbd size="xs" className={styles.key}>
          {/Mac|iPhone/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K'}
        </Kbd>
      </UnstyledButton>
      <nav className={styles.places} aria-label={t('shell.navigation')}>
        <Groups onLeave={onLeave} />
      </nav>
      <UserMenu />
    </div>
  );
}

function Groups({ onLeave }: { onLeave?: (() => void) | undefined }) {
  const { t } = useWords();
  const seat = useSeat();
  return places.map(({ word, places: own }) => {
    const open = own.filter(({ needs }) => needs === null || seat.permissions.includes(needs));
    if (open.length === 0) return null;
    return (
      <div key={word ?? 'first'} className={styles.group}>
        {word && <span className={styles.heading}>{t(word)}</span>}
        {open.map(({ to, word: name, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            params={{ slug: seat.slug }}
            className={styles.place}
            activeOptions={{ exact: to === '/w/$slug', includeSearch: false }}
            onClick={() => onLeave?.()}
          >
            <Icon size={18} stroke={1.7} aria-hidden />
            {t(name)}
          </Link>
        ))}
      </div>
    );
  });
}
