import { describe, expect, it } from 'vitest';
import { asking } from '../../../test/asking.ts';
import { createTestWorkspace, testNow } from '../../../test/engines.ts';
import { personOf } from '../../../test/workspace-bed.ts';
import { action, goalsBed } from './goals.test-data.ts';
import { type Board, type Goal, personalData } from './index.ts';

const { bed, ask, create, fewerDelays } = goalsBed();

describe('the catalogue', () => {
  it('keeps versions; the same again is none, and one word tells one goal', async () => {
    const goal = await fewerDelays({ toldAs: ['délais'] });
    const { version: _version, createdAt: _at, createdBy: _by, ...measured } = goal.current;
    const same = await ask<{ goal: Goal }>('goals.change', { id: goal.id, measured });
    expect(same.goal.versions).toHaveLength(1);
    const other = await ask<{ goal: Goal }>('goals.change', {
      id: goal.id,
      measured: { ...measured, ordered: true },
    });
    expect(other.goal.current).toMatchObject({ version: 2, ordered: true });
    const actions = [action('Audit booked')];
    await expect(create({ name: 'DÉLAIS', actions })).rejects.toThrow(/goals.told_twice/);
    await expect(create({ name: 'réduire les délais', actions })).rejects.toThrow(/goals.name_taken/);
    await expect(create({ name: 'Autre', actions: [action('Audit boked')] })).rejects.toThrow(
      /insights.unknown_event/,
    );
    await create({ name: 'Délais', unit: 'account', actions }); // an account's goal is another thing
  });

  it('shows and sets nothing of another workspace', async () => {
    const goal = await fewerDelays();
    const other = asking(bed.engines, await createTestWorkspace(bed.engines));
    expect(await ask('goals.list', {}, other)).toMatchObject({ goals: [] });
    await expect(ask('goals.set', { about: { account: 'acme' }, goal: goal.id }, other)).rejects.toThrow(
      /goals.unknown/,
    );
    await expect(ask('goals.of', { about: { customer: 1 } }, other)).rejects.toThrow(/customers.unknown/);
  });

  it('forgets what was set for a person who is erased', async () => {
    const goal = await fewerDelays();
    await ask('goals.set', { about: { customer: 1 }, goal: goal.id });
    await ask('goals.set', { about: { customer: 2 }, goal: goal.id });
    const person = personOf(bed, 1);
    const held = () => Promise.all(personalData.map((one) => one.count(bed.engines, person)));
    expect(await held()).toEqual([1, 0, 0, 0]);
    for (const one of personalData) await one.erase(bed.engines, person, testNow);
    expect(await held()).toEqual([0, 0, 0, 0]);
    bed.engines.clock.advance(1000);
    expect((await ask<Board>('goals.board', {})).goals[0]?.people).toBe(1);
  });
});
