import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { type Engines, limits, saidOf } from '#src/customers/frame/index.ts';
import { activeSaid, type Way } from '#src/customers/value/index.ts';
import type { StickinessAsk, StickinessGrid } from './ask.ts';
import {
  type BucketPlan,
  bucketSource,
  bucketsOf,
  bucketsOver,
  isEmpty,
  requireOneRule,
  tally,
} from './buckets.ts';
import { planned } from './planned.ts';
import { gridDefinition, gridVerdict } from './words.ts';

/**
 * Customers by the number of buckets in which they were active.
 *
 * @throws DomainError `stickiness.rule_twice`, those of `planned`
 */
export async function gridOf(
  engines: Engines,
  ask: StickinessAsk,
  way: Way = 'quickest',
): Promise<StickinessGrid> {
  const plan = await bucketPlan(engines, ask, way);
  const buckets = bucketsOf(plan);
  const rows = isEmpty(plan.span) ? [] : await engines.warehouse.rows(tally(plan), limits(engines));
  const bars = barsOf(
    rows.map((row) => ({ buckets: Number(row.buckets), units: Number(row.units) })),
    buckets.length,
  );
  const barsOver = barsOf(
    rows.map((row) => ({ buckets: Number(row.over), units: Number(row.units) })),
    bucketsOver(plan),
  );
  return {
    buckets,
    customers: bars[0]?.atLeast ?? 0,
    bars,
    mean: meanOf(barsOver, buckets.length),
    verdict: gridVerdict(plan, barsOver, buckets.length),
    definition: gridDefinition(plan),
    path: bucketSource(plan),
    ...activeSaid(plan.reading.activity),
    ...saidOf(plan.reading.frame, ask),
  };
}

/** Settles a question about buckets. */
export async function bucketPlan(engines: Engines, ask: StickinessAsk, way: Way): Promise<BucketPlan> {
  requireOneRule(ask);
  return { ...(await planned(engines, ask, way)), ask };
}

function barsOf(
  counted: readonly { readonly buckets: number; readonly units: number }[],
  most: number,
): StickinessGrid['bars'] {
  const those = (passing: (buckets: number) => boolean) =>
    counted.filter(({ buckets }) => passing(buckets)).reduce((sum, { units }) => sum + units, 0);
  const customers = those((n) => n > 0);
  return Array.from({ length: most }, (_, i) => {
    const buckets = i + 1;
    const [exactly, atLeast] = [those((n) => n === buckets), those((n) => n >= buckets)];
    return {
      buckets,
      exactly,
      atLeast,
      exactlyShare: over(exactly, customers),
      atLeastShare: over(atLeast, customers),
    };
  });
}

/** Active buckets per customer, of the buckets that are over. */
function meanOf(barsOver: StickinessGrid['bars'], begun: number): StickinessGrid['mean'] {
  if (barsOver.length === 0 && begun > 0) return unknown('not_watched_long_enough');
  const active = barsOver.reduce((sum, { buckets, exactly }) => sum + buckets * exactly, 0);
  return over(active, barsOver[0]?.atLeast ?? 0);
}

/** A ratio, unknown where there is nobody to divide by. */
export const over = (part: number, whole: number): Estimate<number> =>
  whole > 0 ? known(part / whole) : unknown('too_few_customers');
