import { Kbd, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useSeat } from '../seat.ts';
import { useWords, type Word } from '../words/index.ts';
import styles from './LeftBar.module.css';
import { groupAt, places } from './places.ts';
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
  const id = useId();
  const { here, isOpen, toggle } = useOpenGroups(onLeave !== undefined);
  return places.map(({ word, places: own }) => {
    const open = own.filter(({ needs }) => needs === null || seat.permissions.includes(needs));
    if (open.length === 0) return null;
    const links = open.map(({ to, word: name, icon: Icon }) => (
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
    ));
    if (word === null)
      return (
        <div key="first" className={styles.group}>
          {links}
        </div>
      );
    const shown = isOpen(word);
    return (
      <div key={word} className={styles.group}>
        <UnstyledButton
          className={styles.heading}
          aria-expanded={shown}
          data-here={word === here || undefined}
          aria-controls={`${id}${word}`}
          onClick={() => toggle(word)}
        >
          {t(word)}
          <IconChevronDown size={14} stroke={1.7} aria-hidden className={styles.fold} />
        </UnstyledButton>
        <div id={`${id}${word}`} className={styles.group} hidden={!shown}>
          {links}
        </div>
      </div>
    );
  });
}

const store = 'perdure-open-groups';

const readKept = (): readonly string[] | undefined => localStorage.getItem(store)?.split(' ');

/** What is open for who has opened and closed nothing: as much as a laptop's screen has room for. */
const usual = (here: Word | null): readonly string[] =>
  here === null || here === 'shell.measure' || here === 'shell.understand'
    ? ['shell.measure', 'shell.understand']
    : ['shell.measure'];

/** Which groups are open: those that the reader keeps open, and that of the page, until it is closed there. */
function useOpenGroups(inDrawer: boolean) {
  const here = useLocation({ select: ({ pathname }) => groupAt(pathname) });
  const [kept, setKept] = useState(readKept);
  const open = kept ?? (inDrawer && here !== null ? [] : usual(here));
  const [closed, setClosed] = useState(false);
  const [was, setWas] = useState(here);
  if (was !== here) {
    // Another group's page: its group opens, whatever was closed before.
    setWas(here);
    setClosed(false);
  }
  const isOpen = (group: Word) => open.includes(group) || (group === here && !closed);
  const toggle = (group: Word) => {
    const others = open.filter((one) => one !== group);
    const next = isOpen(group) ? others : [...others, group];
    localStorage.setItem(store, next.join(' '));
    setKept(next);
    setClosed(group === here && isOpen(group));
  };
  return { here, isOpen, toggle };
}
