/** A contract as survival needs it; instants in epoch milliseconds. */
export interface Term {
  /** Who holds it: kind and id together. */
  readonly holder: string;
  readonly offer: string;
  readonly startsAt: number;
  /** null while nobody ended it. */
  readonly endsAt: number | null;
}

/** An unbroken stretch under contract. */
export interface Spell {
  readonly holder: string;
  readonly startsAt: number;
  /** The last end; null while it goes on, or may still be renewed. */
  readonly endedAt: number | null;
}

const dayMs = 86_400_000;

/** A renewal that begins within a day of the end continues the contract: clocks, time zones, midnight billing. */
export const renewalGapMs = dayMs;

/**
 * Unbroken stretches of each holder: renewals and overlaps are one.
 *
 * A stretch has ended when its last end and the day in which it may be renewed lie before `asOf`; ends that are
 * only foreseen leave it going on. Contracts that begin at or after `asOf` are not known.
 *
 * @param terms contracts that belong together: of one offer, or of any offer where a change of offer is no end
 */
export function spellsOf(terms: readonly Term[], asOf: number): Spell[] {
  const known = terms.filter(({ startsAt }) => startsAt < asOf);
  return [...Map.groupBy(known, ({ holder }) => holder)].flatMap(([holder, own]) =>
    joined(own).map(({ startsAt, endsAt }) => ({
      holder,
      startsAt,
      endedAt: endsAt !== null && endsAt + renewalGapMs <= asOf ? endsAt : null,
    })),
  );
}

/** The first stretch of each holder. */
export function firstOfEach(spells: readonly Spell[]): Spell[] {
  const latestFirst = spells.toSorted((a, b) => b.startsAt - a.startsAt);
  return [...new Map(latestFirst.map((spell) => [spell.holder, spell])).values()];
}

function joined(own: readonly Term[]): { startsAt: number; endsAt: number | null }[] {
  const stretches: { startsAt: number; endsAt: number | null }[] = [];
  for (const { startsAt, endsAt } of own.toSorted((a, b) => a.startsAt - b.startsAt)) {
    const last = stretches.at(-1);
    if (last === undefined || (last.endsAt !== null && startsAt > last.endsAt + renewalGapMs)) {
      stretches.push({ startsAt, endsAt });
    } else if (last.endsAt !== null) {
      last.endsAt = endsAt === null ? null : Math.max(last.endsAt, endsAt);
    }
  }
  return stretches;
}

/** How many were there, left and came back in a stretch of time. */
export interface Turnover {
  /** Holders under contract at its beginning. */
  readonly atStart: number;
  /** Of those, the ones whose contract ended within it. */
  readonly ended: number;
  /** Holders with an ended contract behind them who began anew within it. */
  readonly returned: number;
  /** Holders whose first contract began within it. */
  readonly joined: number;
}

/** Counts a period [from, to): a return is no end undone, it is counted beside it. */
export function turnoverOf(spells: readonly Spell[], from: number, to: number): Turnover {
  const first = new Map<string, number>();
  for (const { holder, startsAt } of spells)
    first.set(holder, Math.min(startsAt, first.get(holder) ?? startsAt));
  const holders = (chosen: readonly Spell[]) => new Set(chosen.map(({ holder }) => holder)).size;
  const within = (at: number) => at >= from && at < to;
  const there = spells.filter(
    ({ startsAt, endedAt }) => startsAt < from && (endedAt === null || endedAt >= from),
  );
  const began = spells.filter(({ startsAt }) => within(startsAt));
  return {
    atStart: holders(there),
    ended: holders(there.filter(({ endedAt }) => endedAt !== null && within(endedAt))),
    returned: holders(began.filter(({ holder, startsAt }) => (first.get(holder) ?? startsAt) < startsAt)),
    joined: holders(began.filter(({ holder, startsAt }) => first.get(holder) === startsAt)),
  };
}
