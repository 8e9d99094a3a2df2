import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { dateText, dayNumber, firstDayOf, periodOf, startOfDay } from '#src/customers/calendar/index.ts';
import {
  daysAsked,
  type Frame,
  framed,
  listedBy,
  type PeopleBehind,
  requireFewPeriods,
} from '#src/customers/frame/index.ts';
import { type Offer, offersOf } from '#src/customers/offers/index.ts';
import { unitsOf, wantedAmong } from '#src/insights/survival/index.ts';
import type { ContractPeopleAsk, ContractsAsk } from './ask.ts';
import { factsOf, type HolderFacts, inPeriod, type Span } from './counting.ts';
import type { Calendar, ContractHistory } from './histories.ts';
import { heldHistories } from './versions.ts';

/** A period of the question. */
export interface AskedPeriod extends Span {
  /** First local day, and the day after the last. */
  readonly first: number;
  readonly after: number;
  readonly complete: boolean;
}

/** A question with its circumstances, and the contracts it is about. */
export interface Reading {
  readonly frame: Frame;
  readonly ask: ContractsAsk;
  readonly offers: readonly Offer[];
  readonly periods: readonly AskedPeriod[];
  readonly histories: readonly ContractHistory[];
}

/** The workspace's calendar, as terms need it. */
export const calendarOf = (zone: string): Calendar => {
  const kept = new Map<number, number>();
  return {
    dayOf: (at) => {
      const found = kept.get(at) ?? localDayOf(at, zone);
      kept.set(at, found);
      return found;
    },
    startOf: (day) => startOfDay(day, zone),
  };
};

/** The local day of an instant. */
export function localDayOf(at: number, zone: string): number {
  const day = Math.floor(at / 86_400_000);
  if (startOfDay(day + 1, zone) <= at) return day + 1;
  return startOfDay(day, zone) <= at ? day : day - 1;
}

/**
 * Settles a question.
 *
 * @throws DomainError `insights.no_such_date`, `insights.empty_range`, `insights.too_many_periods`, `offers.not_sold`,
 * `offers.other_kind`, those of the people's conditions
 */
export async function readingOf(context: Context, ask: ContractsAsk): Promise<Reading> {
  const frame = await framed(context, { ...ask, includeMarked: false });
  const offers = await offersOf(context.records, frame.asOf);
  for (const name of ask.offers ?? []) requireKind(offers, name, 'continuous');
  const all = await heldHistories(context, {
    unit: frame.unit,
    asOf: frame.asOf,
    offers: ask.offers ?? continuous(offers),
  });
  return {
    frame,
    ask,
    offers,
    periods: periodsOf(frame, ask),
    histories: await ofWanted(context, frame, ask, all),
  };
}

/** Contracts of those the conditions hold for: of everybody where there are none. */
export async function ofWanted<History extends ContractHistory>(
  context: Context,
  frame: Frame,
  { people }: Pick<ContractsAsk, 'people'>,
  histories: readonly History[],
): Promise<readonly History[]> {
  if (people.length === 0) return histories;
  const keys = [...new Set(histories.flatMap(({ key }) => key ?? []))];
  const wanted = await wantedAmong(context, frame, keys);
  return histories.filter(({ key }) => key !== null && wanted.has(key));
}

/**
 * Refuses an offer that no contract and nobody names, and one of another kind.
 *
 * @throws DomainError `offers.not_sold`, `offers.other_kind`
 */
export function requireKind(
  offers: readonly Offer[],
  name: string,
  kind: Offer['kind'],
  field = 'offers',
): Offer {
  const offer = offers.find((one) => one.name === name);
  if (offer === undefined) {
    throw new DomainError('offers.not_sold', {
      kind: 'not_found',
      field,
      expected: 'the name of an offer that is declared, or that a contract names',
      got: name,
    });
  }
  if (offer.kind === kind) return offer;
  throw new DomainError('offers.other_kind', {
    field,
    expected: `an offer of the kind ${kind}`,
    got: offer.kind,
  });
}

function periodsOf(frame: Frame, { from, to, period }: ContractsAsk): AskedPeriod[] {
  daysAsked(frame, { from, to });
  const index = (day: number) => periodOf(day, period, frame.weekStart);
  const [first, last] = [index(dayNumber(from, 'from')), index(dayNumber(to, 'to'))];
  requireFewPeriods(last - first + 1, 'period');
  return Array.from({ length: last - first + 1 }, (_, i): AskedPeriod => {
    const begins = firstDayOf(first + i, period, frame.weekStart);
    const after = firstDayOf(first + i + 1, period, frame.weekStart);
    const [start, end] = [startOfDay(begins, frame.zone), startOfDay(after, frame.zone)];
    return {
      first: begins,
      after,
      from: start,
      until: Math.min(end, frame.asOf),
      complete: end <= frame.asOf,
    };
  }).filter((one) => one.from < frame.asOf);
}

/** All periods as one; undefined where none has begun. */
export function wholeSpan(periods: readonly AskedPeriod[]): Span | undefined {
  const [first, last] = [periods[0], periods.at(-1)];
  return first === undefined || last === undefined ? undefined : { from: first.from, until: last.until };
}

/** What each holder's contracts tell, of some offers; of all continuous ones unless told. */
export function holdersOf(reading: Reading, offers?: readonly string[]): HolderFacts[] {
  const span = wholeSpan(reading.periods);
  if (span === undefined) return [];
  const named = offers ?? reading.ask.offers ?? continuous(reading.offers);
  const wanted = new Set(named);
  return factsOf(reading.histories, {
    wanted: (offer) => wanted.has(offer),
    leaving: reading.ask.leaving,
    asOf: reading.frame.asOf,
    span,
    calendar: calendarOf(reading.frame.zone),
  });
}

const continuous = (offers: readonly Offer[]): string[] =>
  offers.filter(({ kind }) => kind === 'continuous').map(({ name }) => name);

/** Whose contracts, of which period, counted how. */
export type PeopleWhich = Omit<ContractPeopleAsk, 'limit' | 'cursor'>;

/** Those behind a number. @throws DomainError those of {@link readingOf}, `contract-retention.no_such_period` */
export async function whoHeld(context: Context, { ask, period, which }: PeopleWhich): Promise<PeopleBehind> {
  const reading = await readingOf(context, ask);
  const span = spanNamed(reading, period);
  const chosen =
    span === undefined ? [] : holdersOf(reading).filter((one) => inPeriod(one, span).includes(which));
  const keys = chosen.flatMap(({ key }) => key ?? []);
  return { frame: reading.frame, people: sql`select bitmapBuild(${unitsOf(reading.frame, keys)}) as people` };
}

function spanNamed({ periods }: Reading, period: string | null): Span | undefined {
  if (period === null) return wholeSpan(periods);
  const found = periods.find(({ first }) => dateText(first) === period);
  if (found !== undefined) return found;
  throw new DomainError('contract-retention.no_such_period', {
    kind: 'not_found',
    field: 'period',
    expected: 'the first day of a period of the question that has begun',
    got: period,
  });
}

export const { page: contractPeople, everyone: everyoneHeld } = listedBy(whoHeld);
