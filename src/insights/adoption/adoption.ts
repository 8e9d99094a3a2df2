import { DomainError } from '#src/basics/errors.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import {
  type Engines,
  everyoneIn,
  type Frame,
  framed,
  lastDayIsCut,
  limits,
  type PeopleBehind,
  type PeoplePage,
  peoplePage,
  saidOf,
  toldShare,
} from '#src/customers/frame/index.ts';
import type { Members } from '#src/customers/lists/index.ts';
import {
  periodDate,
  periodNamed,
  type Span,
  spanAsked,
  stateOf,
  type Way,
} from '#src/customers/value/index.ts';
import type { AdoptionAsk, AdoptionFigure, AdoptionGrid, AdoptionPeopleAsk, Feature } from './ask.ts';
import { type AdoptionReading, fromBitmaps, type SizeRow, sizes, whoIs } from './queries.ts';
import { definitionOf, verdictOf } from './words.ts';

interface Planned {
  readonly reading: AdoptionReading;
  readonly span: Span;
}

/**
 * Of those who may use a feature, how many do, period by period and to date.
 *
 * @throws DomainError `insights.unknown_event`, `insights.unknown_property`, `insights.empty_range`,
 * `insights.too_many_periods`, those of the people's conditions
 */
export async function gridOf(
  engines: Engines,
  ask: AdoptionAsk,
  way: Way = 'quickest',
): Promise<AdoptionGrid> {
  const plan = await planned(engines, ask, way);
  const features: AdoptionGrid['features'] = [];
  // One after the other: side by side they would only wait for one another's processor.
  for (const feature of ask.features) features.push(await featureOf(engines, plan, feature));
  const { frame } = plan.reading;
  return { features, definition: definitionOf(ask, frame), ...saidOf(frame, ask) };
}

async function planned(engines: Engines, ask: AdoptionAsk, way: Way): Promise<Planned> {
  await requireKnown(
    engines,
    ask.features.flatMap(({ used, seen }, i) => [
      ...used.map((match, j) => ({ field: `features[${i}].used[${j}]`, match })),
      ...seen.map((match, j) => ({ field: `features[${i}].seen[${j}]`, match })),
    ]),
  );
  const frame = await framed(engines, ask);
  const cut = way === 'quickest' && (await lastDayIsCut(engines, frame));
  return { reading: { frame, way, cut }, span: spanAsked(frame, ask) };
}

async function featureOf(
  engines: Engines,
  { reading, span }: Planned,
  feature: Feature,
): Promise<AdoptionGrid['features'][number]> {
  const counted =
    span.last < span.first
      ? []
      : await engines.warehouse.rows(sizes(reading, feature, span), limits(engines));
  const rows = counted.map((row) => rowOf(reading.frame, span, row));
  return {
    name: nameOf(feature),
    rows,
    verdict: verdictOf(nameOf(feature), { period: span.period, unit: reading.frame.unit }, rows),
    path: fromBitmaps(reading, feature) ? 'bitmaps' : 'events',
  };
}

const nameOf = ({ name, used }: Feature): string => name ?? used[0]?.event ?? '*';

const rowOf = (frame: Frame, { period }: Span, row: SizeRow) => ({
  period: periodDate(frame, period, Number(row.period)),
  state: stateOf(frame, period, Number(row.period)),
  inPeriod: figureOf(Number(row.eligible), Number(row.used), Number(row.outside)),
  toDate: figureOf(Number(row.eligible), Number(row.used_to_date), Number(row.outside_to_date)),
});

function figureOf(eligible: number, used: number, outside: number): AdoptionFigure {
  const share = toldShare({ hits: used, total: eligible });
  return { eligible, used, notUsed: eligible - used, outside, ...share };
}

/** One page of the people behind a figure. @throws DomainError `adoption.no_such_feature`, `insights.no_such_period` */
export async function peopleOf(
  engines: Engines,
  asked: AdoptionPeopleAsk,
  way: Way = 'quickest',
): Promise<PeoplePage> {
  const { frame, people } = await behind(engines, asked, way);
  return peoplePage(engines, frame, people, asked);
}

/** A number of the answer. */
export type AdoptionNumber = Pick<AdoptionPeopleAsk, 'ask' | 'feature' | 'period' | 'span' | 'which'>;

/** Everyone behind a figure, for keeping them as a list. @throws DomainError `lists.too_many` */
export async function everyoneBehind(engines: Engines, asked: AdoptionNumber): Promise<Members> {
  const { frame, people } = await behind(engines, asked);
  return everyoneIn(engines, frame, people);
}

/** The bitmap of those behind a number. @throws DomainError as `peopleOf` */
export async function behind(
  engines: Engines,
  asked: AdoptionNumber,
  way: Way = 'quickest',
): Promise<PeopleBehind> {
  const feature = asked.ask.features[asked.feature];
  if (feature === undefined) {
    throw new DomainError('adoption.no_such_feature', {
      kind: 'not_found',
      field: 'feature',
      expected: `a place from 0 to ${asked.ask.features.length - 1}`,
      got: asked.feature,
    });
  }
  const { reading, span } = await planned(engines, asked.ask, way);
  const index = periodNamed(reading.frame, span, asked.period);
  const at = { ...span, first: index, last: index };
  return { frame: reading.frame, people: whoIs(reading, feature, at, asked) };
}
