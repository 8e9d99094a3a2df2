import type { EventMatch } from '#src/customers/event-match/index.ts';

/** By this event customers buy: of the standard names, the one that imports of purchases write too. */
const bought = 'Order Completed';

/** By these one signs up, and by nothing else: the whole name. One name too many would hide a step that may explain. */
const joined =
  /^(sign(ed)?[ _-]?up|registered|registration( completed)?|user registered|account[ _-](opened|created)|inscription|compte[ _-](ouvert|cr[ée]é?))$/i;

/** Names by which somebody becomes a customer or stays one. One name too many only leaves a step an ordinary one. */
const ofCustomers =
  /order (completed|placed|paid)|checkout completed|purchas|subscri|contract|member|renew|paid|\bcommand|achat|achet|abonn|adh[eé]r|adh[eé]sion|souscri|contrat|renouvel/i;

/** What is gone through, in order: what one begins by, then the steps. Any of its events does a step. */
export interface Way {
  readonly start: readonly EventMatch[];
  readonly steps: readonly (readonly EventMatch[])[];
}

/**
 * Whether an event of a step makes the customer: the buying, or the signing up. Who did not do it never was a customer who
 * could leave. The buying is an ordinary step where those who begin, or do any other step, may be customers already; the
 * signing up where those who begin have signed up or may be customers, or those may who do a step before it.
 *
 * @param at place of the step, from 0
 */
export function becoming(done: EventMatch, { start, steps }: Way, at: number): 'purchase' | 'joining' | null {
  if (done.where.length > 0 || done.event === null) return null;
  const before = [...start, ...steps.slice(0, at).flat()];
  if (done.event === bought) {
    return [...before, ...steps.slice(at + 1).flat()].some(mayBeOfCustomers) ? null : 'purchase';
  }
  if (!joined.test(done.event) || before.some(mayBeOfCustomers)) return null;
  return start.some(({ event }) => joined.test(event ?? '')) ? null : 'joining';
}

const mayBeOfCustomers = ({ event }: EventMatch): boolean => event === null || ofCustomers.test(event);

/**
 * Among whom each step is judged: the place, from 0, of the last step before it that makes the customer. Who did not do that
 * one has missed the step as all the steps after it, and cannot leave. null: everybody is judged.
 *
 * Where a sign-up follows the purchase, buyers without an account are customers too: a sign-up there makes none.
 */
export function judgedAmong(way: Way): (number | null)[] {
  const makes = way.steps.map(
    (own, at) => own.length > 0 && own.every((done) => becoming(done, way, at) !== null),
  );
  return way.steps.map((_, at) => {
    const last = makes.lastIndexOf(true, at - 1);
    return at === 0 || last < 0 ? null : last;
  });
}
