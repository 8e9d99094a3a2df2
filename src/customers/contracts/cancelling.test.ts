import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { type Announcement, noNews } from '#src/customers/upkeep/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { keptOf } from '../../../test/kept-bed.ts';
import { eventsKeeper, monthlyAmounts, operations, stretchesOf, versionsHeldBy } from './index.ts';

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());
beforeEach(async () => {
  engines.clock.set(testNow);
  context = asking(engines, await createTestWorkspace(engines));
});

const gym = {
  contract: 'K1',
  customer: 'julie',
  offer: 'Basic',
  startsAt: '2025-09-01T00:00:00Z',
  price: 4900,
  period: 'month',
};
/** Asked for on the 10th, five days before we know, for the end of the month. */
const cancelled = { cancelledAt: '2026-01-10T00:00:00Z', endsAt: '2026-01-31T00:00:00Z' };
const now = new Date(testNow).toISOString();

const record = (terms: object) =>
  run<{ recorded: number; contracts: { version: number; effectiveAt: string; isNew: boolean }[] }>(
    operations,
    context,
    'contracts.record',
    { contracts: [{ ...gym, ...terms }] },
  );

/** Every version, from when on it holds, and what it says. */
async function versions() {
  engines.clock.advance(1); // known from now on
  const rows = await context.records.rows(
    versionsHeldBy({
      workspace: context.workspace.number,
      asOf: new Date(engines.clock.now()),
      holderKind: 'customer',
      holders: ['julie'],
    }),
  );
  return rows.reverse();
}
const shown = async () =>
  (await versions()).map(({ effectiveAt, price, cancelledAt, endsAt }) => [
    effectiveAt,
    price,
    cancelledAt,
    endsAt,
  ]);
const first = ['2025-09-01T00:00:00.000Z', '4900', null, null];
const asked = ['2026-01-10T00:00:00.000Z', '2026-01-31T00:00:00.000Z'];

async function told(): Promise<(readonly [string, string])[]> {
  const announced: Announcement[] = [];
  await eventsKeeper.keep(keptOf(engines, context.workspace, announced), noNews);
  return announced.map(({ event, at }) => [
    event.replace('perdure.contract_', ''),
    new Date(at).toISOString(),
  ]);
}

describe('a cancellation that is told with another change', () => {
  it('is dated by itself, and the new price by when it is known: 49 € until then', async () => {
    await record({});
    expect(await record({ ...cancelled, price: 5900 })).toMatchObject({
      recorded: 1,
      contracts: [{ version: 3, effectiveAt: now, isNew: true }],
    });
    expect(await shown()).toEqual([
      first,
      ['2026-01-10T00:00:00.000Z', '4900', ...asked],
      [now, '5900', ...asked],
    ]);
    expect(await told()).toEqual([
      ['started', '2025-09-01T00:00:00.000Z'],
      ['cancelled', '2026-01-10T00:00:00.000Z'],
      ['changed', now],
    ]);
    expect(await record({ ...cancelled, price: 5900 })).toMatchObject({ recorded: 0 }); // just this is known
  });

  it('leaves the price of today as it is told where the end is asked for from a day to come', async () => {
    await record({});
    const ahead = { cancelledAt: '2026-01-20T00:00:00Z', endsAt: '2026-01-31T00:00:00Z' };
    await record({ ...ahead, price: 5900 });
    expect(await shown()).toEqual([
      first,
      [now, '5900', null, null],
      ['2026-01-20T00:00:00.000Z', '5900', '2026-01-20T00:00:00.000Z', asked[1]],
    ]);
    const [, changed] = await versions();
    if (changed === undefined) throw new Error('two changes were told');
    expect(monthlyAmounts([changed], engines.clock.now())).toEqual([{ amount: '5900', currency: 'EUR' }]);
  });

  it('with another offer parts the stretches where that one holds, and ends the last as cancelled', async () => {
    await record({});
    await record({ ...cancelled, offer: 'Gold' });
    const timed = (await versions()).map((one) => ({
      version: one.version,
      offer: one.offer,
      start: Date.parse(one.startsAt),
      end: one.endsAt === null ? null : Date.parse(one.endsAt),
      cancelled: one.cancelledAt !== null,
      paused: null,
      resumes: null,
      effective: Date.parse(one.effectiveAt),
    }));
    expect(stretchesOf(timed)).toMatchObject([
      { offer: 'Basic', to: testNow, ending: 'changed' },
      { offer: 'Gold', from: testNow, to: Date.parse('2026-01-31T00:00:00Z'), ending: 'cancelled' },
    ]);
  });

  it('leaves a pause its own beginning, and the end of one the day on which it is known', async () => {
    await record({});
    await record({ ...cancelled, pausedAt: '2026-01-05T00:00:00Z' });
    expect((await versions()).map(({ effectiveAt, pausedAt }) => [effectiveAt, pausedAt])).toEqual([
      [first[0], null],
      ['2026-01-05T00:00:00.000Z', '2026-01-05T00:00:00.000Z'],
      ['2026-01-10T00:00:00.000Z', '2026-01-05T00:00:00.000Z'],
    ]);
    await record({ contract: 'K2', pausedAt: '2026-01-05T00:00:00Z' });
    await told();
    await record({ contract: 'K2', ...cancelled });
    expect(await told()).toEqual([
      ['cancelled', '2026-01-10T00:00:00.000Z'],
      ['resumed', new Date(engines.clock.now()).toISOString()],
    ]);
  });

  it('holds with it from the day that is told, where one is', async () => {
    await record({});
    await record({ ...cancelled, price: 5900, effectiveAt: '2026-01-12T00:00:00Z' });
    expect(await shown()).toEqual([first, ['2026-01-12T00:00:00.000Z', '5900', ...asked]]);
  });

  it('is one version with what belongs to it: its end, its kind, how far is paid, that it is not renewed', async () => {
    await record({ renewsAt: '2026-02-01T00:00:00Z' });
    const end = { ...cancelled, cancelKind: 'delinquent', paidThrough: '2026-01-31T00:00:00Z' };
    await record({ ...end, pastDueSince: '2026-01-01T00:00:00Z', details: { reason: 'price' } });
    expect(await shown()).toEqual([first, ['2026-01-10T00:00:00.000Z', '4900', ...asked]]);
    expect(await context.records.row(sql`select count(*)::integer as held from contracts`)).toEqual({
      held: 2,
    });
  });
});
