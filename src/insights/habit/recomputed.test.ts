import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { framed } from '#src/insights/frame/index.ts';
import { asking, dateIn, fill, paperWorkspace, type ToldEvent } from '#src/insights/testing/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { HabitAsk } from './ask.ts';
import { bordersOf, kindOf } from './decision.ts';
import { shapeOf } from './patterns.ts';
import { habitPlan, kindIn, shapes } from './rows.ts';

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
  const plan = habitPlan(frame, HabitAsk.parse({ value: { event: 'visit' }, weeks: 8 }));
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
  expect(new Set(expected.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(3);
  expect(bordersOf(8, cut).gathered).toHaveLength(57);
});
