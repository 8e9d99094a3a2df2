import { type Sql, sql } from '#src/basics/sql.ts';
import {
  type Engines,
  everyoneIn,
  type PeopleBehind,
  type PeoplePage,
  peoplePage,
} from '#src/customers/frame/index.ts';
import type { Members } from '#src/customers/lists/index.ts';
import { activePeriods, periodNamed, type Span, type Way } from '#src/customers/value/index.ts';
import type { Behind, StickinessPeopleAsk } from './ask.ts';
import { inSoMany, requireBucket } from './buckets.ts';
import { bucketPlan } from './grid.ts';
import { type Planned, planned } from './planned.ts';
import { spanDays } from './ratios.ts';
import { whoIsKnown } from './share.ts';

/**
 * One page of the people behind a figure.
 *
 * @throws DomainError `insights.no_such_period`, `stickiness.no_such_bucket`, those of the question
 */
export async function peopleOf(
  engines: Engines,
  { behind, ...page }: StickinessPeopleAsk,
  way: Way = 'quickest',
): Promise<PeoplePage> {
  const { frame, people } = await whoIs(engines, behind, way);
  return peoplePage(engines, frame, people, page);
}

/** Everyone behind a figure, for keeping them as a list. @throws DomainError `lists.too_many` */
export async function everyoneBehind(
  engines: Engines,
  { behind }: Pick<StickinessPeopleAsk, 'behind'>,
): Promise<Members> {
  const { frame, people } = await whoIs(engines, behind);
  return everyoneIn(engines, frame, people);
}

/** The bitmap of those behind a figure. @throws DomainError as `peopleOf` */
export async function whoIs(engines: Engines, behind: Behind, way: Way = 'quickest'): Promise<PeopleBehind> {
  if (behind.kind === 'buckets') {
    const plan = await bucketPlan(engines, behind.ask, way);
    requireBucket(plan, behind.buckets);
    return { frame: plan.reading.frame, people: inSoMany(plan, behind.buckets, behind.which) };
  }
  if (behind.kind === 'ratio') {
    const plan = await planned(engines, { ...behind.ask, period: 'day' }, way);
    const { first } = onePeriod(plan, behind.day);
    const days = { ...plan.span, first: first - spanDays[behind.span] + 1, last: first };
    return { frame: plan.reading.frame, people: activeIn(plan, days) };
  }
  const plan = await planned(engines, behind.ask, way);
  const at = onePeriod(plan, behind.period);
  const { frame } = plan.reading;
  if (behind.kind === 'sessions' || behind.which === 'active') return { frame, people: activeIn(plan, at) };
  return { frame, people: whoIsKnown(plan, at, behind.which) };
}

function onePeriod({ reading, span }: Planned, date: string): Span {
  const index = periodNamed(reading.frame, span, date);
  return { ...span, first: index, last: index };
}

const activeIn = ({ reading }: Planned, span: Span): Sql => sql`
  select groupBitmapMergeState(people) as people
  from ${activePeriods(reading, span)}`;
