import { type Estimate, known, unknown } from '#src/basics/estimate.ts';
import type { DimensionHealth, Health } from '#src/insights/health-measures/index.ts';
import type { DimensionTold, PerEuro } from './ask.ts';

/** Who pays about as much: so many holders in a band at least, and so many bands at most. */
const [leastInBand, mostBands] = [10, 5];

/** Fewer peers than this say nothing of a percentile. */
const fewestPeers = 5;

/** Holders of one currency who pay between two amounts a month. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly currency: string;
  readonly members: readonly Health[];
}

/**
 * Those who pay, by currency and price: as many bands of about as many holders as there is room for, ten in each at least
 * and five bands at most. Equal prices stand in one band. Who pays nothing is in none: value per euro would be infinite.
 */
export function bandsOf(all: readonly Health[]): Band[] {
  const paying = all.flatMap((health) =>
    health.price.known && health.price.amount > 0
      ? [{ health, amount: health.price.amount, currency: health.price.currency }]
      : [],
  );
  return [...Map.groupBy(paying, ({ currency }) => currency)].flatMap(([currency, own]) => {
    const sorted = own.toSorted((a, b) => a.amount - b.amount);
    const count = Math.min(mostBands, Math.max(1, Math.floor(sorted.length / leastInBand)));
    const bounds = Array.from(
      { length: count - 1 },
      (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / count)]?.amount ?? 0,
    );
    const placed = Map.groupBy(sorted, ({ amount }) => bounds.filter((bound) => amount >= bound).length);
    return [...placed.values()].map((members) => ({
      from: members[0]?.amount ?? 0,
      to: members.at(-1)?.amount ?? 0,
      currency,
      members: members.map(({ health }) => health),
    }));
  });
}

/** Tells a holder's value per euro in one dimension among its band. */
export function perEuroBy(bands: readonly Band[], better: readonly ('higher' | 'lower')[]) {
  const bandOf = new Map(bands.flatMap((band) => band.members.map((member) => [member, band] as const)));
  const ranked = new Map<Band, readonly (readonly number[])[]>();
  const figuresOf = (band: Band): readonly (readonly number[])[] => {
    const kept = ranked.get(band);
    if (kept !== undefined) return kept;
    const made = better.map((_, i) =>
      band.members
        .flatMap((member) => valuePerEuro(member, member.dimensions[i]) ?? [])
        .sort((a, b) => a - b),
    );
    ranked.set(band, made);
    return made;
  };
  return (health: Health, i: number): DimensionTold['perEuro'] => {
    if (better[i] === 'lower') return { known: false, why: 'lower_is_better' };
    const { price } = health;
    if (!price.known) return { known: false, why: price.why === 'paid_once' ? 'paid_once' : 'no_price' };
    if (price.amount <= 0) return { known: false, why: 'free' };
    const value = valuePerEuro(health, health.dimensions[i]);
    const band = bandOf.get(health);
    if (value === null || band === undefined) return { known: false, why: 'unknown' };
    const { from, to, currency, members } = band;
    const told: PerEuro = {
      value,
      percentile: percentileIn(figuresOf(band)[i] ?? [], value),
      band: { from, to, currency, holders: members.length },
    };
    return { known: true, value: told };
  };
}

function valuePerEuro({ price }: Health, dimension: DimensionHealth | undefined): number | null {
  if (!price.known || price.amount <= 0 || dimension === undefined || !dimension.now.known) return null;
  return dimension.now.value / price.amount;
}

/** The share of sorted figures below one, those alike counted half. */
function percentileIn(sorted: readonly number[], value: number): Estimate<number> {
  if (sorted.length < fewestPeers) return unknown('too_few_customers');
  const below = placeOf(sorted, (one) => one < value);
  const alike = placeOf(sorted, (one) => one <= value) - below;
  return known((below + alike / 2) / sorted.length);
}

/** How many of a sorted list pass a test that only the first ones pass. */
function placeOf(sorted: readonly number[], passes: (one: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(sorted[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
