import type { EventMatch } from '#src/customers/event-match/index.ts';
import type { Entitlement } from '#src/customers/offers/index.ts';
import type { Dimension, Figure, Measure, PartFigure } from './ask.ts';
import { type HeldContract, seatsOf } from './contracts.ts';
import { dayAt } from './days.ts';
import { lacking, told } from './figures.ts';
import type { Pulse } from './pulses.ts';
import { longestSince, type Reading } from './reading.ts';
import { type Definitions, deedIn, type Offers } from './settled.ts';
import type { FirstDays } from './units.ts';

/** What is known of a holder at an instant, besides its events. */
export interface Facts {
  readonly at: number;
  readonly zone: string;
  readonly unit: 'customer' | 'account';
  /** When its first event came; null where none did before the instant. */
  readonly since: number | null;
  readonly held: readonly HeldContract[];
  readonly pulses: readonly Pulse[];
  readonly firstDays: FirstDays;
}

/** Whether a feature that sets the offer apart was used. */
export interface FeatureUsed {
  readonly key: string;
  readonly name: string;
  readonly weight: number;
  readonly used: boolean;
}

/** A dimension's figure: over the last days, and over as many before. */
export interface Measured {
  readonly now: Figure;
  readonly before: Figure;
  readonly parts: readonly PartFigure[];
  readonly features?: readonly FeatureUsed[];
  /** Red whatever the bounds: silence of tickets while use falls. */
  readonly silent?: boolean;
}

/** Tells a dimension's figure from the counts of the reading. */
export type Measuring = (facts: Facts, counts: readonly number[]) => Measured;

/** What dimensions are settled by. */
export interface Ground {
  readonly reading: Reading;
  readonly offers: Offers;
  readonly definitions: Definitions;
}

/**
 * Has a reading count what a dimension needs.
 *
 * @throws DomainError those of the definition of value it names
 */
export function measuring(ground: Ground, dimension: Dimension, field: string): Measuring {
  const at = `${field}.measure`;
  const { measure } = dimension;
  switch (measure.kind) {
    case 'depth':
      return depth(ground, dimension, measure, at);
    case 'breadth':
      return breadth(ground, dimension, measure, at);
    case 'reach':
      return reach(ground, dimension, measure, at);
    case 'amount':
      return amount(ground, dimension, measure, at);
    case 'since':
      return since(ground, dimension, measure, at);
    case 'tickets':
      return tickets(ground, dimension, measure, at);
    case 'pulse':
      return pulse(ground, dimension, measure, at);
  }
}

type Of<Kind extends Measure['kind']> = (
  ground: Ground,
  dimension: Dimension,
  measure: Extract<Measure, { kind: Kind }>,
  field: string,
) => Measuring;

const both = (why: Parameters<typeof lacking>[0], parts: readonly PartFigure[] = []): Measured => ({
  now: lacking(why),
  before: lacking(why),
  parts,
});

/**
 * Why events say nothing of a holder over its last days; undefined where they do: it was seen before those days began, or
 * it is under contract since before them, and what is counted came at all.
 */
function unseen(
  facts: Facts,
  { event }: EventMatch,
  days: number,
): Parameters<typeof lacking>[0] | undefined {
  const { at, zone, since, held, firstDays } = facts;
  if (since === null || since >= at) return 'no_events';
  const first = firstDays.get(event ?? '');
  if (first === undefined || first >= at) return 'never_received';
  const from = dayAt(at, -days, zone);
  const there = Math.min(since, ...held.map(({ startsAt }) => startsAt));
  return there > from || first > from ? 'not_watched_long_enough' : undefined;
}

/** A count over the last days and over those before, each known where the holder was watched all the while. */
function watched(facts: Facts, match: EventMatch, days: number, [now, before]: readonly [number, number]) {
  const [why, whyBefore] = [unseen(facts, match, days), unseen(facts, match, 2 * days)];
  return {
    now: why === undefined ? told(now) : lacking(why),
    before: whyBefore === undefined ? told(before) : lacking(whyBefore),
  };
}

const valueIn = (figure: Figure): number | null => (figure.known ? figure.value : null);

const per = (figure: Figure, total: number): Figure => (figure.known ? told(figure.value / total) : figure);

/** A feature that several offers sell, each by an event of its own, is used where any of them is. */
function ofAllOffers<Seen extends { now: Figure; before: Figure }>(own: readonly Seen[]): Seen {
  const [first] = own;
  if (first === undefined) throw new Error('a feature that nobody sells');
  const together = (figures: readonly Figure[]): Figure => {
    const most = figures.reduce((a, b) => ((valueIn(b) ?? 0) > (valueIn(a) ?? 0) ? b : a));
    return (valueIn(most) ?? 0) > 0 ? most : (figures.find(({ known }) => !known) ?? most);
  };
  return {
    ...first,
    now: together(own.map(({ now }) => now)),
    before: together(own.map((one) => one.before)),
  };
}

const depth: Of<'depth'> = ({ reading, offers }, { days }) => {
  const flagged = new Map<string, { entitlement: Entitlement; now: number; before: number }[]>();
  for (const { name, entitlements } of offers.values()) {
    const own = entitlements
      .filter(({ differentiating, weight }) => differentiating && weight > 0)
      .map((entitlement) => ({
        entitlement,
        ...reading.both({ what: 'events', match: entitlement.match }, days),
      }));
    flagged.set(name, own);
  }
  return (facts, counts) => {
    const { held } = facts;
    if (held.length === 0) return both('no_contract');
    const paid = held.flatMap(({ offer }) => flagged.get(offer) ?? []);
    const figures = paid.map(({ entitlement, now, before }) => ({
      ...entitlement,
      ...watched(facts, entitlement.match, days, [counts[now] ?? 0, counts[before] ?? 0]),
    }));
    const seen = [...Map.groupBy(figures, ({ key }) => key).values()].map(ofAllOffers);
    const known = seen.filter(({ now }) => now.known);
    if (known.length === 0) return both(seen[0] === undefined ? 'no_features' : lackOf(seen[0].now));
    const weightOf = (some: typeof seen) => some.reduce((sum, { weight }) => sum + weight, 0);
    const used = (when: 'now' | 'before') => known.filter((one) => (valueIn(one[when]) ?? 0) > 0);
    const beforeKnown = known.every(({ before }) => before.known);
    return {
      now: told(weightOf(used('now')) / weightOf(known)),
      before: beforeKnown
        ? told(weightOf(used('before')) / weightOf(known))
        : lacking('not_watched_long_enough'),
      parts: [
        {
          name: 'features_used',
          now: used('now').length,
          before: beforeKnown ? used('before').length : null,
        },
        { name: 'features_paid', now: known.length, before: null },
      ],
      features: known.map(({ key, name, weight, now }) => ({
        key,
        name,
        weight,
        used: (valueIn(now) ?? 0) > 0,
      })),
    };
  };
};

const lackOf = (figure: Figure) => (figure.known ? 'no_features' : figure.why);

const breadth: Of<'breadth'> = ({ reading }, { days }, { active }) => {
  const people = reading.both({ what: 'people', match: active }, days);
  return (facts, counts) => {
    if (facts.unit === 'customer') return both('not_applicable');
    const seats = seatsOf(facts.held);
    const did = watched(facts, active, days, [counts[people.now] ?? 0, counts[people.before] ?? 0]);
    const parts: PartFigure[] = [
      { name: 'active_people', now: valueIn(did.now), before: valueIn(did.before) },
      { name: 'seats', now: seats, before: null },
    ];
    if (facts.held.length === 0) return both('no_contract', parts);
    if (seats === null || seats === 0) return both('no_seats', parts);
    return { now: per(did.now, seats), before: per(did.before, seats), parts };
  };
};

const reach: Of<'reach'> = ({ reading }, { days }, { match, property }) => {
  if (match === null) return () => both('not_set_up');
  const counted = reading.both(
    property === null ? { what: 'events', match } : { what: 'values', match, property },
    days,
  );
  return (facts, counts) => {
    const did = watched(facts, match, days, [counts[counted.now] ?? 0, counts[counted.before] ?? 0]);
    return { ...did, parts: [{ name: 'reached', now: valueIn(did.now), before: valueIn(did.before) }] };
  };
};

const amount: Of<'amount'> = ({ reading, definitions }, { days }, measure, field) => {
  const deed = deedIn(definitions, measure.of, `${field}.of`);
  if (deed === null) return () => both('not_set_up');
  const { match } = deed;
  const property = measure.property ?? deed.property;
  const counted = reading.both(
    property === null ? { what: 'events', match } : { what: 'sum', match, property },
    days,
  );
  return (facts, counts) => {
    const did = watched(facts, match, days, [counts[counted.now] ?? 0, counts[counted.before] ?? 0]);
    return { ...did, parts: [{ name: 'amount', now: valueIn(did.now), before: valueIn(did.before) }] };
  };
};

const dayMs = 86_400_000;

const since: Of<'since'> = ({ reading, definitions }, { days }, measure, field) => {
  const deed = deedIn(definitions, measure.of, `${field}.of`);
  if (deed === null) return () => both('not_set_up');
  const { match } = deed;
  const counted = reading.both({ what: 'last', match }, days);
  return (facts, counts) => {
    const { at, zone } = facts;
    const began = Math.min(facts.since ?? at, ...facts.held.map(({ startsAt }) => startsAt));
    // Who never did it has gone without since the beginning: so long at least.
    const daysSince = (last: number, until: number): number =>
      Math.min(longestSince, Math.floor((until - (last > 0 ? last : Math.min(began, until))) / dayMs));
    const then = dayAt(at, -days, zone);
    const told = [
      daysSince(counts[counted.now] ?? 0, at),
      daysSince(counts[counted.before] ?? 0, then),
    ] as const;
    // Not done within its first days says nothing yet; done once, the days since are known at once.
    const did = watched(facts, match, days, told);
    const now: Figure = (counts[counted.now] ?? 0) > 0 ? { known: true, value: told[0] } : did.now;
    return {
      now,
      before: did.before,
      parts: [{ name: 'days_since', now: valueIn(now), before: valueIn(did.before) }],
    };
  };
};

const tickets: Of<'tickets'> = ({ reading }, { days }, { match, active, silence }) => {
  const opened = reading.both({ what: 'events', match }, days);
  const people = reading.both({ what: 'people', match: active }, days);
  const activity = reading.both({ what: 'events', match: active }, days);
  return (facts, counts) => {
    const pair = ({ now, before }: typeof opened): [number, number] => [
      counts[now] ?? 0,
      counts[before] ?? 0,
    ];
    const asked = watched(facts, match, days, pair(opened));
    const there = watched(facts, active, days, pair(people));
    const did = watched(facts, active, days, pair(activity));
    const parts: PartFigure[] = [
      { name: 'tickets', now: valueIn(asked.now), before: valueIn(asked.before) },
      { name: 'active_people', now: valueIn(there.now), before: valueIn(there.before) },
      { name: 'activity', now: valueIn(did.now), before: valueIn(did.before) },
    ];
    const perPerson = (tickets: Figure, active: Figure): Figure => {
      if (!tickets.known) return tickets;
      if (!active.known) return active;
      return active.value === 0 ? lacking('nobody_active') : told(tickets.value / active.value);
    };
    const [use, useBefore] = [valueIn(did.now), valueIn(did.before)];
    const silent =
      silence !== null &&
      valueIn(asked.now) === 0 &&
      (valueIn(asked.before) ?? 0) >= silence.before &&
      use !== null &&
      useBefore !== null &&
      useBefore > 0 &&
      use <= (1 - silence.fall) * useBefore;
    return {
      now: silent && use === 0 ? told(0) : perPerson(asked.now, there.now),
      before: perPerson(asked.before, there.before),
      parts,
      silent,
    };
  };
};

const pulse: Of<'pulse'> =
  (_, { days }) =>
  (facts) => {
    const { at, zone } = facts;
    const from = dayAt(at, -days, zone);
    const latest = (until: number) => facts.pulses.findLast((one) => one.at < until);
    const fresh = latest(at);
    const now = fresh !== undefined && fresh.at >= from ? told(fresh.value) : lacking('no_pulse');
    const previous = fresh === undefined ? undefined : latest(fresh.at);
    const before = previous === undefined ? lacking('no_pulse') : told(previous.value);
    return { now, before, parts: [{ name: 'pulse', now: valueIn(now), before: valueIn(before) }] };
  };
