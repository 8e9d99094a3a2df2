import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { int, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import type { AcquisitionPeopleAsk } from './ask.ts';
import { gained } from './gained.ts';
import { type Dimension, type Plan, planned } from './plan.ts';

/** Whose people are asked: of which campaign and channel, and by which figure. */
export type GainedWhich = Pick<AcquisitionPeopleAsk, 'ask' | 'campaign' | 'channel' | 'which'>;

/** Those behind a figure. @throws DomainError those of `planned`, `insights.no_such_group` */
export async function whoIs(context: Context, asked: GainedWhich): Promise<PeopleBehind> {
  const plan = await planned(context, asked.ask);
  return { frame: plan.frame, people: chosen(plan, asked) };
}

export const { page: peopleOf, everyone: everyoneGained } = listedBy(whoIs);

/** The bitmap of those behind a figure. Grain: one row. */
function chosen(plan: Plan, { campaign, channel, which }: GainedWhich): Sql {
  const passing = {
    customers: sql`true`,
    judged: sql`judged`,
    stayed: sql`judged and stayed`,
    not_stayed: sql`judged and not stayed`,
    open: sql`not judged`,
    paying: sql`judged and paid`,
    mismatch_judged: sql`mismatch_judged`,
    mismatched: sql`mismatch_judged and mismatched`,
  }[which];
  return sql`
    select groupBitmapState(unit) as people
    from ${gained(plan)}
    where ${matches(plan, 'campaign', campaign)}
      and ${matches(plan, 'channel', channel)}
      and ${passing}`;
}

function matches(plan: Plan, dimension: Dimension, ref: GainedWhich['campaign']): Sql {
  if (ref.kind === 'all') return sql`true`;
  const key = keyNamed(plan, dimension, ref);
  return dimension === 'campaign' ? sql`campaign = ${int(key)}` : sql`channel = ${int(key)}`;
}

function keyNamed(
  { ask, names }: Plan,
  dimension: Dimension,
  { kind, value }: GainedWhich['campaign'],
): number {
  const own = names[dimension];
  if (ask[dimension] !== null) {
    if (kind === 'others') return 0;
    if (kind === 'missing') return -1;
    if (kind === 'value' && own.includes(value ?? '')) return own.indexOf(value ?? '') + 1;
  }
  throw new DomainError('insights.no_such_group', {
    kind: 'not_found',
    field: dimension,
    expected: 'a group of the answer',
    got: value ?? kind,
  });
}
