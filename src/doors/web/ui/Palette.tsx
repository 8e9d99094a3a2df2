import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSeat } from '../seat.ts';
import { useSession } from '../session.ts';
import { useWords } from '../words/index.ts';
import { places } from './places.ts';

/** Ctrl/⌘ K: every page, every workspace, and a search for a person by what is typed. */
export function Palette() {
  const { t } = useWords();
  const seat = useSeat();
  const workspaces = useSession()?.workspaces ?? [];
  const navigate = useNavigate();
  const [asked, setAsked] = useState('');
  const { slug } = seat;
  const pages = places.flatMap(({ places: own }) =>
    own
      .filter(({ needs }) => needs === null || seat.permissions.includes(needs))
      .map(({ to, word, icon: Icon }) => ({
        id: to,
        label: t(word),
        leftSection: <Icon size={18} aria-hidden />,
        onClick: () => void navigate({ to, params: { slug } }),
      })),
  );
  const others = workspaces
    .filter((one) => one.slug !== slug)
    .map((one) => ({
      id: `w-${one.slug}`,
      label: one.name,
      onClick: () => void navigate({ to: '/w/$slug', params: { slug: one.slug } }),
    }));
  const search =
    asked.trim() === ''
      ? []
      : [
          {
            id: 'search',
            label: t('shell.search_people', { asked: asked.trim() }),
            // The typed words match themselves, so that this entry is always among the found.
            keywords: asked,
            leftSection: <IconSearch size={18} aria-hidden />,
            onClick: () =>
              void navigate({ to: '/w/$slug/people', params: { slug }, search: { search: asked.trim() } }),
          },
        ];
  const groups = [
    { group: t('shell.go_to'), actions: pages },
    ...(search.length > 0 && seat.permissions.includes('customers:read')
      ? [{ group: t('shell.people'), actions: search }]
      : []),
    ...(others.length > 0 ? [{ group: t('shell.workspace'), actions: others }] : []),
  ];
  return (
    <Spotlight
      attributes={{ content: { 'aria-label': t('shell.search') } }}
      actions={groups}
      query={asked}
      onQueryChange={setAsked}
      shortcut="mod + K"
      nothingFound={t('shell.nothing_found')}
      highlightQuery
      scrollable
      maxHeight={420}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }} // the list is longer than it: the keyboard can scroll it
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('shell.search_hint'),
        'aria-label': t('shell.search'),
      }}
    />
  );
}
