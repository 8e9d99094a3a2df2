import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { HabitAsk, type HabitGrid, type HabitPeople, HabitPeopleAsk, type HabitPerson } from './ask.ts';
import { operations } from './index.ts';
import { judgedOf } from './judged.ts';
import { peopleJudged } from './people.ts';

const day = 86_400_000;
/** Monday 6 January 2025, midnight in UTC; twelve weeks end with Sunday 30 March, a day of 23 hours in Paris. */
const monday = Date.parse('2025-01-06T00:00:00Z');
let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2025-04-03T10:00:00Z') });
  context = asking(engines, await createTestWorkspace(engines));
  await fill(engines.warehouse, context.workspace, lives);
});
afterAll(() => engines.close());

/** Visits of somebody at noon of days counted from the Monday. */
const visits = (customer: number, days: readonly number[], hour = 12): ToldEvent[] =>
  days.map((at) => ({ customer, at: monday + at * day + hour * 3_600_000, event: 'visit' }));
const weeks = Array.from({ length: 12 }, (_, week) => week * 7);

/** A fixed sequence of numbers in 0–1 (Park & Miller 1988). */
function* chances(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}
function randomDays(seed: number, count: number): number[] {
  const chance = chances(seed);
  const days = Array.from({ length: 84 }, (_, i) => i);
  return Array.from({ length: count }, () => {
    const at = Math.floor(chance.next().value * days.length);
    return days.splice(at, 1)[0] ?? 0;
  });
}

const lives: ToldEvent[] = [
  ...visits(
    1,
    weeks.flatMap((week) => [week + 1, week + 3]),
    17,
  ), // every Tuesday and Thursday, at 18:00 in Paris
  ...visits(2, randomDays(7, 24)), // as many days, at random
  ...visits(
    3,
    Array.from({ length: 84 }, (_, i) => i),
  ), // every day
  ...visits(
    4,
    Array.from({ length: 28 }, (_, i) => i * 3),
  ), // every third day: no weekday, a rhythm
  ...visits(
    5,
    weeks.slice(6).flatMap((week) => [week + 1, week + 3]),
  ), // Tuesday and Thursday, for six weeks only
  ...visits(
    6,
    weeks.slice(0, 6).flatMap((week) => [week + 1, week + 3]),
  ), // gave it up half-way
  ...visits(
    7,
    weeks.flatMap((week) => [week, week + 1, week + 2, week + 3, week + 4]),
  ), // Monday to Friday
  ...visits(8, [-3, 80]), // before the weeks, and once in them
  ...Array.from({ length: 40 }, (_, i) =>
    visits(100 + i, [0, ...randomDays(100 + i, 20).filter((at) => at > 0)]),
  ).flat(),
];

const ask = { value: { event: 'visit' } };
const grid = (wishes: object = {}): Promise<HabitGrid> =>
  run<HabitGrid>(operations, context, 'habit.grid', { ...ask, ...wishes });
const person = async (customer: number) =>
  (await run<HabitPerson>(operations, context, 'habit.person', { ask, customer })).person;

describe('twelve weeks', () => {
  it('of every Tuesday and Thursday are the habit Tue/Thu, 24/24', async () => {
    expect(await person(1)).toMatchObject({
      kind: 'weekdays',
      weekdays: [2, 4],
      hits: 24,
      possible: 24,
      hour: { around: expect.closeTo(18, 0) },
      words: { en: 'habit Tue/Thu, 24/24, around 18:00', fr: 'habitude mar./jeu., 24/24, vers 18:00' },
    });
  });

  it('of as many days at random are none', async () => {
    expect(await person(2)).toMatchObject({ kind: 'none', activeDays: 24, words: { en: 'no habit' } });
  });

  it('tell every day, every third day, weekdays, a newcomer and one who gave up apart', async () => {
    const kinds = await Promise.all(
      [3, 4, 5, 6, 7, 8].map(async (customer) => (await person(customer))?.kind),
    );
    expect(kinds).toEqual(['daily', 'rhythm', 'too_early', 'none', 'weekdays', 'none']);
    expect(await person(7)).toMatchObject({ weekdays: [1, 2, 3, 4, 5], hits: 60, possible: 60 });
    expect(await person(999)).toBeNull();
  });

  it('hold a habit for 4 of 48, and no random life: the people are those counted', async () => {
    const answer = await grid();
    expect(answer).toMatchObject({
      from: '2025-01-06',
      to: '2025-03-30',
      active: 48,
      habit: 4,
      kinds: { daily: 1, weekdays: 2, rhythm: 1, too_early: 1, none: 43 },
    });
    expect(answer.weekdays.map(({ customers }) => customers)).toEqual([2, 3, 2, 3, 2, 1, 1]);
    expect(answer.hours.reduce((sum, days) => sum + days, 0)).toBe(
      answer.weekdays.reduce((sum, { days }) => sum + days, 0),
    );
    expect(answer.natural.customers).toBe(47);
    // Everybody is judged once for all lists; the last one is asked as it comes.
    const judged = await judgedOf(context, HabitAsk.parse(ask));
    const listed = (wishes: object) =>
      peopleJudged(context, judged, HabitPeopleAsk.parse({ ask, ...wishes }));
    expect((await listed({})).total).toBe(48);
    for (const [kind, count] of Object.entries(answer.kinds))
      expect((await listed({ kind })).total).toBe(count);
    for (const { weekday, customers } of answer.weekdays) {
      expect((await listed({ weekday })).total).toBe(customers);
    }
    expect((await listed({ kind: 'habit' })).total).toBe(answer.habit);
    // Every figure of the pattern adds up, and its people are those listed: Tuesdays at 18:00 in Paris are one person's.
    const cells = answer.pattern.flat();
    expect(cells.reduce((sum, { days }) => sum + days, 0)).toBe(
      answer.hours.reduce((sum, days) => sum + days, 0),
    );
    expect(answer.pattern[1]?.[18]).toEqual({ days: 12, customers: 1 });
    expect((await listed({ at: { weekday: 2, hour: 18 } })).people.map(({ customer }) => customer)).toEqual([
      1,
    ]);
    const noon = answer.pattern[1]?.[13]?.customers;
    expect((await listed({ at: { weekday: 2, hour: 13 } })).total).toBe(noon);
    for (const { weeks: many, customers } of answer.regularity.slice(10))
      expect((await listed({ activeWeeks: many })).total).toBe(customers);
    for (const { value, count } of answer.natural.bars.slice(0, 2))
      expect((await listed({ gap: { atLeast: value, atMost: value } })).total).toBe(count);
    expect((await listed({ gap: { atLeast: 0, atMost: null } })).total).toBe(answer.natural.customers);
    const { people } = await run<HabitPeople>(operations, context, 'habit.people', { ask, kind: 'weekdays' });
    expect(people.map(({ customer, kind }) => [customer, kind])).toEqual([
      [1, 'weekdays'],
      [7, 'weekdays'],
    ]);
  });

  it('refuse an event that never arrived', async () => {
    await expect(grid({ value: { event: 'visits' } })).rejects.toThrow(/perhaps “visit”/);
  });

  it('refuse numbers and cursors that nobody has', async () => {
    const page = run(operations, context, 'habit.people', { ask, cursor: '4294967296' });
    await expect(page).rejects.toThrow(/insights.bad_cursor/);
    await expect(person(4_294_967_297)).rejects.toThrow('2147483647'); // 1, were it cut to 32 bits
  });
});
