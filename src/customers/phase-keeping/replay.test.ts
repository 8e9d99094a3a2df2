import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { everythingNew, noNews } from '#src/customers/upkeep/index.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import { holdContracts, type ToldContract } from '../../../test/holding.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
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
const histories = process.env.PERDURE_LONG === '1' ? 30 : 2;

it('kept as events arrive, late and in any order, lives are what one computation of everything tells', async () => {
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
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 3, maxLength: 5 }),
      async (told, steps) => {
        own = await keptWorkspace(engines); // Paris: two changes of clocks a year lie within
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
        for (const [turn, step] of steps.entries()) {
          // Of what happened so far most has come; a part comes a turn late.
          const comesNow = rest.filter(({ at }, i) => at < engines.clock.now() && (i + turn) % 4 !== 0);
          rest = rest.filter((one) => !comesNow.includes(one));
          if (comesNow.length > 0) await own.tell(comesNow);
          await own.keep(
            turn === 0 ? everythingNew : newsOf(...new Set(comesNow.map(({ customer }) => customer))),
            3,
          );
          engines.clock.advance(step * day + 12_345);
        }
        if (rest.length > 0) await own.tell(rest);
        await own.keep(newsOf(...new Set(rest.map(({ customer }) => customer))), 1000);
        const live = await everything(own.context.warehouse);
        expect(await own.everyoneAnew()).toEqual(live);
      },
    ),
    { seed: 11, numRuns: histories },
  );
});

it('kept as versions of contracts become known, lives are what one computation of all versions tells', async () => {
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
    fc.asyncProperty(fc.array(version, { minLength: 8, maxLength: 16 }), async (told) => {
      own = await keptWorkspace(engines);
      for (const offer of ['Basic', 'Gold']) await nameOffer(own.context, offer);
      const from = today - 200 * day;
      const at = (hours: number) => from + hours * 3_600_000 + 1;
      await own.tell(
        [1, 2, 3, 4].flatMap((customer) => [buys(customer, 150), ...often(customer, 149, 1, 4 + customer)]),
      );
      engines.clock.set(today - 100 * day);
      await own.keep(everythingNew, 3);
      const versions = told.map(({ starts, ends, effective, ...one }, place): ToldContract => {
        const instants = ['paused', 'resumes', 'trialEnds', 'discountEnds'] as const;
        const maybe = instants.flatMap((name) => (one[name] === undefined ? [] : [[name, at(one[name])]]));
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
        await own.keep(newsOf(...who), 1000);
      }
      engines.clock.set(today + 120 * day);
      await own.keep(noNews, 1000);
      const live = await everything(own.context.warehouse);
      expect(await own.everyoneAnew()).toEqual(live);
    }),
    { seed: 12, numRuns: Math.ceil(histories / 2) },
  );
});
