import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asking, eventAsked, fill, paperWorkspace, type ToldEvent } from '#src/insights/testing/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { pageOf, RankingAsk, rankingOf } from './index.ts';
import { type CountedLife, recomputed } from './recomputed.test-data.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const day = 86_400_000;
const centre = Date.parse('2025-03-30T01:00:00Z');

const invites = { name: 'invite', done: { event: 'invited' }, failed: { event: 'failed' } };
const buys = { name: 'buy', done: { event: 'Order Completed' } };
const joins = { name: 'join', done: { event: 'Signed Up' } };
const ends = { name: 'end', done: { event: 'ended' } };

const random = {
  history: fc
    .array(
      fc.record({
        customer: fc.integer({ min: 1, max: 12 }),
        at: fc
          .tuple(fc.integer({ min: -8, max: 8 }), fc.integer({ min: -2, max: 2 }))
          .map(([days, hours]) => centre + days * day + hours * 3_600_000),
        event: fc.constantFrom(
          'opened',
          'opened',
          'invited',
          'failed',
          'failed',
          'failed',
          'Order Completed',
          'Signed Up',
          'ended',
        ),
        properties: fc.record({ amount: fc.integer({ min: 1, max: 9 }) }),
        traffic: fc.constantFrom('customer', 'customer', 'customer', 'customer', 'bot') as fc.Arbitrary<
          'customer' | 'bot'
        >,
      }),
      { minLength: 60, maxLength: 90 },
    )
    .map((events) => events.map((told, i): ToldEvent => ({ ...told, id: `m${i}` }))),
  ask: fc
    .record({
      windowDays: fc.integer({ min: 1, max: 4 }),
      departure: fc.constantFrom(
        { kind: 'silence', from: 4, to: 6 },
        { kind: 'silence', from: 4, to: 7, match: { event: 'Order Completed' } },
        { kind: 'event', match: { event: 'ended' }, to: 6 },
      ),
      from: fc.constantFrom('2025-03-22', '2025-03-26', '2025-03-29'),
      to: fc.constantFrom('2025-03-30', '2025-04-02'),
      steps: fc.constantFrom(
        [invites, buys],
        [buys, invites],
        [joins, invites, buys, ends],
        [buys, invites, joins, ends],
      ),
      among: fc.constantFrom('everyone', 'reached'),
      worth: fc.constantFrom(null, {
        by: 'property',
        match: { event: 'Order Completed' },
        property: 'amount',
      }),
      includeMarked: fc.constantFrom(false, false, true),
      asOf: fc
        .integer({ min: -24, max: 14 * 24 })
        .map((hours) => new Date(centre + hours * 3_600_000).toISOString()),
    })
    .map(({ windowDays, departure, steps, ...rest }) =>
      RankingAsk.parse({
        ...rest,
        of: { declared: { start: { event: 'opened' }, steps, windowDays, departure } },
      }),
    ),
};

/** Steps after a sign-up, and after the purchase that follows it; value is what the purchase brings. */
const joinsThenBuys = RankingAsk.parse({
  of: {
    declared: {
      start: { event: 'opened' },
      steps: [joins, invites, buys, ends],
      windowDays: 4,
      departure: { kind: 'silence', from: 4, to: 6 },
    },
  },
  from: '2025-03-22',
  to: '2025-04-02',
  worth: { by: 'property', match: { event: 'Order Completed' }, property: 'amount' },
  asOf: new Date(centre + 14 * day).toISOString(),
});

/** That one, and four questions of each history: every kind of departure, of worth and of those counted; eight with PERDURE_LONG. */
const questions = process.env.PERDURE_LONG === '1' ? 8 : 4;

const counted = (lives: readonly CountedLife[]) =>
  lives.filter(({ observable, early }) => observable && !early);
const judgedAt = (lives: readonly CountedLife[], step: number) =>
  counted(lives).filter(({ judged }) => judged[step - 1]);

const asked: RankingAsk[] = [];
/** People judged at a step by how it ended; apart: steps that not all are judged by, whatever was asked. */
const judged = { done: 0, failed: 0, skipped: 0, apart: 0 };

it.each([
  { seed: 1, timezone: 'Europe/Paris' },
  { seed: 2, timezone: 'Pacific/Auckland' },
])(
  'tells what counting by hand tells, person by person: seed $seed in $timezone',
  { timeout: 120_000 },
  async ({ seed, timezone }) => {
    const workspace = paperWorkspace(410 + seed, { timezone });
    const context = asking(engines, workspace);
    const [events = []] = fc.sample(random.history, { seed, numRuns: 1 });
    await fill(engines.warehouse, workspace, events.toReversed());
    for (const [n, ask] of [
      ...fc.sample(random.ask, { seed, numRuns: questions }),
      joinsThenBuys,
    ].entries()) {
      asked.push(ask);
      const lives = recomputed(events, ask, timezone);
      const about = JSON.stringify({ n, ask });
      const ranking = await rankingOf(context, ask);
      expect(ranking.started, about).toBe(lives.length);
      expect(ranking.notObservable, about).toBe(lives.filter(({ observable }) => !observable).length);
      expect(ranking.leftEarly, about).toBe(
        lives.filter(({ observable, early }) => observable && early).length,
      );
      for (const step of ranking.steps) {
        const own = judgedAt(lives, step.step);
        if (ask.among === 'everyone' && own.length < counted(lives).length) judged.apart += 1;
        for (const outcome of ['done', 'failed', 'skipped'] as const) {
          const these = own.filter(({ outcomes }) => outcomes[step.step - 1] === outcome);
          judged[outcome] += these.length;
          expect(step[outcome].people, about).toBe(these.length);
          expect(step[outcome].left, about).toBe(these.filter(({ gone }) => gone).length);
        }
        const missed = own.filter(({ outcomes }) => outcomes[step.step - 1] !== 'done');
        if (step.money.amount.known)
          expect(step.money.amount.value, about).toBe(missed.reduce((sum, { worth }) => sum + worth, 0));
        const outcome = (['any', 'left', 'stayed'] as const)[n % 3] ?? 'any';
        const wanted = missed.filter(({ gone }) => outcome === 'any' || gone === (outcome === 'left'));
        const page = await pageOf(context, {
          ask,
          which: { kind: 'missed', step: step.step, outcome },
          limit: 100,
        });
        expect(page.people.map(({ customer }) => String(customer)).sort(), about).toEqual(
          wanted.map(({ unit }) => unit).sort(),
        );
        expect(page.total).toBe(wanted.length);
        const all = await pageOf(context, {
          ask,
          which: { kind: 'judged', step: step.step, outcome },
          limit: 1,
        });
        expect(all.total, about).toBe(
          own.filter(({ gone }) => outcome === 'any' || gone === (outcome === 'left')).length,
        );
        if (step.massShare.known) expect(step.massShare.value, about).toBe(missed.length / own.length);
      }
    }
  },
);

it('was asked in every way, and had somebody to judge for each', () => {
  const ways = asked.flatMap(({ of, among, worth, includeMarked }) => {
    const { departure } = 'declared' in of ? of.declared : { departure: undefined };
    const silent =
      departure?.kind === 'silence'
        ? `silence of ${eventAsked(departure.match).event ?? 'anything'}`
        : departure?.kind;
    return [
      silent,
      among,
      worth === null ? 'no worth' : 'worth',
      includeMarked ? 'all traffic' : 'own traffic',
    ];
  });
  expect([...new Set(ways)].sort()).toEqual([
    'all traffic',
    'event',
    'everyone',
    'no worth',
    'own traffic',
    'reached',
    'silence of Order Completed',
    'silence of anything',
    'worth',
  ]);
  expect(Object.entries(judged).filter(([, people]) => people === 0)).toEqual([]);
});
