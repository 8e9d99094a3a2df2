import type { Context } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { askedName, requireKnown } from '#src/customers/event-match/index.ts';
import { allOf } from '#src/customers/filters/index.ts';
import { listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import type { AhaPeopleAsk } from './scan-ask.ts';
import { type ScanPlan, scanPlan } from './scan-plan.ts';
import { doers, observed, observing } from './scan-rows.ts';

type Which = Pick<AhaPeopleAsk, 'ask' | 'event' | 'count' | 'window' | 'side' | 'outcome' | 'half'>;

/** Those behind a figure. @throws DomainError those of `scanPlan`, `insights.unknown_event` */
async function whoIs(context: Context, asked: Which): Promise<PeopleBehind> {
  const plan = await planFor(context, asked);
  return { frame: plan.frame, people: chosen(plan, asked) };
}

export const { page: scanPeople, everyone: everyoneScanned } = listedBy(whoIs);

async function planFor(context: Context, { ask, event, window }: Which): Promise<ScanPlan> {
  if (event === null) return scanPlan(context, ask);
  await requireKnown(context, [askedName('event', event)]);
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
