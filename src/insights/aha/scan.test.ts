import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { type CurveAnswer, operations, type ScanAnswer } from './index.ts';

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2025-08-01T10:00:00Z') });
  context = asking(engines, await createTestWorkspace(engines));
  await fill(engines.warehouse, context.workspace, lives);
});
afterAll(() => engines.close());

const day = 86_400_000;
const start = Date.parse('2025-03-03T09:00:00Z');

/** B01: 300 of 1,000 play 100 times by day 9, 240 of them stay; of the 700 others, 140 stay. */
const lives: ToldEvent[] = Array.from({ length: 1000 }, (_, i) => {
  const customer = i + 1;
  const doer = i < 300;
  const stays = doer ? i < 240 : i < 440;
  const signedUp = start + (i % 20) * day;
  const times = doer ? 100 : i % 7 === 0 ? 99 : 3;
  const played = Array.from({ length: times }, (_unused, k) => ({
    customer,
    // Ninety on days 0 to 8, the rest on day 9: seven days do not tell.
    at: signedUp + (k < 90 ? k % 9 : 9) * day + (k + 1) * 60_000,
    event: 'play',
  }));
  // Those who do not stay catch up on day 11: fourteen days do not tell either.
  const later = doer ? [] : played.slice(0, 3).map((one, k) => ({ ...one, at: signedUp + 11 * day + k }));
  return [
    { customer, at: signedUp, event: 'sign up', properties: { channel: i % 2 === 0 ? 'A' : 'B' } },
    { customer, at: signedUp + 1000, event: 'User Logged In' },
    ...played,
    ...later,
    ...(stays ? [{ customer, at: signedUp + 35 * day, event: 'visit' }] : []),
  ];
}).flat();

const ask = {
  start: { event: 'sign up' },
  from: '2025-03-01',
  to: '2025-03-31',
  outcome: { from: 30, to: 59 },
};
const scan = (wishes: object = {}): Promise<ScanAnswer> =>
  run<ScanAnswer>(operations, context, 'aha.scan', { ...ask, ...wishes });

describe('300 of 1,000 play 100 times in 10 days and 240 of them stay, as do 140 of the 700 others', () => {
  it('is found: PPV 80 %, sensitivity 63.2 %, lift 4.0, MCC 0.566', async () => {
    const answer = await scan();
    expect(answer.best).toMatchObject({ event: 'play', count: 100, window: 10, verdict: 'confirmed' });
    const figures = answer.best?.everyone;
    expect(figures).toMatchObject({ above: { hits: 240, total: 300 }, below: { hits: 140, total: 700 } });
    expect(figures?.stayedAbove.known && figures.stayedAbove.value.share).toBe(0.8);
    expect(figures?.sensitivity.known && figures.sensitivity.value.share).toBeCloseTo(0.632, 3); // 240 of 380
    expect(figures?.specificity.known && figures.specificity.value.share).toBeCloseTo(0.903, 3); // 560 of 620
    expect(figures?.lift.known && figures.lift.value.ratio).toEqual({
      known: true,
      value: expect.closeTo(4, 12),
    });
    expect(figures?.mcc.known && figures.mcc.value.value).toBeCloseTo(0.566, 3);
    expect(figures?.reach.known && figures.reach.value.share).toBe(0.7);
    expect(answer.people).toMatchObject({ newcomers: 1000, observable: 1000, stayed: 380 });
    expect(answer.verdict.words.fr).toContain('« play » au moins 100 fois en 10 jours');
    expect(answer.correlation.en).toContain('not a cause');
  });

  it('lists as many people as it counts, on each side and in each half', async () => {
    const { best } = await scan();
    if (best === null) throw new Error('none');
    const { event, count, window } = best;
    const list = (wishes: object) =>
      run<{ total: number }>(operations, context, 'aha.people', { ask, event, count, window, ...wishes });
    for (const half of ['discovery', 'confirmation'] as const) {
      for (const side of ['above', 'below'] as const) {
        const { hits, total } = best[half]?.[side] ?? { hits: -1, total: -1 };
        expect((await list({ half, side })).total).toBe(total);
        expect((await list({ half, side, outcome: 'stayed' })).total).toBe(hits);
        expect((await list({ half, side, outcome: 'left' })).total).toBe(total - hits);
      }
    }
  });

  it('does not judge who had left when the outcome began, on day 30', async () => {
    const observable = async (event: string) => (await scan({ left: { event } })).people.observable;
    expect(await observable('visit')).toBe(1000); // on day 35
    expect(await observable('play')).toBe(0); // everybody played by day 9
  });

  it('draws the curve: 20 % of those who played 3 times stay, 80 % of those who played 100 times', async () => {
    const { curve } = await run<{ curve: NonNullable<ScanAnswer['curve']> }>(
      operations,
      context,
      'aha.curve',
      {
        ask,
        event: 'play',
        window: 10,
      },
    );
    expect(curve.points.map(({ count, exactly }) => [count, exactly.total])).toEqual([
      [3, 600],
      [97, 100], // 99 plays lie between the rungs 97 and 100
      [100, 300],
    ]);
    expect(curve.never).toEqual({ hits: 0, total: 0 });
  });

  it('tells of any threshold what it tells of the one it found', async () => {
    const { best } = await scan();
    const at = (count: number) =>
      run<CurveAnswer>(operations, context, 'aha.curve', { ask, event: 'play', window: 10, count });
    const found = await at(100);
    const { discovery, confirmation, everyone } = best ?? {};
    expect(found.threshold).toEqual({ count: 100, discovery, confirmation, everyone });
    // Everybody plays three times; nobody plays 101 times within ten days.
    expect((await at(2)).threshold?.everyone).toMatchObject({
      above: { hits: 380, total: 1000 },
      below: { total: 0 },
    });
    const nobody = (await at(101)).threshold?.everyone;
    expect(nobody).toMatchObject({ above: { total: 0 }, below: { hits: 380, total: 1000 } });
    expect(nobody?.stayedAbove.known).toBe(false);
  });
});
