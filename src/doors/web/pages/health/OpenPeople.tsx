import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { useWords, type Words } from '../../words/index.ts';
import { type HealthAsked, type Open, readOpen } from './search.ts';

/** Those behind one number of the page. */
export function OpenPeople({ asked, open, unit, onClose }: OpenPeopleProps) {
  const words = useWords();
  const { slug } = useSeat();
  const behind = open === undefined ? undefined : readOpen(open);
  if (behind === undefined) return null;
  const common = { of: [behind, asked], title: titleOf(behind, words), unit, onClose };
  const { among, ...frame } = asked;
  if (behind.of === 'health.people') {
    const whose = { ask: asked, which: behind.which };
    return (
      <PeopleDrawer
        {...common}
        unit={behind.which.kind === 'active' ? 'customer' : unit}
        load={(page, signal) => ask(slug, 'health.people', { ...whose, ...page }, signal)}
        from={{ of: 'health.people', ask: whose }}
      />
    );
  }
  if (behind.of === 'health.unused-people') {
    const whose = { ask: frame, which: behind.which };
    return (
      <PeopleDrawer
        {...common}
        load={(page, signal) => ask(slug, 'health.unused-people', { ...whose, ...page }, signal)}
        from={{ of: 'health.unused-people', ask: whose }}
      />
    );
  }
  const whose = { ask: { ...frame, days: behind.days }, ...behind.which };
  return (
    <PeopleDrawer
      {...common}
      load={(page, signal) => ask(slug, 'health.backtest-people', { ...whose, ...page }, signal)}
      from={{ of: 'health.backtest-people', ask: whose }}
    />
  );
}

interface OpenPeopleProps {
  readonly asked: HealthAsked;
  readonly open: string | undefined;
  readonly unit: 'customer' | 'account';
  readonly onClose: () => void;
}

function titleOf({ of, which }: Open, { t }: Words): string {
  if (of === 'health.unused-people')
    return which.kind === 'feature' ? `${which.key}, ${t(`health.use.${which.state}`)}` : t('health.unused');
  if (of === 'health.backtest-people')
    return t(which.group === 'leavers' ? 'health.leavers_red' : 'health.stayers_red');
  switch (which.kind) {
    case 'overall':
      return `${t('health.overall')}, ${t(`health.colour.${which.colour ?? 'unknown'}`)}`;
    case 'dimension':
      return `${which.key}, ${t(`health.colour.${which.colour ?? 'unknown'}`)}`;
    case 'active':
      return t('health.active_people', { name: which.holder });
    case 'preview':
      return t('health.preview');
    default:
      return t(`health.show.${which.kind}`);
  }
}
