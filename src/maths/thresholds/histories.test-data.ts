import { atLeast, type Half, type HalfCounts, halfOf, type Ladder } from './index.ts';

/** What a made-up customer did: how often by the end of each window, and whether they stayed. */
export interface History {
  readonly customer: number;
  readonly stayed: boolean;
  /** Per event, per window. */
  readonly counts: readonly (readonly number[])[];
}

export interface Plan {
  readonly customers: number;
  readonly events: number;
  readonly windows: readonly number[];
  /** Chance of staying, given the counts. */
  readonly stays: (counts: readonly (readonly number[])[]) => number;
}

/**
 * Histories in which some customers are busier than others in everything, and later windows contain the
 * earlier ones: cells hang together as they do in life.
 */
export function histories(plan: Plan, random: () => number): History[] {
  const exponential = () => -Math.log(1 - random());
  return Array.from({ length: plan.customers }, (_, customer) => {
    const busy = 0.3 + exponential();
    const counts = Array.from({ length: plan.events }, (__, event) => {
      const perDay = busy * (0.2 + (event % 7)) * exponential();
      let sum = 0;
      let before = 0;
      return plan.windows.map((days) => {
        sum += perDay * (days - before) * (0.5 + random());
        before = days;
        return Math.floor(sum);
      });
    });
    return { customer, counts, stayed: random() < plan.stays(counts) };
  });
}

/** One ladder per event and window, by the one pass that SQL does. */
export function laddersOf(
  people: readonly History[],
  { events, windows }: Plan,
  { counts, salt }: { counts: readonly number[]; salt: string },
): Ladder[] {
  const halves = Map.groupBy(people, ({ customer }) => halfOf(customer, salt));
  const stayedOf = new Map(
    [...halves].map(([half, members]) => [half, members.filter(({ stayed }) => stayed).length]),
  );
  return Array.from({ length: events }, (_, event) =>
    windows.map((window, at): Ladder => {
      const halfCounts = (half: Half): HalfCounts => {
        const ofHalf = halves.get(half) ?? [];
        const all = new Float64Array(counts.length + 1);
        const stayed = new Float64Array(counts.length + 1);
        for (const person of ofHalf) {
          const rung = rungOf(counts, person.counts[event]?.[at] ?? 0);
          all[rung] = (all[rung] ?? 0) + 1;
          if (person.stayed) stayed[rung] = (stayed[rung] ?? 0) + 1;
        }
        return {
          customers: ofHalf.length,
          stayed: stayedOf.get(half) ?? 0,
          reached: atLeast(all).subarray(1),
          reachedAndStayed: atLeast(stayed).subarray(1),
        };
      };
      return {
        event: `event-${event}`,
        window,
        counts,
        discovery: halfCounts('discovery'),
        confirmation: halfCounts('confirmation'),
      };
    }),
  ).flat();
}

/** 1 + the position of the highest rung reached, 0 below the first. */
function rungOf(counts: readonly number[], count: number): number {
  let low = 0;
  let high = counts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((counts[middle] ?? 0) <= count) low = middle + 1;
    else high = middle;
  }
  return low;
}
