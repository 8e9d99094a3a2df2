import { DomainError } from '#src/basics/errors.ts';
import { knownDays, startOfDay } from '#src/customers/calendar/index.ts';
import type { Engines, Frame } from '#src/customers/frame/index.ts';
import { type Season, seasonOn } from '#src/customers/seasons/index.ts';
import { basisOf, SeasonsAsk } from '#src/insights/seasons/index.ts';
import type { Dimension, Figure, Lack } from './ask.ts';
import type { Versions } from './contracts.ts';
import { dayAt } from './days.ts';
import { lacking, told } from './figures.ts';
import type { Facts, Ground, Measured } from './measured.ts';
import { deedIn, type Offers, type OfferThen } from './settled.ts';

/** The seasons of offers by their names; none for one that neither declares a season nor whose people show one. */
export type OfferSeasons = ReadonlyMap<string, Season>;

/** The seasons of the discontinuous offers in use: declared, or learned from the visits before the question's instant. */
export async function seasonsThen(engines: Engines, frame: Frame, offers: Offers): Promise<OfferSeasons> {
  const found = await Promise.all(
    [...offers.values()]
      .filter(({ kind }) => kind === 'discontinuous')
      .map(async ({ name, season }) => [name, season ?? (await learned(engines, frame, name))] as const),
  );
  return new Map(found.flatMap(([name, season]) => (season === null ? [] : [[name, season] as const])));
}

async function learned(engines: Engines, { asOf, unit }: Frame, offer: string): Promise<Season | null> {
  const ask = SeasonsAsk.parse({ offer, asOf: new Date(asOf).toISOString(), unit });
  try {
    return (await basisOf(engines, ask)).season?.season ?? null;
  } catch (error) {
    // A workspace may sell seasons before it says what coming is.
    if (error instanceof DomainError && error.code === 'value.no_default') return null;
    throw error;
  }
}

/** An offer of seasons, made ready to tell who came in one. */
interface SeasonalOffer {
  readonly season: Season;
  /** Where the last time somebody came is counted; null where contracts alone are coming. */
  readonly last: number | null;
}

/** By what holders are judged in seasons: their offers by name, null for one of the whole year. */
export interface Seasonal {
  readonly offers: ReadonlyMap<string, SeasonalOffer | null>;
  /** The offers that somebody without a contract is judged by: all in use. */
  readonly anybodys: readonly string[];
}

/** What seasons are settled by. */
export interface SeasonGround extends Ground {
  readonly seasons: OfferSeasons;
  readonly versions: Versions;
}

/** Has a reading count who came to offers of seasons. */
export function seasonalBy(ground: SeasonGround, days: number): Seasonal {
  const { offers, seasons } = ground;
  const all = [...offers.values()];
  return {
    offers: new Map(
      all.map((offer) => {
        const season = seasons.get(offer.name);
        return [offer.name, season === undefined ? null : { season, last: lastCame(ground, offer, days) }];
      }),
    ),
    anybodys: all.filter(({ inUse }) => inUse).map(({ name }) => name),
  };
}

/**
 * What the offer's definition of value counts, or that which is about the offer; else, where contracts are held by it, their
 * beginnings alone; else the default: as `insights/seasons` tells coming.
 */
function lastCame({ definitions, versions, reading }: SeasonGround, offer: OfferThen, days: number) {
  const { name, value } = offer;
  const about = definitions.find((one) => one.offer === name && one.retiredAt === null);
  const definition = value ?? about?.id ?? null;
  if (definition === null && versions.values().some((own) => own.some((terms) => terms.offer === name)))
    return null;
  const deed = deedIn(definitions, { value: { definition } }, 'offer');
  return deed === null
    ? null
    : reading.add({ what: 'last', match: deed.match, window: { days, before: false } });
}

/** Of which days something is expected of a holder at an instant. */
export type Expected =
  | { readonly when: 'always' }
  | { readonly when: 'not_now'; readonly why: 'out_of_season' | 'awaited' }
  /** From the first instant of the season that runs, in which the holder came. */
  | { readonly when: 'in_season'; readonly from: number };

const always: Expected = { when: 'always' };

/**
 * Whether a holder is absent when expected. Judged are the offers of the contracts that run; without any, all in use. One of
 * the whole year among them: something is always expected. Between seasons nothing is; who has not come yet in one that runs
 * is awaited, as no season that runs is missed.
 */
export function expectedOf(
  { offers, anybodys }: Seasonal,
  { at, zone, held }: Facts,
  counts: readonly number[],
): Expected {
  const names = held.length > 0 ? held.map(({ offer }) => offer) : anybodys;
  if (names.length === 0) return always;
  const today = knownDays(at, zone).lastBegun;
  const begun: { readonly from: number; readonly came: boolean }[] = [];
  for (const name of names) {
    const offer = offers.get(name) ?? null;
    if (offer === null) return always;
    const running = seasonOn(offer.season, today);
    if (running === null) continue;
    const from = startOfDay(running.first, zone);
    const { last } = offer;
    const signed = held.some((one) => one.offer === name && (last === null || one.startsAt >= from));
    begun.push({ from, came: signed || (last !== null && (counts[last] ?? 0) >= from) });
  }
  if (begun.length === 0) return { when: 'not_now', why: 'out_of_season' };
  const came = begun.filter((one) => one.came).map(({ from }) => from);
  if (came.length === 0) return { when: 'not_now', why: 'awaited' };
  return { when: 'in_season', from: Math.min(...came) };
}

/**
 * A dimension as days of the season alone tell it. Its days, and those before them, are known where all of them are of the
 * season; days since the last time are counted from the season's beginning at most. Impressions are of the whole year, and
 * what is not known for another reason stays so.
 */
export function seasoned(
  expected: Expected,
  { measure, days }: Pick<Dimension, 'measure' | 'days'>,
  { at, zone }: Pick<Facts, 'at' | 'zone'>,
  measured: Measured,
): Measured {
  if (expected.when === 'always' || measure.kind === 'pulse') return measured;
  if (expected.when === 'not_now') {
    const { why } = expected;
    return {
      ...measured,
      now: unless(measured.now, why),
      before: unless(measured.before, why),
      silent: false,
    };
  }
  const { from } = expected;
  const within = (span: number) => dayAt(at, -span, zone) >= from;
  const whole = (figure: Figure, span: number) => (within(span) ? figure : unless(figure, 'out_of_season'));
  if (measure.kind === 'since') {
    const before = whole(measured.before, days);
    const then = dayAt(at, -days, zone);
    return { ...measured, now: atMost(measured.now, at - from), before: atMost(before, then - from) };
  }
  return {
    ...measured,
    now: whole(measured.now, days),
    before: whole(measured.before, 2 * days),
    silent: measured.silent === true && within(2 * days),
  };
}

const unless = (figure: Figure, why: Lack): Figure => (figure.known ? lacking(why) : figure);

const dayMs = 86_400_000;

/** No more days than have gone by in so many milliseconds. */
const atMost = (figure: Figure, ms: number): Figure =>
  figure.known ? told(Math.min(figure.value, Math.floor(ms / dayMs))) : figure;
