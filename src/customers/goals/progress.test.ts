import { describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { testNow } from '../../../test/engines.ts';
import { action, at, goalsBed } from './goals.test-data.ts';
import { goalVariables } from './index.ts';

const { bed, ask, told, people, create, progress, fewerDelays } = goalsBed();

describe('the goal of one customer', () => {
  it('is 33 % reached with 1 of 3 actions done, and action 2 is where to step in', async () => {
    const goal = await fewerDelays();
    expect(await progress({ customer: 1 })).toBeNull();
    await ask('goals.set', { about: { customer: 1 }, goal: goal.id });
    bed.engines.clock.advance(1000);
    const own = await progress({ id: 'user-1' });
    expect(own).toMatchObject({
      goal: { id: goal.id, name: 'Réduire les délais', version: 1 },
      how: 'hand',
      by: 'user:tester',
      done: 1,
      of: 3,
      next: { place: 2, name: 'Plan agreed' },
    });
    expect(own?.share).toBeCloseTo(1 / 3, 12);
    expect(own?.words.fr).toBe('Intervention suggérée pour l’action 2 : « Plan agreed ».');
    expect(own?.actions.map(({ done }) => done)).toEqual([true, false, false]);
    expect(await goalVariables(bed.context, [1, 2])).toEqual(
      new Map([[1, { goal: 'Réduire les délais', progress: 1 / 3, nextAction: 'Plan agreed' }]]),
    );
  });

  it('is known only from when it was set, and let go it is no more', async () => {
    const goal = await fewerDelays();
    await ask('goals.set', { about: { customer: 1 }, goal: goal.id });
    const set = new Date(testNow).toISOString();
    bed.engines.clock.advance(60_000);
    expect(await progress({ customer: 1 }, { asOf: set })).toBeNull(); // asOf is exclusive
    expect(await progress({ customer: 1 })).toMatchObject({ since: set });
    await ask('goals.set', { about: { customer: 1 }, goal: null });
    bed.engines.clock.advance(1);
    expect(await progress({ customer: 1 })).toBeNull();
    const { history } = await ask<{ history: object[] }>('goals.of', { about: { customer: 1 } });
    expect(history).toMatchObject([{ goal: null }, { goal: 'Réduire les délais', by: 'user:tester' }]);
  });

  it('stays with a person who turns out to have another id: the later setting of both holds', async () => {
    const [first, second] = [
      await fewerDelays(),
      await create({ name: 'Grandir', actions: [action('Plan agreed')] }),
    ];
    await ask('goals.set', { about: { customer: 2 }, goal: first.id });
    bed.engines.clock.advance(1000);
    await ask('goals.set', { about: { customer: 3 }, goal: second.id });
    bed.engines.clock.advance(1000);
    // user-2 and user-3 are one person, of a new number
    await bed.engines.records.run(
      sql`update identities set customer = 9 where workspace_id = ${bed.workspace.number} and customer in (2, 3)`,
    );
    await told([{ customer: 9, at: at('2026-01-03T09:00:00Z'), event: 'Plan agreed' }]);
    expect(await progress({ id: 'user-2' })).toMatchObject({
      goal: { name: 'Grandir' },
      done: 1,
      share: 1,
      next: null,
    });
  });

  it('counts an action at its nth time: two of three visits are not enough, the third is', async () => {
    await people([1, 2]);
    const visits = (customer: number, times: number) =>
      Array.from({ length: times }, (_, n) => ({
        customer,
        at: at('2026-01-05T10:00:00Z') + n * 60_000,
        event: 'Visit',
      }));
    await told([...visits(1, 2), ...visits(2, 3)]);
    const goal = await create({ name: 'Venir', actions: [action('Visit', { times: 3 })] });
    for (const customer of [1, 2]) await ask('goals.set', { about: { customer }, goal: goal.id });
    bed.engines.clock.advance(1000);
    expect(await progress({ customer: 1 })).toMatchObject({ done: 0, actions: [{ soFar: 2, done: false }] });
    expect(await progress({ customer: 2 })).toMatchObject({
      done: 1,
      actions: [{ soFar: 3, doneAt: '2026-01-05T10:02:00.000Z' }],
    });
  });

  it('done in turn, an action counts only after the one before it, at the same instant by arrival; one event is one action', async () => {
    await people([1, 2, 3, 4]);
    const [noon, later] = [at('2026-01-05T12:00:00Z'), at('2026-01-05T12:00:00.001Z')];
    await told([
      { customer: 1, at: noon, event: 'A' },
      { customer: 1, at: later, event: 'B' },
      { customer: 2, at: noon, event: 'A' },
      { customer: 2, at: noon, event: 'B' },
      { customer: 3, at: noon, event: 'B' },
      { customer: 3, at: later, event: 'A' },
      { customer: 4, at: noon, event: 'B' },
      { customer: 4, at: noon, event: 'A' },
    ]);
    const actions = [action('A'), action('B')];
    const inTurn = await create({ name: 'In turn', actions, ordered: true });
    const anyhow = await create({ name: 'Anyhow', actions });
    const twice = await create({ name: 'Twice', actions: [action('A'), action('A')], ordered: true });
    for (const [goal, done] of [
      [inTurn, [2, 2, 1, 1]],
      [anyhow, [2, 2, 2, 2]],
      [twice, [1, 1, 1, 1]],
    ] as const) {
      for (const customer of [1, 2, 3, 4]) await ask('goals.set', { about: { customer }, goal: goal.id });
      bed.engines.clock.advance(1000);
      for (const customer of [1, 2, 3, 4])
        expect([customer, (await progress({ customer }))?.done]).toEqual([customer, done[customer - 1]]);
    }
  });

  it('leaves out what was done before it was told where it counts since then', async () => {
    const goal = await fewerDelays({ counts: 'since' });
    await ask('goals.set', { about: { customer: 1 }, goal: goal.id });
    bed.engines.clock.advance(60_000);
    expect((await progress({ customer: 1 }))?.done).toBe(0);
    await told([{ customer: 1, at: testNow, event: 'Audit booked' }]); // at the very instant
    expect((await progress({ customer: 1 }))?.done).toBe(1);
  });

  it('has 2 days until the end of the second local day, the night of 23 hours included', async () => {
    // Told on 28 March 2026 at noon in Paris; the clocks go forward on the 29th; the days are over on the 31st at 0:00 (+02:00).
    bed.engines.clock.set(at('2026-03-28T11:00:00Z'));
    await people([1, 2]);
    await told([
      { customer: 1, at: at('2026-01-01T11:00:00Z'), event: 'Call' }, // the name is known; it counts since alone
      { customer: 2, at: at('2026-03-30T21:59:59Z'), event: 'Call' },
    ]);
    const goal = await create({ name: 'Appeler', actions: [action('Call', { days: 2 })], counts: 'since' });
    for (const customer of [1, 2]) await ask('goals.set', { about: { customer }, goal: goal.id });
    bed.engines.clock.set(at('2026-03-30T21:59:59.500Z'));
    expect(await progress({ customer: 1 })).toMatchObject({
      actions: [{ late: false, dueAt: '2026-03-30T22:00:00.000Z' }],
    });
    bed.engines.clock.set(at('2026-03-30T22:00:00Z'));
    const own = await progress({ customer: 1 });
    expect(own?.actions[0]?.late).toBe(true);
    expect(own?.words.en).toContain('whose days are over');
    expect(await progress({ customer: 2 })).toMatchObject({ done: 1, actions: [{ late: false }] });
  });
});
