import type { Context } from '#src/access/index.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import { matchKey } from '#src/insights/newcomers/index.ts';
import type { WaitPeopleAsk } from './ask.ts';
import { type WaitPlan, waitPlan } from './begin.ts';
import { waits } from './waits.ts';

/** Which of those who wait or waited. */
export type WaitWhich = Pick<WaitPeopleAsk, 'ask' | 'group' | 'which' | 'within'>;

/** Those behind a figure. @throws DomainError those of `waitPlan`, `insights.no_such_group` */
export async function whoWaits(context: Context, asked: WaitWhich): Promise<PeopleBehind> {
  const plan = await waitPlan(context, asked.ask);
  return { frame: plan.frame, people: chosen(plan, asked) };
}

export const { page: waitPeople, everyone: everyoneWaiting } = listedBy(whoWaits);

/** The bitmap of those behind a figure. Grain: one row. */
function chosen(plan: WaitPlan, { group, which, within }: WaitWhich): Sql {
  const passing = {
    all: sql`true`,
    reached:
      within === null ? sql`reached = 1` : sql`reached = 1 and hours <= ${typed('Int64', within * 24)}`,
    waiting: sql`reached = 0`,
  }[which];
  return sql`
    select groupBitmapState(unit) as people
    from ${waits(plan)}
    where ${matchKey(plan.frame, plan.grouping, group)}
      and ${passing}`;
}
