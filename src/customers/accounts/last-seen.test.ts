import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import type { AccountRow } from './ask.ts';
import { operations } from './index.ts';

/** When accounts were last seen, as it is kept, against every event of random histories, at instants before, within and after them. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());

const hour = 3_600_000;
const event = fc.record({
  customer: fc.integer({ min: 0, max: 4 }),
  at: fc.integer({ min: -200, max: 20 }).map((hours) => testNow + hours * hour), // some lie ahead
  event: fc.constantFrom('visit', 'visit', 'order', 'perdure.contract_renewed'),
  type: fc.constantFrom('track' as const, 'track' as const, 'group' as const),
  account: fc.constantFrom('', 'a', 'b', 'c'),
  traffic: fc.constantFrom('customer' as const, 'customer' as const, 'internal' as const),
});
const histories = fc.sample(fc.array(event, { minLength: 1, maxLength: 30 }), { seed: 8, numRuns: 6 });

const isLife = ({ traffic, event: name = '' }: ToldEvent) =>
  traffic === 'customer' && !name.startsWith('perdure.');

/** The latest own event that names the account, or of somebody whose latest account it is. */
function byHand(events: readonly ToldEvent[], account: string, asOf: number): number | null {
  const known = events.filter(({ at }) => at < asOf);
  const groups = known.filter((one) => one.type === 'group' && one.account !== '' && one.customer !== 0);
  const latest = new Map(
    groups
      .toSorted((a, b) => a.at - b.at || (String(a.id) < String(b.id) ? -1 : 1))
      .map((one) => [one.customer, one.account]),
  );
  const seen = known
    .filter((one) => isLife(one) && (one.account === account || latest.get(one.customer) === account))
    .map(({ at }) => at);
  return seen.length === 0 ? null : Math.max(...seen);
}

it.each(histories.map((told, n) => ({ n, told })))('is that of the events: history $n', async ({ told }) => {
  const workspace = await createTestWorkspace(engines);
  const context = asking(engines, workspace);
  const events = told.map((one, i): ToldEvent => ({ ...one, id: `m${String(i).padStart(3, '0')}` }));
  await fill(engines.warehouse, workspace, events);
  for (const asOf of [testNow, testNow - 40 * hour, testNow - 150 * hour, testNow - 300 * hour]) {
    const { accounts } = await run<{ accounts: AccountRow[] }>(operations, context, 'accounts.list', {
      asOf: new Date(asOf).toISOString(),
    });
    for (const account of ['a', 'b', 'c']) {
      const seen = accounts.find((one) => one.account === account)?.lastSeen ?? null;
      expect(seen === null ? null : Date.parse(seen), `${account} ${JSON.stringify(events)}`).toBe(
        byHand(events, account, asOf),
      );
    }
  }
});
