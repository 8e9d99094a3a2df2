import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { dayNumber, periodOf } from '#src/customers/calendar/index.ts';
import { type Engines, everyoneIn, type PeoplePage, peoplePage } from '#src/customers/frame/index.ts';
import type { Members } from '#src/customers/lists/index.ts';
import { readingOf } from './answer.ts';
import type { FunnelPeopleAsk, FunnelWhich } from './ask.ts';
import { u32, u64 } from './chain-state.ts';
import type { Reading, Split } from './paths.ts';
import { type Chosen, peopleOf } from './tallies.ts';

type Question = Pick<FunnelPeopleAsk, 'ask' | 'series' | 'period' | 'which' | 'onlyOver'>;

/** One page of the people behind a number, and how many there are. */
export async function pageOf(engines: Engines, question: FunnelPeopleAsk): Promise<PeoplePage> {
  const reading = await readingOf(engines, question.ask, 'whole');
  return peoplePage(engines, reading.plan, peopleOf(reading, chosenBy(reading, question)), question);
}

/** Everyone behind a number, for keeping them as a list. @throws DomainError `lists.too_many` */
export async function everyoneBehind(engines: Engines, question: Question): Promise<Members> {
  const reading = await readingOf(engines, question.ask, 'whole');
  return everyoneIn(engines, reading.plan, peopleOf(reading, chosenBy(reading, question)));
}

function chosenBy({ plan, split }: Reading, { series, period, which, onlyOver }: Question): Chosen {
  return {
    series: placeOf(split, series),
    period:
      period === null ? undefined : periodOf(dayNumber(period, 'period'), plan.ask.trend, plan.weekStart),
    onlyOver,
    which: conditionOf(which, plan.ask.steps.length),
  };
}

/** Steps from the first to the last; nobody drops at the last. */
function conditionOf(which: FunnelWhich, last: number): Sql {
  if (which.kind === 'waited') return waitedCondition(which, last);
  requireStep(which.step, which.kind === 'reached' ? last : last - 1);
  if (which.kind === 'reached') return sql`depth >= ${u32(which.step)}`;
  const here = sql`depth = ${u32(which.step)}`;
  return which.kind === 'open' ? sql`${here} and open` : sql`${here} and not open`;
}

function waitedCondition(
  { from, to, fromMs, belowMs }: Extract<FunnelWhich, { kind: 'waited' }>,
  last: number,
): Sql {
  requireStep(to, last);
  requireStep(from, to - 1);
  const waited = sql`arrayElement(times, ${u64(to)}) - arrayElement(times, ${u64(from)})`;
  const below = belowMs === null ? sql`true` : sql`${waited} < ${u64(Math.ceil(belowMs))}`;
  return sql`over and depth >= ${u32(to)} and ${waited} >= ${u64(Math.ceil(fromMs))} and ${below}`;
}

function requireStep(step: number, last: number): void {
  if (step <= last) return;
  throw new DomainError('funnels.no_such_step', {
    kind: 'not_found',
    field: 'which.step',
    expected: `a step from 1 to ${last}`,
    got: step,
  });
}

function placeOf(split: Split, { kind, value }: FunnelPeopleAsk['series']): number | undefined {
  if (kind === 'all') return undefined;
  if (kind === 'missing') return -1;
  if (kind === 'others') return 0;
  const place = split.by === 'nothing' ? -1 : split.values.indexOf(value ?? '');
  if (place >= 0) return place + 1;
  throw new DomainError('funnels.no_such_series', {
    kind: 'not_found',
    field: 'series.value',
    expected: 'a value that stands alone in the answer',
    got: value,
  });
}
