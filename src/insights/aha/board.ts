import type { Context } from '#src/access/index.ts';
import { dateText, firstDayOf, periodOf } from '#src/customers/calendar/index.ts';
import { saidOf } from '#src/customers/frame/index.ts';
import type { Board, BoardAsk, RateCell } from './ask.ts';
import { definedPlan } from './plan.ts';
import { totalsOf } from './progress.ts';
import { cellsOf, groupedPlan } from './rate.ts';
import { rateVerdict } from './words.ts';

/** One definition as product and marketing look at it together. @throws DomainError those of `definedPlan` */
export async function boardOf(context: Context, ask: BoardAsk): Promise<Board> {
  const plan = await definedPlan(context, ask);
  const { frame, definition } = plan;
  const week = periodOf(frame.known.lastBegun, 'week', frame.weekStart);
  const range = {
    from: dateText(firstDayOf(week - ask.weeks + 1, 'week', frame.weekStart)),
    to: dateText(frame.known.lastBegun),
  };
  const smallest = context.workspace.smallestDifference;
  const weekly = await groupedPlan(context, plan, { ...range, apart: { by: 'period', period: 'week' } });
  const [{ total, groups: trend }, channels, progress] = await Promise.all([
    cellsOf(context, weekly, smallest),
    channelsOf(context, plan, range),
    totalsOf(context, weekly),
  ]);
  return {
    ...saidOf(frame, ask),
    definition,
    version: plan.version.version,
    ...range,
    verdict: rateVerdict(total, channels, plan.frame.unit),
    rate: total,
    trend,
    channels,
    progress,
    attached: [],
  };
}

async function channelsOf(
  context: Context,
  plan: Parameters<typeof groupedPlan>[1],
  range: { readonly from: string; readonly to: string },
): Promise<RateCell[]> {
  const { channel } = plan.definition;
  if (channel === null) return [];
  const grouped = await groupedPlan(context, plan, { ...range, apart: { ...channel, top: 10 } });
  const { groups } = await cellsOf(context, grouped, context.workspace.smallestDifference);
  const shareIn = ({ share }: RateCell) => (share.known ? share.value.share : 2);
  return groups.toSorted((a, b) => shareIn(a) - shareIn(b));
}
