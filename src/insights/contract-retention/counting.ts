import { renewalGapMs, type Spell, spellsOf } from '#src/insights/survival/index.ts';
import {
  asksToEnd,
  type Calendar,
  type ContractHistory,
  duesOf,
  type Leaving,
  pausesOf,
  type Stretch,
  termsOf,
} from './histories.ts';

/** What is counted of a period, each holder once. */
export const whiches = [
  'at_start',
  'kept',
  'ended',
  'returned',
  'new',
  'left_again',
  'at_end',
  'cancelled',
  'paused',
  'resting',
  'due',
  'renewed',
  'not_renewed',
  'undecided',
] as const;
export type Which = (typeof whiches)[number];

/** A period of time, [from, until). */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** What a holder's contracts tell, read once for all periods. */
export interface HolderFacts {
  readonly holder: string;
  readonly key: string | null;
  /** Stretches under contract, by the leaving that was asked for. */
  readonly spells: readonly Spell[];
  readonly firstStart: number;
  readonly asks: readonly number[];
  readonly pauses: readonly Stretch[];
  readonly dues: readonly Due[];
}

/** A term that came up, and what came of it. */
export interface Due {
  readonly at: number;
  readonly outcome: 'renewed' | 'not_renewed' | 'undecided';
}

export interface FactsAsk {
  readonly wanted: (offer: string) => boolean;
  readonly leaving: Leaving;
  /** Epoch milliseconds; exclusive. */
  readonly asOf: number;
  /** All that is asked about. */
  readonly span: Span;
  readonly calendar: Calendar;
}

/** Reads contracts holder by holder; holders of none that began are left out. */
export function factsOf(histories: readonly ContractHistory[], ask: FactsAsk): HolderFacts[] {
  return [...Map.groupBy(histories, ({ holder }) => holder)].flatMap(([holder, own]) => {
    const counted = own.filter(({ versions }) => versions.some(({ offer }) => ask.wanted(offer)));
    const spells = ownSpells(counted, ask, ask.leaving);
    const [first] = spells;
    if (first === undefined) return [];
    return [
      {
        holder,
        key: own[0]?.key ?? null,
        spells,
        firstStart: first.startsAt,
        asks: counted.flatMap(asksToEnd).filter((at) => at < ask.asOf),
        pauses: counted.flatMap(pausesOf),
        dues: duesFor(counted, ask),
      },
    ];
  });
}

const ownSpells = (
  own: readonly ContractHistory[],
  { asOf, wanted }: Pick<FactsAsk, 'asOf' | 'wanted'>,
  leaving: Leaving,
): Spell[] =>
  spellsOf(
    own.flatMap((history) => termsOf(history, leaving, wanted)),
    asOf,
  );

/** Whoever asks for the end before the term comes up has had it come up all the same: by the end of the contract. */
function duesFor(own: readonly ContractHistory[], ask: FactsAsk): Due[] {
  const { asOf, span, calendar } = ask;
  const spells = ask.leaving === 'ended' ? undefined : ownSpells(own, ask, 'ended');
  const held = spells ?? ownSpells(own, ask, 'ended');
  const until = Math.min(span.until, asOf);
  return own
    .flatMap((history) => duesOf(history, { from: span.from, until }, calendar))
    .flatMap((at): Due[] => {
      const outcome = outcomeOf(at, held, asOf);
      return outcome === undefined ? [] : [{ at, outcome }];
    })
    .sort((a, b) => a.at - b.at);
}

/** What came of a term; undefined where the contract did not run until then. */
function outcomeOf(at: number, spells: readonly Spell[], asOf: number): Due['outcome'] | undefined {
  const spell = spells.find(
    ({ startsAt, endedAt }) => startsAt < at && (endedAt === null || endedAt >= at - renewalGapMs),
  );
  if (spell === undefined) return undefined;
  if (spell.endedAt !== null) return spell.endedAt > at + renewalGapMs ? 'renewed' : 'not_renewed';
  return at + renewalGapMs > asOf ? 'undecided' : 'renewed';
}

/** What a holder was in a period. */
export function inPeriod(facts: HolderFacts, { from, until }: Span): Which[] {
  const { spells, firstStart, asks, pauses, dues } = facts;
  const within = (at: number | null) => at !== null && at >= from && at < until;
  const held = (at: number) =>
    spells.some(({ startsAt, endedAt }) => startsAt < at && (endedAt === null || endedAt >= at));
  const atStart = held(from);
  const atEnd = held(until);
  const ended = atStart && spells.some(({ startsAt, endedAt }) => startsAt < from && within(endedAt));
  const began = spells.some(({ startsAt }) => within(startsAt));
  const isNew = within(firstStart);
  const returned = began && !isNew;
  const there = (atStart ? 1 : 0) - (ended ? 1 : 0) + (began ? 1 : 0);
  const due = dues.filter(({ at }) => within(at)).at(-1);
  const flags: Readonly<Record<Which, boolean>> = {
    at_start: atStart,
    kept: atStart && !ended,
    ended,
    returned,
    new: isNew,
    left_again: there > 0 && !atEnd,
    at_end: atEnd,
    cancelled: asks.some(within),
    paused: pauses.some((pause) => within(pause.from)),
    resting:
      atEnd && pauses.some((pause) => pause.from < until && (pause.until === null || pause.until >= until)),
    due: due !== undefined,
    renewed: due?.outcome === 'renewed',
    not_renewed: due?.outcome === 'not_renewed',
    undecided: due?.outcome === 'undecided',
  };
  return whiches.filter((which) => flags[which]);
}

/** How many holders each number counts. */
export type Counts = Readonly<Record<Which, number>>;

/**
 * Counts a period: at_start − ended + new + returned − left_again = at_end, and due = renewed + not_renewed + undecided.
 */
export function countsOf(facts: readonly HolderFacts[], span: Span): Counts {
  const counts: Record<Which, number> = { ...nothing };
  for (const holder of facts) for (const which of inPeriod(holder, span)) counts[which] += 1;
  return counts;
}

const nothing = Object.fromEntries(whiches.map((which) => [which, 0])) as Record<Which, number>; // every name of the list
