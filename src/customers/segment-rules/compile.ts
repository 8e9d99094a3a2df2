import { scoped, sql, typed } from '#src/basics/sql.ts';
import { peopleSets } from '#src/customers/filters/index.ts';
import type { Frame } from '#src/customers/frame/index.ts';
import { unitOf } from '#src/customers/traits/index.ts';
import type { Condition, LeafCondition, SegmentRule } from './ask.ts';
import { innerUnit } from './ask.ts';
import { whoHolds } from './contracts.ts';
import { whoDid, whoFirstOrLast, whoInOrder } from './deeds.ts';
import { whoIsInPhase } from './in-phase.ts';
import { but, everyoneOf, type Judging, nobodyOf, type People } from './people.ts';

/**
 * Whom a rule holds for at the frame's instant, as a bitmap of units: only those there are, none whose number was given up.
 *
 * @throws DomainError `lists.unknown`, `filters.other_unit`, those of `keptSegment`
 */
export async function peopleOf(judging: Judging, rule: SegmentRule): Promise<People> {
  const people = await together(judging, rule);
  return sql`bitmapAnd(${judging.everyone}, ${people})`;
}

/** Whom one condition holds for, its "not" told. */
export async function peopleOfCondition(judging: Judging, condition: Condition): Promise<People> {
  const people = await holding(judging, condition);
  return condition.kind === 'trait' || condition.inside ? people : but(judging, people);
}

/** The same circumstances, for the other unit. */
export const judgingUnit = (judging: Judging, unit: Frame['unit']): Judging => {
  if (judging.frame.unit === unit) return judging;
  const frame = { ...judging.frame, unit };
  return { ...judging, frame, everyone: everyoneOf(frame) };
};

async function together(
  judging: Judging,
  { match, conditions }: { readonly match: 'all' | 'any'; readonly conditions: readonly Condition[] },
): Promise<People> {
  const sets = await Promise.all(conditions.map((one) => peopleOfCondition(judging, one)));
  return sets.reduce((left, right) =>
    match === 'all' ? sql`bitmapAnd(${left}, ${right})` : sql`bitmapOr(${left}, ${right})`,
  );
}

async function holding(judging: Judging, condition: Condition): Promise<People> {
  if (condition.kind === 'group') return together(judging, condition);
  if (condition.kind === 'account') return ofAccounts(judging, condition);
  if (condition.kind === 'people') return withPeople(judging, condition);
  return leaf(judging, condition);
}

/** A condition's own "not" is the caller's. */
async function leaf(judging: Judging, condition: LeafCondition): Promise<People> {
  if (condition.kind === 'did') return whoDid(judging, condition);
  if (condition.kind === 'when') return whoFirstOrLast(judging, condition);
  if (condition.kind === 'sequence') return whoInOrder(judging, condition);
  if (condition.kind === 'contract') return whoHolds(judging, condition);
  if (condition.kind === 'phase') return whoIsInPhase(judging, condition);
  const { frame, records } = judging;
  const filter = condition.kind === 'trait' ? condition : { ...condition, inside: true };
  const { keep, drop } = await peopleSets(records, [filter], frame);
  const [kept] = keep;
  const [dropped] = drop;
  if (kept !== undefined) return kept;
  return dropped === undefined ? nobodyOf(frame.unit) : but(judging, dropped);
}

async function ofAccounts(
  judging: Judging,
  condition: Extract<Condition, { kind: 'account' }>,
): Promise<People> {
  const accounts = await together(judgingUnit(judging, innerUnit(condition, judging.frame.unit)), condition);
  return sql`(
      select groupBitmapState(customer)
      from ${scoped('memberships')}
      where time < ${new Date(judging.frame.asOf)}
        and bitmapContains(${accounts}, ${unitOf.account})
    )`;
}

async function withPeople(
  judging: Judging,
  condition: Extract<Condition, { kind: 'people' }>,
): Promise<People> {
  const inner = judgingUnit(judging, innerUnit(condition, judging.frame.unit));
  const people = await together(inner, condition);
  return sql`(
      select groupBitmapState(${unitOf.account})
      from (
        select account
        from ${scoped('memberships')}
        where time < ${new Date(judging.frame.asOf)}
          and bitmapContains(bitmapAnd(${inner.everyone}, ${people}), customer)
        group by account
        having uniqExact(customer) >= ${typed('UInt64', condition.least)}
      )
    )`;
}
