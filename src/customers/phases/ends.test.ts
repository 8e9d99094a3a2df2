import { describe, expect, it } from 'vitest';
import { PhaseRule } from './index.ts';
import {
  dayOf,
  days,
  every,
  live,
  noon,
  order,
  reasonAt,
  stands,
  start,
  threeAWeek,
} from './lives.test-data.ts';

describe('ends that are no churn', () => {
  const mission = (end: string, more: readonly { start: number; end: number | null }[] = []) => ({
    terms: { kind: 'intentional' as const },
    contracts: [{ start: noon(dayOf('2026-01-05')), end: noon(dayOf(end)) }, ...more].map((one) => ({
      ...one,
      ending: 'ended' as const,
      pauses: [],
    })),
    visits: null,
  });

  it('a mission that ends on 30 June is over, and renewed on 10 July it is retained', () => {
    expect(stands(dayOf('2026-07-05'), mission('2026-06-30'))).toBe('ended/renewable');
    const again = mission('2026-06-30', [{ start: noon(dayOf('2026-07-10')), end: null }]);
    expect(stands(dayOf('2026-07-10'), again)).toBe('conversion/none');
    expect(reasonAt(dayOf('2026-07-10'), again)).toBe('renewed');
  });

  it('not renewed on the 31st day: not renewed, which is not cancelled', () => {
    expect(stands(dayOf('2026-07-30'), mission('2026-06-30'))).toBe('ended/renewable');
    expect(stands(dayOf('2026-07-31'), mission('2026-06-30'))).toBe('not_renewed/none');
    // Told as an end on 1 July at midnight, 30 June is its last day all the same.
    const end = days.startOf(dayOf('2026-07-01'));
    const contracts = mission('2026-06-30').contracts.map((one) => ({ ...one, end }));
    expect(stands(dayOf('2026-07-31'), { contracts, visits: null })).toBe('not_renewed/none');
  });

  it('a subscription that is cancelled ends at its end, and begins anew when they come back after grace', () => {
    const one = { start: noon(start), end: noon(start + 100), ending: 'cancelled' as const, pauses: [] };
    expect(stands(start + 101, { contracts: [one], visits: null })).toBe('cancelled/none');
    const two = { ...one, start: noon(start + 200), end: null };
    expect(stands(start + 200, { contracts: [one, two], visits: null })).toBe('conversion/none');
  });

  it('cancelled, then they order: customers again, and paid back they are where they were', () => {
    const one = { start: noon(start), end: noon(start + 59), ending: 'cancelled' as const, pauses: [] };
    const back = {
      contracts: [one],
      orders: [order(start + 151, 'o2')],
      on: every(7, start + 151, start + 320),
    };
    const { moves } = live(noon(start + 300), back);
    expect(moves.map(({ phase, reason }) => [phase, reason])).toEqual([
      ['conversion', 'contract_started'],
      ['cancelled', 'contract_cancelled'],
      ['conversion', 'purchase'],
      ['loyalty', 'regular'],
    ]);
    const undone = { ...back, on: [], refunds: [{ at: noon(start + 153), id: 'o2', amount: null }] };
    expect(live(noon(start + 160), undone).moves.at(-1)).toMatchObject({
      phase: 'cancelled',
      reason: 'refunded',
    });
  });

  it('a mission that is over or was not renewed begins again with an order; within grace it is renewed', () => {
    const told = (day: string) => ({ ...mission('2026-06-30'), orders: [order(dayOf(day))] });
    expect(reasonAt(dayOf('2026-07-10'), told('2026-07-10'))).toBe('renewed');
    expect(reasonAt(dayOf('2026-09-01'), told('2026-09-01'))).toBe('purchase');
    expect(stands(dayOf('2026-09-01'), told('2026-09-01'))).toBe('conversion/none');
  });

  it('paid back for what they bought in an earlier life, they stay a customer in this one', () => {
    const on = threeAWeek(start, 17);
    const actions = [{ action: 'call', cause: 'prix', from: noon(start + 200), to: null }];
    const orders = [order(start + 1, 'o1'), order(start + 300, 'o2')];
    const refunds = [{ at: noon(start + 301), id: 'o1', amount: null }];
    const rule = PhaseRule.parse({ refundDays: 366 });
    expect(stands(start + 302, { on, actions, orders, refunds, rule })).toBe('conversion/none');
  });

  it('whoever has just signed again is not silent, though they came three times a week before they were lost', () => {
    const one = { start: noon(start), end: null, ending: 'ended' as const, pauses: [] };
    const actions = [{ action: 'call', cause: 'prix', from: noon(start + 130), to: null }];
    const again = { ...one, start: noon(start + 220) };
    const told = { contracts: [one, again], on: threeAWeek(start, 17), actions };
    expect(stands(start + 219, told)).toBe('lost/none');
    const life = live(noon(start + 250), told);
    expect(life.moves.at(-1)).toMatchObject({
      phase: 'conversion',
      status: 'none',
      reason: 'contract_started',
    });
    expect(life.warnings.filter(({ on }) => on >= start + 220)).toEqual([]);
  });

  it('of two contracts the paused one ends: the other one’s silence is heard, warning and attrition follow', () => {
    const running = { start: noon(start), end: null, ending: 'ended' as const, pauses: [] };
    const paused = { ...running, end: noon(start + 118), pauses: [{ from: noon(start + 30), to: null }] };
    const told = { contracts: [running, paused], on: threeAWeek(start, 17) };
    expect(stands(start + 117, told)).toBe('loyalty/none');
    expect(stands(start + 130, told)).toBe('loyalty/warning');
    expect(stands(start + 210, told)).toBe('attrition/none');
  });

  it('whoever changes to another offer is over with this one, and is not asked to renew it', () => {
    const one = { start: noon(start), end: noon(start + 100), ending: 'changed' as const, pauses: [] };
    expect(stands(start + 101, { contracts: [one], visits: null })).toBe('ended/none');
    expect(reasonAt(start + 200, { contracts: [one], visits: null })).toBe('offer_changed');
  });

  it('of two contracts only one is paused: they are not; both are: they are, until one of them is over', () => {
    const first = { start: noon(start), end: noon(start + 50), ending: 'ended' as const };
    const second = { ...first, end: null, pauses: [] };
    const rest = { from: noon(start + 10), to: noon(start + 40) };
    const one = { ...first, pauses: [rest] };
    expect(stands(start + 11, { contracts: [one, second] })).toBe('conversion/none');
    const two = { ...second, pauses: [{ ...rest, from: noon(start + 20), to: null }] };
    expect(stands(start + 19, { contracts: [one, two] })).toBe('conversion/none');
    expect(stands(start + 21, { contracts: [one, two] })).toBe('conversion/paused');
    expect(stands(start + 41, { contracts: [one, two] })).toBe('conversion/none');
    expect(stands(start + 51, { contracts: [one, two] })).toBe('conversion/paused');
  });

  it('a pause is no silence: neither warning nor attrition until 90 days after it', () => {
    const pausing = {
      start: noon(start),
      end: null,
      ending: 'ended' as const,
      pauses: [{ from: noon(start + 120), to: noon(start + 220) }],
    };
    const told = { contracts: [pausing], on: threeAWeek(start, 17) };
    expect(stands(start + 219, told)).toBe('loyalty/paused');
    expect(stands(start + 221, told)).toBe('loyalty/none');
    expect(stands(start + 309, told)).toBe('loyalty/none');
    expect(stands(start + 310, told)).toBe('attrition/none');
  });
});
