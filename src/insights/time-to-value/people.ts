import type { Context } from '#src/access/index.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Members } from '#src/customers/lists/index.ts';
import { everyoneIn, type Frame, type PeoplePage, peoplePage } from '#src/insights/frame/index.ts';
import { matchKey } from '#src/insights/newcomers/index.ts';
import type { WaitPeopleAsk } from './ask.ts';
import { type WaitPlan, waitPlan } from './begin.ts';
import { waits } from './waits.ts';

/** Which of those who wait or waited. */
export type WaitWhich = Pick<WaitPeopleAsk, 'ask' | 'group' | 'which' | 'within'>;

/** One page of those behind a figure. @throws DomainError those of `waitPlan`, `insights.no_such_group`, `insights.bad_cursor` */
export async function waitPeople(context: Context, asked: WaitPeopleAsk): Promise<PeoplePage> {
  const { frame, people } = await whoWaits(context, asked);
  return peoplePage(context, frame, people, asked);
}

/** All of them, for keeping as a list. @throws DomainError as `waitPeople`, `lists.too_many` */
export async function everyoneWaiting(context: Context, asked: WaitWhich): Promise<Members> {
  const { frame, people } = await whoWaits(context, asked);
  return everyoneIn(context, frame, people);
}

/** The bitmap of those behind a figure. @throws DomainError as `waitPeople` */
export async function whoWaits(context: Context, asked: WaitWhich): Promise<{ frame: Frame; people: Sql }> {
  const plan = await waitPlan(context, asked.ask);
  return { frame: plan.frame, people: chosen(plan, asked) };
}

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
