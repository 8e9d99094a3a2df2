import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { knownDays } from '#src/customers/calendar/index.ts';
import { type AskedMatch, requireKnown } from '#src/customers/event-match/index.ts';
import { comparesNumbers } from '#src/customers/filters/index.ts';
import { type Engines, type Frame, lastDayIsCut } from '#src/customers/frame/index.ts';
import { requireTraits, type Unit } from '#src/customers/traits/index.ts';
import { type Condition, type Placed, placed, type SegmentRule } from './ask.ts';
import { everyoneOf, type Judging } from './people.ts';

/** What judging a rule needs of the house. */
export type JudgingEngines = Pick<Context, 'workspace' | 'records' | 'warehouse'>;

/** The circumstances in which a rule is judged at an instant (epoch milliseconds). */
export async function judgingAt(
  { workspace, records, warehouse }: JudgingEngines,
  unit: Unit,
  asOf: number,
): Promise<Judging> {
  const frame: Frame = {
    unit,
    zone: workspace.timezone,
    weekStart: workspace.weekStart,
    layout: workspace.layout,
    asOf,
    known: knownDays(asOf, workspace.timezone),
    wanted: { keep: [], drop: [] },
    includeMarked: false,
  };
  return { records, frame, cut: await lastDayIsCut({ warehouse }, frame), everyone: everyoneOf(frame) };
}

/**
 * Refuses a rule that names what does not exist, or is about the other unit.
 *
 * @throws DomainError `segments.wrong_unit`, those of `requireKnown` and `requireTraits`; who calls has the rest found by judging
 */
export async function requireSensible(engines: Engines, rule: SegmentRule, unit: Unit): Promise<void> {
  const conditions = placed(rule.conditions, unit);
  for (const one of conditions) requireUnit(one);
  await requireKnown(engines, conditions.flatMap(matchesOf));
  await requireTraits(
    engines,
    conditions.flatMap(({ condition, field, unit: about }) =>
      condition.kind === 'trait'
        ? [
            {
              field: `${field}.trait`,
              trait: condition.trait,
              unit: about,
              asNumber: comparesNumbers(condition),
              presence: condition.how === 'set' || condition.how === 'not_set',
            },
          ]
        : [],
    ),
  );
}

function requireUnit({ condition, field, unit }: Placed): void {
  const wrong =
    (condition.kind === 'phase' && unit === 'account') ||
    (condition.kind === 'account' && unit === 'account') ||
    (condition.kind === 'people' && unit === 'customer');
  if (!wrong) return;
  throw new DomainError('segments.wrong_unit', {
    field,
    expected:
      unit === 'account'
        ? 'a condition on accounts: of their people, ask with kind people'
        : 'a condition on people: of their accounts, ask with kind account',
    got: condition.kind,
  });
}

/** Events that a condition names. */
export const eventsNamed = (condition: Condition) => {
  if (condition.kind === 'did' || condition.kind === 'when') return [condition.match];
  return condition.kind === 'sequence' ? condition.steps : [];
};

function matchesOf({ condition, field }: Placed): AskedMatch[] {
  if (condition.kind === 'sequence')
    return condition.steps.map((match, at) => ({ field: `${field}.steps[${at}]`, match }));
  const quantities =
    condition.kind === 'did' && condition.amount.kind === 'quantity' ? [condition.amount.property] : [];
  return eventsNamed(condition).map((match) => ({ field: `${field}.match`, match, quantities }));
}
