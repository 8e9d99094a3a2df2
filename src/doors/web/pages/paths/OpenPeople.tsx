import type { Situations } from '#src/insights/paths/index.ts';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { waysOf } from '../../ui/ways.ts';
import type { Opened, PathAsked, PathWhich, SituationsSettled } from './search.ts';
import { drawnAlone, pathNames, placeName, type Saying, tailSaid } from './shape.ts';

interface PathPeopleProps {
  readonly open: Opened | undefined;
  readonly asked: PathAsked;
  readonly unit: 'customer' | 'account';
  readonly saying: Saying;
  readonly onOpen: (open: Opened | undefined) => void;
}

/** The people at a place, on a way between two, or on a whole path. */
export function PathPeople({ open, asked, unit, saying, onOpen }: PathPeopleProps) {
  const { slug } = useSeat();
  if (open?.of !== 'path') return null;
  const { which } = open;
  // "Others" are those that the drawing draws together.
  const input = { ask: togetherIn(which) ? { ...asked, top: drawnAlone } : asked, which };
  return (
    <PeopleDrawer
      title={whichSaid(which, asked.direction === 'to', saying)}
      of={['paths.people', input]}
      load={(page, signal) => ask(slug, 'paths.people', { ...input, ...page }, signal)}
      from={{ of: 'paths.people', ask: input }}
      unit={unit}
      onClose={() => onOpen(undefined)}
    />
  );
}

const togetherIn = (which: PathWhich): boolean =>
  (which.kind === 'node' && which.place.kind === 'others') ||
  (which.kind === 'edge' && (which.from.kind === 'others' || which.to.kind === 'others'));

function whichSaid(which: PathWhich, backwards: boolean, saying: Saying): string {
  const { t } = saying.words;
  if (which.kind === 'path')
    return `${pathNames(which, backwards, saying).join(' → ')} (${tailSaid(which.tail, backwards, saying)})`;
  if (which.kind === 'node')
    return t('paths.node_title', { name: placeName(which.place, saying), step: which.depth + 1 });
  const one = placeName(which.from, saying);
  const { to } = which;
  if (to.kind === 'ended' || to.kind === 'open') return `${one}, ${tailSaid(to.kind, backwards, saying)}`;
  const other = placeName(to, saying);
  return backwards ? `${other} → ${one}` : `${one} → ${other}`;
}

interface SituationPeopleProps {
  readonly open: Opened | undefined;
  readonly asked: SituationsSettled;
  readonly found: Situations;
  readonly saying: Saying;
  readonly onOpen: (open: Opened | undefined) => void;
}

const parts = ['people', 'returned', 'gone'] as const;

/** The people in a situation, those who came back, those who did not, those with an amount. */
export function SituationPeople({ open, asked, found, saying, onOpen }: SituationPeopleProps) {
  const { slug } = useSeat();
  const { t, said } = saying.words;
  if (open?.of !== 'situation') return null;
  const { situation, which = 'people' } = open;
  const named = found.situations.find(({ number }) => number === situation);
  const name = named ? said(named.name) : t('ask.all_together');
  // The people of this answer: at its instant, in its situations.
  const input = { ask: { ...asked, asOf: found.asOf }, clustering: found.clustering, situation, which };
  const some = asked.worth === null ? parts : ([...parts, 'valued'] as const);
  return (
    <PeopleDrawer
      title={which === 'people' ? name : `${name}, ${t(`paths.in.${which}`).toLowerCase()}`}
      of={['paths.situation-people', input]}
      load={(page, signal) => ask(slug, 'paths.situation-people', { ...input, ...page }, signal)}
      from={{ of: 'paths.situation-people', ask: input }}
      unit={found.unit}
      ways={waysOf<(typeof parts)[number] | 'valued' | 'observed'>(some, which, {
        label: (one) => t(`paths.in.${one}`),
        choose: (one) => onOpen({ of: 'situation', situation, which: one }),
      })}
      onClose={() => onOpen(undefined)}
    />
  );
}
