import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import type { HabitAsked, Opened } from './search.ts';
import { hourName, type Saying, weekdayName } from './shape.ts';

interface OpenPeopleProps {
  readonly open: Opened | undefined;
  readonly asked: HabitAsked;
  readonly weeks: number;
  readonly unit: 'customer' | 'account';
  readonly saying: Saying;
  readonly onOpen: (open: Opened | undefined) => void;
}

/** The people behind one number of the page, each with what their days look like. */
export function OpenPeople({ open, asked, weeks, unit, saying, onOpen }: OpenPeopleProps) {
  const { slug } = useSeat();
  if (!open) return null;
  const input = { ask: asked, ...open };
  return (
    <PeopleDrawer
      title={titleOf(open, weeks, saying)}
      of={['habit.people', input]}
      load={(page, signal) => ask(slug, 'habit.people', { ...input, ...page }, signal)}
      from={{ of: 'habit.people', ask: input }}
      unit={unit}
      aside={({ words }) => saying.words.said(words)}
      onClose={() => onOpen(undefined)}
    />
  );
}

function titleOf({ kind, weekday, at, gap, activeWeeks }: Opened, all: number, saying: Saying): string {
  const { t } = saying.words;
  if (at) return `${weekdayName(at.weekday, saying)}, ${hourName(at.hour, saying)}`;
  if (weekday != null) return t('habit.habit_of', { weekday: weekdayName(weekday, saying) });
  if (activeWeeks != null) return t('habit.of_weeks', { weeks: activeWeeks, all });
  if (gap)
    return gap.atMost === null ? t('ttv.gap_more', { days: 60 }) : t('ttv.gap_at_most', { days: gap.atMost });
  return t(`habit.kind.${kind ?? 'all'}`);
}
