import type { LifecycleAskInput, LifecycleFigure } from '#src/insights/lifecycle/index.ts';
import { isActive } from '../../ui/active.ts';
import { addressOf, frameChecks, isDate, isName, isPeriod, isReadBy } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addDays, addMonths, daysBetween, laterOf, monthEnd, monthStart } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';

/** What the address of the lifecycle page holds: the question as it is asked, and what is open. */
export interface LifecycleSearch extends Partial<LifecycleAskInput> {
  /** The people that are open: `2025-01-06/dormant`. */
  open?: string;
  /** The kept question this one came from. */
  saved?: string;
}

export const readLifecycleSearch = addressOf<LifecycleSearch>({
  ...frameChecks,
  period: isPeriod,
  from: isDate,
  to: isDate,
  activeBy: isActive,
  open: isReadBy(readOpen),
  saved: isName,
});

/** The question that the address holds; undefined while it has no dates. */
export function askOf({
  open: _open,
  saved: _saved,
  from,
  to,
  ...rest
}: LifecycleSearch): LifecycleAskInput | undefined {
  return from === undefined || to === undefined ? undefined : { period: 'week', ...rest, from, to };
}

/** Where a kept question is shown. */
export const lifecycleLink = keptAt('/w/$slug/lifecycle', readLifecycleSearch);

/** The question that a new reader sees: about a year of months, a season of weeks, or the days there are. */
export function firstLifecycle({ span }: Pick<Catalogue, 'span'>): LifecycleSearch {
  const days = daysBetween(span.first, span.last) + 1;
  const period = days > 240 ? 'month' : days > 35 ? 'week' : 'day';
  const from = {
    month: laterOf(addMonths(span.last, -12), monthStart(span.first)),
    week: laterOf(addDays(span.last, -7 * 17), span.first),
    day: span.first,
  }[period];
  return { period, from, to: period === 'month' ? monthEnd(span.last) : span.last };
}

const figures: readonly LifecycleFigure[] = ['active', 'new', 'returning', 'resurrecting', 'dormant'];

/** The people that are open, as the address writes them. */
export function readOpen(open: string | undefined): { period: string; which: LifecycleFigure } | undefined {
  const [period = '', figure = ''] = (open ?? '').split('/');
  const which = figures.find((one) => one === figure);
  return which && isDate(period) ? { period, which } : undefined;
}
