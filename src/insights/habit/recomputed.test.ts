import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { framed } from '#src/customers/frame/index.ts';
import { asking, dateIn, fill, paperWorkspace, type ToldEvent } from '#src/insights/testing/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { HabitAsk, Kind } from './ask.ts';
import { bordersOf, chanceOf, kindOf } from './decision.ts';
import { habitGrid } from './grid.ts';
import { judgedOf } from './judged.ts';
import { shapeOf } from './patterns.ts';
import { habitPlan, kindIn, shapes, signRows } from './rows.ts';

/** What the engine counts of everybody's days, and what a recount by hand does. */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2025-04-16T09:00:00Z') });
});
afterAll(() => engines.close());

const timezone = 'America/New_York';
const hour = 3_600_000;

/** A fixed sequence of numbers in 0–1 (Park & Miller 1988). */
function* chances(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

/** Sixty people, some regular, some not, at all hours, over the change of clocks of 9 March. */
function lives(): ToldEvent[] {
  const chance = chances(4711);
  const next = () => chance.next().value;
  return Array.from({ length: 60 }, (_, i) => {
    const often = next();
    const step = i % 3 === 0 ? 1 + (i % 9) : 0;
    return Array.from({ length: 100 }, (__, at) => at)
      .filter((at) => (step > 0 ? at % step === 0 && next() < 0.97 : next() < often))
      .map((at) => ({
        customer: i + 1,
        at: Date.parse('2025-01-06T05:00:00Z') + at * 24 * hour + Math.floor(next() * 24) * hour,
        event: 'visit',
      }));
  }).flat();
}

it('are the same for every person, and so are the kinds drawn from them', async () => {
  const workspace = paperWorkspace(1, { timezone, weekStart: 'sunday' });
  const events = lives();
  await fill(engines.warehouse, workspace, events);
  const context = asking(engines, workspace);
  const frame = await framed(context, { people: [], includeMarked: false });
  const value = { event: 'visit', where: [] };
  const plan = habitPlan(frame, HabitAsk.parse({ value, weeks: 8 }), value);
  const cut = 0.002;
  const rows = await context.warehouse.rows(
    sql<Record<string, number | string>>`
      select unit, activeDays, activeWeeks, overWeekdays, overWeeks, fromTheStart, usual, gap, gapTimes, ${kindIn(plan, cut)} as kind
      from ${shapes(plan)}
      order by unit`,
  );
  const expected = [...Map.groupBy(events, ({ customer }) => customer)].flatMap(([customer, own]) => {
    const days = [
      ...new Set(own.map(({ at }) => Date.parse(`${dateIn(timezone, at)}T00:00:00Z`) / (24 * hour))),
    ]
      .filter((at) => at >= plan.from - 28 && at <= plan.to)
      .sort((a, b) => a - b);
    if (!days.some((at) => at >= plan.from)) return [];
    const shape = shapeOf(days, plan);
    return [{ unit: customer, ...shape, kind: kindOf(shape, { weeks: 8, cut }) }];
  });
  expect(
    rows.map(({ fromTheStart, kind, ...counts }) => ({
      ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])),
      fromTheStart: Number(fromTheStart) === 1,
      kind,
    })),
  ).toEqual(expected);
  const judged = await judgedOf(context, HabitAsk.parse({ value: { event: 'visit' }, weeks: 8 }));
  // Benjamini & Hochberg by hand: the greatest p that is at most 1 % of its rank's share; of equals the last rank counts.
  const ps = expected
    .filter(({ activeDays }) => activeDays >= 4)
    .map((shape) => chanceOf(shape, 8))
    .sort((a, b) => a - b);
  const within = ps.filter((p) => p <= (0.01 * (ps.lastIndexOf(p) + 1)) / ps.length);
  expect(judged.cut).toBe(within.at(-1) ?? 0);
  expect(within.length).toBeGreaterThan(5);
  expect(ps.length - within.length).toBeGreaterThan(5);
  // Who shows no sign is no row: at most three for each who does.
  const signs = await context.warehouse.rows(signRows(plan));
  expect(signs.length).toBeLessThanOrEqual(3 * ps.filter((p) => p <= 0.01).length);
  const grid = await habitGrid(context, HabitAsk.parse({ value: { event: 'visit' }, weeks: 8 }));
  const kinds = expected.map((shape) => kindOf(shape, { weeks: 8, cut: judged.cut }));
  const howMany = (holds: (shape: (typeof expected)[number], kind: string) => boolean) =>
    expected.filter((shape, i) => holds(shape, kinds[i] ?? '')).length;
  for (const kind of Kind.options) expect(grid.kinds[kind]).toBe(howMany((_, own) => own === kind));
  expect(grid.weekdays.map(({ customers }) => customers)).toEqual(
    Array.from({ length: 7 }, (_, i) =>
      howMany(({ usual }, own) => own === 'daily' || (own === 'weekdays' && (usual & (1 << i)) > 0)),
    ),
  );
  expect(grid.regularity.map(({ customers }) => customers)).toEqual(
    Array.from({ length: 8 }, (_, i) => howMany(({ activeWeeks }) => activeWeeks === i + 1)),
  );
  expect(new Set(expected.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(3);
  expect(bordersOf(8, cut).gathered).toHaveLength(57);
});
