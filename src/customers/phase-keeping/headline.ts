import { isActive, type Move } from '#src/customers/phases/index.ts';
import type { MoneyStep } from './worth.ts';

/** A time during which a life was the headline, epoch milliseconds, `to` not included; null: it is now. */
export interface Led {
  readonly from: number;
  readonly to: number | null;
}

/** A life of a customer, as far as its rank among their others depends on it. */
export interface Ranked {
  readonly offer: string;
  /** At least one. */
  readonly moves: readonly Move[];
  /** Instants, in order; those ahead do not count. */
  readonly visits: readonly number[];
  readonly money: () => readonly MoneyStep[];
}

/**
 * When each of a customer’s lives was the headline: of those as a customer the one of the highest recurring value then, in the workspace's
 * currency before others; then the latest visit, then the one signed (or, where all are over, ended) last, then by name.
 *
 * @param currency the workspace's
 * @returns by place of the lives; of two or more, each instant from the first move on is of one
 */
export function headlinesOf(
  lives: readonly Ranked[],
  { asOf, currency }: { readonly asOf: number; readonly currency: string },
): Led[][] {
  const [sole] = lives;
  if (lives.length === 1) return [[{ from: sole?.moves[0]?.at ?? 0, to: null }]];
  const ranks = lives.map((one) => new Rank(one, currency));
  const sameVisits = lives.every(({ visits }) => visits === sole?.visits);
  const found: { from: number; to: number | null }[][] = lives.map(() => []);
  let leads = -1;
  for (const at of instantsOf(lives, ranks, sameVisits).filter((instant) => instant <= asOf)) {
    for (const rank of ranks) rank.comesTo(at, asOf);
    const best = ranks.reduce((first, rank, place) => (isBefore(rank, ranks[first]) ? place : first), -1);
    if (best === leads) continue;
    const last = found[leads]?.at(-1);
    if (last !== undefined) last.to = at;
    found[best]?.push({ from: at, to: null });
    leads = best;
  }
  return found;
}

/** When any of it may change: visits, only where not all lives have the same. */
function instantsOf(lives: readonly Ranked[], ranks: readonly Rank[], sameVisits: boolean): number[] {
  const all = lives.flatMap(({ moves, visits }) => [
    ...moves.map(({ at }) => at),
    ...(sameVisits ? [] : visits),
  ]);
  const money = ranks.flatMap((rank) => rank.money.map(({ at }) => at));
  return [...new Set([...all, ...money])].sort((a, b) => a - b);
}

/** How one life ranks as time goes by. */
class Rank {
  readonly money: readonly MoneyStep[];
  readonly offer: string;
  readonly #moves: readonly Move[];
  readonly #visits: readonly number[];
  readonly #currency: string;
  #move = 0;
  #visit = 0;
  #step = 0;
  #turned = 0;

  constructor({ offer, moves, visits, money }: Ranked, currency: string) {
    this.offer = offer;
    this.#moves = moves;
    this.#visits = visits;
    this.money = money();
    this.#currency = currency;
  }

  comesTo(at: number, asOf: number): void {
    for (
      let next = this.#moves[this.#move];
      next !== undefined && next.at <= at;
      next = this.#moves[this.#move]
    ) {
      if (isActive(next.phase) !== this.isActive) this.#turned = next.at;
      this.#move += 1;
    }
    while ((this.#visits[this.#visit] ?? asOf) <= at && (this.#visits[this.#visit] ?? asOf) < asOf)
      this.#visit += 1;
    while ((this.money[this.#step]?.at ?? Number.POSITIVE_INFINITY) <= at) this.#step += 1;
  }

  get hasBegun(): boolean {
    return this.#move > 0;
  }

  get isActive(): boolean {
    return isActive(this.#moves[this.#move - 1]?.phase ?? null);
  }

  /** The larger, the first that differs counting, the higher. */
  get order(): readonly number[] {
    const money = this.money[this.#step - 1];
    return [
      this.isActive ? 1 : 0,
      money?.currency === this.#currency ? 1 : 0,
      money?.monthly ?? 0,
      this.#visits[this.#visit - 1] ?? 0,
      this.#turned,
    ];
  }
}

function isBefore(one: Rank, other: Rank | undefined): boolean {
  if (!one.hasBegun) return false;
  if (other === undefined) return true;
  const [a, b] = [one.order, other.order];
  const place = a.findIndex((value, at) => value !== b[at]);
  return place === -1 ? one.offer < other.offer : (a[place] ?? 0) > (b[place] ?? 0);
}
