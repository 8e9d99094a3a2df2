import type { Arriving, DemoEvent, DemoKind } from './demo.ts';
import { Random } from './random.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** One event in so many is sent twice, or arrives days late from a telephone without network. */
const repeatedOnceIn = 1_500;
const lateOnceIn = 900;

/** By which names somebody acts, and with what. */
export interface Who {
  readonly userId?: string;
  readonly anonymousId?: string;
  /** The account in whose name it is done. */
  readonly groupId?: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Gathers a demo's events, and sorts them by arrival. What would happen at the demo's end or after it is left
 * out, so that a life may be told to its end without looking at the clock.
 *
 * A few events are repeated, a few late: what any real workspace receives.
 */
export class Feed {
  readonly #kind: DemoKind;
  readonly #now: number;
  readonly #arriving: Arriving[] = [];
  readonly #random: Random;
  #count = 0;

  constructor(kind: DemoKind, now: number) {
    this.#kind = kind;
    this.#now = now;
    this.#random = new Random(`${kind}/feed`);
  }

  track(who: Who, at: number, event: string, properties: Fields = {}): void {
    this.#add(at, {
      type: 'track',
      event,
      ...named(who),
      ...this.#stamp(at),
      properties,
      ...circumstances(who),
    });
  }

  /** `path` such as `/tarifs`. */
  page(who: Who, at: number, path: string): void {
    const properties = { path };
    this.#add(at, { type: 'page', ...named(who), ...this.#stamp(at), properties, ...circumstances(who) });
  }

  identify(who: Who, at: number, traits: Fields): void {
    this.#add(at, { type: 'identify', ...named(who), ...this.#stamp(at), traits, ...circumstances(who) });
  }

  group(who: Who & { readonly groupId: string }, at: number, traits: Fields): void {
    this.#add(at, { type: 'group', ...named(who), ...this.#stamp(at), traits, ...circumstances(who) });
  }

  /** Something that is no event, with a message id of its own where it can carry one. */
  malformed(at: number, sent: (stamp: { messageId: string; timestamp: string }) => unknown): void {
    if (at < this.#now) this.#arriving.push({ arrivedAt: at, event: sent(this.#stamp(at)) });
  }

  /** Everything, in order of arrival; equal arrivals in the order of telling. */
  sorted(): Arriving[] {
    return this.#arriving
      .map((arriving, place) => ({ arriving, place }))
      .sort((a, b) => a.arriving.arrivedAt - b.arriving.arrivedAt || a.place - b.place)
      .map(({ arriving }) => arriving);
  }

  #stamp(at: number): { timestamp: string; messageId: string } {
    this.#count += 1;
    return { timestamp: new Date(at).toISOString(), messageId: `${this.#kind}-${this.#count.toString(36)}` };
  }

  #add(at: number, event: DemoEvent): void {
    if (at >= this.#now) return;
    const late = event.type === 'track' && this.#random.happens(1 / lateOnceIn);
    const delay = late ? this.#random.whole(1, 9) * dayMs : this.#random.whole(200, 3_000);
    const arrivedAt = Math.min(at + delay, this.#now - 1);
    this.#arriving.push({ arrivedAt, event });
    if (this.#random.happens(1 / repeatedOnceIn)) {
      const again = arrivedAt + this.#random.whole(1, 30) * minuteMs;
      if (again < this.#now) this.#arriving.push({ arrivedAt: again, event });
    }
  }
}

/** Ids only where there are some: a field that is undefined would not be sent either. */
const named = ({ userId, anonymousId }: Who): Pick<DemoEvent, 'userId' | 'anonymousId'> => ({
  ...(userId === undefined ? {} : { userId }),
  ...(anonymousId === undefined ? {} : { anonymousId }),
});

const circumstances = ({ groupId, context }: Who): Pick<DemoEvent, 'groupId' | 'context'> => ({
  ...(groupId === undefined ? {} : { groupId }),
  ...(context === undefined ? {} : { context }),
});
