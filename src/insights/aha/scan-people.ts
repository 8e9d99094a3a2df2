import type { Context } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { allOf } from '#src/customers/filters/index.ts';
import type { Members } from '#src/customers/lists/index.ts';
import { requireKnown } from '#src/insights/event-match/index.ts';
import { everyoneIn, type PeoplePage, peoplePage } from '#src/insights/frame/index.ts';
import type { AhaPeopleAsk } from './scan-ask.ts';
import { type ScanPlan, scanPlan } from './scan-plan.ts';
import { doers, observed, observing } from './scan-rows.ts';

type Which = Pick<AhaPeopleAsk, 'ask' | 'event' | 'count' | 'window' | 'side' | 'outcome' | 'half'>;

/** One page of those behind a figure of the scan. @throws DomainError those of `scanPlan`, `insights.bad_cursor` */
export async function scanPeople(context: Context, asked: AhaPeopleAsk): Promise<PeoplePage> {
  const plan = await planFor(context, asked);
  return peoplePage(context, plan.frame, chosen(plan, asked), asked);
}

/** All of them, for keeping as a list. @throws DomainError those of `scanPlan`, `lists.too_many` */
export async function everyoneScanned(context: Context, asked: Which): Promise<Members> {
  const plan = await planFor(context, asked);
  return everyoneIn(context, plan.frame, chosen(plan, asked));
}

async function planFor(context: Context, { ask, event, window }: Which): Promise<ScanPlan> {
  if (event === null) return scanPlan(context, ask);
  await requireKnown(context, [{ field: 'event', match: { event, where: [] } }]);
  return scanPlan(context, { ...ask, events: [event], exclude: [], windows: [window] });
}

/** The bitmap of those behind a figure. Grain: one row. */
function chosen(plan: ScanPlan, { event, count, window, side, outcome, half }: Which): Sql {
  const isDoer =
    event === null || side === 'all'
      ? []
      : [sql`bitmapContains(${doers(plan, { event, count, window })}, unit) = ${side === 'above' ? 1 : 0}`];
  return sql`
    with ${observing(plan)}
    select groupBitmapState(unit) as people
    from ${observed(plan)}
    where ${allOf([
      ...isDoer,
      ...(outcome === 'all' ? [] : [sql`stayed = ${outcome === 'stayed' ? 1 : 0}`]),
      ...(half === 'both' ? [] : [sql`confirming = ${half === 'confirmation' ? 1 : 0}`]),
    ])}`;
}
