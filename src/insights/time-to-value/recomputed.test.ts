import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { dateIn } from '#src/insights/testing/index.ts';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { CurveAsk } from './ask.ts';
import { waitPlan } from './begin.ts';
import { operations } from './index.ts';
import { type RetakingAnswer, RetakingAsk } from './retaking-ask.ts';
import { waitRows } from './waits.ts';

/** Waits, gaps and spans counted by the engine, and once more by hand, person by person. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const hour = 3_600_000;
const day = 24 * hour;
const long = process.env.PERDURE_LONG === '1';
const centre = Date.parse('2025-03-30T01:00:00Z');
const timezone = 'Europe/Paris';

const histories = fc
  .array(
    fc.record({
      customer: fc.integer({ min: 1, max: 10 }),
      at: fc.oneof(
        fc.integer({ min: centre - 20 * day, max: centre + 20 * day }),
        fc
          .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -3, max: 3 }))
          .map(([d, h]) => centre + d * day + h * hour),
      ),
      event: fc.constantFrom('begin', 'use', 'use'),
      traffic: fc.constantFrom('customer' as const, 'customer' as const, 'bot' as const),
    }),
    { minLength: 50, maxLength: 120 },
  )
  .map((events) => events.map((told, i): ToldEvent => ({ ...told, id: `m${String(i).padStart(4, '0')}` })));

const asks = fc.record({
  value: fc.constantFrom('use', 'begin'),
  asOf: fc.integer({ min: 2 * 24, max: 22 * 24 }).map((hours) => centre + hours * hour),
  tolerance: fc.integer({ min: 1, max: 6 }),
});

let workspaces = 0;

async function checked(
  events: readonly ToldEvent[],
  { value, asOf, tolerance }: { value: string; asOf: number; tolerance: number },
) {
  workspaces += 1;
  const workspace = paperWorkspace(workspaces, { timezone });
  await fill(engines.warehouse, workspace, events);
  await engines.warehouse.run(
    sql`insert into retired (workspace_id, customer, at) values (${workspaces}, 10, now64(3))`,
  );
  const context = asking(engines, workspace);
  const known = events
    .filter(({ at, traffic, customer }) => at < asOf && traffic === 'customer' && customer !== 10)
    .toSorted((a, b) => a.at - b.at || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
  const range = { from: '2025-03-12', to: '2025-04-12', asOf: new Date(asOf).toISOString() };
  const inRange = ({ at }: ToldEvent) =>
    dateIn(timezone, at) >= range.from && dateIn(timezone, at) <= range.to;
  const lives = [...Map.groupBy(known, ({ customer }) => customer).values()];

  const plan = await waitPlan(
    context,
    CurveAsk.parse({ ...range, begin: { by: 'event', match: { event: 'begin' } }, value: { event: value } }),
  );
  const rows = await context.warehouse.rows(waitRows(plan));
  const waits = lives.flatMap((own) => {
    const first = own.find(({ event }) => event === 'begin');
    if (first === undefined || !inRange(first)) return [];
    const met = own.find((one) => one.event === value && one.at >= first.at && one !== first);
    return [`${met === undefined ? 0 : 1} ${Math.ceil(((met?.at ?? asOf) - first.at) / hour)}`];
  });
  expect(
    rows
      .flatMap(({ reached, hours, people }) => new Array<string>(Number(people)).fill(`${reached} ${hours}`))
      .sort(),
  ).toEqual(waits.sort());

  const ask = RetakingAsk.parse({ ...range, value: { event: value }, tolerance });
  const answer = await run<RetakingAnswer>(operations, context, 'time-to-value.retaking', ask);
  const numberOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / day;
  const dates = lives
    .map((own) =>
      [
        ...new Set(
          own
            .filter((one) => one.event === value && inRange(one))
            .map(({ at }) => numberOf(dateIn(timezone, at))),
        ),
      ].sort((a, b) => a - b),
    )
    .filter((days) => days.length > 0);
  const gaps = dates.flatMap((days) => days.slice(1).map((at, i) => at - (days[i] ?? 0)));
  const lastKnown = Math.min(numberOf(range.to), numberOf(dateIn(timezone, asOf - 1)));
  const running = dates.filter((days) => lastKnown - (days.at(-1) ?? 0) <= tolerance).length;
  expect(answer.customers).toBe(dates.length);
  expect(answer.valueDays).toBe(dates.flat().length);
  expect(answer.speed.bars.flatMap(({ value: gap, count }) => new Array<number>(count).fill(gap))).toEqual(
    gaps.sort((a, b) => a - b),
  );
  expect(answer.streaks).toEqual({ running, broken: dates.length - running });
  expect(answer.duration).toMatchObject({
    spans: dates.length + gaps.filter((gap) => gap > tolerance).length,
    running,
  });
  seen += waits.length + gaps.length;
}

/** Proof that there was something to count. */
let seen = 0;

it('tells the waits and the gaps of a recount, over a change of clocks', async () => {
  await fc.assert(fc.asyncProperty(histories, asks, checked), { numRuns: long ? 80 : 15, seed: 20_250_330 });
  expect(seen).toBeGreaterThan(100);
}, 120_000);
