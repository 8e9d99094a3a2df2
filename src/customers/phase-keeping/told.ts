import type { Basis, JudgedOffer } from '#src/customers/phase-rules/index.ts';
import {
  type ActionFacts,
  type ContractFacts,
  type Facts,
  isActive,
  type Life,
  lifeOf,
} from '#src/customers/phases/index.ts';
import type { DeedsRow, VersionRow } from './facts-rows.ts';
import { type Held, heldBy } from './held.ts';
import { type Bought, earliest, type Worth, type WorthAsk, worthOf } from './worth.ts';

/** Everything read of one customer. */
export interface Read {
  readonly customer: number;
  readonly deeds: DeedsRow | undefined;
  /** Of contracts. */
  readonly versions: readonly VersionRow[];
  /** By offer, as the basis names it. */
  readonly visits: (offer: string) => readonly number[] | null;
}

/** The life of a customer with one offer, and what it is worth. */
export interface OfferLife extends Omit<Worth, 'changes'> {
  readonly offer: string;
  readonly life: Life;
  readonly headline: boolean;
  /** When time alone moves them next, or changes what they are worth, epoch milliseconds. */
  readonly due: number | null;
}

/** What is known of one customer, contracts as stretches. */
interface Known extends Omit<Read, 'versions'> {
  readonly held: Held;
}

/**
 * Every life of one customer; none where they were neither touched nor ever a customer. One that only begins later, as a contract signed
 * ahead does, is told without a move and with the instant at which it is due.
 */
export function livesOf({ versions, ...read }: Read, basis: Basis, ask: WorthAsk): OfferLife[] {
  const known: Known = { ...read, held: heldBy(versions) };
  const lives = offersOfCustomer(known, basis).flatMap((offer) => {
    const facts = factsOf(known, offer.name, basis);
    const life = lifeOf({ facts, terms: offer.terms, eras: offer.eras, days: ask.days, asOf: ask.asOf });
    if (life.moves.length === 0 && life.due === null) return [];
    const reigns = known.held.reigns.filter(({ terms }) => terms.offer === offer.name);
    const { changes, ...worth } = worthOf(reigns, boughtOf(known, offer.name, basis), ask);
    return [{ offer: offer.name, life, due: earliest([life.due, changes]), ...worth }];
  });
  const best = headlineOf(
    lives.filter(({ life }) => life.moves.length > 0),
    ask.currency,
  );
  return lives.map((one) => ({ ...one, headline: one === best }));
}

const about = (named: string, { sole, offers }: Basis): string => {
  if (sole !== null) return sole;
  return offers.some(({ name }) => name === named) ? named : '';
};

/**
 * The offers a customer has a life with: those they bought or have a contract of; one who has none of these, with all there is.
 */
function offersOfCustomer({ deeds, held }: Known, basis: Basis): JudgedOffer[] {
  const bought = new Set([
    ...held.stretches.map(({ offer }) => offer),
    ...(deeds?.orders ?? []).map(([, , , offer]) => about(offer, basis)),
  ]);
  if (bought.size === 0) bought.add(basis.sole ?? '');
  return basis.offers.filter(({ name }) => bought.has(name));
}

function factsOf({ deeds, held, visits }: Known, offer: string, basis: Basis): Facts {
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
    contracts: contractsOf(held, offer),
    visits: visits(offer),
    actions: actionsOf(deeds, offer),
  };
}

const millionths = (text: string): number | null => (text === '' ? null : Number(text));

const contractsOf = ({ stretches }: Held, offer: string): ContractFacts[] =>
  stretches
    .filter((stretch) => stretch.offer === offer)
    .map(({ from, to, ending, pauses }) => ({ start: from, end: to, ending, pauses }))
    .sort((a, b) => a.start - b.start);

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

/** What they bought of an offer, of orders that tell an amount. */
const boughtOf = ({ deeds }: Known, offer: string, basis: Basis): Bought[] =>
  (deeds?.orders ?? []).flatMap(([at, , amount, named, currency]) =>
    about(named, basis) === offer && amount !== '' ? [{ at, amount: Number(amount), currency }] : [],
  );

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
