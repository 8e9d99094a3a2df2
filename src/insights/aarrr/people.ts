import type { Context } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import { matchKey } from '#src/insights/newcomers/index.ts';
import type { BoardPeopleAsk } from './ask.ts';
import { lives } from './lives.ts';
import { type Plan, planned, requireStage } from './plan.ts';

/** Whose stage is asked, and whether they got there. */
export type StageWhich = Pick<BoardPeopleAsk, 'ask' | 'group' | 'stage' | 'which'>;

/** Those behind a figure. @throws DomainError those of `planned`, `aarrr.no_such_stage`, `insights.no_such_group` */
export async function whoIs(context: Context, asked: StageWhich): Promise<PeopleBehind> {
  const plan = await planned(context, asked.ask);
  return { frame: plan.frame, people: chosen(plan, asked) };
}

export const { page: boardPeople, everyone: everyoneAtStage } = listedBy(whoIs);

/** The bitmap of those behind a figure. Grain: one row. */
function chosen(plan: Plan, { group, stage, which }: StageWhich): Sql {
  requireStage(plan.ask, stage);
  const { over, did } = {
    acquisition: { over: sql`true`, did: sql`true` },
    activation: { over: sql`act_over`, did: sql`act` },
    retention: { over: sql`stay_over`, did: sql`stay` },
    revenue: { over: sql`pay_over`, did: sql`pay` },
    referral: { over: sql`refer_over`, did: sql`refer` },
  }[stage];
  const passing = {
    judged: over,
    reached: sql`${over} and ${did}`,
    not_reached: sql`${over} and not ${did}`,
    open: sql`not ${over}`,
  }[which];
  return sql`
    select groupBitmapState(unit) as people
    from ${lives(plan)}
    where ${matchKey(plan.frame, plan.grouping, group)}
      and ${passing}`;
}
