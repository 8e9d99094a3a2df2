import { describe, expect, it } from 'vitest';
import { action, at, goalsBed } from './goals.test-data.ts';
import type { Board } from './index.ts';

const { bed, ask, told, people, create, progress, fewerDelays } = goalsBed();

describe('where goals are told', () => {
  it('reads a trait and an answer, whatever their capitals; the later of both, and by hand above all', async () => {
    const delays = await fewerDelays({ toldAs: ['délais'] });
    const grow = await create({ name: 'Grandir', actions: [action('Plan agreed')] });
    await told([
      {
        customer: 1,
        at: at('2026-01-01T08:00:00Z'),
        type: 'identify',
        event: 'identify',
        traits: { reason: 'DÉLAIS' },
      },
      {
        customer: 1,
        at: at('2026-01-08T08:00:00Z'),
        type: 'identify',
        event: 'identify',
        traits: { reason: 'délais' },
      },
      {
        customer: 2,
        at: at('2026-01-02T08:00:00Z'),
        type: 'identify',
        event: 'identify',
        traits: { reason: 'grandir' },
      },
      { customer: 2, at: at('2026-01-04T08:00:00Z'), event: 'Answered', properties: { why: ' Délais ' } },
      { customer: 3, at: at('2026-01-04T08:00:00Z'), event: 'Answered', properties: { why: 'par hasard' } },
    ]);
    await ask('goals.source', { trait: 'reason', answer: { match: { event: 'Answered' }, property: 'why' } });
    expect(await progress({ customer: 1 })).toMatchObject({
      goal: { id: delays.id },
      how: 'imported',
      said: 'délais',
      since: '2026-01-08T08:00:00.000Z',
      by: null,
    });
    expect(await progress({ customer: 2 })).toMatchObject({
      goal: { id: delays.id },
      how: 'asked',
      share: 1 / 3,
    });
    expect(await progress({ customer: 3 })).toBeNull();
    expect((await ask<Board>('goals.board', {})).unknown).toEqual([{ said: 'par hasard', people: 1 }]);
    await ask('goals.set', { about: { customer: 2 }, goal: grow.id });
    bed.engines.clock.advance(1000);
    expect(await progress({ customer: 2 })).toMatchObject({ goal: { id: grow.id }, how: 'hand', share: 1 });
  });

  it('reads goals of accounts by what their people do', async () => {
    await people([1]);
    await told([
      { customer: 1, at: at('2026-01-02T09:00:00Z'), event: 'Audit booked', account: 'acme' },
      {
        customer: 0,
        at: at('2026-01-02T08:00:00Z'),
        type: 'group',
        event: 'group',
        account: 'acme',
        traits: { goal: 'Délais' },
      },
    ]);
    await create({ name: 'Délais', unit: 'account', actions: [action('Audit booked')] });
    await ask('goals.source', { unit: 'account', trait: 'goal' });
    expect(await progress({ account: 'acme' })).toMatchObject({ how: 'imported', share: 1 });
  });
});

describe('the board', () => {
  it('tells how many have a goal, how far they are and who stands where', async () => {
    const goal = await fewerDelays();
    for (const customer of [1, 2, 3]) await ask('goals.set', { about: { customer }, goal: goal.id });
    await told([{ customer: 3, at: at('2026-01-04T10:00:00Z'), event: 'Audit booked' }]);
    bed.engines.clock.advance(1000);
    const { goals } = await ask<Board>('goals.board', {});
    // Customer 1 did action 1; 2 did action 2; 3 did actions 3 and 1: 4 of 9.
    expect(goals).toMatchObject([
      {
        people: 3,
        byDone: [
          { done: 0, people: 0 },
          { done: 1, people: 2 },
          { done: 2, people: 1 },
          { done: 3, people: 0 },
        ],
        actions: [
          { done: 2, next: 1 },
          { done: 1, next: 2 },
          { done: 1, next: 0 },
        ],
      },
    ]);
    expect(goals[0]?.share).toBeCloseTo(4 / 9, 12);
    const who = async (which: object) =>
      (
        await ask<{ total: number; people: { customer: number }[] }>('goals.people', {
          ask: {},
          goal: goal.id,
          which,
        })
      ).people.map(({ customer }) => customer);
    expect(await who({ kind: 'all' })).toEqual([1, 2, 3]);
    expect(await who({ kind: 'done_count', done: 1 })).toEqual([1, 2]);
    expect(await who({ kind: 'next', place: 2 })).toEqual([1, 3]);
    expect(await who({ kind: 'done', place: 3 })).toEqual([3]);
  });

  it('keeps a retired goal for whoever has it, and offers it to nobody', async () => {
    const goal = await fewerDelays();
    await ask('goals.set', { about: { customer: 1 }, goal: goal.id });
    bed.engines.clock.advance(1000);
    await ask('goals.retire', { id: goal.id });
    expect(await progress({ customer: 1 })).toMatchObject({ goal: { retired: true } });
    await expect(ask('goals.set', { about: { customer: 2 }, goal: goal.id })).rejects.toThrow(
      /goals.not_offered/,
    );
    await ask('goals.restore', { id: goal.id });
    await ask('goals.set', { about: { customer: 2 }, goal: goal.id });
  });
});
