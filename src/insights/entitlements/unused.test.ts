import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as offers } from '#src/customers/offers/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { holdContracts } from '../../../test/holding.ts';
import { operations, type PaidOfAnswer, type UnusedAnswer } from './index.ts';

let engines: TestEngines;
let context: Context;
const day = 86_400_000;
const ago = (days: number) => testNow - days * day;
const used = (account: string, event: string, days = 5): ToldEvent => ({
  customer: 1,
  at: ago(days),
  event,
  account,
});
const feature = (key: string, price: string | null, wishes: object = {}) => ({
  key,
  name: key.toUpperCase(),
  match: { event: `${key} used` },
  price,
  currency: price === null ? null : 'EUR',
  ...wishes,
});

beforeAll(async () => {
  engines = await openTestEngines({ now: ago(395) });
  context = asking(engines, await createTestWorkspace(engines, { countingUnit: 'account' }));
  const offer = (name: string, entitlements: object[]) =>
    run(offers, context, 'offers.create', { name, kind: 'continuous', terms: { entitlements } });
  await offer('pro', [feature('a', '6000'), feature('b', '4000')]);
  await offer('extra', [feature('b', '1500'), feature('late', null)]);
  engines.clock.set(testNow);
  await fill(engines.warehouse, context.workspace, [
    used('long ago', 'a used', 390),
    used('long ago', 'b used', 390),
    used('both', 'late used', 20), // has been sent for 20 days only
    ...['a only', 'grace over', 'in grace', 'idle', 'twice', 'trial'].map((account) =>
      used(account, 'a used'),
    ),
    used('both', 'a used', 89),
    used('both', 'b used', 91),
  ]);
  const holds = (holder: string, starts: number, wishes: object = {}) => ({
    holder,
    starts: ago(starts),
    ...wishes,
  });
  await holdContracts(engines.warehouse, context.workspace, [
    holds('a only', 300),
    holds('grace over', 30),
    holds('in grace', 29),
    holds('both', 300),
    holds('ghost', 300), // of whom no event ever came
    holds('twice', 300, { contract: 't1' }),
    holds('twice', 300, { contract: 't2', offer: 'extra' }),
    holds('trial', 300, { trialEnds: testNow + day }),
    // An upgrade 10 days ago: what it brought is in grace.
    holds('idle', 300, { contract: 'i', offer: 'basic' }),
    holds('idle', 300, { contract: 'i', version: 2, offer: 'pro', effective: ago(10) }),
  ]);
});
afterAll(() => engines?.close());

const asked = (input: object = {}) => run<UnusedAnswer>(operations, context, 'health.unused', input);

it('says 40 % unused, 40 € a month, of who pays 60 € for A and 40 € for B and uses A only (H03)', async () => {
  const { rows, holders, withUnused, atRisk, verdict } = await asked();
  const row = (id: string) => rows.find(({ holder }) => holder.id === id);
  expect(row('a only')).toMatchObject({
    paid: [{ currency: 'EUR', amount: 100 }],
    unused: [{ currency: 'EUR', amount: 40 }],
    share: { known: true, value: 0.4 },
  });
  // Bought twice, B is paid for twice: 40 + 15 of 60 + 40 + 15.
  expect(row('twice')).toMatchObject({ unused: [{ amount: 55 }], share: { value: 55 / 115 } });
  expect(rows.map(({ holder }) => holder.id)).toEqual(['twice', 'a only', 'both', 'grace over']);
  expect({ holders, withUnused, atRisk }).toEqual({
    holders: 7, // the trial pays nothing
    withUnused: 4,
    atRisk: [{ currency: 'EUR', amount: 175 }],
  });
  expect(verdict.en).toBe('4 of 7 accounts pay for features left unused, for €175 a month.');
});

it('says the same of one alone, however many others there are, with what it uses too', async () => {
  const of = (holder: string) => run<PaidOfAnswer>(operations, context, 'health.paid-of', { holder });
  const { rows } = await asked();
  for (const row of rows) {
    const { paid, unused, share, features } = await of(row.holder.id);
    expect({ paid, unused, share }).toEqual({ paid: row.paid, unused: row.unused, share: row.share });
    expect(features.map(({ name: _, ...cell }) => cell)).toEqual(row.cells);
  }
  const one = await of('a only');
  expect(one.features.map(({ name, state }) => [name, state])).toEqual([
    ['A', 'used'],
    ['B', 'unused'],
  ]);
  expect(one.verdict.en).toBe('Paid for and not used: B, €40 a month.');
  expect((await of('in grace')).verdict.en).toBe('Nothing paid for is left unused past its grace.');
  expect((await of('ghost')).features.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
  expect((await of('long ago')).features).toEqual([]);
  await expect(of('nobody')).rejects.toMatchObject({ code: 'health.unknown_holder' });
});

it('respects 30 days of grace after the purchase, or after the upgrade that brought the feature', async () => {
  const { features } = await asked();
  const b = features.find(({ key }) => key === 'b');
  // 29 days after the start, and 10 after the upgrade: in grace; 30 days after: unused.
  expect(b?.states).toEqual({ used: 0, unused: 4, in_grace: 2, unknown: 1 });
  const who = async (state: string, key = 'b') => {
    const which = { kind: 'feature', key, state };
    const page = await run<{ total: number; people: { id: string }[] }>(
      operations,
      context,
      'health.unused-people',
      { ask: {}, which },
    );
    expect(page.total).toBe(page.people.length);
    return page.people.map(({ id }) => id).sort();
  };
  expect(await who('in_grace')).toEqual(['idle', 'in grace']);
  expect(await who('unused')).toEqual(['a only', 'both', 'grace over', 'twice']);
  expect(await who('unknown')).toEqual(['ghost']);
  expect(await who('unknown', 'late')).toEqual(['twice']);
});

it('says 0 % adoption of those entitled and measured, and what it does not know apart', async () => {
  const { features } = await asked();
  const a = features.find(({ key }) => key === 'a');
  expect(a).toMatchObject({
    states: { used: 6, unused: 0, in_grace: 0, unknown: 1 },
    adoption: { known: true, value: 1 },
  });
  expect(features.find(({ key }) => key === 'late')).toMatchObject({
    states: { used: 0, unused: 0, in_grace: 0, unknown: 1 },
    adoption: { known: false, why: 'too_few_customers' },
    atRisk: [],
  });
  // In 91 days B was used by one more; the day's border is that of 90 days.
  const wider = await asked({ days: 92 });
  expect(wider.features.find(({ key }) => key === 'b')?.states.used).toBe(1);
});

it('asks no price a month for what was paid once: 60 € for A in a contract, nothing for A and B in a mission', async () => {
  const own = asking(engines, await createTestWorkspace(engines, { countingUnit: 'account' }));
  engines.clock.set(ago(395));
  const offer = (name: string, entitlements: object[]) =>
    run(offers, own, 'offers.create', { name, kind: 'continuous', terms: { entitlements } });
  await offer('pro', [feature('a', '6000')]);
  await offer('mission', [feature('a', '6000'), feature('b', '4000')]);
  engines.clock.set(testNow);
  await fill(engines.warehouse, own.workspace, [
    used('long ago', 'a used', 390),
    used('long ago', 'b used', 390),
    used('several', 'b used', 200),
  ]);
  const holds = { holder: 'several', starts: ago(300) };
  await holdContracts(engines.warehouse, own.workspace, [
    { ...holds, contract: 'pro' },
    { ...holds, contract: 'audit', offer: 'mission', period: '', price: 500_000 },
  ]);
  const { rows, atRisk } = await run<UnusedAnswer>(operations, own, 'health.unused', {});
  expect(rows[0]?.cells.map(({ key, state, price }) => [key, state, price])).toEqual([
    ['a', 'unused', { currency: 'EUR', amount: 60 }],
    ['b', 'unused', null],
  ]);
  expect(atRisk).toEqual([{ currency: 'EUR', amount: 60 }]);
});
