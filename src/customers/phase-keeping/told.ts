import type { Basis, JudgedOffer } from '#src/customers/phase-rules/index.ts';
import {
  type ActionFacts,
  type ContractFacts,
  type Facts,
  type Life,
  lifeOf,
  type Move,
} from '#src/customers/phases/index.ts';
import type { DeedsRow, VersionRow } from './facts-rows.ts';
import { headlinesOf, type Led } from './headline.ts';
import { type Held, heldBy } from './held.ts';
import { type Bought, earliest, moneySteps, type Worth, type WorthAsk, worthOf } from './worth.ts';

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
  /** When it was the headline. */
  readonly led: readonly Led[];
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
  const offers = offersOfCustomer(known, basis);
  const lives = offers.flatMap((offer) => {
    const facts = {
      ...factsOf(known, offer, { basis, names: [offer.name] }),
      together: togetherOf(known, offer, { basis, ask, offers }),
    };
    const life = lifeOf({ facts, terms: offer.terms, eras: offer.eras, days: ask.days, asOf: ask.asOf });
    if (life.moves.length === 0 && life.due === null) return [];
    const { changes, ...worth } = worthOf(
      reignsOf(known, offer.name),
      boughtOf(known, offer.name, basis),
      ask,
    );
    return [{ offer: offer.name, life, due: earliest([life.due, changes]), ...worth }];
  });
  const begun = lives.filter(({ life }) => life.moves.length > 0);
  const ranked = begun.map(({ offer, life }) => ({
    offer,
    moves: life.moves,
    visits: known.visits(offer) ?? noVisits,
    money: () => moneySteps(reignsOf(known, offer), ask),
  }));
  const spans = headlinesOf(ranked, ask);
  const led = new Map(begun.map(({ offer }, place) => [offer, spans[place] ?? []]));
  return lives.map((one) => {
    const own = led.get(one.offer) ?? [];
    return { ...one, led: own, headline: own.at(-1)?.to === null };
  });
}

const noVisits: readonly number[] = [];

const reignsOf = ({ held }: Known, offer: string) => held.reigns.filter(({ terms }) => terms.offer === offer);

/**
 * Moves of the life they would have if an offer and their others of its kind and value were one, judged as this one is; none where
 * there are no others.
 */
function togetherOf(
  known: Known,
  offer: JudgedOffer,
  {
    basis,
    ask,
    offers,
  }: { readonly basis: Basis; readonly ask: WorthAsk; readonly offers: readonly JudgedOffer[] },
): readonly Move[] {
  if (offers.length < 2) return [];
  const names = offers.filter((one) => isAlike(one, offer)).map(({ name }) => name);
  if (names.length < 2) return [];
  const { terms, eras } = offer;
  return lifeOf({
    facts: factsOf(known, offer, { basis, names }),
    terms,
    eras,
    days: ask.days,
    asOf: ask.asOf,
  }).moves;
}

/** What a customer of one comes for, they come for with the other. */
const isAlike = (one: JudgedOffer, other: JudgedOffer): boolean =>
  one.terms.kind === other.terms.kind && JSON.stringify(one.visit) === JSON.stringify(other.visit);

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

/** What is known of somebody with some offers, taken as one. */
function factsOf(
  { deeds, held, visits }: Known,
  { name }: JudgedOffer,
  { basis, names }: { readonly basis: Basis; readonly names: readonly string[] },
): Facts {
  const isAbout = (named: string) => names.includes(about(named, basis));
  const orders = (deeds?.orders ?? []).filter(([, , , named]) => isAbout(named));
  const ids = new Set(orders.map(([, id]) => id));
  const refunds = (deeds?.refunds ?? []).filter(([, id, , named]) =>
    id === '' || !ids.has(id) ? id === '' && isAbout(named) : true,
  );
  return {
    touched: deeds?.touched ?? null,
    carts: deeds?.carts ?? [],
    orders: orders.map(([at, id, amount]) => ({ at, id, amount: millionths(amount) })),
    refunds: refunds.map(([at, id, amount]) => ({ at, id, amount: millionths(amount) })),
    contracts: contractsOf(held, names),
    visits: visits(name),
    actions: actionsOf(deeds, names),
    together: [],
  };
}

const millionths = (text: string): number | null => (text === '' ? null : Number(text));

const contractsOf = ({ stretches }: Held, offers: readonly string[]): ContractFacts[] =>
  stretches
    .filter((stretch) => offers.includes(stretch.offer))
    .map(({ from, to, ending, pauses }) => ({ start: from, end: to, ending, pauses }))
    .sort((a, b) => a.start - b.start);

/** Actions about an offer, or about none; closed by the first closing after they opened, or when they run out. */
function actionsOf(deeds: DeedsRow | undefined, offers: readonly string[]): ActionFacts[] {
  return (deeds?.opened ?? [])
    .filter(([, , , named]) => named === '' || offers.includes(named))
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
