import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
  testNow,
} from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { type Board, type Goal, goalVariables, operations, type Progress, personalData } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

beforeEach(async () => {
  engines.clock.set(testNow);
  workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
});

const at = (text: string): number => Date.parse(text);
const ask = <T>(name: string, input: unknown, of = context) => run<T>(operations, of, name, input);
const told = (events: readonly ToldEvent[]) => fill(engines.warehouse, workspace, events);

/** People known by `user-<number>`, as the door's rows name them. */
const people = async (customers: readonly number[], of = workspace) => {
  for (const customer of customers) {
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      values (${of.number}, 'user', ${`user-${customer}`}, ${customer})`);
  }
};

const action = (event: string, more: object = {}) => ({ name: event, match: { event }, ...more });
const create = async (input: object) => (await ask<{ goal: Goal }>('goals.create', input)).goal;
const progress = async (about: object, more: object = {}) =>
  (await ask<{ progress: Progress | null }>('goals.of', { about, ...more })).progress;

/** « Réduire les délais » with three actions, of which customer 1 has done the first. */
async function fewerDelays(more: object = {}) {
  await people([1, 2, 3]);
  await told([
    { customer: 1, at: at('2026-01-02T09:00:00Z'), event: 'Audit booked' },
    { customer: 2, at: at('2026-01-03T09:00:00Z'), event: 'Plan agreed' },
    { customer: 3, at: at('2026-01-03T10:00:00Z'), event: 'Team trained' },
  ]);
  return create({
    name: 'Réduire les délais',
    actions: ['Audit booked', 'Plan agreed', 'Team trained'].map((event) => action(event)),
    ...more,
  });
}

describe('the goal of one customer', () => {
  it('is 33 % reached with 1 of 3 actions done, and action 2 is where to step in', async () => {
    const goal = await fewerDelays();
    expect(await progress({ customer: 1 })).toBeNull();
    await ask('goals.set', { about: { customer: 1 }, goal: goal.id });
    engines.clock.advance(1000);
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
    expect(await goalVariables(context, [1, 2])).toEqual(
      new Map([[1, { goal: 'Réduire les délais', progress: 1 / 3, nextAction: 'Plan agreed' }]]),
    );
  });

  it('is known only from when it was set, and let go it is no more', async () => {
    const goal = await fewerDelays();
    await ask('goals.set', { about: { customer: 1 }, goal: goal.id });
    const set = new Date(testNow).toISOString();
    engines.clock.advance(60_000);
    expect(await progress({ customer: 1 }, { asOf: set })).toBeNull(); // asOf is exclusive
    expect(await progress({ customer: 1 })).toMatchObject({ since: set });
    await ask('goals.set', { about: { customer: 1 }, goal: null });
    engines.clock.advance(1);
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
    engines.clock.advance(1000);
    await ask('goals.set', { about: { customer: 3 }, goal: second.id });
    engines.clock.advance(1000);
    // user-2 and user-3 are one person, of a new number
    await engines.records.run(
      sql`update identities set customer = 9 where workspace_id = ${workspace.number} and customer in (2, 3)`,
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
    engines.clock.advance(1000);
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
      engines.clock.advance(1000);
      for (const customer of [1, 2, 3, 4])
        expect([customer, (await progress({ customer }))?.done]).toEqual([customer, done[customer - 1]]);
    }
  });

  it('leaves out what was done before it was told where it counts since then', async () => {
    const goal = await fewerDelays({ counts: 'since' });
    await ask('goals.set', { about: { customer: 1 }, goal: goal.id });
    engines.clock.advance(60_000);
    expect((await progress({ customer: 1 }))?.done).toBe(0);
    await told([{ customer: 1, at: testNow, event: 'Audit booked' }]); // at the very instant
    expect((await progress({ customer: 1 }))?.done).toBe(1);
  });

  it('has 2 days until the end of the second local day, the night of 23 hours included', async () => {
    // Told on 28 March 2026 at noon in Paris; the clocks go forward on the 29th; the days are over on the 31st at 0:00 (+02:00).
    engines.clock.set(at('2026-03-28T11:00:00Z'));
    await people([1, 2]);
    await told([
      { customer: 1, at: at('2026-01-01T11:00:00Z'), event: 'Call' }, // the name is known; it counts since alone
      { customer: 2, at: at('2026-03-30T21:59:59Z'), event: 'Call' },
    ]);
    const goal = await create({ name: 'Appeler', actions: [action('Call', { days: 2 })], counts: 'since' });
    for (const customer of [1, 2]) await ask('goals.set', { about: { customer }, goal: goal.id });
    engines.clock.set(at('2026-03-30T21:59:59.500Z'));
    expect(await progress({ customer: 1 })).toMatchObject({
      actions: [{ late: false, dueAt: '2026-03-30T22:00:00.000Z' }],
    });
    engines.clock.set(at('2026-03-30T22:00:00Z'));
    const own = await progress({ customer: 1 });
    expect(own?.actions[0]?.late).toBe(true);
    expect(own?.words.en).toContain('whose days are over');
    expect(await progress({ customer: 2 })).toMatchObject({ done: 1, actions: [{ late: false }] });
  });
});

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
    engines.clock.advance(1000);
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
    engines.clock.advance(1000);
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
    engines.clock.advance(1000);
    await ask('goals.retire', { id: goal.id });
    expect(await progress({ customer: 1 })).toMatchObject({ goal: { retired: true } });
    await expect(ask('goals.set', { about: { customer: 2 }, goal: goal.id })).rejects.toThrow(
      /goals.not_offered/,
    );
    await ask('goals.restore', { id: goal.id });
    await ask('goals.set', { about: { customer: 2 }, goal: goal.id });
  });
});

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
    const other = asking(engines, await createTestWorkspace(engines));
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
    const person = {
      workspace: workspace.number,
      userIds: ['user-1'],
      anonymousIds: [],
      numbers: [1],
      names: [],
    };
    const held = () => Promise.all(personalData.map((one) => one.count(engines, person)));
    expect(await held()).toEqual([1, 0, 0, 0]);
    for (const one of personalData) await one.erase(engines, person, testNow);
    expect(await held()).toEqual([0, 0, 0, 0]);
    engines.clock.advance(1000);
    expect((await ask<Board>('goals.board', {})).goals[0]?.people).toBe(1);
  });
});
