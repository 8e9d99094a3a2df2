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
  /** Of an order, an action, an end: what it is called; '' else. */
  readonly what: string;
  /** Of an action. */
  readonly cause: string;
  /** Of an order: when it was paid back in full, within grace. */
  readonly undone: number | null;
}

const happening = (
  at: number,
  kind: Happening['kind'],
  said: Partial<Omit<Happening, 'at' | 'kind'>> = {},
): Happening => ({ at, kind, what: '', cause: '', undone: null, ...said });

/** Everything of a life but visits and nights, in order, what is to come included. */
export function happeningsOf(
  facts: Facts,
  { terms, rule, days }: { readonly terms: OfferTerms; readonly rule: PhaseRule; readonly days: LocalDays },
): Happening[] {
  const orders = settledOrders(facts, rule.refundDays, days);
  const contracts = terms.kind === 'intentional' ? asMissions(facts, orders, terms, days) : facts.contracts;
  const all = [
    ...(facts.touched === null ? [] : [happening(facts.touched, 'touch')]),
    ...orders.flatMap(({ at, id, undone }) => [
      happening(at, 'buy', { what: id, undone }),
      ...(undone === null ? [] : [happening(undone, 'refund', { what: id })]),
    ]),
    ...contracts.flatMap(ofContract),
    ...facts.actions.flatMap(({ action, cause, from, to }) => [
      happening(from, 'open', { what: action, cause }),
      ...(to === null ? [] : [happening(Math.max(from, to), 'close', { what: action })]),
    ]),
    ...abandonedCarts(facts, rule.cartHours * hourMs).map((at) => happening(at, 'abandon')),
  ];
  return all.sort(inOrder);
}

const rank = new Map(kinds.map((kind, place) => [kind, place]));
const inOrder = (a: Happening, b: Happening): number =>
  a.at - b.at || (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0);

function ofContract({ start, end, cancelled, paused, resumes }: ContractFacts): Happening[] {
  if (end !== null && end <= start) return [];
  const pausing = paused !== null && paused >= start && (end === null || paused < end);
  return [
    happening(start, 'start'),
    ...(pausing ? [happening(paused, 'pause')] : []),
    ...(pausing && resumes !== null && resumes > paused ? [happening(resumes, 'resume')] : []),
    ...(end === null ? [] : [happening(end, 'end', { what: cancelled ? 'cancelled' : '' })]),
  ];
}

interface Settled extends Order {
  readonly undone: number | null;
}

/** Orders with the instant at which they were paid back in full, where that was within grace. */
function settledOrders({ orders, refunds }: Facts, graceDays: number, days: LocalDays): Settled[] {
  const back = new Map<Order, { sum: number; all: boolean; undone: number | null }>();
  for (const refund of refunds) {
    const order = orders.findLast(({ at, id }) => at <= refund.at && (refund.id === '' || refund.id === id));
    if (order === undefined) continue;
    const so = back.get(order) ?? { sum: 0, all: false, undone: null };
    so.sum += refund.amount ?? 0;
    so.all ||= refund.amount === null || (order.amount !== null && so.sum >= order.amount);
    const inGrace = days.dayOf(refund.at) - days.dayOf(order.at) <= graceDays;
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
    .map(({ at }) => ({ start: at, end: after(at), cancelled: false, paused: null, resumes: null }));
}

/** When carts were given up: nothing added, bought or begun for so long. */
function abandonedCarts({ carts, orders, contracts }: Facts, idleMs: number): number[] {
  const bought = [...orders.map(({ at }) => at), ...contracts.map(({ start }) => start)];
  return carts.flatMap((at, place) => {
    const given = at + idleMs;
    const next = carts[place + 1];
    if (next !== undefined && next <= given) return [];
    return bought.some((moment) => moment >= at && moment <= given) ? [] : [given];
  });
}
