import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { dateText, dayNumber, periodIn, periodOf } from '#src/customers/calendar/index.ts';
import { dayLists, eventRows, int } from '#src/customers/frame/index.ts';
import {
  activePeriods,
  beginsOn,
  countable,
  daysOf,
  periodDate,
  type Span,
  sourceOf,
  stateOf,
} from '#src/customers/value/index.ts';
import type { BucketRule, StickinessAsk, StickinessGrid } from './ask.ts';
import type { Planned } from './planned.ts';

/** A question about buckets, settled. */
export interface BucketPlan extends Planned {
  readonly ask: StickinessAsk;
}

/** The buckets that have begun: as many periods each as asked, from the range's start. */
export function bucketsOf({ ask, reading: { frame }, span }: BucketPlan): StickinessGrid['buckets'] {
  const { period, first, last } = span;
  const lastAsked = periodOf(dayNumber(ask.to), period, frame.weekStart);
  const count = Math.max(0, Math.ceil((last - first + 1) / ask.width));
  return Array.from({ length: count }, (_, i) => {
    const begin = first + i * ask.width;
    const end = Math.min(begin + ask.width - 1, lastAsked);
    return {
      from: periodDate(frame, period, begin),
      to: dateText(beginsOn(frame, period, end + 1) - 1),
      state: stateOf(frame, period, end),
      short: end < begin + ask.width - 1,
    };
  });
}

/**
 * Refuses to count a definition of value by another rule than its own.
 *
 * @throws DomainError `stickiness.rule_twice`
 */
export function requireOneRule({ activeBy, rule, width }: StickinessAsk): void {
  if (activeBy.by !== 'value' || (once(rule) && width === 1)) return;
  throw new DomainError('stickiness.rule_twice', {
    field: once(rule) ? 'width' : 'rule',
    expected:
      'buckets of one period and no rule of their own, as the definition of value has its rule and its period',
    got: once(rule) ? width : rule,
  });
}

const once = ({ how, times }: BucketRule): boolean => how === 'at_least' && times === 1;

/** Where the people of the buckets are read from. */
export function bucketSource({ ask, reading }: BucketPlan): StickinessGrid['path'] {
  if (once(ask.rule)) return sourceOf(reading);
  const bitmaps = sourceOf(reading) === 'bitmaps';
  return bitmaps && reading.activity.match.event === null && !reading.cut ? 'day_lists' : 'events';
}

/** How many units were active in how many buckets, and in how many of those that are over. */
export interface TallyRow {
  readonly buckets: number | string;
  readonly over: number | string;
  readonly units: number | string;
}

/** Grain: one row per pair of numbers, at most one apart; ≤ 2 × buckets rows. */
export const tally = (plan: BucketPlan): Sql<TallyRow> => sql<TallyRow>`
  select buckets, over, count() as units
  from (${bucketsPerUnit(plan)})
  group by buckets, over
  order by buckets, over`;

/** The bitmap `people` of those active in exactly so many buckets, or in so many or more. Grain: one row. */
export const inSoMany = (plan: BucketPlan, buckets: number, which: 'exactly' | 'at_least'): Sql => sql`
  select groupBitmapState(unit) as people
  from (${bucketsPerUnit(plan)})
  where ${which === 'exactly' ? sql`buckets = ${int(buckets)}` : sql`buckets >= ${int(buckets)}`}`;

/** Grain: one row per unit active in any bucket. */
const bucketsPerUnit = (plan: BucketPlan): Sql => sql`
  select unit, count() as buckets, countIf(bucket < ${int(bucketsOver(plan))}) as over
  from (
    select bucket, arrayJoin(bitmapToArray(people)) as unit
    from (${activeInBuckets(plan)})
  )
  group by unit`;

/** How many buckets are over: all, or all but the last. */
export const bucketsOver = (plan: BucketPlan): number =>
  bucketsOf(plan).filter(({ state }) => state === 'complete').length;

/** Who was active in each bucket, by the rule. Grain: one row per bucket with anybody. */
function activeInBuckets(plan: BucketPlan): Sql {
  const { ask, reading, span } = plan;
  const source = bucketSource(plan);
  if (once(ask.rule)) {
    return sql`
      select intDiv(period - ${int(span.first)}, ${int(ask.width)}) as bucket, groupBitmapMergeState(people) as people
      from ${activePeriods(reading, span)}
      group by bucket`;
  }
  return sql`
      select bucket, ${countable(reading.frame, sql`did`)} as people
      from (${source === 'day_lists' ? fromDayLists(plan) : fromEvents(plan)})`;
}

function fromEvents(plan: BucketPlan): Sql {
  const { reading, span, ask } = plan;
  return sql`
        select bucket, groupBitmapState(unit) as did
        from (
          select unit, ${bucketOfDay(plan, sql`day`)} as bucket
          from ${eventRows(reading.frame, reading.activity.match, daysOf(reading.frame, span))}
          group by unit, bucket
          having ${passing(ask.rule, sql`count()`)}
        )
        group by bucket`;
}

/** Each customer's days stand in order, so that what a bucket counts is the sum at its end less the sum at the end before. */
function fromDayLists(plan: BucketPlan): Sql {
  const { reading, span, ask } = plan;
  const { from, to } = daysOf(reading.frame, span);
  const last = Math.min(to, reading.frame.known.lastBegun);
  return sql`
        select bucket, groupBitmapState(customer) as did
        from (
          select customer,
            arraySort(arrayMap((on_day, n) -> (${bucketOfDay(plan, sql`on_day`)}, n), on_days, times)) as told,
            tupleElement(told, 1) as buckets,
            arrayMap((bucket, next) -> bucket != next, buckets, arrayShiftLeft(buckets, 1, -1)) as ends,
            arrayFilter((sum, is_end) -> is_end, arrayCumSum(tupleElement(told, 2)), ends) as sums,
            arrayMap((sum, before) -> sum - before, sums, arrayShiftRight(sums, 1)) as counts,
            arrayJoin(arrayFilter((bucket, n) -> ${passing(ask.rule, sql`n`)}, arrayFilter((bucket, is_end) -> is_end, buckets, ends), counts)) as bucket
          from ${dayLists(reading.frame, { from, to: last })}
        )
        group by bucket`;
}

const bucketOfDay = ({ ask, reading: { frame }, span }: BucketPlan, day: Sql): Sql =>
  sql`intDiv(${periodIn(day, span.period, frame.weekStart)} - ${int(span.first)}, ${int(ask.width)})`;

/** Those with no event at all are in no row: at most n means 1 to n. */
function passing({ how, times }: BucketRule, counted: Sql): Sql {
  const limit = typed('UInt64', times);
  if (how === 'at_least') return sql`${counted} >= ${limit}`;
  return how === 'at_most' ? sql`${counted} <= ${limit}` : sql`${counted} = ${limit}`;
}

/**
 * Refuses a number of buckets that the answer does not have.
 *
 * @throws DomainError `stickiness.no_such_bucket`
 */
export function requireBucket(plan: BucketPlan, buckets: number): void {
  const most = bucketsOf(plan).length;
  if (buckets <= most) return;
  throw new DomainError('stickiness.no_such_bucket', {
    kind: 'not_found',
    field: 'behind.buckets',
    expected: `a number of buckets from 1 to ${most}`,
    got: buckets,
  });
}

/** An empty span holds nobody: periods that have not begun. */
export const isEmpty = ({ first, last }: Span): boolean => last < first;
