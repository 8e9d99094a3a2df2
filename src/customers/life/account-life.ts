import type { Context } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import { dayNumber } from '#src/customers/calendar/index.ts';
import { named } from '#src/customers/naming/index.ts';
import { deedsOf } from '#src/customers/phase-keeping/index.ts';
import { basisOf } from '#src/customers/phase-rules/index.ts';
import { isOfAccount } from '#src/customers/profiles/index.ts';
import type { AccountLife, AccountLifeAsk } from './ask.ts';
import { boughtIn } from './bought.ts';
import { oursIn } from './ours.ts';
import { activeDaysIn, eventsIn, standingIn, toldIn } from './queries.ts';

/**
 * What was done in an account, by whom it is made up, and what it bought: of events that name it, and of those of people whose
 * latest account it is. Four statements, none per person; of an account that nobody knows nothing is told.
 */
export async function accountLifeOf(context: Context, { account }: AccountLifeAsk): Promise<AccountLife> {
  const { records, warehouse, workspace, clock } = context;
  const now = clock.now();
  const isIn = isOfAccount(account, now);
  const { meant } = await basisOf(records, workspace);
  const [told, deeds, standing, events] = await Promise.all([
    warehouse.rows(toldIn(isIn, now)),
    warehouse.rows(deedsOf(meant, () => isIn)),
    warehouse.rows(standingIn(account, now)),
    warehouse.rows(eventsIn(isIn, now)),
  ]);
  const local = dayOf(workspace.timezone);
  const localDay = (at: number) => dayNumber(local(at));
  const first = told.at(-1)?.at;
  const active =
    first === undefined
      ? []
      : await warehouse.rows(activeDaysIn(isIn, { zone: workspace.timezone, from: first, now }));
  const ours = oursIn(
    told,
    active.map(({ on_day }) => on_day),
    localDay,
  );
  const numbers = [...new Set(ours.map(({ customer }) => customer))].filter(Boolean);
  const people = await named(context, numbers);
  const personOf = new Map(people.map((person) => [person.customer, person]));
  return {
    account,
    ours: ours.map(({ customer, ...one }) => ({ ...one, person: personOf.get(customer) ?? null })),
    bought: boughtIn(
      deeds.flatMap(({ orders }) => orders).filter(([at]) => at < now),
      deeds.flatMap(({ refunds }) => refunds).filter(([at]) => at < now),
    ),
    standing: standing.map((one) => ({ ...one, since: new Date(one.since).toISOString() })),
    events: events.map(({ event, count, last }) => ({
      event,
      count: Number(count),
      last: new Date(last).toISOString(),
    })),
  };
}
