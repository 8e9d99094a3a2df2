import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { framed } from '#src/customers/frame/index.ts';
import { asking } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { holdersIn } from './units.ts';

/** Since when accounts are known, as it is kept, against every event of random histories. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());

const hour = 3_600_000;
const event = fc.record({
  customer: fc.integer({ min: 0, max: 3 }),
  at: fc.integer({ min: -200, max: 20 }).map((hours) => testNow + hours * hour),
  type: fc.constantFrom('track' as const, 'track' as const, 'track' as const, 'group' as const),
  account: fc.constantFrom('', 'a', 'b', 'c', 'd'),
  traffic: fc.constantFrom('customer' as const, 'customer' as const, 'internal' as const),
});
const histories = fc.sample(fc.array(event, { minLength: 1, maxLength: 20 }), { seed: 9, numRuns: 6 });

/** The first own event that names the account, or group call, by whatever traffic; undefined for one that nothing named. */
function byHand(events: readonly ToldEvent[], account: string, asOf: number, includeMarked: boolean) {
  const times = events
    .filter((one) => one.account === account && one.at < asOf)
    .filter(
      (one) => includeMarked || one.traffic === 'customer' || (one.type === 'group' && one.customer !== 0),
    )
    .map(({ at }) => at);
  return times.length === 0 ? undefined : Math.min(...times);
}

it.each(histories.map((told, n) => ({ n, told })))('is that of the events: history $n', async ({ told }) => {
  const context = asking(engines, await createTestWorkspace(engines));
  await fill(engines.warehouse, context.workspace, told);
  for (const asOf of [testNow, testNow - 100 * hour])
    for (const includeMarked of [false, true]) {
      const at = new Date(asOf).toISOString();
      const frame = await framed(context, { unit: 'account', people: [], includeMarked, asOf: at });
      const found = new Map((await holdersIn(context, frame)).map(({ name, since }) => [name, since]));
      for (const account of ['a', 'b', 'c', 'd'])
        expect(found.get(account), `${account} ${JSON.stringify(told)}`).toBe(
          byHand(told, account, asOf, includeMarked),
        );
    }
});
