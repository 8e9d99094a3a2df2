import { rankOf } from '#src/basics/currency.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type Estimate, known, partOf, unknown } from '#src/basics/estimate.ts';
import { askedName, requireKnown } from '#src/customers/event-match/index.ts';
import {
  daysAsked,
  type Engines,
  everyoneIn,
  framed,
  limits,
  type PeoplePage,
  peoplePage,
  saidOf,
} from '#src/customers/frame/index.ts';
import type { Members } from '#src/customers/lists/index.ts';
import { countedBySaid, eventOfDeed, settledDeed } from '#src/customers/value/index.ts';
import { rankedSaid } from '#src/customers/wording/index.ts';
import { estimateShare } from '#src/maths/intervals/index.ts';
import { clusteringNamed, clusteringOf } from './clustering.ts';
import {
  type PointSpace,
  type SituationRow,
  type SituationsPlan,
  situationPeople,
  situationRows,
  startedRow,
} from './situation-rows.ts';
import { nameOf, situationsDefinition, situationsVerdict } from './situation-words.ts';
import type { Hallmark, Situation, SituationPeopleAsk, Situations, SituationsAsk } from './situations-ask.ts';

/** Half a standard deviation is what Cohen calls a medium effect. */
const farApart = 0.5;
const mostHallmarks = 5;

/**
 * In which typical situations customers are in their first days, how many in each, what tells them apart and who comes
 * back; or that there are no clear groups.
 *
 * @throws DomainError `paths.outcome_too_early`, `insights.unknown_event`, `insights.unknown_property`,
 * `insights.empty_range`, those of `settledDeed` and `eventOfDeed`, and of the people's conditions
 */
export async function situationsOf(engines: Engines, ask: SituationsAsk): Promise<Situations> {
  const plan = await planned(engines, ask);
  const { id, space, sampled, groups } = await clusteringOf(engines, plan);
  const [total] = await engines.warehouse.rows(startedRow(plan), limits(engines));
  const rows =
    space.events.length === 0
      ? []
      : await engines.warehouse.rows(situationRows(plan, space), limits(engines));
  const all = rows.reduce((sum, row) => sum + Number(row.people), 0);
  const clear = groups.verdict === 'clear_groups';
  const told = clear ? rows.map((row) => situationOf(plan, space, row, rows)) : [];
  const rankedBy = rankOf(
    ask.rank,
    told.map(({ money }) => money),
  );
  const situations = inOrder(told, rankedBy);
  const why = clear ? null : groups.why;
  return {
    found: groups.verdict,
    clustering: id,
    why,
    events: [...space.events],
    sampled,
    tooEarly: Number(total?.everyone ?? 0) - Number(total?.told ?? 0),
    silhouette: clear ? groups.silhouette : null,
    stability: clear ? groups.stability : null,
    everyone: { people: all, ...became(plan, rows, rows) },
    rankedBy,
    situations,
    verdict: rankedSaid(situationsVerdict(situations, { people: all, why, unit: plan.unit }), {
      asked: ask.rank,
      rankedBy,
    }),
    definition: situationsDefinition(plan, space.events.length),
    ...countedBySaid([plan.named.start, plan.named.back]),
    ...saidOf(plan, ask),
  };
}

/**
 * One page of those in a situation of an answer.
 *
 * @throws DomainError `paths.no_such_situation` (also where the groups are other ones by now), those of the question
 */
export async function situationPage(engines: Engines, asked: SituationPeopleAsk): Promise<PeoplePage> {
  const { plan, space } = await foundFor(engines, asked);
  return peoplePage(engines, plan, situationPeople(plan, space, asked), asked);
}

/** Everyone in a situation, for keeping them as a list. @throws DomainError `lists.too_many`, those of `situationPage` */
export async function everyoneInSituation(
  engines: Engines,
  asked: Pick<SituationPeopleAsk, 'ask' | 'clustering' | 'situation' | 'which'>,
): Promise<Members> {
  const { plan, space } = await foundFor(engines, asked);
  return everyoneIn(engines, plan, situationPeople(plan, space, asked));
}

type Asked = Pick<SituationPeopleAsk, 'ask' | 'clustering' | 'situation'>;

async function foundFor(
  engines: Engines,
  { ask, clustering, situation }: Asked,
): Promise<{ plan: SituationsPlan; space: PointSpace }> {
  const plan = await planned(engines, ask);
  const { space, groups } = await clusteringNamed(engines, plan, clustering);
  const count = groups.verdict === 'clear_groups' ? space.centres.length : 0;
  if (space.events.length > 0 && (situation ?? 0) <= count) return { plan, space };
  throw new DomainError('paths.no_such_situation', {
    kind: 'not_found',
    field: 'situation',
    expected: count === 0 ? 'none: there are no clear groups' : `a situation from 1 to ${count}`,
    got: situation,
  });
}

async function planned(engines: Engines, ask: SituationsAsk): Promise<SituationsPlan> {
  requireOutcome(ask);
  const frame = await framed(engines, ask);
  const named = {
    start: await settledDeed(engines, ask.start, 'start'),
    back: await settledDeed(engines, ask.retained.match, 'retained.match'),
  };
  const start = eventOfDeed(named.start, 'start');
  const back = eventOfDeed(named.back, 'retained.match');
  await requireKnown(engines, [
    { field: 'start', match: start },
    { field: 'retained.match', match: back },
    ...matchesOf(ask),
  ]);
  return { ...frame, ask, start, back, named, ...daysAsked(frame, ask) };
}

function requireOutcome({ firstDays, retained }: SituationsAsk): void {
  if (retained.from < firstDays) {
    throw new DomainError('paths.outcome_too_early', {
      field: 'retained.from',
      expected: `day ${firstDays} or later, when the first days are over`,
      got: retained.from,
    });
  }
  if (retained.to < retained.from) {
    throw new DomainError('insights.empty_range', {
      field: 'retained.to',
      expected: `day ${retained.from} or later`,
      got: retained.to,
    });
  }
}

const matchesOf = ({ worth, events = [], leaveOut }: SituationsAsk) => [
  ...(worth === null ? [] : [{ field: 'worth', match: worth.match, quantities: [worth.property] }]),
  ...events.map((event, i) => askedName(`events[${i}]`, event)),
  ...leaveOut.map((event, i) => askedName(`leaveOut[${i}]`, event)),
];

function situationOf(
  plan: SituationsPlan,
  space: PointSpace,
  row: SituationRow,
  rows: readonly SituationRow[],
): Situation {
  const others = rows.filter((one) => one !== row);
  const apart = space.events
    .map((event, i) => hallmark({ event, i, scale: space.scales[i] ?? 0 }, [row], others))
    .sort((a, b) => b.apart - a.apart || (a.event < b.event ? -1 : 1));
  const above = apart.filter((one) => one.apart >= farApart).slice(0, mostHallmarks);
  const below = apart
    .filter((one) => one.apart <= -farApart)
    .toReversed()
    .slice(0, mostHallmarks);
  const people = Number(row.people);
  return {
    number: row.situation,
    name: nameOf({ above, below }),
    people,
    share: people / peopleOf(rows),
    above,
    below,
    ...became(plan, [row], rows),
  };
}

const peopleOf = (rows: readonly SituationRow[]): number => sumOf(rows, ({ people }) => people);

/** The greatest first: by people, or by money, of which the unknown come last. */
export const inOrder = <One extends Pick<Situation, 'people' | 'money'>>(
  situations: readonly One[],
  rank: SituationsAsk['rank'],
): One[] => {
  const worth = ({ money: { amount } }: One) => (amount.known ? amount.value : Number.NEGATIVE_INFINITY);
  return situations.toSorted(
    (a, b) => (rank === 'money' && worth(a) !== worth(b) ? worth(b) - worth(a) : 0) || b.people - a.people,
  );
};

function hallmark(
  { event, i, scale }: { event: string; i: number; scale: number },
  here: readonly SituationRow[],
  elsewhere: readonly SituationRow[],
): Hallmark {
  const mean = (rows: readonly SituationRow[], of: (row: SituationRow) => number | string | undefined) =>
    rows.reduce((sum, row) => sum + Number(of(row) ?? 0), 0) / Math.max(1, peopleOf(rows));
  return {
    event,
    apart: (mean(here, ({ logs }) => logs[i]) - mean(elsewhere, ({ logs }) => logs[i])) * scale,
    share: mean(here, ({ doers }) => doers[i]),
    shareElsewhere: mean(elsewhere, ({ doers }) => doers[i]),
    mean: mean(here, ({ times }) => times[i]),
    meanElsewhere: mean(elsewhere, ({ times }) => times[i]),
  };
}

/** Who came back of some situations together, and what they are worth, of what all are. */
function became(
  { ask }: SituationsPlan,
  rows: readonly SituationRow[],
  all: readonly SituationRow[],
): Pick<Situation, 'retained' | 'money'> {
  const observed = sumOf(rows, (row) => row.over);
  const returned = sumOf(rows, (row) => row.back);
  const found = estimateShare({ hits: returned, total: observed });
  const why =
    observed === 0 && peopleOf(rows) > 0 ? unknown('not_watched_long_enough') : unknown('too_few_customers');
  const amount = amountOf(ask, rows);
  const currencies = currenciesOf(rows);
  return {
    retained: {
      observed,
      returned,
      share: found.known ? known(found.value.share) : why,
      low: found.known ? found.value.interval.low : null,
      high: found.known ? found.value.interval.high : null,
    },
    money: {
      amount,
      share: partOf(amount, amountOf(ask, all)),
      currency: currencies.length === 1 ? (currencies[0] ?? null) : null,
      people: sumOf(rows, (row) => row.paying),
    },
  };
}

const sumOf = (rows: readonly SituationRow[], of: (row: SituationRow) => number | string): number =>
  rows.reduce((sum, row) => sum + Number(of(row)), 0);

const currenciesOf = (rows: readonly SituationRow[]): string[] => [
  ...new Set(rows.flatMap((row) => row.told)),
];

function amountOf({ worth }: SituationsAsk, rows: readonly SituationRow[]): Estimate<number> {
  if (worth === null) return unknown('not_computable');
  if (currenciesOf(rows).length > 1) return unknown('mixed_currencies');
  return sumOf(rows, (row) => row.paying) === 0
    ? unknown('no_events')
    : known(sumOf(rows, (row) => row.worth));
}
