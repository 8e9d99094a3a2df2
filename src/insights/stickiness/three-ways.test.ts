import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import type { ToldEvent } from '../../../test/filling.ts';
import { ByHand, onAllPages, passes, without } from '../value/by-hand.test-data.ts';
import {
  askFor,
  type CommonAsk,
  historiesFrom,
  pageFor,
  questionsEach,
  stored,
  type Told,
} from '../value/histories.test-data.ts';
import {
  type Behind,
  gridOf,
  peopleOf,
  RatiosAsk,
  ratiosOf,
  SessionsAsk,
  ShareAsk,
  StickinessAsk,
  sessionsOf,
  shareOf,
} from './index.ts';

/** Bitmaps, events and a count by hand must tell the same, person by person. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const shapes = fc.record({
  width: fc.constantFrom(1, 1, 2, 3, 5),
  rule: fc.record({
    how: fc.constantFrom('at_least', 'at_least', 'at_most', 'exactly'),
    times: fc.constantFrom(1, 2, 3),
  }),
  gapMinutes: fc.constantFrom(30, 60, 120, 1440),
});

/** In how many buckets each unit was active, of all or of the first so many. */
function bucketsByHand(
  hand: ByHand,
  { rule, width, activeBy }: StickinessAsk,
  most = Number.POSITIVE_INFINITY,
): Map<string, number> {
  const periods = hand.periods().slice(0, most * width);
  const counts = new Map<string, number>();
  for (let at = 0; at < periods.length; at += width) {
    const bucket = periods.slice(at, at + width);
    for (const [unit, events] of hand.byUnit) {
      const inBucket = bucket
        .flatMap((begin) => hand.within(events, begin))
        .filter(passes(hand.counted().match));
      const enough = {
        at_least: inBucket.length >= rule.times,
        at_most: inBucket.length <= rule.times,
        exactly: inBucket.length === rule.times,
      }[rule.how];
      const active =
        activeBy.by === 'value'
          ? bucket.some((begin) => hand.active(begin).has(unit))
          : inBucket.length > 0 && enough;
      if (active) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  }
  return counts;
}

/** First days of the sessions of a unit, by a silence of so many minutes. */
function sessionDays(hand: ByHand, events: readonly ToldEvent[], gapMinutes: number): string[] {
  const times = events.map(({ at }) => at).sort((a, b) => a - b);
  return times
    .filter((at, i) => i === 0 || at - (times[i - 1] ?? 0) >= gapMinutes * 60_000)
    .map((at) => hand.dateOf(at));
}

const union = (sets: readonly ReadonlySet<string>[]): Set<string> => new Set(sets.flatMap((set) => [...set]));

let turned = 0;
const onTurn = (): void => {
  turned += 1;
};

async function expectPeople(
  told: Told,
  behind: Behind,
  n: number,
  expected: readonly string[],
): Promise<void> {
  const way = n % 2 === 0 ? 'quickest' : 'events';
  const found = await onAllPages(
    (cursor) => peopleOf(told.context, { behind, limit: pageFor(n, 5), cursor }, way),
    onTurn,
  );
  expect(found, JSON.stringify(behind)).toEqual({ total: expected.length, units: [...expected].sort() });
}

async function expectGrid(told: Told, common: CommonAsk, shape: object, n: number): Promise<void> {
  const own = common.activeBy.by === 'value' ? {} : shape;
  const ask = StickinessAsk.parse({ ...common, ...own });
  const [quick, long] = await Promise.all([gridOf(told.context, ask), gridOf(told.context, ask, 'events')]);
  expect({ ...quick, path: '' }).toEqual({ ...long, path: '' });
  const hand = new ByHand(told, common);
  const counts = bucketsByHand(hand, ask);
  expect(quick.customers).toBe(counts.size);
  expect(quick.buckets.map(({ from }) => from)).toEqual(hand.periods().filter((_, i) => i % ask.width === 0));
  for (const { buckets, exactly, atLeast } of quick.bars) {
    expect(exactly).toBe([...counts.values()].filter((count) => count === buckets).length);
    expect(atLeast).toBe([...counts.values()].filter((count) => count >= buckets).length);
  }
  const over = quick.buckets.filter(({ state }) => state === 'complete').length;
  const inThose = [...bucketsByHand(hand, ask, over).values()];
  if (quick.mean.known)
    expect(quick.mean.value).toBe(inThose.reduce((sum, n) => sum + n, 0) / inThose.length);
  else expect(inThose).toEqual([]);
  if (quick.bars.length === 0) return;
  const buckets = 1 + (n % Math.min(3, quick.bars.length));
  for (const which of ['exactly', 'at_least'] as const) {
    const units = [...counts].filter(([, count]) =>
      which === 'exactly' ? count === buckets : count >= buckets,
    );
    await expectPeople(
      told,
      { kind: 'buckets', ask, buckets, which },
      n,
      units.map(([unit]) => unit),
    );
  }
}

async function expectRatios(told: Told, common: CommonAsk, n: number): Promise<void> {
  const { period: _, ...rest } = common;
  const ask = RatiosAsk.parse(rest);
  const [quick, long] = await Promise.all([
    ratiosOf(told.context, ask),
    ratiosOf(told.context, ask, 'events'),
  ]);
  expect(quick).toEqual(long);
  const hand = new ByHand(told, common);
  expect(quick.rows.map(({ day }) => day)).toEqual(hand.periods());
  const activeOn = new Map<string, Set<string>>();
  const within = (day: string, days: number): Set<string> =>
    union(
      Array.from({ length: days }, (_, i) => {
        const one = hand.plus(day, -i);
        activeOn.set(one, activeOn.get(one) ?? hand.active(one));
        return activeOn.get(one) ?? new Set();
      }),
    );
  for (const { day, daily, weekly, monthly } of quick.rows) {
    expect([day, daily, weekly, monthly]).toEqual([day, ...[1, 7, 30].map((days) => within(day, days).size)]);
  }
  const row = quick.rows[n % Math.max(1, quick.rows.length)];
  if (row === undefined) return;
  const span = (['daily', 'weekly', 'monthly'] as const)[n % 3] ?? 'daily';
  await expectPeople(told, { kind: 'ratio', ask, day: row.day, span }, n, [
    ...within(row.day, { daily: 1, weekly: 7, monthly: 30 }[span]),
  ]);
}

async function expectShareAndSessions(
  told: Told,
  common: CommonAsk,
  gapMinutes: number,
  n: number,
): Promise<void> {
  const hand = new ByHand(told, common);
  const ask = ShareAsk.parse(common);
  const share = await shareOf(told.context, ask);
  expect(share).toEqual(await shareOf(told.context, ask, 'events'));
  const sessionsAsk = SessionsAsk.parse({ ...common, gapMinutes });
  const sessions = await sessionsOf(told.context, sessionsAsk);
  expect(share.rows.map(({ period }) => period)).toEqual(hand.periods());
  for (const [i, { period, active, known }] of share.rows.entries()) {
    const who = hand.active(period);
    expect([period, active, known]).toEqual([period, who.size, hand.seenBefore(hand.plus(period, 1)).size]);
    const begun = [...hand.byUnit]
      .filter(([unit]) => who.has(unit))
      .flatMap(([, events]) => sessionDays(hand, events, gapMinutes))
      .filter((day) => hand.begin(day) === period);
    expect(sessions.rows[i]).toMatchObject({ period, customers: who.size, sessions: begun.length });
  }
  const row = share.rows[n % Math.max(1, share.rows.length)];
  if (row === undefined) return;
  const [active, known] = [hand.active(row.period), hand.seenBefore(hand.plus(row.period, 1))];
  const { period } = row;
  await expectPeople(told, { kind: 'share', ask, period, which: 'active' }, n, [...active]);
  await expectPeople(told, { kind: 'share', ask, period, which: 'known' }, n, [...known]);
  await expectPeople(told, { kind: 'share', ask, period, which: 'inactive' }, n, without(known, active));
  await expectPeople(told, { kind: 'sessions', ask: sessionsAsk, period }, n, [...active]);
}

const histories = historiesFrom(0, 311);

it.each(histories)(
  'tells the same three ways: history $seed in $zone',
  { timeout: 300_000 },
  async ({ place, history, seed }) => {
    const told = await stored(engines, place, history, (context) =>
      gridOf(context, StickinessAsk.parse({ from: '2025-01-01', to: '2025-06-30' })),
    );
    const asks = fc.sample(fc.tuple(askFor(told), shapes), { seed: 600 + seed, numRuns: questionsEach });
    for (const [n, [common, { gapMinutes, ...shape }]] of asks.entries()) {
      try {
        await expectGrid(told, common, shape, n);
        if (common.period === 'day') await expectRatios(told, common, n);
        else await expectShareAndSessions(told, common, gapMinutes, n);
      } catch (error) {
        const about = JSON.stringify({ n, common, shape, gapMinutes });
        throw new Error(`${error instanceof Error ? error.message : error}\n${about}`, { cause: error });
      }
    }
  },
);

it('had pages to turn', () => expect(turned).toBeGreaterThan(0));
