import { describe, expect, it } from 'vitest';
import { RhythmLaw, unlearned } from '#src/customers/early-warning/index.ts';
import {
  defaultRule,
  type Facts,
  type Life,
  lifeOf,
  localDays,
  noFacts,
  type OfferTerms,
  PhaseRule,
  plainTerms,
  regularityPresets,
} from './index.ts';
import { Seasons } from './seasons.ts';

const days = localDays('Europe/Paris');
const law = new RhythmLaw(unlearned, 0.99);
/** Noon in Paris of a local day, days since 1970. */
const noon = (day: number) => days.startOf(day) + 12 * 3_600_000;
/** 1 September 2025. */
const start = Date.UTC(2025, 8, 1) / 86_400_000;
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const order = (day: number, id = 'o1', amount: number | null = 30_000_000) => ({ at: noon(day), id, amount });

interface Told extends Partial<Facts> {
  readonly terms?: Partial<OfferTerms>;
  readonly rule?: PhaseRule;
  /** Days of visits. */
  readonly on?: readonly number[];
}
const live = (asOf: number, { terms, rule = defaultRule, on, ...facts }: Told): Life =>
  lifeOf({
    facts: { ...noFacts, ...facts, ...(on === undefined ? {} : { visits: on.map(noon) }) },
    terms: { ...plainTerms, ...terms },
    eras: [{ from: Number.NEGATIVE_INFINITY, version: 1, rule, law, reason: 'rule_adopted' }],
    days,
    asOf,
  });
/** How they stand at 13:00 of a day. */
const stands = (day: number, told: Told): string => {
  const last = live(noon(day) + 3_600_000, told).moves.at(-1);
  return last === undefined ? 'nothing' : `${last.phase}/${last.status}`;
};
const reasonAt = (day: number, told: Told) => live(noon(day) + 3_600_000, told).moves.at(-1)?.reason;
/** Every so many days, the first and the last included. */
const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
const threeAWeek = (from: number, weeks: number) =>
  Array.from({ length: weeks }, (_, week) => [0, 2, 4].map((day) => from + 7 * week + day)).flat();

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

describe('seasons', () => {
  const ski = { kind: 'discontinuous' as const, season: { from: '11-01', to: '02-28' } };
  const winters = (years: readonly number[]) =>
    years.map((year) => order(dayOf(`${year}-12-20`), `o${year}`));

  it('three winters running: in July out of season, not gone', () => {
    const told = { terms: ski, orders: winters([2022, 2023, 2024]), visits: null };
    expect(stands(dayOf('2025-07-14'), told)).toBe('loyalty/out_of_season');
    expect(stands(dayOf('2025-11-01'), told)).toBe('loyalty/awaited');
  });

  it('on 1 March of a missed winter: missed; on 28 February still awaited', () => {
    const told = { terms: ski, orders: winters([2022, 2023, 2024]), visits: null };
    expect(stands(dayOf('2026-02-28'), told)).toBe('loyalty/awaited');
    expect(stands(dayOf('2026-03-01'), told)).toBe('attrition/missed_season');
    expect(stands(dayOf('2026-07-14'), told)).toBe('attrition/missed_season');
    const back = { ...told, orders: winters([2022, 2023, 2024, 2026]) };
    expect(stands(dayOf('2026-12-21'), back)).toBe('loyalty/watch');
  });

  it('the end of February is its last day in leap years too', () => {
    const seasons = new Seasons(ski.season);
    expect(seasons.at(dayOf('2024-02-29')).last).toBe(dayOf('2024-02-29'));
    expect(seasons.at(dayOf('2025-03-01')).last).toBe(dayOf('2025-02-28'));
  });
});

describe('a change of rule', () => {
  const lenient = PhaseRule.parse({ regularity: { visits: 1, days: 7, periods: 3, of: 13 } });
  const facts: Facts = {
    ...noFacts,
    orders: [order(start)],
    visits: every(28, start, start + 196).map(noon),
  };
  const both = (asOf: number) =>
    lifeOf({
      facts,
      terms: plainTerms,
      eras: [
        { from: Number.NEGATIVE_INFINITY, version: 1, rule: defaultRule, law, reason: 'rule_adopted' },
        { from: noon(start + 150), version: 2, rule: lenient, law, reason: 'rule_adopted' },
      ],
      days,
      asOf,
    });

  it('leaves the past as it was judged, and names the rule of each move', () => {
    expect(
      both(noon(start + 160)).moves.map(({ phase, status, rule, reason }) => [phase, status, rule, reason]),
    ).toEqual([
      ['conversion', 'none', 1, 'purchase'],
      ['conversion', 'watch', 1, 'irregular'],
      ['loyalty', 'none', 2, 'rule_adopted'],
    ]);
  });

  it('told again tells the same', () => {
    expect(both(noon(start + 160))).toEqual(both(noon(start + 160)));
  });
});

describe('a rule that holds from now on', () => {
  const lived = (rules: readonly (readonly [number, PhaseRule])[], facts: Partial<Facts>) =>
    lifeOf({
      facts: { ...noFacts, visits: null, ...facts },
      terms: plainTerms,
      eras: rules.map(([from, rule], version) => ({ from, version, rule, law, reason: 'rule_adopted' })),
      days,
      asOf: noon(start + 90),
    });
  const always = Number.NEGATIVE_INFINITY;

  it('leaves money paid back before as it was judged: 10 days of grace instead of 30', () => {
    const strict = PhaseRule.parse({ refundDays: 10 });
    const facts = { orders: [order(start)], refunds: [{ at: noon(start + 19), id: 'o1', amount: null }] };
    const before = lived([[always, defaultRule]], facts);
    expect(before.moves.map(({ reason }) => reason)).toEqual(['purchase', 'refunded']);
    const after = lived(
      [
        [always, defaultRule],
        [noon(start + 60), strict],
      ],
      facts,
    );
    expect(after.moves).toEqual(before.moves);
    const then = lived(
      [
        [always, defaultRule],
        [noon(start + 15), strict],
      ],
      facts,
    );
    expect(then.moves.map(({ reason }) => reason)).toEqual(['purchase']);
  });

  it('leaves a cart as it was judged: given up after 2 h, not after 24', () => {
    const patient = PhaseRule.parse({ cartHours: 24 });
    const facts = { carts: [noon(start), noon(start + 70)] };
    const told = lived(
      [
        [always, defaultRule],
        [noon(start + 60), patient],
      ],
      facts,
    );
    expect(told.moves).toMatchObject([{ at: noon(start) + 2 * 3_600_000, facts: { hours: 2 } }]);
    expect(told.moves).toHaveLength(1); // given up once more changes nothing
  });
});
