import { describe, expect, it } from 'vitest';
import { every, live, noon, order, start, type Told, threeAWeek } from './lives.test-data.ts';

/** Signed this offer on a day, and had another one since the start. */
const goesOn = (day: number, { orders = [order(start)], ...told }: Told) => {
  const after = order(day, 'o2');
  const together = live(noon(day + 1), { ...told, orders: [...orders, after] }).moves;
  return live(noon(day + 1), { ...told, orders: [after], together }).moves;
};

describe('an offer that follows another of the same value', () => {
  const on = threeAWeek(start, 30);

  it('is where they stood: loyal after 200 days, in conversion after 89, loyal from day 90 on', () => {
    expect(goesOn(start + 200, { on })).toMatchObject([
      { phase: 'loyalty', status: 'none', reason: 'offer_followed', facts: { tenure: 200 } },
    ]);
    expect(goesOn(start + 89, { on })).toMatchObject([
      { phase: 'conversion', reason: 'offer_followed' },
      { phase: 'loyalty', reason: 'regular', facts: { tenure: 90 } },
    ]);
  });

  it('keeps attrition, and watch beside the phase they were in last', () => {
    expect(goesOn(start + 200, { on: [start] })).toMatchObject([{ phase: 'attrition' }]);
    const rare = [...threeAWeek(start, 16), ...every(20, start + 120, start + 200)];
    expect(goesOn(start + 200, { on: rare })).toMatchObject([{ phase: 'loyalty', status: 'watch' }]);
  });

  it('keeps what was forgiven: won back with one visit a week ago, and not in attrition', () => {
    const actions = [{ action: 'a', cause: 'ennui', from: noon(start + 150), to: null }];
    const moves = goesOn(start + 190, { on: [...threeAWeek(start, 8), start + 183], actions });
    expect(moves).toMatchObject([{ phase: 'loyalty', status: 'reconquered', reason: 'offer_followed' }]);
  });

  it('is a new life where nothing came before, or what came was over long ago', () => {
    const alone = live(noon(start + 1), { orders: [order(start)], on: [] }).moves;
    expect(live(noon(start + 1), { orders: [order(start)], on: [], together: alone }).moves).toEqual(alone);
    const contract = (from: number, to: number) =>
      ({ start: noon(from), end: noon(to), ending: 'ended', pauses: [] }) as const;
    const began = (day: number) => {
      const contracts = [contract(day, day + 300)];
      const all = [contract(start, start + 100), ...contracts];
      const together = live(noon(day + 1), { contracts: all, on }).moves;
      return live(noon(day + 1), { contracts, on, together }).moves[0]?.reason;
    };
    expect([130, 131].map((after) => began(start + after))).toEqual(['offer_followed', 'contract_started']);
  });
});
