import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import { type Engines, limits, saidOf } from '#src/insights/frame/index.ts';
import { activeSaid, type Way } from '#src/insights/value/index.ts';
import type { StickinessAsk, StickinessGrid } from './ask.ts';
import { type BucketPlan, bucketSource, bucketsOf, isEmpty, requireOneRule, tally } from './buckets.ts';
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
  const counted = new Map(rows.map((row) => [Number(row.buckets), Number(row.units)]));
  const bars = barsOf(counted, buckets.length);
  const customers = bars[0]?.atLeast ?? 0;
  const active = bars.reduce((sum, bar) => sum + bar.buckets * bar.exactly, 0);
  return {
    buckets,
    customers,
    bars,
    mean: over(active, customers),
    verdict: gridVerdict(plan, bars, customers),
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

function barsOf(counted: ReadonlyMap<number, number>, most: number): StickinessGrid['bars'] {
  const numbers = Array.from({ length: most }, (_, i) => i + 1);
  const atLeast = (from: number) =>
    numbers.filter((n) => n >= from).reduce((sum, n) => sum + (counted.get(n) ?? 0), 0);
  const customers = atLeast(1);
  return numbers.map((buckets) => {
    const exactly = counted.get(buckets) ?? 0;
    const more = atLeast(buckets);
    return {
      buckets,
      exactly,
      atLeast: more,
      exactlyShare: over(exactly, customers),
      atLeastShare: over(more, customers),
    };
  });
}

/** A ratio, unknown where there is nobody to divide by. */
export const over = (part: number, whole: number): Estimate<number> =>
  whole > 0 ? known(part / whole) : unknown('too_few_customers');
