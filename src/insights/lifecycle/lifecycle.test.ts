import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { type LifecycleGrid, operations } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const on = (customer: number, date: string, event = 'visit'): ToldEvent => ({
  customer,
  at: Date.parse(`${date}T10:00:00Z`),
  event,
});

async function filled(number: number, events: readonly ToldEvent[]): Promise<Context> {
  const workspace = paperWorkspace(number);
  await fill(engines.warehouse, workspace, events);
  return asking(engines, workspace);
}

const grid = (context: Context, wishes: object = {}) =>
  run<LifecycleGrid>(operations, context, 'lifecycle.grid', {
    period: 'week',
    from: '2025-03-03',
    to: '2025-03-30',
    asOf: '2025-03-26T12:00:00Z',
    ...wishes,
  });

describe('growth accounting', () => {
  let context: Context;
  beforeAll(async () => {
    context = await filled(1, [
      on(1, '2025-02-25'), // the week before the first row is read too
      on(1, '2025-03-04'),
      on(2, '2025-02-26'), // dormant in the first row
      on(2, '2025-03-18'), // resurrecting in the third
      on(3, '2025-03-05'), // new in the first
      on(3, '2025-03-12'),
      on(4, '2025-01-02', 'signup'), // long known: not new when first active
      on(4, '2025-03-11'),
      on(5, '2025-03-25'), // in the week that runs
    ]);
  });

  it('tells new, returning, resurrecting and dormant, week by week', async () => {
    const { rows } = await grid(context);
    // Weeks of 3, 10, 17 and 24 March. Active: {1, 3}, {3, 4}, {2}, {5}; the week before: {1, 2}.
    expect(rows).toEqual([
      {
        period: '2025-03-03',
        state: 'complete',
        active: 2,
        new: 1,
        returning: 1,
        resurrecting: 0,
        dormant: -1,
        quickRatio: { known: true, value: 1 },
      },
      {
        period: '2025-03-10',
        state: 'complete',
        active: 2,
        new: 0,
        returning: 1,
        resurrecting: 1,
        dormant: -1,
        quickRatio: { known: true, value: 1 },
      },
      {
        period: '2025-03-17',
        state: 'complete',
        active: 1,
        new: 0,
        returning: 0,
        resurrecting: 1,
        dormant: -2,
        quickRatio: { known: true, value: 0.5 },
      },
      {
        period: '2025-03-24',
        state: 'running',
        active: 1,
        new: 1,
        returning: 0,
        resurrecting: 0,
        dormant: -1,
        quickRatio: { known: false, why: 'not_watched_long_enough' },
      },
    ]);
  });

  it('knows no quick ratio where nobody was lost', async () => {
    const { rows } = await grid(context, { from: '2025-01-01', to: '2025-01-05' });
    expect(rows).toMatchObject([{ new: 1, dormant: 0, quickRatio: { known: false, why: 'not_computable' } }]);
  });

  it('takes the first event of any kind for the beginning, whatever makes active', async () => {
    const { rows } = await grid(context, {
      activeBy: { by: 'event', match: { event: 'visit' } },
      from: '2025-03-10',
      to: '2025-03-16',
    });
    expect(rows).toMatchObject([{ new: 0, resurrecting: 1 }]); // customer 4 signed up in January
  });

  it('says what it saw in both languages, and that mere presence is no value', async () => {
    const { verdict } = await grid(context);
    expect(verdict.fr).toBe(
      'La semaine du 17 mars 2025 : 1 actif, 1 gagné, 2 perdus. De la semaine du 3 mars 2025 à la semaine du 17 mars 2025, la base en a gagné 0,8 pour 1 perdu : elle s’est réduite.',
    );
    expect(verdict.en).toBe(
      'The week of 17 March 2025: 1 active, 1 gained and 2 lost. From the week of 3 March 2025 to the week of 17 March 2025, the base gained 0.8 for each 1 lost: it shrank.',
    );
    const future = await grid(context, { from: '2026-01-01', to: '2026-01-31' });
    expect(future).toMatchObject({ rows: [], verdict: { en: expect.stringContaining('We cannot say yet') } });
  });
});

describe('a question that cannot be answered', () => {
  it.each([
    [{ from: '2025-03-10', to: '2025-03-01' }, 'insights.empty_range'],
    [{ from: '2025-02-30' }, 'insights.no_such_date'],
    [{ period: 'day', from: '2010-01-01', to: '2020-01-01' }, 'insights.too_many_periods'],
    [{ asOf: '2026-01-15T23:00:00Z' }, 'time.as_of_ahead'], // tomorrow in Paris: today would count as over
    [{ activeBy: { by: 'event', match: { event: 'vist' } } }, 'insights.unknown_event'],
    [{ activeBy: { by: 'value', definition: 'val_none' } }, 'value.unknown'],
    [{ activeBy: { by: 'value' } }, 'value.no_default'],
  ])('is refused: %o', async (wishes, code) => {
    const context = asking(engines, paperWorkspace(1));
    await expect(grid(context, wishes)).rejects.toMatchObject({ code });
  });

  it('is answered as of now where it asks as of later today, and says so', async () => {
    const context = asking(engines, paperWorkspace(1));
    expect(await grid(context, { asOf: '2026-01-15T22:59:59Z' })).toMatchObject({
      asOf: '2026-01-15T12:00:00.000Z',
    });
  });

  it('asks only for the people of its own rows', async () => {
    const context = asking(engines, paperWorkspace(1));
    const people = (period: string) =>
      run(operations, context, 'lifecycle.people', {
        ask: { from: '2025-03-03', to: '2025-03-30' },
        period,
        which: 'new',
      });
    await expect(people('2025-03-04')).rejects.toThrow(/insights.no_such_period/);
    await expect(people('2025-04-07')).rejects.toThrow(/insights.no_such_period/);
    expect(await people('2025-03-03')).toMatchObject({ total: 1, people: [{ customer: 3 }] });
  });
});
