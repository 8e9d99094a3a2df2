import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { int } from '#src/customers/frame/index.ts';
import { lives } from './lives.ts';
import type { Plan } from './plan.ts';
import { judgedAfter } from './self-evident.ts';

/** What became of somebody at a step. */
export type Outcome = 'done' | 'failed' | 'skipped';

/** People who are alike at a step. */
export interface Tally {
  /** From 1; 0 tells everybody who started, once. */
  readonly step: number;
  readonly outcome: Outcome;
  readonly observable: boolean;
  /** Held a contract, where leaving is the end of one; else true. */
  readonly holds: boolean;
  readonly early: boolean;
  readonly gone: boolean;
  readonly people: number;
  readonly worth: number;
  readonly valued: number;
  readonly currencies: readonly string[];
}

export interface TallyRow {
  readonly step: number;
  readonly outcome: Outcome;
  readonly observable: number | boolean;
  readonly holds: number | boolean;
  readonly early: number | boolean;
  readonly gone: number | boolean;
  readonly people: number | string;
  readonly worth: number;
  readonly valued: number | string;
  readonly currencies: string[];
}

/** Grain: one row per (step, outcome, observable, holds, early, gone) that is not empty; ≤ 21 × 3 × 16. */
export const tallies = (plan: Plan): Sql<TallyRow> => sql<TallyRow>`
  select step, outcome, observable, holds, early, gone, count() as people, sum(worth) as worth, countIf(valued) as valued,
    groupUniqArrayArray(currencies) as currencies
  from ${bySteps(plan)}
  group by step, outcome, observable, holds, early, gone`;

/**
 * Everybody at every step they are judged at: step (0 for everybody once), unit, outcome, and what `lives` tells. At a step
 * after the purchase or sign-up these are only those who did that one, whatever `among` asks for.
 *
 * Grain: one row per (unit, step).
 */
function bySteps(plan: Plan): Sql {
  const last = int(plan.declared.steps.length + 1);
  const reached =
    plan.ask.among === 'everyone'
      ? sql`true`
      : sql`(step < 2 or bitAnd(did, bitShiftLeft(toUInt32(1), toUInt8(greatest(step - 2, 0)))) != 0)`;
  const customers = typed('Array(UInt32)', [
    0,
    ...judgedAfter(plan).map((at) => (at === null ? 0 : 2 ** at)),
  ]);
  const bit = sql`if(step = 0, toUInt32(0), bitShiftLeft(toUInt32(1), toUInt8(greatest(step - 1, 0))))`;
  return sql`(
    select unit, step, observable, holds, early, gone, worth, valued, currencies,
      multiIf(bitAnd(did, ${bit}) != 0, 'done', bitAnd(tried, ${bit}) != 0, 'failed', 'skipped') as outcome
    from (select unit, observable, holds, early, gone, did, tried, worth, valued, currencies, toInt32(arrayJoin(range(${last}))) as step from ${lives(plan, plan.holders)})
    where ${reached}
      and bitAnd(did, arrayElement(${customers}, step + 1)) = arrayElement(${customers}, step + 1)
  )`;
}

/** People of a number as one bitmap. Grain: one row. */
export const peopleWhere = (plan: Plan, condition: Sql): Sql => sql`
  select groupBitmapState(unit) as people
  from ${bySteps(plan)}
  where ${condition}`;
