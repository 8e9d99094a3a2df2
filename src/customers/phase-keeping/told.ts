import type { Basis, JudgedOffer } from '#src/customers/phase-rules/index.ts';
import {
  type ActionFacts,
  type ContractFacts,
  type Facts,
  isActive,
  type Life,
  type LocalDays,
  lifeOf,
} from '#src/customers/phases/index.ts';
import type { ContractsRow, DeedsRow } from './facts-rows.ts';

/** Everything read of one customer. */
export interface Read {
  readonly customer: number;
  readonly deeds: DeedsRow | undefined;
  readonly contracts: ContractsRow['contracts'];
  /** By offer, as the basis names it. */
  readonly visits: (offer: string) => readonly number[] | null;
}

/** The life of a customer with one offer, and what it is worth. */
export interface OfferLife {
  readonly offer: string;
  readonly life: Life;
  readonly headline: boolean;
  /** Recurring value a month, in smallest units. */
  readonly monthly: number;
  readonly currency: string;
  /** Of the last 365 days, in millionths, by currency. */
  readonly bought: ReadonlyMap<string, number>;
}

const yearMs = 365 * 86_400_000;

/** Every life of one customer; none where they were neither touched nor ever a customer. */
export function livesOf(
  read: Read,
  basis: Basis,
  { days, asOf, currency }: { readonly days: LocalDays; readonly asOf: number; readonly currency: string },
): OfferLife[] {
  const lives = offersOfCustomer(read, basis).flatMap((offer) => {
    const facts = factsOf(read, offer.name, basis);
    const life = lifeOf({ facts, terms: offer.terms, eras: offer.eras, days, asOf });
    if (life.moves.length === 0) return [];
    return [{ offer: offer.name, life, ...worthOf(read, offer.name, basis, asOf) }];
  });
  const best = headlineOf(lives, currency);
  return lives.map((one) => ({ ...one, headline: one === best }));
}

const about = (named: string, { sole, offers }: Basis): string => {
  if (sole !== null) return sole;
  return offers.some(({ name }) => name === named) ? named : '';
};

/**
 * The offers a customer has a life with: those they bought or have a contract of; one who has none of these, with all there is.
 */
function offersOfCustomer({ deeds, contracts }: Read, basis: Basis): JudgedOffer[] {
  const bought = new Set([
    ...contracts.map(([offer]) => offer),
    ...(deeds?.orders ?? []).map(([, , , offer]) => about(offer, basis)),
  ]);
  if (bought.size === 0) bought.add(basis.sole ?? '');
  return basis.offers.filter(({ name }) => bought.has(name));
}

function factsOf({ deeds, contracts, visits }: Read, offer: string, basis: Basis): Facts {
  const orders = (deeds?.orders ?? []).filter(([, , , named]) => about(named, basis) === offer);
  const ids = new Set(orders.map(([, id]) => id));
  const refunds = (deeds?.refunds ?? []).filter(([, id, , named]) =>
    id === '' || !ids.has(id) ? id === '' && about(named, basis) === offer : true,
  );
  return {
    touched: deeds?.touched ?? null,
    carts: deeds?.carts ?? [],
    orders: orders.map(([at, id, amount]) => ({ at, id, amount: millionths(amount) })),
    refunds: refunds.map(([at, id, amount]) => ({ at, id, amount: millionths(amount) })),
    contracts: contracts.filter(([named]) => named === offer).map(contractFacts),
    visits: visits(offer),
    actions: actionsOf(deeds, offer),
  };
}

const millionths = (text: string): number | null => (text === '' ? null : Number(text));
const orNull = (at: number): number | null => (at === 0 ? null : at);

const contractFacts = ([
  ,
  start,
  end,
  cancelled,
  paused,
  resumes,
]: ContractsRow['contracts'][number]): ContractFacts => ({
  start,
  end: orNull(end),
  cancelled: cancelled === 1,
  paused: orNull(paused),
  resumes: orNull(resumes),
});

/** Actions about an offer, or about none; closed by the first closing after they opened, or when they run out. */
function actionsOf(deeds: DeedsRow | undefined, offer: string): ActionFacts[] {
  return (deeds?.opened ?? [])
    .filter(([, , , named]) => named === '' || named === offer)
    .map(([from, action, cause, , until]) => {
      const closed = deeds?.closed.find(([at, named]) => at >= from && named === action)?.[0];
      const out = Date.parse(until);
      const ends = [closed ?? Number.POSITIVE_INFINITY, Number.isNaN(out) ? Number.POSITIVE_INFINITY : out];
      const to = Math.min(...ends);
      return { action, cause, from, to: to === Number.POSITIVE_INFINITY ? null : to };
    });
}

/** Months in a period of paying, as a division: a year holds twelve, or 52 weeks and a day. */
const months: Readonly<Record<string, number>> = {
  day: 12 / 365,
  week: (12 * 7) / 365,
  month: 1,
  quarter: 3,
  semester: 6,
  year: 12,
};

function worthOf({ deeds, contracts }: Read, offer: string, basis: Basis, asOf: number) {
  const running = contracts.filter(
    ([named, start, end]) => named === offer && start < asOf && (end === 0 || end > asOf),
  );
  const paid = running.map(([, , , , , , price, discount, discountEnds, trialEnds, currency, period]) => {
    const off = discountEnds === 0 || discountEnds > asOf ? discount : 0;
    const isTrial = trialEnds > asOf;
    return {
      currency,
      monthly: isTrial ? 0 : Math.round((price - off) / (months[period] ?? Number.POSITIVE_INFINITY)),
    };
  });
  const currency = paid[0]?.currency ?? '';
  const bought = new Map<string, number>();
  for (const [at, , amount, named, told] of deeds?.orders ?? []) {
    if (about(named, basis) !== offer || amount === '' || at < asOf - yearMs || at >= asOf) continue;
    bought.set(told, (bought.get(told) ?? 0) + Number(amount));
  }
  const sum = paid.filter((one) => one.currency === currency).reduce((all, { monthly }) => all + monthly, 0);
  return { monthly: sum, currency, bought };
}

/** Of several lives the one of the highest recurring value, in the workspace's currency before others; then the latest visit. */
function headlineOf<One extends Omit<OfferLife, 'headline'>>(
  lives: readonly One[],
  currency: string,
): One | undefined {
  const order = (one: One): [number, number, number, number] => [
    isActive(one.life.moves.at(-1)?.phase ?? null) ? 1 : 0,
    one.currency === currency ? 1 : 0,
    one.monthly,
    one.life.lastVisit ?? 0,
  ];
  return lives.reduce<One | undefined>((best, one) => {
    if (best === undefined) return one;
    const [a, b] = [order(best), order(one)];
    const place = a.findIndex((value, at) => value !== b[at]);
    if (place === -1) return best.offer <= one.offer ? best : one;
    return (b[place] ?? 0) > (a[place] ?? 0) ? one : best;
  }, undefined);
}
