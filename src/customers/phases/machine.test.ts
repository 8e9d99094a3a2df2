import { describe, expect, it } from 'vitest';
import { PhaseRule, regularityPresets } from './index.ts';
import {
  days,
  every,
  live,
  noon,
  order,
  reasonAt,
  stands,
  start,
  type Told,
  threeAWeek,
} from './lives.test-data.ts';

describe('conquest', () => {
  it('is where a prospect is who opened a push notification and bought nothing', () => {
    expect(stands(start, { touched: noon(start) })).toBe('conquest/none');
    expect(stands(start, {})).toBe('nothing');
  });

  it('is entered with an abandoned cart 2 h after it was left, not a minute before, and not where they buy', () => {
    const at = noon(start);
    const two = 2 * 3_600_000;
    const moved = (asOf: number, told: Told = {}) => live(asOf, { carts: [at], ...told });
    expect(moved(at + two).moves).toEqual([]);
    expect(moved(at + two).due).toBe(at + two);
    expect(moved(at + two + 1).moves).toMatchObject([
      { at: at + two, phase: 'conquest', status: 'cart_abandoned', reason: 'cart_abandoned' },
    ]);
    expect(moved(at + 9 * two, { orders: [{ at: at + two - 1, id: '', amount: null }] }).moves).toMatchObject(
      [{ phase: 'conversion' }],
    );
    // Another article after an hour: 2 h from then on.
    expect(live(at + two + 1, { carts: [at, at + two / 2] }).due).toBe(at + two * 1.5);
  });
});

describe('conversion', () => {
  it('is entered by the first order, once', () => {
    const { moves } = live(noon(start + 30), { orders: [order(start), order(start + 20, 'o2')], on: [] });
    expect(moves).toMatchObject([{ at: noon(start), phase: 'conversion', reason: 'purchase', rule: 1 }]);
  });

  it('is left for conquest when all is paid back within 30 days, with the reason; not on day 31, nor for a part', () => {
    const back = (day: number, amount: number | null = null) => ({
      orders: [order(start)],
      refunds: [{ at: noon(start + day), id: 'o1', amount }],
      on: [],
    });
    const after = start + 40;
    expect(stands(after, back(30))).toBe('conquest/none');
    expect(reasonAt(after, back(30))).toBe('refunded');
    expect(stands(after, back(31))).toBe('conversion/none');
    expect(stands(after, back(5, 29_999_999))).toBe('conversion/none');
    expect(stands(after, back(5, 30_000_000))).toBe('conquest/none');
    const twice = { ...back(5), orders: [order(start), order(start + 1, 'o2')] };
    expect(stands(after, twice)).toBe('conversion/none');
  });
});

describe('loyalty', () => {
  const told = { orders: [order(start)], on: threeAWeek(start, 18) };

  it('three visits a week: on day 89 conversion, on day 90 loyalty', () => {
    expect(stands(start + 89, told)).toBe('conversion/none');
    expect(stands(start + 90, told)).toBe('loyalty/none');
    expect(live(noon(start + 91), told).moves.at(-1)).toMatchObject({
      at: days.startOf(start + 90),
      facts: { tenure: 90, periods: 13 },
    });
  });

  it('120 days with 13 visits in one week are no loyalty', () => {
    const burst = Array.from({ length: 13 }, (_, i) => start + 100 + (i % 7)).sort();
    expect(stands(start + 120, { orders: [order(start)], on: burst })).toBe('conversion/watch');
  });

  it('takes a visit in 9 of 13 weeks: 8 are not enough', () => {
    const weeks = (count: number) => ({
      orders: [order(start)],
      on: Array.from({ length: count }, (_, week) => start + 120 - 7 * week).sort((a, b) => a - b),
    });
    expect(stands(start + 120, weeks(9))).toBe('loyalty/none');
    expect(stands(start + 120, weeks(8))).toBe('conversion/watch');
  });

  it('may take four visits a month instead', () => {
    const rule = PhaseRule.parse({ regularity: regularityPresets.four_a_month });
    const told = (step: number) => ({ orders: [order(start)], on: every(step, start, start + 120), rule });
    expect(stands(start + 120, told(7))).toBe('loyalty/none');
    expect(stands(start + 120, told(10))).toBe('conversion/watch'); // three a month
  });
});

describe('attrition', () => {
  const member = (on: readonly number[]) => ({ orders: [order(start)], on });

  it('after 200 days with 2 visits in the last 90, not with 3', () => {
    const at = start + 200;
    expect(stands(at, member([at - 80, at - 40]))).toBe('attrition/none');
    expect(stands(at, member([at - 80, at - 40, at - 20]))).not.toContain('attrition');
    // A visit 89 days before lies within the last 90 days, the running one included; one 90 days before does not.
    expect(stands(at, member([at - 89, at - 40, at - 20]))).not.toContain('attrition');
    expect(stands(at, member([at - 90, at - 40, at - 20]))).toContain('attrition');
  });

  it('is not said of a member of 20 days with one visit, nor on day 89; on day 90 it is', () => {
    expect(stands(start + 20, member([start + 3]))).toBe('conversion/none');
    expect(stands(start + 89, member([start + 3]))).toBe('conversion/none');
    expect(stands(start + 90, member([start + 3]))).toBe('attrition/none');
  });

  it('is due at the night that brings it, though nothing happens', () => {
    const life = live(noon(start + 20), member([start + 3]));
    expect(life.due).toBe(days.startOf(start + 90));
  });

  it('is not judged where nobody said what a visit is', () => {
    const signed = { start: noon(start + 900), end: null, ending: 'ended' as const, pauses: [] };
    // A contract signed two years and a half ahead is due when it begins.
    expect(live(noon(start), { contracts: [signed] })).toMatchObject({ moves: [], due: noon(start + 900) });
    expect(stands(start + 200, { orders: [order(start)], visits: null })).toBe('conversion/none');
  });
});

describe('the zone between', () => {
  const five = (from: number) => [from, from + 1, from + 2, from + 30, from + 31];
  it('5 visits in 90 days: loyal on watch if ever loyal, else converted on watch', () => {
    const was = threeAWeek(start, 17);
    const at = start + 119 + 125;
    const loyal = { orders: [order(start)], on: [...was, ...five(at - 60)] };
    expect(stands(start + 118, loyal)).toBe('loyalty/none');
    expect(stands(at - 20, loyal)).toBe('loyalty/watch');
    expect(stands(start + 200, { orders: [order(start)], on: five(start + 140) })).toBe('conversion/watch');
  });
});

describe('early warning', () => {
  const julie = { orders: [order(start)], on: threeAWeek(start, 17) };
  const last = start + 16 * 7 + 4;

  it('three a week for 17 weeks, then silence: after days, not 90', () => {
    const warned = live(noon(last + 90), julie).warnings[0];
    expect(warned?.lastVisit).toBe(last);
    expect((warned?.on ?? 0) - last).toBeGreaterThan(5);
    expect((warned?.on ?? 0) - last).toBeLessThan(10);
    const on = warned?.on ?? 0;
    expect(stands(on - 1, julie)).toBe('loyalty/none');
    expect(stands(on, julie)).toBe('loyalty/warning');
    expect(live(noon(last + 1), julie).due).toBe(days.startOf(on));
    expect(stands(last + 90, julie)).toBe('attrition/none');
  });

  it('a visit clears it, and is told', () => {
    const back = { ...julie, on: [...julie.on, last + 12] };
    expect(stands(last + 12, back)).toBe('loyalty/none');
    const life = live(noon(last + 13), back);
    expect(life.moves.at(-1)).toMatchObject({ at: noon(last + 12), reason: 'visited' });
    expect(life.warnings).toMatchObject([{ back: last + 12, acted: false }]);
  });

  it('one visit a month: nothing at day 10', () => {
    const monthly = { orders: [order(start)], on: every(30, start, start + 240) };
    expect(live(noon(start + 250), monthly).warnings).toEqual([]);
  });

  it('too little is known of four gaps, and of one visit', () => {
    expect(
      live(noon(start + 60), { orders: [order(start)], on: every(2, start, start + 8) }).watched,
    ).toEqual([]);
    expect(live(noon(start + 60), { orders: [order(start)], on: [start] }).warnings).toEqual([]);
  });
});

describe('reconquest', () => {
  const gone = start + 200;
  const opened = (cause: string, to: number | null = null) => ({
    orders: [order(start)],
    on: [start + 1],
    actions: [{ action: 'call', cause, from: noon(gone), to }],
  });

  it('takes attrition, an open action and a supposed cause', () => {
    expect(stands(gone, opened('prix'))).toBe('retention/none');
    expect(stands(gone, opened(''))).toBe('attrition/none');
    const actions = [{ action: 'call', cause: 'prix', from: noon(start + 10), to: null }];
    const early = { ...opened('prix'), actions };
    expect(stands(start + 10, early)).toBe('conversion/none');
    expect(stands(start + 90, early)).toBe('retention/none');
    // Opened more than 90 days before, and never closed: about something else.
    expect(stands(start + 120, { ...early, on: every(7, start + 1, start + 29) })).toBe('attrition/none');
  });

  it('is entered from a warning too', () => {
    const last = start + 16 * 7 + 4;
    const warned = {
      orders: [order(start)],
      on: threeAWeek(start, 17),
      actions: [{ action: 'call', cause: 'prix', from: noon(last + 15), to: null }],
    };
    expect(stands(last + 15, warned)).toBe('retention/none');
    expect(live(noon(last + 16), warned).warnings).toMatchObject([{ acted: true }]);
  });

  it('a visit within the window: loyal, reconquered; and not held against them for 90 days', () => {
    const back = { ...opened('prix'), on: [start + 1, gone + 59] };
    expect(stands(gone + 59, back)).toBe('loyalty/reconquered');
    expect(stands(gone + 59 + 89, back)).toBe('loyalty/reconquered');
    expect(stands(gone + 59 + 90, back)).toBe('attrition/none');
  });

  it('60 days without one: lost; and no visit after it is a recovery', () => {
    expect(stands(gone + 59, opened('prix'))).toBe('retention/none');
    expect(stands(gone + 60, opened('prix'))).toBe('lost/none');
    expect(stands(gone + 70, { ...opened('prix'), on: [start + 1, gone + 70] })).toBe('conversion/watch');
  });

  it('expires with the action: back to attrition', () => {
    const told = opened('prix', noon(gone + 14));
    expect(stands(gone + 14, told)).toBe('attrition/none');
    expect(reasonAt(gone + 14, told)).toBe('action_expired');
  });
});
