import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { everythingNew, type Kept, type News, noNews } from '#src/customers/upkeep/index.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import { holdContracts, type ToldContract } from '../../../test/holding.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
import { keepLives } from './keeper.ts';
import {
  buys,
  day,
  everything,
  type KeptWorkspace,
  keptWorkspace,
  nameOffer,
  newsOf,
  often,
  today,
} from './keeping.test-data.ts';

let engines: KeptBed;
let own: KeptWorkspace;
beforeAll(async () => {
  engines = await openKeptBed(today);
});
afterAll(() => engines?.close());
beforeEach(async () => {
  own = await keptWorkspace(engines);
});

/** Random histories: so many, unless PERDURE_LONG asks for more. */
const histories = process.env.PERDURE_LONG === '1' ? 60 : 3;
const patience = histories * 60_000;

/** Where a turn is killed: at its so manieth write, before it is done or just after. */
const kill = fc.record({ at: fc.integer({ min: 0, max: 3 }), isDone: fc.boolean() });
type Kill = typeof kill extends fc.Arbitrary<infer One> ? One : never;

/** A turn that is killed, where it comes that far, and the one after it, which is told the same news. */
async function keepsThrough({ at, isDone }: Kill, news: News, size: number): Promise<void> {
  let left = at;
  const insert: Kept['store']['insert'] = async (...given) => {
    left -= 1;
    if (left >= 0 || isDone) await engines.warehouse.insert(...given);
    if (left < 0) throw new Error('killed');
  };
  const killed = keepLives(own.kept({ store: { ...engines.warehouse, insert } }), news, size);
  await killed.catch((error: unknown) => {
    if (!(error instanceof Error) || error.message !== 'killed') throw error;
  });
  await own.keep(news, size);
}

/** What was announced twice says the same twice, under one id: it is stored once. */
function expectToldOnce(): void {
  for (const same of Map.groupBy(own.announced, ({ messageId }) => messageId).values())
    expect(new Set(same.map((one) => JSON.stringify(one))).size).toBe(1);
  const moves = own.announced.map(({ customer, at, properties: { offer, to, status } }) =>
    JSON.stringify([customer, at, offer, to, status]),
  );
  expect(new Set(moves).size).toBe(new Set(own.announced.map(({ messageId }) => messageId)).size);
}

/** People as they are merged: two numbers are given up for a new one, under which everything of both is stored again. */
class Merging {
  readonly #owners = new Map<number, number>();
  readonly #told: ToldEvent[] = [];
  #next = 9;

  ownerOf(customer: number): number {
    const owner = this.#owners.get(customer);
    return owner === undefined ? customer : this.ownerOf(owner);
  }

  async tell(events: readonly ToldEvent[]): Promise<number[]> {
    const owned = events.map((one) => ({ ...one, customer: this.ownerOf(one.customer) }));
    this.#told.push(...owned);
    if (owned.length > 0) await own.tell(owned);
    return owned.map(({ customer }) => customer);
  }

  /** @returns the numbers it is about */
  async merge(pairs: readonly (readonly [number, number])[]): Promise<number[]> {
    const gone: number[] = [];
    const anew: number[] = [];
    for (const pair of pairs) {
      const [one, other] = [this.ownerOf(pair[0]), this.ownerOf(pair[1])];
      if (one === other) continue;
      const into = this.#next++;
      for (const number of [one, other]) this.#owners.set(number, into);
      const theirs = this.#told.filter(({ customer }) => customer === one || customer === other);
      this.#told.push(...theirs.map((event) => ({ ...event, customer: into })));
      if (theirs.length > 0) await own.tell(theirs.map((event) => ({ ...event, customer: into })));
      gone.push(one, other);
      anew.push(into);
    }
    if (gone.length === 0) return [];
    const at = new Date(engines.clock.now()).toISOString().replace('T', ' ').slice(0, 19);
    const rows = gone.map((customer) => JSON.stringify({ workspace_id: own.workspace.number, customer, at }));
    await engines.warehouse.insert('retired', Buffer.from(rows.join('\n')), { format: 'JSONEachRow' });
    await new Promise((resolve) => setTimeout(resolve, 1100)); // what is retired is looked at every second
    return [...gone, ...anew];
  }
}

it(
  'kept as events arrive, late, in any order, over merges, changes of clocks and kills, lives are what one computation of everything tells',
  async () => {
    const offsets = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(
          'visit',
          'visit',
          'visit',
          'Order Completed',
          'Push Opened',
          'Product Added',
          'Order Refunded',
          'perdure.action_opened',
        ),
        fc.integer({ min: 0, max: 420 * 24 }),
      ),
      { minLength: 60, maxLength: 160 },
    );
    await fc.assert(
      fc.asyncProperty(
        offsets,
        fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), kill), { minLength: 3, maxLength: 5 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })), { maxLength: 3 }),
        async (told, steps, merges) => {
          own = await keptWorkspace(engines); // Paris: two changes of clocks a year lie within
          const people = new Merging();
          const events = told.map(
            ([customer, event, hours], i): ToldEvent => ({
              customer,
              event,
              id: `e${i}`,
              at: today - 200 * day + hours * 3_600_000,
              properties: { orderId: `o${i % 7}`, action: `a${i % 3}`, cause: i % 2 === 0 ? 'prix' : '' },
            }),
          );
          engines.clock.set(today - 100 * day);
          let rest = events;
          for (const [turn, [step, cut]] of steps.entries()) {
            // Of what happened so far most has come; a part comes a turn late.
            const comesNow = rest.filter(({ at }, i) => at < engines.clock.now() && (i + turn) % 4 !== 0);
            rest = rest.filter((one) => !comesNow.includes(one));
            const moved = [
              ...(await people.tell(comesNow)),
              ...(turn === 1 ? await people.merge(merges) : []),
            ];
            await keepsThrough(cut, turn === 0 ? everythingNew : newsOf(...new Set(moved)), 3);
            engines.clock.advance(step * day + 12_345);
          }
          await own.keep(newsOf(...new Set(await people.tell(rest))), 1000);
          expectToldOnce();
          const live = await everything(own.context.warehouse);
          expect(await own.everyoneAnew()).toEqual(live);
        },
      ),
      { seed: 11, numRuns: histories },
    );
  },
  patience,
);

it(
  'kept as versions of contracts become known, over kills, lives are what one computation of all versions tells',
  async () => {
    const hour = fc.integer({ min: 0, max: 300 * 24 });
    const version = fc.record({
      holder: fc.integer({ min: 1, max: 4 }).map((customer) => `user-${customer}`),
      contract: fc.constantFrom('a', 'b'),
      offer: fc.constantFrom('Basic', 'Gold'),
      starts: hour,
      ends: fc.option(hour),
      paused: fc.option(hour, { nil: undefined }),
      resumes: fc.option(hour, { nil: undefined }),
      trialEnds: fc.option(hour, { nil: undefined }),
      discount: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
      discountEnds: fc.option(hour, { nil: undefined }),
      period: fc.constantFrom('week', 'month', 'year'),
      effective: hour,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(version, { minLength: 8, maxLength: 16 }),
        fc.array(kill, { minLength: 3, maxLength: 3 }),
        async (told, kills) => {
          own = await keptWorkspace(engines);
          for (const offer of ['Basic', 'Gold']) await nameOffer(own.context, offer);
          const from = today - 200 * day;
          const at = (hours: number) => from + hours * 3_600_000 + 1;
          await own.tell(
            [1, 2, 3, 4].flatMap((customer) => [
              buys(customer, 150),
              ...often(customer, 149, 1, 4 + customer),
            ]),
          );
          engines.clock.set(today - 100 * day);
          await own.keep(everythingNew, 3);
          const versions = told.map(({ starts, ends, effective, ...one }, place): ToldContract => {
            const instants = ['paused', 'resumes', 'trialEnds', 'discountEnds'] as const;
            const maybe = instants.flatMap((name) =>
              one[name] === undefined ? [] : [[name, at(one[name])]],
            );
            return {
              holder: one.holder,
              kind: 'customer',
              contract: `${one.holder}${one.contract}`,
              offer: one.offer,
              period: one.period,
              version: place + 1,
              starts: at(starts),
              ends: ends === null ? null : at(ends),
              effective: at(effective),
              ...Object.fromEntries(maybe),
              ...(one.discount === undefined ? {} : { discount: one.discount }),
            };
          });
          while (versions.length > 0) {
            const some = versions.splice(0, 6).map((one) => ({ ...one, recorded: engines.clock.now() }));
            await holdContracts(engines.warehouse, own.workspace, some);
            engines.clock.advance(9 * day + 1);
            const who = new Set(some.map(({ holder }) => Number(holder.slice(5))));
            const cut = kills[versions.length % kills.length];
            await (cut === undefined
              ? own.keep(newsOf(...who), 1000)
              : keepsThrough(cut, newsOf(...who), 1000));
          }
          engines.clock.set(today + 120 * day);
          await own.keep(noNews, 1000);
          const live = await everything(own.context.warehouse);
          expectToldOnce();
          expect(await own.everyoneAnew()).toEqual(live);
        },
      ),
      { seed: 12, numRuns: Math.ceil(histories / 2) },
    );
  },
  patience,
);
