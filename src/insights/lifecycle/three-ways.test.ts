import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { among, ByHand, onAllPages, without } from '../value/by-hand.test-data.ts';
import { askFor, historiesFrom, questionsEach, stored } from '../value/histories.test-data.ts';
import { gridOf, LifecycleAsk, LifecycleFigure, peopleOf } from './index.ts';

/** Bitmaps, events and a count by hand must tell the same, person by person. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const figuresByHand = (hand: ByHand, begin: string): Record<LifecycleFigure, string[]> => {
  const [now, before] = [hand.active(begin), hand.active(hand.plus(begin, -1))];
  const seen = hand.seenBefore(begin);
  const fresh = without(now, seen);
  return {
    active: [...now].sort(),
    new: fresh,
    returning: among(now, before),
    resurrecting: without(now, new Set([...before, ...fresh])),
    dormant: without(before, now),
  };
};

const histories = historiesFrom(1, 211);

it.each(histories)(
  'tells the same three ways: history $seed in $zone',
  { timeout: 300_000 },
  async ({ place, history, seed }) => {
    const told = await stored(engines, place, history, (context) =>
      gridOf(context, LifecycleAsk.parse({ from: '2025-01-01', to: '2025-06-30' })),
    );
    const asks = fc.sample(askFor(told), { seed: 500 + seed, numRuns: questionsEach });
    for (const [n, common] of asks.entries()) {
      const ask = LifecycleAsk.parse(common);
      const hand = new ByHand(told, common);
      const [quick, long] = await Promise.all([
        gridOf(told.context, ask),
        gridOf(told.context, ask, 'events'),
      ]);
      const about = JSON.stringify(ask);
      expect({ ...quick, path: '' }, about).toEqual({ ...long, path: '' });
      expect(
        quick.rows.map(({ period }) => period),
        about,
      ).toEqual(hand.periods());
      for (const row of quick.rows) {
        const byHand = figuresByHand(hand, row.period);
        expect(row, `${about} ${row.period}`).toMatchObject({
          state: hand.isOver(row.period) ? 'complete' : 'running',
          active: byHand.active.length,
          new: byHand.new.length,
          returning: byHand.returning.length,
          resurrecting: byHand.resurrecting.length,
        });
        expect(Math.abs(row.dormant), about).toBe(byHand.dormant.length);
        expect(row.new + row.returning + row.resurrecting).toBe(row.active);
      }
      const row = quick.rows[n % Math.max(1, quick.rows.length)];
      if (row === undefined) continue;
      for (const which of LifecycleFigure.options) {
        const { total, units } = await onAllPages((cursor) =>
          peopleOf(
            told.context,
            { ask, period: row.period, which, limit: 5, cursor },
            n % 4 === 0 ? 'quickest' : 'events',
          ),
        );
        expect({ total, units }, `${about} ${row.period} ${which}`).toEqual({
          total: Math.abs(row[which]),
          units: figuresByHand(hand, row.period)[which],
        });
      }
    }
  },
);
