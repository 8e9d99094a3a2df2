import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { type Engines, int, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import type { StepFailurePeopleAsk, StepFailureWhich } from './ask.ts';
import { type Plan, planned } from './plan.ts';
import { peopleWhere } from './tallies.ts';

/** A number of the ranking. */
export type StepFailureNumber = Pick<StepFailurePeopleAsk, 'ask' | 'which'>;

/** Those behind a number. @throws DomainError those of `planned`, `onboarding.no_such_step` */
export async function whoIs(engines: Engines, { ask, which }: StepFailureNumber): Promise<PeopleBehind> {
  const plan = await planned(engines, ask);
  return { frame: plan, people: peopleWhere(plan, conditionOf(plan, which)) };
}

export const { page: pageOf, everyone: everyoneBehind } = listedBy(whoIs);

function conditionOf({ declared }: Plan, which: StepFailureWhich): Sql {
  if (!('outcome' in which)) {
    if (which.kind === 'started') return sql`step = 0`;
    if (which.kind === 'left_early') return sql`step = 0 and observable and holds and early`;
    return which.kind === 'without_contract'
      ? sql`step = 0 and observable and not holds`
      : sql`step = 0 and not observable`;
  }
  const outcome = { any: sql`true`, left: sql`gone`, stayed: sql`not gone` }[which.outcome];
  const counted = sql`observable and holds and not early and ${outcome}`;
  if (!('step' in which)) return sql`step = 0 and ${counted}`;
  requireStep(which.step, declared.steps.length);
  const at = sql`step = ${int(which.step)} and ${counted}`;
  if (which.kind === 'judged') return at;
  return which.kind === 'missed' ? sql`${at} and outcome != 'done'` : sql`${at} and outcome = ${which.kind}`;
}

function requireStep(step: number, last: number): void {
  if (step <= last) return;
  throw new DomainError('onboarding.no_such_step', {
    kind: 'not_found',
    field: 'which.step',
    expected: `a step from 1 to ${last}`,
    got: step,
  });
}
