import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { Counted, createDefinition } from '#src/customers/value/index.ts';
import { operations as acquisition } from '#src/insights/acquisition/index.ts';
import { operations as aha } from '#src/insights/aha/index.ts';
import { operations as comparison } from '#src/insights/comparison/index.ts';
import { operations as funnels } from '#src/insights/funnels/index.ts';
import { operations as groups } from '#src/insights/groups/index.ts';
import { operations as habit } from '#src/insights/habit/index.ts';
import { operations as paths } from '#src/insights/paths/index.ts';
import { type RetentionGrid, operations as retention } from '#src/insights/retention/index.ts';
import { operations as stepFailure } from '#src/insights/step-failure/index.ts';
import { type CurveAnswer, operations as timeToValue } from '#src/insights/time-to-value/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { did, figures, kept, played, questions, valued } from './every-question.test-data.ts';
import { historiesFrom, stored, type Told } from './histories.test-data.ts';

/**
 * What an insight says of a definition of value, held against what it says of an event that stands wherever value was
 * received, one event after the other: two workspaces with one history, the second of which holds those events too.
 */
let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2026-01-01T00:00:00Z') });
});
afterAll(() => engines.close());

const operations = [
  ...retention,
  ...comparison,
  ...groups,
  ...habit,
  ...timeToValue,
  ...aha,
  ...stepFailure,
  ...acquisition,
  ...funnels,
  ...paths,
];
const day = 86_400_000;

interface Both {
  readonly told: Told;
  readonly one: Context;
  readonly twin: Context;
}

/** A question by a definition and by the event that stands for it: the same figures, and it is said by what. */
async function expectSame({ told, one, twin }: Both, name: string, n: number): Promise<void> {
  const dateOf = (days: number) => new Date(told.centre + days * day).toISOString();
  const range = { from: dateOf(-30).slice(0, 10), to: dateOf(20).slice(0, 10), asOf: dateOf(39) };
  const [operation, input] = questions({ value: { definition: told.definitions[name]?.id } }, range)[n] ?? [];
  if (operation === undefined) throw new Error(`no question ${n}`);
  const unit = 'unit' in input ? 'account' : 'customer';
  const [, other] = questions({ event: `${name} by ${unit}` }, range)[n] ?? [];
  const [given, expected] = await Promise.all([
    run(operations, one, operation, input),
    run(operations, twin, operation, other),
  ]);
  expect(figures(given), `${operation} ${JSON.stringify(input)}`).toEqual(figures(expected));
  const said = new RegExp(`Valeur « ${name} » \\(version 1\\)|"name":"${name}"`);
  expect(JSON.stringify(given), operation).toMatch(said);
}

const long = process.env.PERDURE_LONG === '1';
const counted = ['twoVisits week', 'twoOfAny month', 'spending week', 'spending month'];
/** By which the others count, where days are counted or periods must lie within days: there each is the day it is received on. */
const countedByDay = ['twoOfAny day', 'spending day'];
const byDay = new Set<string>([
  'habit.grid',
  'time-to-value.retaking',
  'time-to-value.retaking-of',
  'step-failure.ranking',
  'acquisition.table',
]);
/** Halves are drawn by workspace: both questions are of the twin, whose other events spend nothing. */
const inTwin = 'aha.scan';

function namesFor(operation: string, n: number): readonly string[] {
  if (operation === inTwin) return ['spending day'];
  const names = byDay.has(operation) ? countedByDay : counted;
  return long ? names : names.slice(n % names.length).slice(0, 1);
}

it.each(historiesFrom(0, 62).slice(0, long ? undefined : 1))(
  'every insight tells of a definition what it tells of an event wherever value was received: $zone, $seed',
  { timeout: 240_000 },
  async ({ place, history, seed }) => {
    const told = await stored(engines, place, history, (context) =>
      run(operations, context, 'habit.grid', { value: { event: 'visit' } }),
    );
    const { timezone, weekStart } = told.workspace;
    const workspace = await createTestWorkspace(engines, { timezone, weekStart });
    const units = ['customer', 'account'] as const;
    const events = [...counted, ...countedByDay].flatMap((name) =>
      units.flatMap((unit) => valued(told, unit, name)),
    );
    await fill(engines.warehouse, workspace, [...told.events, ...events]);
    expect(events.length).toBeGreaterThan(30); // there was something to receive
    const twin = asking(engines, workspace);
    const here = { told, one: told.context, twin };
    const definitions = { ...told.definitions, 'spending day': await kept(twin, told, 'spending day') };
    const there = { told: { ...told, definitions }, one: twin, twin };
    for (const [n, [operation]] of questions({}, { from: '', to: '', asOf: '' }).entries()) {
      // Each question by one of the definitions; by all of them in the long form.
      for (const name of namesFor(operation, n + seed))
        await expectSame(operation === inTwin ? there : here, name, n);
    }
  },
);

const plays = { event: 'play' };
const july = { from: '2025-07-01', to: '2025-07-31', asOf: '2025-10-01T00:00:00Z' };

/** Questions that read an event by its name: a funnel, paths, first days. */
const byName = (value: object) => [
  ['funnels.grid', { steps: [plays, value], ...july }] as const,
  [
    'funnels.compare',
    {
      ask: { steps: [value, plays], ...july },
      arms: [july, july].map((range) => ({ kind: 'range', from: range.from, to: range.to })),
    },
  ] as const,
  ['paths.tree', { anchor: value, ...july }] as const,
  ['paths.situations', { start: value, retained: { match: value, from: 8, to: 20 }, ...july }] as const,
];

describe('15 minutes a month', () => {
  it('are received by who has 15 in one month of the workspace, not by 14 min 59 s, nor by 10 + 10 over two; no event of a name', async () => {
    const workspace = await createTestWorkspace(engines);
    const context = asking(engines, workspace);
    await fill(engines.warehouse, workspace, [
      played(1, '2025-07-03T10:00:00Z', 10),
      played(1, '2025-07-20T10:00:00Z', 4.983333),
      played(2, '2025-07-03T10:00:00Z', 10),
      played(2, '2025-07-20T10:00:00Z', 5),
      // 23:30 on 31 July in Paris, and half past midnight on 1 August.
      played(3, '2025-07-31T21:30:00Z', 10),
      played(3, '2025-07-31T22:30:00Z', 10),
      // 20 minutes of which 10 are taken back.
      played(4, '2025-07-03T10:00:00Z', 20),
      played(4, '2025-07-04T10:00:00Z', -10),
    ]);
    const rule = { kind: 'quantity', property: 'minutes', quantity: 15 };
    const counted = Counted.parse({ match: { event: 'play' }, rule, period: 'month' });
    const { id } = await createDefinition(context, { name: 'Écoute', offer: null }, counted);
    const asked = { value: { definition: id } };
    const range = { from: '2025-07-01', to: '2025-07-31', asOf: '2025-10-01T00:00:00Z' };
    const grid = await run<RetentionGrid>(operations, context, 'retention.grid', {
      start: { event: 'play' },
      return: asked,
      ...range,
      rows: 'month',
      interval: 'month',
      intervals: 1,
    });
    expect(grid.series[0]?.summary.startPeriod).toMatchObject({ eligible: 4, returned: 1 });
    expect(grid.series[0]?.summary.cells[1]).toMatchObject({ eligible: 4, returned: 0 });
    expect(grid.countedBy).toMatchObject([{ definition: { id, name: 'Écoute', version: 1 }, warning: null }]);
    // From the first play on 3 July at noon in Paris to 20 July at noon: 17 days.
    const curve = await run<CurveAnswer>(operations, context, 'time-to-value.curve', {
      begin: { by: 'event', match: { event: 'play' } },
      value: asked,
      ...range,
    });
    expect(curve.everyone).toMatchObject({ customers: 4, reached: 1, quarter: { value: { days: 17 } } });
    await expect(
      run(operations, context, 'retention.grid', {
        start: { event: 'play' },
        return: asked,
        ...range,
        measure: { kind: 'sum', property: 'minutes' },
      }),
    ).rejects.toThrow(/value\.not_one_event \(return\)/);

    const once = Counted.parse({ match: plays, period: 'month' });
    const { id: each } = await createDefinition(context, { name: 'Chaque écoute', offer: null }, once);
    const plain = byName(plays);
    for (const [n, [operation, input]] of byName({ value: { definition: each } }).entries()) {
      const given = await run(operations, context, operation, input);
      expect(figures(given), operation).toEqual(
        figures(await run(operations, context, operation, plain[n]?.[1])),
      );
      expect(JSON.stringify(given), operation).toContain('Valeur « Chaque écoute » (version 1)');
    }
    for (const [operation, input] of byName(asked))
      await expect(run(operations, context, operation, input), operation).rejects.toThrow(
        /value\.not_one_event/,
      );
  });
});

describe('value that is known by the period', () => {
  let context: Context;
  /** 15 minutes a day, a week, a month. */
  const by: Record<string, { readonly value: { readonly definition: string } }> = {};
  const rule = { kind: 'quantity', property: 'minutes', quantity: 15 };
  /** What each began with, and when it got there. */
  const begins = (customers: readonly number[], on: string) => customers.map((one) => did(one, 'begin', on));
  const tuesdays = Array.from({ length: 32 }, (_, week) => Date.UTC(2025, 2, 4 + 7 * week));
  beforeAll(async () => {
    context = asking(engines, await createTestWorkspace(engines));
    const everyTuesday = [101, 102, 103].flatMap((customer) =>
      tuesdays.map((at) => did(customer, 'listen', new Date(at).toISOString().slice(0, 10), 10)),
    );
    const ten = Array.from({ length: 10 }, (_, n) => 11 + n);
    await fill(engines.warehouse, context.workspace, [
      ...everyTuesday,
      ...ten.flatMap((one) => [
        did(one, 'begin', '2025-02-10'),
        did(one, 'play', '2025-02-10', 15),
        did(one, 'play', '2025-03-01', 15),
        did(one, 'play', '2025-03-10', 5),
        did(one, 'play', '2025-04-30', 15),
      ]),
      // From the 2nd of June, days 29 to 89 are 1 July to 30 August; from the 3rd, 2 July to 31 August.
      ...begins([1, 2, 6], '2025-06-02'),
      ...begins([3, 4, 5, 7], '2025-06-03'),
      did(1, 'play', '2025-07-31', 15), // in July, the whole of it: stays
      did(2, 'play', '2025-08-01', 15), // in August, the last day of which is too late: left
      did(3, 'play', '2025-07-31', 15), // in July, the first day of which is too early: left
      did(4, 'play', '2025-08-01', 15), // in August, the whole of it: stays
      did(5, 'play', '2025-07-31', 10), // 10 and 10 minutes are 15 in neither month: left
      did(5, 'play', '2025-08-01', 10),
      // Days 7 to 19 are Monday 9 to Saturday 21 June for 6, Tuesday 10 to Sunday 22 for 7.
      did(6, 'play', '2025-06-22', 15), // in the week of the 16th, which ends too late: left, by the week
      did(7, 'play', '2025-06-22', 15), // in the week of the 16th, the whole of it: stays, by the week
    ]);
    for (const [event, period] of [
      ['play', 'month'],
      ['play', 'week'],
      ['listen', 'month'],
      ['listen', 'week'],
      ['listen', 'day'],
    ] as const) {
      const quantity = period === 'day' ? 10 : 15;
      const counted = Counted.parse({ match: { event }, rule: { ...rule, quantity }, period });
      const { id } = await createDefinition(context, { name: `${event} ${period}`, offer: null }, counted);
      by[`${event} ${period}`] = { value: { definition: id } };
    }
  });

  it('makes no habit and no rhythm by the week or the month, where 10 minutes every Tuesday are one: refused', async () => {
    const asOf = '2025-10-15T00:00:00Z';
    const weekly = { value: { event: 'listen' }, asOf };
    const again = { from: '2025-04-01', to: '2025-09-30', asOf, tolerance: 14 };
    const habits = { active: 3, habit: 3 };
    expect(await run(operations, context, 'habit.grid', weekly)).toMatchObject(habits);
    const daily = { value: by['listen day'] };
    expect(await run(operations, context, 'habit.grid', { asOf, ...daily })).toMatchObject(habits);
    const rhythm = { customers: 3, speed: { median: { value: 7 } }, streaks: { running: 3, broken: 0 } };
    const retaken = await run(operations, context, 'time-to-value.retaking', { ...again, ...daily });
    expect(retaken).toMatchObject(rhythm);
    for (const name of ['listen week', 'listen month']) {
      const value = by[name];
      for (const [operation, ask] of [
        ['habit.grid', { asOf, value }],
        ['time-to-value.retaking', { ...again, value }],
      ] as const)
        await expect(run(operations, context, operation, ask), operation).rejects.toMatchObject({
          code: 'value.not_by_day',
          details: { field: 'value', got: name.split(' ')[1] },
        });
    }
  });

  const steps = [{ name: 'play', done: { event: 'play' } }];
  const june = { from: '2025-06-01', to: '2025-06-30', asOf: '2025-10-01T00:00:00Z' };
  const start = { event: 'begin' };
  const silence = (match: unknown, from: number, to: number) => ({
    of: { declared: { start, steps, windowDays: 5, departure: { kind: 'silence', match, from, to } } },
    ...june,
    rank: 'risk',
  });

  it('is missed by nobody who received it in April, of days 31 to 91; days 31 to 60 hold no month: refused', async () => {
    const february = { from: '2025-02-01', to: '2025-02-28' };
    const ask = (to: number) => ({ ...silence(by['play month'], 31, to), ...february });
    // 13 March to 12 May.
    expect(await run(operations, context, 'step-failure.ranking', ask(91))).toMatchObject({
      people: 10,
      left: 0,
    });
    await expect(run(operations, context, 'step-failure.ranking', ask(60))).rejects.toMatchObject({
      code: 'value.window_too_short',
      details: {
        field: 'of.declared.departure.to',
        expected: expect.stringContaining('at least 61 days, such as 31 to 91'),
        got: 30,
      },
    });
  });

  it('is received within days that hold the whole of a period in which it was: 61 of them by the month, 13 by the week', async () => {
    const asked = (to: number) =>
      [
        ['step-failure.ranking', silence(by['play month'], 29, to)],
        [
          'acquisition.table',
          {
            start,
            ...june,
            campaign: { by: 'start_property', name: 'channel' },
            stay: { match: by['play month'], from: 29, to },
            mismatch: { days: 29 },
          },
        ],
        [
          'aha.scan',
          {
            start,
            return: by['play month'],
            ...june,
            outcome: { from: 29, to },
            windows: [3],
            events: ['play'],
          },
        ],
      ] as const;
    const figures = [
      { people: 7, left: 5 },
      { total: { stayed: { hits: 2, total: 7 }, mismatch: { hits: 5, total: 7 } } },
      { people: { stayed: 2, observable: 7 } },
    ];
    for (const [n, [operation, ask]] of asked(89).entries())
      expect(await run(operations, context, operation, ask), operation).toMatchObject(figures[n] ?? {});
    for (const [operation, ask] of asked(88))
      await expect(run(operations, context, operation, ask), operation).rejects.toThrow(
        /value\.window_too_short/,
      );
    const byWeek = (to: number) =>
      run(operations, context, 'step-failure.ranking', silence(by['play week'], 7, to));
    expect(await byWeek(19)).toMatchObject({ people: 7, left: 6 });
    await expect(byWeek(18)).rejects.toThrow(/value\.window_too_short/);
  });
});
