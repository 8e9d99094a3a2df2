import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { operations as keeping } from '#src/insights/keeping/index.ts';
import { asking, fill, paperWorkspace, run, type ToldEvent } from '#src/insights/testing/index.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import {
  compare,
  FunnelAsk,
  type FunnelAskInput,
  FunnelCompareAsk,
  type FunnelCompared,
  type FunnelGrid,
  gridOf,
  operations,
} from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const minute = 60_000;
const day = 1440 * minute;
const start = Date.parse('2025-03-03T09:00:00Z');
const did = (customer: number, minutes: number, event: string, more: Partial<ToldEvent> = {}): ToldEvent => ({
  customer,
  at: start + minutes * minute,
  event,
  ...more,
});

const ask = {
  steps: [{ event: 'visit' }, { event: 'cart' }, { event: 'order' }],
  window: { amount: 1, of: 'day' },
  from: '2025-03-03',
  to: '2025-03-09',
  asOf: '2025-06-01T00:00:00Z',
} as const;

const reached = ({ series }: FunnelGrid): number[] => series[0]?.steps.map((step) => step.reached) ?? [];

/** One person's funnel: how far they got. */
async function depthOf(number: number, events: readonly ToldEvent[], wishes: Partial<FunnelAskInput> = {}) {
  const workspace = paperWorkspace(number);
  await fill(engines.warehouse, workspace, events);
  const grid = await gridOf(asking(engines, workspace), FunnelAsk.parse({ ...ask, ...wishes }));
  return reached(grid).filter((people) => people > 0).length;
}

describe('the rules at their borders', () => {
  it('a window counts both ends: 24 h is within a day, a millisecond more is not', async () => {
    const steps = [{ event: 'visit' }, { event: 'cart' }];
    expect(await depthOf(501, [did(1, 0, 'visit'), did(1, 1440, 'cart')], { steps })).toBe(2);
    const late = { ...did(1, 1440, 'cart'), at: start + day + 1 };
    expect(await depthOf(502, [did(1, 0, 'visit'), late], { steps })).toBe(1);
  });

  it('one event serves one step: a cart for two carts is one, two are two', async () => {
    const steps = [{ event: 'cart' }, { event: 'cart' }];
    expect(await depthOf(503, [did(1, 0, 'cart')], { steps })).toBe(1);
    expect(await depthOf(504, [did(1, 0, 'cart'), did(1, 0, 'cart', { id: 'again' })], { steps })).toBe(2);
    expect(await depthOf(505, [did(1, 0, 'cart')], { steps, order: 'unordered' })).toBe(1);
  });

  it('at one millisecond what arrived first came first, then the smaller message id', async () => {
    const steps = [{ event: 'visit' }, { event: 'cart' }];
    const both = (visit: Partial<ToldEvent>, cart: Partial<ToldEvent>) => [
      did(1, 0, 'visit', visit),
      did(1, 0, 'cart', cart),
    ];
    expect(await depthOf(506, both({ position: 1, id: 'b' }, { position: 2, id: 'a' }), { steps })).toBe(2);
    expect(await depthOf(507, both({ position: 2, id: 'a' }, { position: 1, id: 'b' }), { steps })).toBe(1);
    expect(await depthOf(508, both({ id: 'a' }, { id: 'b' }), { steps })).toBe(2);
    expect(await depthOf(509, both({ id: 'b' }, { id: 'a' }), { steps })).toBe(1);
  });

  it('a later way within the window of a step is found where the first one is not', async () => {
    // cart at 10 is too far from the order at 80; the cart at 60 is not.
    const steps = [
      { event: 'visit' },
      { event: 'cart' },
      { event: 'order', within: { amount: 30, of: 'minute' } },
    ] as const;
    const events = [did(1, 0, 'visit'), did(1, 10, 'cart'), did(1, 60, 'cart'), did(1, 80, 'order')];
    expect(await depthOf(510, events, { steps: [...steps] })).toBe(3);
  });

  it('conversions after the range count, entries after it do not', async () => {
    const steps = [{ event: 'visit' }, { event: 'cart' }];
    const nearEnd = 7 * 1440 - 660; // Sunday 23:00 in Paris
    expect(await depthOf(511, [did(1, nearEnd, 'visit'), did(1, nearEnd + 1000, 'cart')], { steps })).toBe(2);
    const after = [did(1, nearEnd + 1000, 'visit'), did(1, nearEnd + 1010, 'cart')];
    expect(await depthOf(512, after, { steps })).toBe(0);
  });
});

describe('a thousand people', () => {
  let context: Context;
  /** Of 500 who came by mail 240 order, of 500 by ad 150; 100 more visit so late that their day still runs. */
  const events = Array.from({ length: 1100 }, (_, i) => {
    const channel = i < 500 ? 'mail' : 'ad';
    const orders = i < 240 || (i >= 500 && i < 650);
    const at = i < 1000 ? 0 : 5 * 1440;
    return [
      did(i + 1, at, 'visit', { properties: { channel } }),
      did(i + 1, at + 10, 'cart'),
      ...(orders ? [did(i + 1, at + 30, 'order')] : []),
    ];
  }).flat();
  const asOf = new Date(start + 5 * day + 12 * 60 * minute).toISOString();
  const asked = { ...ask, asOf, breakdown: { by: 'property', name: 'channel' } } as const;
  beforeAll(async () => {
    context = asking(engines, await createTestWorkspace(engines));
    await fill(engines.warehouse, context.workspace, events);
  });

  it('keeps those whose window runs apart from those who dropped, and out of the shares', async () => {
    const { series, verdict } = await gridOf(context, FunnelAsk.parse({ ...ask, asOf }));
    const [all] = series;
    expect(all).toMatchObject({ entered: 1100, over: 1000, converted: 390, open: 100, dropped: 610 });
    expect(all?.steps[2]?.share).toEqual({ known: true, value: 0.39 });
    expect(all?.steps[1]).toMatchObject({ reached: 1100, dropped: 610, open: 100 });
    expect(all?.waits[1]).toMatchObject({ from: 2, to: 3, people: 390, medianMs: { value: 20 * minute } });
    expect(verdict.fr).toMatch(/^39\s% vont au bout en 1 jour/);
    expect(verdict.en).toContain('100 may still get further');
  });

  it('finds 240 of 500 against 150 of 500 different: 18 points, and says so in words', async () => {
    const answer = await compare(
      context,
      FunnelCompareAsk.parse({
        ask: asked,
        arms: [
          { kind: 'value', value: 'mail' },
          { kind: 'value', value: 'ad' },
        ],
      }),
    );
    const cell = answer.pairs[0]?.cells.find(({ step }) => step === 3);
    expect(cell?.difference).toEqual({ known: true, value: expect.closeTo(0.18, 10) });
    // z = 0.18 / √(0.39 · 0.61 · 2 / 500) = 5.835
    expect(cell?.z).toEqual({ known: true, value: expect.closeTo(5.835, 3) });
    expect(answer.pairs[0]).toMatchObject({ verdict: 'different', overlap: 0 });
    expect(answer.verdict.fr).toContain('« mail » convertit mieux que « ad »');
    expect(answer.arms.map(({ over }) => over)).toEqual([500, 500]);
  });

  it('cannot say yet between small groups, and counts those who are in both', async () => {
    const range = (from: string, to: string) => ({ kind: 'range', from, to });
    const answer = await run<FunnelCompared>(operations, context, 'funnels.compare', {
      ask: { ...ask, asOf: '2025-06-01T00:00:00Z' },
      arms: [range('2025-03-08', '2025-03-08'), range('2025-03-03', '2025-03-09')],
      step: 2,
    });
    expect(answer.pairs[0]?.overlap).toBe(100);
    expect(answer.verdict.en).toContain('100 people are in both groups');
    expect(answer.pairs[0]?.cells[0]).toMatchObject({ step: 2, verdict: 'cannot_say' });
  });

  it('keeps the losers of a step as a list', async () => {
    const { list } = await run<{ list: { size: number } }>(keeping, context, 'lists.save', {
      name: 'left their cart',
      from: { of: 'funnels.people', ask: { ask: { ...ask, asOf }, which: { kind: 'dropped', step: 2 } } },
    });
    expect(list.size).toBe(610);
  });

  it('refuses what cannot be answered, and says what can', async () => {
    const refused = (wishes: object) =>
      expect(run(operations, context, 'funnels.grid', { ...ask, ...wishes })).rejects;
    await refused({ steps: [{ event: 'visit' }] }).toThrow('two steps or more');
    await refused({ steps: Array.from({ length: 21 }, () => ({ event: 'visit' })) }).toThrow(
      'at most 20 steps',
    );
    await refused({ steps: [{ event: 'visit' }, { event: 'crat' }] }).toThrow('perhaps “cart” is meant');
    await refused({ breakdown: { by: 'trait', name: 'plna' } }).toThrow('traits.unknown (breakdown.name)');
    await refused({ window: { amount: 0, of: 'day' } }).toThrow();
    await refused({ window: { amount: 800, of: 'day' } }).toThrow('funnels.impossible_window');
    const within = { amount: 2, of: 'day' };
    await refused({ steps: [{ event: 'visit' }, { event: 'cart', within }] }).toThrow(
      'funnels.impossible_window',
    );
    await refused({ steps: [{ event: 'visit', within }, { event: 'cart' }] }).toThrow(
      'funnels.impossible_window',
    );
    await refused({ exclusions: [{ event: 'order', from: 2, to: 2 }] }).toThrow(
      'funnels.impossible_exclusion',
    );
    await refused({ order: 'strict', exclusions: [{ event: 'order', from: 1, to: 2 }] }).toThrow(
      'nothing happens between',
    );
    await refused({ to: '2025-03-01' }).toThrow('insights.empty_range');
    const tangled = Array.from({ length: 7 }, (_, i) => ({
      event: 'visit',
      where: [{ property: 'channel', how: 'is', values: [`c${i}`] }],
    }));
    await refused({ order: 'unordered', steps: tangled }).toThrow('funnels.too_entangled');
  });

  it('says whose events may not come between: those of the account, where accounts are counted', async () => {
    const between = async (unit: 'customer' | 'account') =>
      (await gridOf(context, FunnelAsk.parse({ ...ask, order: 'strict', unit }))).definition;
    const [people, accounts] = [await between('customer'), await between('account')];
    expect(people.fr).toContain('autre événement de la même personne');
    expect(people.en).toContain('other event of the same person');
    expect(accounts.fr).toContain('autre événement du même compte');
    expect(accounts.en).toContain('other event of the same account');
  });

  it('answers a funnel of twenty steps, also of one event twenty times, in any order', {
    timeout: 120_000,
  }, async () => {
    const twenty = Array.from({ length: 20 }, (_, i) => ({
      event: ['visit', 'cart', 'order'][i % 3] ?? 'visit',
    }));
    const inOrder = await gridOf(context, FunnelAsk.parse({ ...ask, steps: twenty }));
    expect(reached(inOrder).slice(0, 4)).toEqual([1100, 1100, 390, 0]);
    const same = Array.from({ length: 20 }, () => ({ event: 'cart' }));
    const anyOrder = await gridOf(context, FunnelAsk.parse({ ...ask, steps: same, order: 'unordered' }));
    expect(reached(anyOrder).slice(0, 2)).toEqual([1100, 0]);
  });

  it('shows the first values of a breakdown with thousands of them, and the rest as others', async () => {
    const workspace = paperWorkspace(520);
    const many = Array.from({ length: 3000 }, (_, i) =>
      did(i + 1, i % 600, 'visit', { properties: { page: i < 10 ? 'home' : `p${i}` } }),
    );
    await fill(engines.warehouse, workspace, [...many, did(1, 700, 'cart'), did(1, 701, 'order')]);
    const { series } = await gridOf(
      asking(engines, workspace),
      FunnelAsk.parse({ ...ask, breakdown: { by: 'property', name: 'page', top: 1 } }),
    );
    expect(series.map(({ kind, value, entered }) => [kind, value, entered])).toEqual([
      ['value', 'home', 10],
      ['others', null, 2990],
    ]);
  });

  it('compares the values with the most people, whatever they did', async () => {
    const workspace = paperWorkspace(521);
    // Thirteen values of 40 people, of whom 32 order, and one of 400, of whom 4 do: 80% and 1%.
    const visits = Array.from({ length: 920 }, (_, i) => {
      const page = i < 400 ? 'large' : `small ${i % 13}`;
      const orders = i < 400 ? i < 4 : (i - 400) / 13 < 32;
      const told = did(i + 1, 0, 'visit', { properties: { page } });
      return orders ? [told, did(i + 1, 1, 'order')] : [told];
    });
    await fill(engines.warehouse, workspace, visits.flat());
    const { series, verdict } = await gridOf(
      asking(engines, workspace),
      FunnelAsk.parse({
        ...ask,
        steps: [{ event: 'visit' }, { event: 'order' }],
        breakdown: { by: 'property', name: 'page', top: 20 },
      }),
    );
    expect(series.map(({ entered }) => entered)).toEqual([400, ...Array(13).fill(40)]);
    expect(verdict.en).toMatch(
      /“small \d+” gets to the end more often than “large” \(\+79 points, probably not by chance\)/,
    );
  });
});
