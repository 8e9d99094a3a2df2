import type { ContractFacts, Facts, OfferTerms, Order } from './facts.ts';
import type { LocalDays } from './local-days.ts';
import type { PhaseRule } from './rule.ts';

const hourMs = 3_600_000;

/** What happens in a life besides visits and nights. Of equal times, in this order. */
const kinds = [
  'rule',
  'start',
  'resume',
  'buy',
  'open',
  'touch',
  'refund',
  'pause',
  'end',
  'close',
  'abandon',
] as const;

/** One of them. */
export interface Happening {
  readonly at: number;
  readonly kind: (typeof kinds)[number];
  /** Of an order, an action: what it is called; of an end: which; of a cart: for how many hours it was left; '' else. */
  readonly what: string;
  /** Of an action. */
  readonly cause: string;
  /** Of money paid back: when its order was. */
  readonly ordered: number | null;
}

const happening = (
  at: number,
  kind: Happening['kind'],
  said: Partial<Omit<Happening, 'at' | 'kind'>> = {},
): Happening => ({ at, kind, what: '', cause: '', ordered: null, ...said });

/** What happenings are read by. */
export interface HappeningsAsk {
  readonly terms: OfferTerms;
  /** The rule that holds at an instant, epoch milliseconds. */
  readonly ruleAt: (at: number) => PhaseRule;
  readonly days: LocalDays;
}

/**
 * Everything of a life but visits and nights, in order, what is to come included. Money paid back is judged by the rule that
 * held when it was, a cart by the one that held when it was filled.
 */
export function happeningsOf(facts: Facts, { terms, ruleAt, days }: HappeningsAsk): Happening[] {
  const orders = settledOrders(facts, ruleAt, days);
  const contracts = terms.kind === 'intentional' ? asMissions(facts, orders, terms, days) : facts.contracts;
  const all = [
    ...(facts.touched === null ? [] : [happening(facts.touched, 'touch')]),
    ...orders.flatMap(({ at, id, undone }) => [
      happening(at, 'buy', { what: id }),
      ...(undone === null ? [] : [happening(undone, 'refund', { what: id, ordered: at })]),
    ]),
    ...ofContracts(contracts),
    ...facts.actions.flatMap(({ action, cause, from, to }) => [
      happening(from, 'open', { what: action, cause }),
      ...(to === null ? [] : [happening(Math.max(from, to), 'close', { what: action })]),
    ]),
    ...abandonedCarts(facts, ruleAt),
  ];
  return all.sort(inOrder);
}

const rank = new Map(kinds.map((kind, place) => [kind, place]));
const inOrder = (a: Happening, b: Happening): number =>
  a.at - b.at || (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0);

function ofContracts(told: readonly ContractFacts[]): Happening[] {
  const contracts = told.filter(({ start, end }) => end === null || end > start);
  return [
    ...contracts.flatMap(({ start, end, ending }) => [
      happening(start, 'start'),
      ...(end === null ? [] : [happening(end, 'end', { what: ending })]),
    ]),
    ...pausesOf(contracts),
  ];
}

/** They are paused while everything they have is. */
function pausesOf(contracts: readonly ContractFacts[]): Happening[] {
  if (contracts.every(({ pauses }) => pauses.length === 0)) return [];
  const steps = contracts
    .flatMap(({ start, end, pauses }) => [
      ...step(start, end, { running: 1, paused: 0 }),
      ...pauses.flatMap(({ from, to }) => step(from, to ?? end, { running: 0, paused: 1 })),
    ])
    .sort((a, b) => a.at - b.at);
  const found: Happening[] = [];
  let [running, paused, rests] = [0, 0, false];
  for (const [place, one] of steps.entries()) {
    running += one.running;
    paused += one.paused;
    if (steps[place + 1]?.at === one.at) continue;
    const restsNow: boolean = running > 0 && paused === running;
    if (restsNow && !rests) found.push(happening(one.at, 'pause'));
    if (!restsNow && rests && running > 0) found.push(happening(one.at, 'resume')); // else it is an end
    rests = restsNow;
  }
  return found;
}

interface Step {
  readonly at: number;
  readonly running: number;
  readonly paused: number;
}

const step = (from: number, to: number | null, { running, paused }: Omit<Step, 'at'>): Step[] => [
  { at: from, running, paused },
  ...(to === null ? [] : [{ at: to, running: -running, paused: -paused }]),
];

interface Settled extends Order {
  readonly undone: number | null;
}

/** Orders with the instant at which they were paid back in full, where that was within grace. */
function settledOrders(
  { orders, refunds }: Facts,
  ruleAt: HappeningsAsk['ruleAt'],
  days: LocalDays,
): Settled[] {
  const back = new Map<Order, { sum: number; all: boolean; undone: number | null }>();
  for (const refund of refunds) {
    const order = orders.findLast(({ at, id }) => at <= refund.at && (refund.id === '' || refund.id === id));
    if (order === undefined) continue;
    const so = back.get(order) ?? { sum: 0, all: false, undone: null };
    so.sum += refund.amount ?? 0;
    so.all ||= refund.amount === null || (order.amount !== null && so.sum >= order.amount);
    const inGrace = days.dayOf(refund.at) - days.dayOf(order.at) <= ruleAt(refund.at).refundDays;
    if (so.all && so.undone === null && inGrace) so.undone = refund.at;
    back.set(order, so);
  }
  return orders.map((order) => ({ ...order, undone: back.get(order)?.undone ?? null }));
}

/** Missions with their ends: an order alone, or a contract without an end, lasts as long as the offer says. */
function asMissions(
  { contracts }: Facts,
  orders: readonly Settled[],
  { termDays }: OfferTerms,
  days: LocalDays,
): ContractFacts[] {
  const after = (start: number): number | null =>
    termDays === null ? null : days.startOf(days.dayOf(start) + termDays);
  if (contracts.length > 0) return contracts.map((one) => ({ ...one, end: one.end ?? after(one.start) }));
  if (termDays === null) return [];
  return orders
    .filter(({ undone }) => undone === null)
    .map(({ at }) => ({ start: at, end: after(at), ending: 'ended', pauses: [] }));
}

/** When carts were given up: nothing added, bought or begun for so long. */
function abandonedCarts({ carts, orders, contracts }: Facts, ruleAt: HappeningsAsk['ruleAt']): Happening[] {
  const bought = [...orders.map(({ at }) => at), ...contracts.map(({ start }) => start)];
  return carts.flatMap((at, place) => {
    const { cartHours } = ruleAt(at);
    const given = at + cartHours * hourMs;
    const next = carts[place + 1];
    if (next !== undefined && next <= given) return [];
    if (bought.some((moment) => moment >= at && moment <= given)) return [];
    return [happening(given, 'abandon', { what: String(cartHours) })];
  });
}
