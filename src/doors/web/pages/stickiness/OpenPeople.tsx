import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { periodLabel } from '../../ui/dates.ts';
import { PeopleDrawer, type Ways } from '../../ui/PeopleDrawer.tsx';
import type { Saying } from './saying.ts';
import { type Behind, besideOf, readOpen, type StickinessAsked } from './search.ts';

/** The people behind one number of the page. */
export function OpenPeople({ asked, open, unit, saying, onOpen }: OpenPeopleProps) {
  const { slug } = useSeat();
  const behind = readOpen(open, asked);
  if (!behind) return null;
  return (
    <PeopleDrawer
      title={titleOf(behind, asked, saying)}
      of={['stickiness.people', behind]}
      load={(page, signal) => ask(slug, 'stickiness.people', { behind, ...page }, signal)}
      from={{ of: 'stickiness.people', ask: { behind } }}
      unit={unit}
      ways={waysOf(behind, saying, onOpen)}
      onClose={() => onOpen(undefined)}
    />
  );
}

interface OpenPeopleProps {
  readonly asked: StickinessAsked;
  readonly open: string | undefined;
  readonly unit: 'customer' | 'account';
  readonly saying: Saying;
  readonly onOpen: (open: string | undefined) => void;
}

function titleOf(behind: Behind, asked: StickinessAsked, { words, figures, period }: Saying): string {
  const { t } = words;
  if (behind.kind === 'buckets')
    return `${t('stickiness.buckets', { count: behind.buckets, period })}, ${t(`stickiness.${behind.which}`).toLowerCase()}`;
  if (behind.kind === 'ratio')
    return `${t(`stickiness.span.${behind.span}`)}, ${figures.day(behind.day, 'short')}`;
  const when = periodLabel(behind.period, besideOf(asked).share.period, words, figures);
  return behind.kind === 'share' ? `${t(`stickiness.which.${behind.which}`)}, ${when}` : when;
}

function waysOf(behind: Behind, { words: { t } }: Saying, onOpen: (open: string) => void): Ways | undefined {
  if (behind.kind === 'buckets')
    return {
      value: behind.which,
      data: (['exactly', 'at_least'] as const).map((which) => ({
        value: which,
        label: t(`stickiness.${which}`),
      })),
      onChange: (which) => onOpen(`buckets/${behind.buckets}/${which}`),
    };
  if (behind.kind === 'ratio')
    return {
      value: behind.span,
      data: (['daily', 'weekly', 'monthly'] as const).map((span) => ({
        value: span,
        label: t(`stickiness.span.${span}`),
      })),
      onChange: (span) => onOpen(`ratio/${behind.day}/${span}`),
    };
  if (behind.kind === 'sessions') return undefined;
  return {
    value: behind.which,
    data: (['active', 'inactive', 'known'] as const).map((which) => ({
      value: which,
      label: t(`stickiness.which.${which}`),
    })),
    onChange: (which) => onOpen(`share/${behind.period}/${which}`),
  };
}
