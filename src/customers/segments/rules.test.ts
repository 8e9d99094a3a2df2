import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phaseKeeper } from '#src/customers/phase-keeping/index.ts';
import { fill } from '../../../test/filling.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
import type { Preview } from './preview.ts';
import { day, did, last, now, times, visit } from './rules.test-data.ts';
import { KeptWorkspaceBed } from './segments.test-data.ts';

let bed: KeptBed;

beforeAll(async () => {
  bed = await openKeptBed(now);
});
afterAll(() => bed.close());

/** Asks a rule of a workspace and gives the numbers of those it holds for. */
async function holds(own: KeptWorkspaceBed, conditions: object[], match = 'all'): Promise<number[]> {
  const preview = await own.ask<Preview>('segments.preview', {
    rule: { match, conditions },
    sample: 50,
    unit: 'customer',
  });
  const numbers = preview.sample.map(({ customer }) => customer ?? 0).sort((a, b) => a - b);
  expect(preview.size).toBe(numbers.length);
  return numbers;
}

describe('a rule', () => {
  let own: KeptWorkspaceBed;
  beforeAll(async () => {
    own = await KeptWorkspaceBed.open(bed);
    bed.clock.set(now);
    await own.people(6);
    // 1 visits on the 15th (today), the 9th and the 8th; 2 once on the 8th, 3 twice on 1 January; 4 only opens a mail;
    // 5 buys for 30 and 15; 6 buys for 10, then visits an hour later.
    const at = (date: string) => Date.parse(`2026-01-${date}Z`);
    await fill(bed.warehouse, own.workspace, [
      { customer: 1, at: at('15T09:00:00'), event: 'Visit' },
      { customer: 1, at: at('09T09:00:00'), event: 'Visit' },
      { customer: 1, at: at('08T22:59:59'), event: 'Visit' }, // 23:59:59 in Paris: still the 8th
      { customer: 2, at: at('08T23:00:00'), event: 'Visit' }, // midnight in Paris: the 9th
      { customer: 3, at: at('01T09:00:00'), event: 'Visit' },
      { customer: 3, at: at('01T10:00:00'), event: 'Visit' },
      { customer: 4, at: at('02T09:00:00'), event: 'Mail Opened', type: 'track' },
      { customer: 4, at: at('02T09:00:00'), event: 'Identify', type: 'identify', traits: { plan: 'gold' } },
      { customer: 5, at: at('03T09:00:00'), event: 'Order', properties: { total: 30 } },
      { customer: 5, at: at('04T09:00:00'), event: 'Order', properties: { total: 15 } },
      { customer: 6, at: at('05T09:00:00'), event: 'Order', properties: { total: 10 } },
      { customer: 6, at: at('05T10:00:00'), event: 'Visit' },
    ]);
  });

  it('counts days of the calendar: the last 7 days are today and the six before', async () => {
    expect(await holds(own, [did({ window: last(7) })])).toEqual([1, 2]);
    expect(await holds(own, [did({ window: last(6) })])).toEqual([1]);
    expect(await holds(own, [did({ window: { kind: 'before_last', days: 7 } })])).toEqual([1, 3, 6]);
    expect(
      await holds(own, [did({ window: { kind: 'between', from: '2026-01-01', to: '2026-01-08' } })]),
    ).toEqual([1, 3, 6]);
  });

  it('counts hours back from the instant', async () => {
    expect(await holds(own, [did({ window: last(3, 'hours') })])).toEqual([1]); // 9:00, exactly three hours ago
    expect(await holds(own, [did({ window: last(2, 'hours') })])).toEqual([]);
  });

  it('counts how often: at least, exactly, at most, never', async () => {
    expect(await holds(own, [did({ amount: times('at_least', 2) })])).toEqual([1, 3]);
    expect(await holds(own, [did({ amount: times('exactly', 2) })])).toEqual([3]);
    expect(await holds(own, [did({ amount: times('at_most', 1) })])).toEqual([2, 4, 5, 6]);
    expect(await holds(own, [did({ inside: false })])).toEqual([4, 5]);
    expect(await holds(own, [did({ amount: times('exactly', 0) })])).toEqual([4, 5]);
    expect(await holds(own, [did({ amount: times('at_least', 0) })])).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('adds up quantities', async () => {
    const spent = (how: string, quantity: number) =>
      did({
        match: { event: 'Order', where: [] },
        amount: { kind: 'quantity', how, property: 'total', quantity },
      });
    expect(await holds(own, [spent('at_least', 45)])).toEqual([5]);
    expect(await holds(own, [spent('at_least', 45.01)])).toEqual([]);
    expect(await holds(own, [spent('less', 45)])).toEqual([1, 2, 3, 4, 6]);
  });

  it('knows first and last times', async () => {
    const when = (which: string, window: object) => ({ kind: 'when', which, match: visit, window });
    expect(await holds(own, [when('first', last(7))])).toEqual([2]);
    expect(await holds(own, [when('first', { kind: 'before_last', days: 7 })])).toEqual([1, 3, 6]);
    expect(await holds(own, [when('last', { kind: 'before_last', days: 7 })])).toEqual([3, 6]);
    expect(await holds(own, [when('last', last(7))])).toEqual([1, 2]);
    expect(await holds(own, [when('first', last(157, 'hours'))])).toEqual([2]); // since 23:00 UTC of the 8th
    expect(await holds(own, [when('first', last(158, 'hours'))])).toEqual([1, 2]);
  });

  it('knows what was done after what, within a time, one event for one step', async () => {
    const order = { event: 'Order', where: [] };
    const inOrder = (steps: object[], amount: number, unit = 'hours') => ({
      kind: 'sequence',
      steps,
      within: { amount, unit },
    });
    expect(await holds(own, [inOrder([order, visit], 1)])).toEqual([6]);
    expect(await holds(own, [inOrder([visit, order], 3650, 'days')])).toEqual([]);
    expect(await holds(own, [inOrder([order, order], 23)])).toEqual([]);
    expect(await holds(own, [inOrder([order, order], 24)])).toEqual([5]); // exactly a day later
    expect(await holds(own, [inOrder([visit, visit], 1)])).toEqual([3]); // one visit serves one step
    expect(await holds(own, [inOrder([visit, visit, visit], 10, 'days')])).toEqual([1]);
  });

  it('joins by all and any, groups, and turns round what is within', async () => {
    const gold = { kind: 'trait', trait: 'plan', how: 'is', values: ['gold'] };
    expect(await holds(own, [did({ window: last(7) }), gold], 'any')).toEqual([1, 2, 4]);
    const nested = { kind: 'group', inside: false, match: 'any', conditions: [did(), gold] };
    expect(await holds(own, [nested])).toEqual([5]);
    expect(await holds(own, [{ ...gold, how: 'is_not' }, did({ inside: false })])).toEqual([5]);
  });

  it('refuses what does not exist, and says the near name', async () => {
    const asked = (condition: object) =>
      own.ask('segments.preview', { rule: { conditions: [condition] }, unit: 'customer' });
    await expect(asked(did({ match: { event: 'Visti', where: [] } }))).rejects.toThrow(
      /insights.unknown_event.*rule.conditions\[0\].match.*Visit/s,
    );
    await expect(asked({ kind: 'segment', segment: 'seg_none' })).rejects.toThrow(/segments.unknown/);
    await expect(asked({ kind: 'people', match: 'all', conditions: [did()] })).rejects.toThrow(
      /segments.wrong_unit/,
    );
  });
});

it('knows the phase of life somebody stands in, and tells people apart by it', async () => {
  const own = await KeptWorkspaceBed.open(bed, [phaseKeeper]);
  bed.clock.set(now);
  await own.people(2);
  const order = { event: 'Order Completed', properties: { orderId: 'o1', revenue: 10, currency: 'EUR' } };
  await fill(bed.warehouse, own.workspace, [
    { customer: 1, at: now - 9 * day, ...order },
    { customer: 2, at: now - 9 * day, event: 'Product Added' },
  ]);
  await own.turn();
  const inPhase = (phases: string[], rest: object = {}) => ({ kind: 'phase', phases, ...rest });
  expect(await holds(own, [inPhase(['conversion'])])).toEqual([1]);
  expect(await holds(own, [inPhase(['conquest'], { statuses: ['cart_abandoned'] })])).toEqual([2]);
  expect(await holds(own, [inPhase([], { inside: false })])).toEqual([]);
  const apart = { kind: 'trait', trait: 'perdure.phase', how: 'is', values: ['conquest'] };
  expect(await holds(own, [apart])).toEqual([2]);
});

it('knows how contracts stand, by the latest version, whoever held them before', async () => {
  const own = await KeptWorkspaceBed.open(bed, []);
  bed.clock.set(now);
  await own.people(3);
  await fill(
    bed.warehouse,
    own.workspace,
    [1, 2, 3].map((customer) => ({ customer, at: now - 9 * day, event: 'Visit' })),
  );
  const version = (contract: string, number: number, holder: string, rest: object = {}) => ({
    workspace_id: own.workspace.number,
    holder_kind: 'customer',
    holder,
    contract,
    version: number,
    offer: 'Gold',
    starts_at: at(-100),
    currency: 'EUR',
    effective_at: at(-100 + number),
    recorded_at: at(-100 + number),
    stamp: number,
    ...rest,
  });
  const at = (days: number) => new Date(now + days * day).toISOString().replace('T', ' ').slice(0, 23);
  const rows = [
    version('a', 1, 'user-1'),
    version('b', 1, 'user-2'),
    version('b', 2, 'user-3', { ends_at: at(20), cancelled_at: at(-2) }), // taken over, and cancelled
    version('c', 1, 'user-2', { ends_at: at(-1) }),
  ];
  await bed.warehouse.insert(
    'contract_versions',
    Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')),
  );
  const holding = (states: string[], rest: object = {}) => ({ kind: 'contract', states, ...rest });
  expect(await holds(own, [holding(['running'])])).toEqual([1, 3]);
  expect(await holds(own, [holding(['cancelled'])])).toEqual([3]);
  expect(await holds(own, [holding(['ended'])])).toEqual([2]);
  expect(await holds(own, [holding(['running'], { termWithinDays: 20 })])).toEqual([3]);
  expect(await holds(own, [holding(['running'], { termWithinDays: 19 })])).toEqual([]);
  expect(await holds(own, [holding(['running'], { offers: ['Silver'] })])).toEqual([]);
  expect(await holds(own, [holding(['running'], { inside: false })])).toEqual([2]);
});
