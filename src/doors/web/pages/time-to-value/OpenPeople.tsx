import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { PeopleDrawer, type PeopleDrawerProps, type Shown } from '../../ui/PeopleDrawer.tsx';
import { waysOf } from '../../ui/ways.ts';
import { groupName, type Saying } from './saying.ts';
import type { CurveAsked, Opened, RetakingAsked } from './search.ts';

interface OpenPeopleProps {
  readonly open: Opened | undefined;
  readonly asked: CurveAsked;
  readonly retaking: RetakingAsked;
  readonly unit: 'customer' | 'account';
  readonly saying: Saying;
  readonly onOpen: (open: Opened | undefined) => void;
}

/** The people behind one number of the page. */
export function OpenPeople(props: OpenPeopleProps) {
  const { open, unit, onOpen } = props;
  const { slug } = useSeat();
  if (!open) return null;
  const common = { unit, onClose: () => onOpen(undefined) };
  if (open.of === 'waits') return <PeopleDrawer {...common} {...waiters(open, props, slug)} />;
  return <PeopleDrawer {...common} {...retakers(open, props, slug)} />;
}

type Drawn = Omit<PeopleDrawerProps<Shown>, 'unit' | 'onClose'>;
type OpenOf<Of extends Opened['of']> = Extract<Opened, { of: Of }>;

function waiters(open: OpenOf<'waits'>, { asked, saying, onOpen }: OpenPeopleProps, slug: string): Drawn {
  const { t } = saying.words;
  const { of: _of, ...which } = open;
  const input = { ask: asked, ...which };
  const group = groupName(
    { kind: open.group?.kind ?? 'all', value: open.group?.value ?? null },
    asked,
    saying,
  );
  const told =
    open.within == null ? t(`ttv.which.${open.which}`) : t('ttv.reached_within', { days: open.within });
  return {
    title: `${group}, ${told.toLowerCase()}`,
    of: ['time-to-value.people', input],
    load: (page, signal) => ask(slug, 'time-to-value.people', { ...input, ...page }, signal),
    from: { of: 'time-to-value.people', ask: input },
    ways: waysOf(['reached', 'waiting', 'all'] as const, open.which, {
      label: (one) => t(`ttv.which.${one}`),
      choose: (one) => onOpen({ of: 'waits', which: one, ...(open.group ? { group: open.group } : {}) }),
    }),
  };
}

function retakers(
  open: OpenOf<'retaking'>,
  { retaking, saying, onOpen }: OpenPeopleProps,
  slug: string,
): Drawn {
  const { t } = saying.words;
  const { of: _of, ...which } = open;
  const input = { ask: retaking, ...which };
  const { which: shown } = open;
  return {
    title:
      shown === 'own_speed'
        ? open.atMost == null
          ? t('ttv.gap_more', { days: 60 })
          : t('ttv.gap_at_most', { days: open.atMost })
        : t(`ttv.streak.${shown}`),
    of: ['time-to-value.retaking-people', input],
    load: (page, signal) => ask(slug, 'time-to-value.retaking-people', { ...input, ...page }, signal),
    from: { of: 'time-to-value.retaking-people', ask: input },
    ways:
      shown === 'own_speed'
        ? undefined
        : waysOf(['running', 'broken', 'once', 'all'] as const, shown, {
            label: (one) => t(`ttv.streak.${one}`),
            choose: (one) => onOpen({ of: 'retaking', which: one }),
          }),
  };
}
