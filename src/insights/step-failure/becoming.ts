import type { EventMatch } from '#src/insights/event-match/index.ts';

/** By this event customers buy: of the standard names, the one that imports of purchases write too. */
const bought = 'Order Completed';

/** By these one signs up, and by nothing else: the whole name. One name too many would hide a step that may explain. */
const joined =
  /^(sign(ed)?[ _-]?up|registered|registration( completed)?|user registered|account[ _-](opened|created)|inscription|compte[ _-](ouvert|cr[ée]é?))$/i;

/** Names by which somebody becomes a customer or stays one. One name too many only leaves a step an ordinary one. */
const ofCustomers =
  /order (completed|placed|paid)|checkout completed|purchas|subscri|contract|member|renew|paid|\bcommand|achat|achet|abonn|adh[eé]r|adh[eé]sion|souscri|contrat|renouvel/i;

/**
 * Whether an event makes the customer: the buying, or the signing up. Who did not do it never was a customer who could
 * leave. Null where those who begin, or do another step, may be customers already.
 *
 * @param start  what one begins by; any of them
 * @param others the other steps
 */
export function becoming(
  done: EventMatch,
  { start, others }: { readonly start: readonly EventMatch[]; readonly others: readonly EventMatch[] },
): 'purchase' | 'joining' | null {
  if (done.where.length > 0 || done.event === null) return null;
  if (done.event === bought) return [...start, ...others].some(mayBeOfCustomers) ? null : 'purchase';
  if (!joined.test(done.event)) return null;
  return start.some((one) => mayBeOfCustomers(one) || joined.test(one.event ?? '')) ? null : 'joining';
}

const mayBeOfCustomers = ({ event }: EventMatch): boolean => event === null || ofCustomers.test(event);
