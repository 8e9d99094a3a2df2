import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { dateIn, eventAsked, type Place, places, plusPeriods } from '#src/insights/testing/index.ts';
import { halfOf } from '#src/maths/thresholds/index.ts';
import { asking, paperWorkspace } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { ScanAsk } from './index.ts';
import { laddersOf, rungsTried } from './ladders.ts';
import { standing } from './progress-rows.ts';
import { scanPlan } from './scan-plan.ts';
import { ladderRows } from './scan-rows.ts';

/** One pass over the events, and a recount person by person, must tell the same of every event × count × window. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const hour = 3_600_000;
const day = 24 * hour;
const long = process.env.PERDURE_LONG === '1';

const historyOf = ({ around }: Place) => {
  const centre = Date.parse(around);
  return fc
    .array(
      fc.record({
        customer: fc.integer({ min: 1, max: 12 }),
        at: fc.oneof(
          fc.integer({ min: centre - 12 * day, max: centre + 12 * day }),
          // At the border of local days, and often at one instant.
          fc
            .tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -2, max: 2 }))
            .map(([d, h]) => centre + d * day + h * hour),
        ),
        event: fc.constantFrom('begin', 'play', 'play', 'share', 'invite'),
        properties: fc.record({ plan: fc.constantFrom('a', 'b') }, { requiredKeys: [] }),
        account: fc.constantFrom('', '', 'acme', 'globex'),
        traffic: fc.constantFrom(
          'customer' as const,
          'customer' as const,
          'customer' as const,
          'bot' as const,
        ),
      }),
      { minLength: 60, maxLength: 140 },
    )
    .map((events) =>
      // A dozen beginnings, early enough to be judged.
      [
        ...events,
        ...events.slice(0, 12).map((told) => ({
          ...told,
          event: 'begin',
          traffic: 'customer' as const,
          at: centre - 7 * day + ((told.at - centre) % (4 * day)),
        })),
      ].map((told, i): ToldEvent => ({ ...told, id: `m${String(i).padStart(4, '0')}` })),
    );
};

const askFor = ({ around }: Place) => {
  const centre = Date.parse(around);
  const date = (days: number) => new Date(centre + days * day).toISOString().slice(0, 10);
  return fc
    .record({
      start: fc.constantFrom<{ event: string; where: object[] }[]>(
        { event: 'begin', where: [] },
        { event: 'begin', where: [{ property: 'plan', how: 'is', values: ['a'] }] },
      ),
      return: fc.constantFrom({ event: null, where: [] }, { event: 'play', where: [] }),
      from: fc.integer({ min: -12, max: -9 }).map(date),
      to: fc.integer({ min: -4, max: 6 }).map(date),
      windows: fc.constantFrom<number[][]>([1], [2, 4], [3, 1]),
      outcome: fc.constantFrom({ from: 4, to: 4 }, { from: 5, to: 9 }),
      unit: fc.constantFrom('customer' as const, 'customer' as const, 'account' as const),
      includeMarked: fc.boolean(),
      asOf: fc
        .integer({ min: 0, max: 14 * 24 })
        .map((hours) => new Date(centre + hours * hour).toISOString()),
    })
    .map((ask) => ({ ...ask, events: ['play', 'share', 'invite', 'begin'] }));
};

interface Life {
  readonly began: string;
  readonly opened: number;
  readonly own: readonly ToldEvent[];
}

/** Everybody who began in the range, from the definitions alone: dates are text, sets are arrays. */
function livesOf(events: readonly ToldEvent[], ask: ScanAsk, { timezone }: Place): Map<string, Life> {
  const asOf = Date.parse(ask.asOf ?? '');
  const unitOf = ({ customer, account }: ToldEvent) =>
    ask.unit === 'account' ? (account ?? '') : String(customer);
  const known = events
    .filter(({ at }) => at < asOf)
    .filter(({ traffic }) => ask.includeMarked || traffic === 'customer')
    .filter((event) => unitOf(event) !== '')
    .toSorted((a, b) => a.at - b.at || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
  const lives = new Map<string, Life>();
  for (const [unit, own] of Map.groupBy(known, unitOf)) {
    const first = own.find(
      ({ event, properties }) =>
        event === 'begin' && (ask.start.where.length === 0 || properties?.plan === 'a'),
    );
    if (first === undefined) continue;
    const began = dateIn(timezone, first.at);
    if (began >= ask.from && began <= ask.to) lives.set(unit, { began, opened: first.at, own });
  }
  return lives;
}

const plus = (date: string, days: number) => plusPeriods(date, days, 'day');
const within = ({ own, began }: Life, timezone: string, [from, to]: readonly [number, number]) =>
  own.filter(
    ({ at }) => dateIn(timezone, at) >= plus(began, from) && dateIn(timezone, at) <= plus(began, to),
  );

async function checked(
  events: readonly ToldEvent[],
  input: unknown,
  place: Place,
  number: number,
): Promise<void> {
  const workspace = paperWorkspace(number, { timezone: place.timezone });
  await fill(engines.warehouse, workspace, events);
  // A number whose events moved to another: none of its events count.
  await engines.warehouse.run(
    sql`insert into retired (workspace_id, customer, at) values (${number}, 12, now64(3))`,
  );
  const context: Context = asking(engines, workspace);
  const ask = ScanAsk.parse(input);
  const told = events.filter(({ customer }) => customer !== 12);
  const lives = livesOf(told, ask, place);
  const plan = await scanPlan(context, ask).catch((error: unknown) => {
    // Names that this history does not hold are refused, rightly.
    if (String(error).includes('insights.unknown_')) return undefined;
    throw error;
  });
  if (plan === undefined) return;
  const rungs = rungsTried(ask.counts);
  const rows = await context.warehouse.rows(ladderRows(plan, plan.events, rungs));
  const passed = laddersOf(rows, { events: plan.events, rungs });
  const asOf = Date.parse(ask.asOf ?? '');
  const mature = [...lives].filter(
    ([, { began }]) => dateIn(place.timezone, asOf) > plus(began, ask.outcome.to),
  );
  const back = eventAsked(ask.return);
  const stays = ([, life]: (typeof mature)[number]) =>
    within(life, place.timezone, [ask.outcome.from, ask.outcome.to]).some(
      ({ event }) => back.event === null || event === back.event,
    );
  seen += mature.length;
  expect(passed.discovery.total + passed.confirmation.total).toBe(mature.length);
  expect(passed.discovery.hits + passed.confirmation.hits).toBe(mature.filter(stays).length);
  for (const half of ['discovery', 'confirmation'] as const) {
    if (ask.unit !== 'customer') break; // an account's key is the engine's own fingerprint
    const mine = mature.filter(([unit]) => halfOf(unit, plan.salt) === half);
    expect(passed[half]).toEqual({ hits: mine.filter(stays).length, total: mine.length });
  }
  for (const event of ['play', 'share', 'invite']) {
    for (const window of ask.windows) {
      const ladder = passed.ladders.find((one) => one.event === event && one.window === window);
      for (let count = 1; count <= 6; count += 1) {
        const above = mature.filter(
          ([, life]) =>
            within(life, place.timezone, [0, window - 1]).filter((one) => one.event === event).length >=
            count,
        );
        const at = ladder === undefined ? -1 : Array.from(ladder.counts).indexOf(count);
        const both = (counts: 'reached' | 'reachedAndStayed') =>
          (ladder?.discovery[counts][at] ?? 0) + (ladder?.confirmation[counts][at] ?? 0);
        expect([both('reached'), both('reachedAndStayed')]).toEqual([
          above.length,
          above.filter(stays).length,
        ]);
      }
    }
  }
  await checkedStanding({ context, lives, plan, place });
}

/** How newcomers stand on the way to two plays within three days. */
async function checkedStanding({
  context,
  lives,
  plan,
  place,
}: {
  readonly context: Context;
  readonly lives: ReadonlyMap<string, Life>;
  readonly plan: Awaited<ReturnType<typeof scanPlan>>;
  readonly place: Place;
}): Promise<void> {
  const rule = { start: plan.ask.start, match: { event: 'play', where: [] }, times: 2, days: 3 };
  const rows = await context.warehouse.rows(
    sql<{ times: number; reached: string; status: string }>`
      select toInt32(times) as times, reached, status from ${standing(plan.frame, plan.newcomers, { rule })}`,
  );
  const today = dateIn(place.timezone, plan.frame.asOf);
  const expected = [...lives.values()].map((life) => {
    const plays = within(life, place.timezone, [0, 2]).filter(({ event }) => event === 'play');
    const nth = plays[1]?.at;
    let over = 0;
    while (over < 3 && plus(life.began, over + 1) <= today) over += 1;
    const status =
      nth !== undefined
        ? 'reached'
        : over >= 3
          ? 'lost'
          : plays.length < Math.floor((2 * over) / 3)
            ? 'late'
            : 'on_track';
    return [plays.length, nth === undefined ? 0 : Math.max(nth, life.opened), status].join(' ');
  });
  expect(rows.map(({ times, reached, status }) => [times, reached, status].join(' ')).sort()).toEqual(
    expected.sort(),
  );
}

let workspaces = 100;
/** Newcomers held against the recount: proof that there was something to count. */
let seen = 0;
/** How questions were asked. */
const ways = new Set<string>();
it.each([places.paris, places.lordHowe, places.apia].map((place, p) => ({ ...place, seed: 20_250_330 + p })))(
  'counts in one pass what a recount counts, in $timezone',
  async (place) => {
    await fc.assert(
      fc.asyncProperty(historyOf(place), askFor(place), (events, ask) => {
        workspaces += 1;
        ways
          .add(ask.unit)
          .add(ask.includeMarked ? 'all traffic' : 'own traffic')
          .add(ask.return.event ?? 'any return');
        ways
          .add(ask.start.where.length > 0 ? 'some starts' : 'every start')
          .add(`windows ${ask.windows.join(' ')}`);
        ways.add(ask.outcome.from === ask.outcome.to ? 'outcome of a day' : 'outcome of days');
        return checked(events, ask, place, workspaces);
      }),
      { numRuns: long ? 60 : 5, seed: place.seed },
    );
    expect(seen).toBeGreaterThan(10);
  },
  120_000,
);

it('was asked in every way', () => {
  expect([...ways].sort()).toEqual([
    'account',
    'all traffic',
    'any return',
    'customer',
    'every start',
    'outcome of a day',
    'outcome of days',
    'own traffic',
    'play',
    'some starts',
    'windows 1',
    'windows 2 4',
    'windows 3 1',
  ]);
});
