import { known, unknown } from '#src/basics/estimate.ts';
import {
  type Engines,
  everyoneIn,
  framed,
  limits,
  type PeopleBehind,
  type PeoplePage,
  peoplePage,
  saidOf,
} from '#src/customers/frame/index.ts';
import type { Members } from '#src/customers/lists/index.ts';
import {
  type ActiveReading,
  activeReading,
  activeSaid,
  activityOf,
  periodDate,
  periodNamed,
  type Span,
  sourceOf,
  spanAsked,
  stateOf,
  type Way,
} from '#src/customers/value/index.ts';
import type { LifecycleAsk, LifecycleGrid, LifecyclePeopleAsk, LifecycleRow } from './ask.ts';
import { type SizeRow, sizes, whoIs } from './queries.ts';
import { definitionOf, verdictOf } from './words.ts';

/**
 * How the base grows and shrinks, period by period.
 *
 * @throws DomainError `value.other_period`, `value.no_default`, `value.unknown`, `insights.unknown_event`,
 * `insights.too_many_periods`, `insights.empty_range`, those of the people's conditions
 */
export async function gridOf(
  engines: Engines,
  ask: LifecycleAsk,
  way: Way = 'quickest',
): Promise<LifecycleGrid> {
  const { reading, span } = await planned(engines, ask, way);
  const rows =
    span.last < span.first
      ? []
      : (await engines.warehouse.rows(sizes(reading, span), limits(engines))).map((row) =>
          rowOf(reading, span, row),
        );
  return {
    rows,
    verdict: verdictOf({ period: ask.period, unit: reading.frame.unit }, rows),
    definition: definitionOf(ask, reading),
    path: sourceOf(reading),
    ...activeSaid(reading.activity),
    ...saidOf(reading.frame, ask),
  };
}

/** One page of the people behind a figure. @throws DomainError `insights.no_such_period`, those of the question */
export async function peopleOf(
  engines: Engines,
  asked: LifecyclePeopleAsk,
  way: Way = 'quickest',
): Promise<PeoplePage> {
  const { frame, people } = await behind(engines, asked, way);
  return peoplePage(engines, frame, people, asked);
}

/** Everyone behind a figure, for keeping them as a list. @throws DomainError `lists.too_many` */
export async function everyoneBehind(engines: Engines, asked: LifecycleNumber): Promise<Members> {
  const { frame, people } = await behind(engines, asked);
  return everyoneIn(engines, frame, people);
}

/** A number of the answer. */
export type LifecycleNumber = Pick<LifecyclePeopleAsk, 'ask' | 'period' | 'which'>;

/** The bitmap of those behind a number. @throws DomainError `insights.no_such_period`, those of the question */
export async function behind(
  engines: Engines,
  asked: LifecycleNumber,
  way: Way = 'quickest',
): Promise<PeopleBehind> {
  const { reading, span } = await planned(engines, asked.ask, way);
  return {
    frame: reading.frame,
    people: whoIs(reading, asked.which, onePeriod(reading, span, asked)),
  };
}

async function planned(
  engines: Engines,
  ask: LifecycleAsk,
  way: Way,
): Promise<{ reading: ActiveReading; span: Span }> {
  const frame = await framed(engines, ask);
  const span = spanAsked(frame, ask);
  const activity = await activityOf(engines, ask.activeBy, ask.period);
  return { reading: await activeReading(engines, frame, activity, way), span };
}

function onePeriod(
  { frame }: ActiveReading,
  span: Span,
  { period }: Pick<LifecyclePeopleAsk, 'period'>,
): Span {
  const index = periodNamed(frame, span, period);
  return { ...span, first: index, last: index };
}

function rowOf({ frame }: ActiveReading, { period }: Span, row: SizeRow): LifecycleRow {
  const [active, before, staying, fresh] = [row.active, row.before, row.staying, row.fresh].map(Number);
  return figuresOf(
    periodDate(frame, period, Number(row.period)),
    stateOf(frame, period, Number(row.period)),
    { active: active ?? 0, before: before ?? 0, staying: staying ?? 0, fresh: fresh ?? 0 },
  );
}

/** The figures of a period from the sizes of its sets. */
export function figuresOf(
  period: string,
  state: LifecycleRow['state'],
  { active, before, staying, fresh }: Readonly<Record<'active' | 'before' | 'staying' | 'fresh', number>>,
): LifecycleRow {
  const lost = before - staying;
  const gained = active - staying;
  const quickRatio =
    state === 'running'
      ? unknown('not_watched_long_enough')
      : lost === 0
        ? unknown('not_computable')
        : known(gained / lost);
  return {
    period,
    state,
    active,
    new: fresh,
    returning: staying,
    resurrecting: gained - fresh,
    dormant: lost === 0 ? 0 : -lost,
    quickRatio,
  };
}
