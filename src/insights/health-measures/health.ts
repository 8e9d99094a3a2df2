import type { EventMatch } from '#src/customers/event-match/index.ts';
import type { Engines, Frame } from '#src/customers/frame/index.ts';
import type { Colour, Dimension, Figure, PartFigure, Template } from './ask.ts';
import { type HeldContract, heldAt, type Price, priceOf, type Versions, versionsOf } from './contracts.ts';
import { type Counts, countsOf, type Targets } from './counts.ts';
import { changeOf, colourOf, type Score, scoreOf, type Trend, trendOf } from './figures.ts';
import { type FeatureUsed, type Ground, type Measuring, measuring } from './measured.ts';
import { type Pulses, pulsesOf } from './pulses.ts';
import type { Reading } from './reading.ts';
import {
  type Expected,
  expectedOf,
  type OfferSeasons,
  type Seasonal,
  seasonalBy,
  seasoned,
  seasonsThen,
} from './seasonal.ts';
import { type Definitions, definitionsThen, type Offers, offersThen } from './settled.ts';
import { type FirstDays, firstDaysOf, type Holder, holdersIn } from './units.ts';

/** What is known at a question's instant, read once whatever is judged by it. */
export interface KnownFacts {
  readonly holders: readonly Holder[];
  readonly versions: Versions;
  readonly pulses: Pulses;
  readonly firstDays: FirstDays;
  readonly offers: Offers;
  readonly seasons: OfferSeasons;
  readonly definitions: Definitions;
}

/** Reads what is known. @throws DomainError `health.too_many` */
export async function knownFacts(engines: Engines, frame: Frame): Promise<KnownFacts> {
  const [holders, versions, pulses, firstDays, offers, definitions] = await Promise.all([
    holdersIn(engines, frame),
    versionsOf(engines, frame),
    pulsesOf(engines, frame),
    firstDaysOf(engines, frame),
    offersThen(engines, frame),
    definitionsThen(engines, frame),
  ]);
  const seasons = await seasonsThen(engines, frame, offers);
  return { holders, versions, pulses, firstDays, offers, seasons, definitions };
}

/** A template made ready to judge by. */
export interface Rules {
  readonly template: Template;
  readonly measurings: readonly Measuring[];
  readonly seasonal: Seasonal;
}

/**
 * Makes a template ready; what it counts is added to the reading.
 *
 * @throws DomainError those of the definitions of value it names
 */
export function rulesOf(
  template: Template,
  { offers, seasons, versions, definitions }: KnownFacts,
  reading: Reading,
): Rules {
  const ground: Ground = { offers, definitions, reading };
  return {
    template,
    measurings: template.dimensions.map((dimension, i) => measuring(ground, dimension, `dimensions[${i}]`)),
    seasonal: seasonalBy({ ...ground, seasons, versions }, template.dimensions[0]?.days ?? 1),
  };
}

/** One dimension of a holder's health at an instant. */
export interface DimensionHealth {
  readonly key: string;
  readonly colour: Colour | null;
  readonly now: Figure;
  readonly before: Figure;
  /** Against the days before, as a share of what it was. */
  readonly change: Figure;
  readonly trend: Trend | null;
  readonly parts: readonly PartFigure[];
  readonly features: readonly FeatureUsed[];
  /** Tickets fell silent together with use. */
  readonly silent: boolean;
}

/** A holder's health at an instant. */
export interface Health extends Score {
  readonly dimensions: readonly DimensionHealth[];
  /** Keys of the dimensions that are red, whatever the score. */
  readonly red: readonly string[];
  /** Whether any dimension gets better. */
  readonly improving: boolean;
  /** Of which days something is expected of the holder: those of a season, where all its offers are of seasons. */
  readonly expected: Expected;
  readonly held: readonly HeldContract[];
  readonly price: Price;
}

/** Tells a holder's health at the instant of a place. */
export type Judging = (holder: Holder, place: number, rules?: Rules) => Health;

/** Counts what rules need in one pass, and judges by it. */
export async function judgingAt(
  engines: Engines,
  { frame, known, reading, rules }: { frame: Frame; known: KnownFacts; reading: Reading; rules: Rules },
  targets: Targets,
): Promise<Judging> {
  const counts = await countsOf(engines, frame, reading, targets);
  return (holder, place, by = rules) => {
    const at = targets.at[place];
    if (at === undefined) throw new Error(`no instant of place ${place}`);
    return judged({ frame, known, rules: by, counts }, holder, { at, place });
  };
}

interface JudgedBy {
  readonly frame: Frame;
  readonly known: KnownFacts;
  readonly rules: Rules;
  readonly counts: Counts;
}

function judged(
  { frame, known, rules, counts }: JudgedBy,
  holder: Holder,
  { at, place }: { readonly at: number; readonly place: number },
): Health {
  const held = heldAt(known.versions.get(holder.key), at);
  const facts = {
    at,
    zone: frame.zone,
    unit: frame.unit,
    since: holder.since,
    held,
    pulses: known.pulses.get(holder.name) ?? [],
    firstDays: known.firstDays,
  };
  const counted = counts(holder.key, place) ?? [];
  const { template, seasonal, measurings } = rules;
  const expected = expectedOf(seasonal, facts, counted);
  const dimensions = template.dimensions.map((dimension, i) => {
    const measured = measurings[i]?.(facts, counted);
    if (measured === undefined) throw new Error(`dimension ${dimension.key} is not measured`);
    return dimensionOf(dimension, seasoned(expected, dimension, facts, measured));
  });
  return {
    ...scoreOf(
      template,
      dimensions.map(({ colour }) => colour),
    ),
    dimensions,
    red: dimensions.flatMap(({ key, colour }) => (colour === 'red' ? [key] : [])),
    improving: dimensions.some(({ trend }) => trend === 'better'),
    expected,
    held,
    price: priceOf(held),
  };
}

function dimensionOf(dimension: Dimension, measured: ReturnType<Measuring>): DimensionHealth {
  const { now, before, parts, features = [], silent = false } = measured;
  const change = changeOf(now, before);
  const figure = dimension.judges === 'change' ? change : now;
  return {
    key: dimension.key,
    colour: silent ? 'red' : colourOf(dimension, figure),
    now,
    before,
    change,
    trend: trendOf(dimension, now, before),
    parts,
    features,
    silent,
  };
}

/** An event that a template names. */
interface NamedEvent {
  /** Where it stands. */
  readonly field: string;
  readonly match: EventMatch;
  readonly property: string | null;
  /** Whether the property is added up, and not told apart. */
  readonly added: boolean;
}

/** The events that a template names, and where: to look whether they are known. */
export const matchesOf = ({ dimensions }: Template): NamedEvent[] =>
  dimensions.flatMap(({ measure }, i) => {
    const at = `dimensions[${i}].measure`;
    const named = (field: string, match: EventMatch | null, property: string | null = null, added = false) =>
      match === null ? [] : [{ field: `${at}.${field}`, match, property, added }];
    switch (measure.kind) {
      case 'breadth':
        return named('active', measure.active);
      case 'tickets':
        return [...named('match', measure.match), ...named('active', measure.active)];
      case 'reach':
        return named('match', measure.match, measure.property);
      case 'amount':
        return 'value' in measure.of ? [] : named('of', measure.of, measure.property, true);
      case 'since':
        return 'value' in measure.of ? [] : named('of', measure.of);
      default:
        return [];
    }
  });
