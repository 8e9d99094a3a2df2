import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as ofTasks, type Task } from '#src/customers/tasks/index.ts';
import { everythingNew, type Kept, noNews } from '#src/customers/upkeep/index.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { keeper, operations, type Promised, personalData, type Retention } from './index.ts';
import { judged } from './promise.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const at = (text: string): number => Date.parse(text);

beforeEach(async () => {
  engines.clock.set(at('2026-01-15T12:00:00Z'));
  workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  for (const customer of [1, 2, 3, 4, 5, 6]) await known(customer);
});

const known = (customer: number) =>
  engines.records.run(sql`
    insert into identities (workspace_id, kind, external_id, customer)
    values (${workspace.number}, 'user', ${`user-${customer}`}, ${customer})`);

const ask = <T>(name: string, input: unknown, of = context) => run<T>(operations, of, name, input);
const told = (events: readonly ToldEvent[]) => fill(engines.warehouse, workspace, events);
const record = async (input: object) =>
  (await ask<{ promise: Promised }>('promises.record', { about: { customer: 1 }, what: 'Livrer', ...input }))
    .promise;
const keep = async (input: object) => (await ask<{ promise: Promised }>('promises.keep', input)).promise;
const promisesOf = async (customer: number) =>
  (await ask<{ promises: Promised[] }>('promises.of', { about: { customer } })).promises;
const tasks = async (of = context) =>
  (await run<{ tasks: Task[] }>(ofTasks, of, 'tasks.list', { over: true })).tasks;

const upkeep = (news = everythingNew) => {
  const kept: Kept = {
    ...context,
    store: engines.warehouse,
    signal: new AbortController().signal,
    announce: async () => {
      throw new Error('promises announce nothing');
    },
  };
  return keeper.keep(kept, news);
};

describe('what becomes of a promise', () => {
  const terms = {
    madeOn: '2026-01-01',
    dueOn: '2026-01-16',
    promised: null,
    unit: '',
    keptOn: null,
    actual: null,
  };

  it('promised in 15 days and delivered in 7 has a surplus of 8 days: 53 %', () => {
    const found = judged({ ...terms, keptOn: '2026-01-08' }, '2026-01-20');
    expect(found).toMatchObject({ outcome: 'exceeded', promisedDays: 15, surplusDays: 8 });
    expect(found.surplusShare).toBeCloseTo(8 / 15, 12);
    expect(found.words.fr).toBe('Tenue au-delà : 8 jours d’avance');
  });

  it('is kept on the day, missed the day after; open on the day, overdue the day after', () => {
    const outcome = (keptOn: string | null, today: string) => judged({ ...terms, keptOn }, today).outcome;
    expect(outcome('2026-01-15', '2026-02-01')).toBe('exceeded');
    expect(outcome('2026-01-16', '2026-02-01')).toBe('kept');
    expect(outcome('2026-01-17', '2026-02-01')).toBe('missed');
    expect(outcome(null, '2026-01-16')).toBe('open');
    expect(outcome(null, '2026-01-17')).toBe('overdue');
    expect(judged(terms, '2026-01-19')).toMatchObject({ surplusDays: -3, surplusShare: -3 / 15 });
  });

  it('holds a quantity against what came: 12 of 10 is 20 % more, 9 is missed, in full but late is missed too', () => {
    const quantity = { ...terms, promised: 10, unit: 'leads', keptOn: '2026-01-16' };
    expect(judged({ ...quantity, actual: 12 }, '2026-02-01')).toMatchObject({
      outcome: 'exceeded',
      surplus: 2,
      surplusShare: 0.2,
    });
    expect(judged({ ...quantity, actual: 10 }, '2026-02-01').outcome).toBe('kept');
    expect(judged({ ...quantity, actual: 9 }, '2026-02-01').words.en).toBe('Missed: 1 leads less');
    expect(judged({ ...quantity, actual: 12, keptOn: '2026-01-17' }, '2026-02-01').outcome).toBe('missed');
  });

  it('counts days of the calendar over a night of 23 hours', () => {
    const spring = { ...terms, madeOn: '2026-03-28', dueOn: '2026-04-12', keptOn: '2026-04-04' };
    expect(judged(spring, '2026-05-01')).toMatchObject({ promisedDays: 15, surplusDays: 8 });
  });
});

describe('the register', () => {
  it('takes the local day: told at 23:30 in Paris it is kept that day, half an hour later the next', async () => {
    engines.clock.set(at('2026-01-16T22:30:00Z'));
    const promise = await record({ madeOn: '2026-01-01', days: 15 });
    expect(promise).toMatchObject({ dueOn: '2026-01-16', outcome: 'open', recordedBy: 'user:tester' });
    expect((await keep({ id: promise.id })).outcome).toBe('kept');
    engines.clock.set(at('2026-01-16T23:00:00Z'));
    expect(await keep({ id: promise.id })).toMatchObject({ keptOn: '2026-01-17', outcome: 'missed' });
  });

  it('late, it opens one task, however often it is said', async () => {
    const promise = await record({ madeOn: '2025-12-01', dueOn: '2026-01-10', what: 'Livrer la cuisine' });
    await keep({ id: promise.id });
    await keep({ id: promise.id });
    await upkeep();
    await upkeep();
    const [task, ...others] = await tasks();
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      title: 'Livrer la cuisine',
      source: 'promise',
      sourceId: promise.id,
      due: '2026-01-15',
    });
    expect(task?.about).toMatchObject({ customer: 1, id: 'user-1' });
    await run(ofTasks, context, 'tasks.done', { id: task?.id, outcome: 'Excuses faites' });
    await keep({ id: promise.id, keptOn: '2026-01-14' });
    await upkeep();
    expect(await tasks()).toHaveLength(1);
  });

  it('drops an untouched task where it turns out that the promise was kept, and opens the same again where it was not', async () => {
    const { id } = await record({ madeOn: '2025-12-01', dueOn: '2026-01-10' });
    await upkeep();
    const states = async () => (await tasks()).map(({ state }) => state);
    expect(await states()).toEqual(['open']);
    await keep({ id, keptOn: '2026-01-05' });
    await upkeep();
    expect(await states()).toEqual(['dropped']);
    await keep({ id, keptOn: '2026-01-11' });
    await upkeep();
    expect(await states()).toEqual(['open']);
    const [task] = await tasks();
    await run(ofTasks, context, 'tasks.done', { id: task?.id });
    await keep({ id, keptOn: '2026-01-05' });
    expect(await states()).toEqual(['done']); // somebody did it
  });

  it('opens the task of one whose day passes without a word, the day after; none for what is withdrawn or long ago', async () => {
    await record({ madeOn: '2026-01-01', dueOn: '2026-01-15' });
    await record({ madeOn: '2025-01-01', dueOn: '2025-10-16', reference: 'old' }); // 91 days ago
    const { id } = await record({ madeOn: '2025-01-01', dueOn: '2025-10-17', reference: 'less old' }); // 90 days ago
    await upkeep(noNews);
    expect((await tasks()).map(({ sourceId, state }) => ({ sourceId, state }))).toEqual([
      { sourceId: id, state: 'open' },
    ]);
    await ask('promises.withdraw', { id });
    await upkeep(noNews);
    expect((await tasks()).map(({ state }) => state)).toEqual(['dropped']);
    engines.clock.set(at('2026-01-15T23:00:00Z')); // midnight in Paris
    await upkeep(noNews);
    await upkeep(noNews);
    expect(await tasks()).toHaveLength(2);
    const { counts, total } = await ask<{ counts: object; total: number }>('promises.list', {});
    expect({ counts, total }).toEqual({
      counts: { open: 0, exceeded: 0, kept: 0, missed: 0, overdue: 2 },
      total: 2,
    });
  });

  it('counts outcomes as it judges them, and lists one at a time', async () => {
    const due = { madeOn: '2026-01-01', dueOn: '2026-01-10' };
    const quantity = { ...due, promised: 10 };
    for (const [at, [terms, kept]] of (
      [
        [due, { keptOn: '2026-01-09' }],
        [due, { keptOn: '2026-01-10' }],
        [due, { keptOn: '2026-01-11' }],
        [due, null],
        [{ madeOn: '2026-01-01', dueOn: '2026-01-15' }, null],
        [quantity, { keptOn: '2026-01-09', actual: 10 }],
        [quantity, { keptOn: '2026-01-10', actual: 10.5 }],
        [quantity, { keptOn: '2026-01-09', actual: 9.999999 }],
      ] as const
    ).entries()) {
      const { id } = await record({ ...terms, reference: `r${at}` });
      if (kept !== null) await keep({ id, ...kept });
    }
    const { counts, promises } = await ask<{ counts: Record<string, number>; promises: Promised[] }>(
      'promises.list',
      {},
    );
    const judgedAs = Object.groupBy(promises, ({ outcome }) => outcome);
    expect(counts).toEqual({ open: 1, exceeded: 2, kept: 2, missed: 2, overdue: 1 });
    for (const [outcome, there] of Object.entries(counts)) {
      expect(judgedAs[outcome as Promised['outcome']]).toHaveLength(there); // its keys are outcomes
      expect((await ask<{ total: number }>('promises.list', { outcome })).total).toBe(there);
    }
  });

  it('records one promise a reference; refuses days to come, backwards, or none, and a quantity without what came', async () => {
    const first = await record({ days: 3, reference: 'order 7' });
    expect((await record({ days: 9, reference: 'order 7' })).id).toBe(first.id);
    await expect(record({})).rejects.toThrow(/promises.no_day/);
    await expect(record({ madeOn: '2026-01-16', days: 1 })).rejects.toThrow(/promises.in_days_to_come/);
    await expect(record({ dueOn: '2026-01-14' })).rejects.toThrow(/promises.backwards/);
    const quantity = await record({ days: 3, promised: 5 });
    await expect(keep({ id: quantity.id })).rejects.toThrow(/promises.no_actual/);
    await expect(keep({ id: 'prm_none' })).rejects.toThrow(/promises.unknown/);
  });

  it('shows and keeps nothing of another workspace', async () => {
    const { id } = await record({ days: 3 });
    const other = asking(engines, await createTestWorkspace(engines));
    expect(await ask('promises.list', {}, other)).toMatchObject({ total: 0, promises: [] });
    await expect(ask('promises.keep', { id }, other)).rejects.toThrow(/promises.unknown/);
    await expect(ask('promises.withdraw', { id }, other)).rejects.toThrow(/promises.unknown/);
  });

  it('forgets promises to a person who is erased, and their tasks', async () => {
    await record({ madeOn: '2025-12-01', dueOn: '2026-01-10' });
    await ask('promises.record', { about: { customer: 2 }, what: 'Rappeler user-1', days: 2 });
    const person = {
      workspace: workspace.number,
      userIds: ['user-1'],
      anonymousIds: [],
      numbers: [1],
      names: [],
    };
    const held = () => Promise.all(personalData.map((one) => one.count(engines, person)));
    expect(await held()).toEqual([1, 1]);
    for (const one of personalData) await one.erase(engines, person, 0);
    expect(await held()).toEqual([0, 0]);
    expect(await promisesOf(2)).toMatchObject([{ what: expect.not.stringContaining('user-1') }]);
  });
});

describe('promises told by events', () => {
  const made = (customer: number, time: string, properties: object, id?: string): ToldEvent => ({
    customer,
    at: at(time),
    event: 'Promise Made',
    properties: { promiseId: 'p1', promise: 'Livrer', ...properties },
    ...(id === undefined ? {} : { id }),
  });
  const kept = (customer: number, time: string, properties: object = {}): ToldEvent => ({
    customer,
    at: at(time),
    event: 'Promise Kept',
    properties: { promiseId: 'p1', ...properties },
  });

  it('is one promise, kept or not, however often and in whatever order its events are read', async () => {
    await told([kept(1, '2026-01-08T10:00:00Z')]);
    await upkeep();
    expect(await promisesOf(1)).toEqual([]); // nothing was promised yet
    await told([made(1, '2026-01-01T10:00:00Z', { days: 15 })]); // arrives late
    await upkeep({ ...noNews, customers: [1], events: new Set(['Promise Made']) });
    await upkeep();
    const [promise, ...others] = await promisesOf(1);
    expect(others).toEqual([]);
    expect(promise).toMatchObject({
      madeOn: '2026-01-01',
      dueOn: '2026-01-16',
      keptOn: '2026-01-08',
      surplusDays: 8,
    });
  });

  it('stays one where the person turns out to have another id', async () => {
    await told([made(2, '2026-01-01T10:00:00Z', { dueOn: '2026-01-12' })]);
    await upkeep();
    await engines.records.run(
      sql`update identities set customer = 9 where workspace_id = ${workspace.number} and customer in (1, 2)`,
    );
    await told([made(9, '2026-01-01T10:00:00Z', { dueOn: '2026-01-12' }), kept(9, '2026-01-12T10:00:00Z')]);
    await engines.warehouse.insert(
      'retired',
      new TextEncoder().encode(
        JSON.stringify({ workspace_id: workspace.number, customer: 2, at: '2026-01-15 12:00:00.000' }),
      ),
      { format: 'JSONEachRow' },
    );
    await upkeep();
    expect(await promisesOf(9)).toMatchObject([{ outcome: 'kept', dueOn: '2026-01-12' }]);
  });

  it('is due on the local day of an instant: 23:30 in UTC on 11 January is the 12th in Paris', async () => {
    await told([
      made(1, '2026-01-02T10:00:00Z', { dueOn: '2026-01-11T23:30:00Z' }),
      made(2, '2026-01-02T10:00:00Z', { dueOn: '2026-01-11T23:30:00+01:00' }),
      made(3, '2026-01-02T10:00:00Z', { dueOn: '2026-01-11 23:30:00' }), // no zone: as it is written
    ]);
    await upkeep();
    const days = await Promise.all([1, 2, 3].map(async (one) => (await promisesOf(one))[0]?.dueOn));
    expect(days).toEqual(['2026-01-12', '2026-01-11', '2026-01-11']);
  });

  it('bears whatever an event says: text that no record holds, references of any length, quantities of any size', async () => {
    const due = { dueOn: '2026-01-12' };
    const long = '漢'.repeat(1_000);
    await told([
      made(1, '2026-01-02T10:00:00Z', {
        ...due,
        promiseId: 'p\u00001',
        promise: 'Li\u0000vrer',
        unit: 't\u0000',
      }),
      made(1, '2026-01-02T11:00:00Z', { ...due, promiseId: `${long}a` }),
      made(1, '2026-01-02T12:00:00Z', { ...due, promiseId: `${long}b` }),
      made(1, '2026-01-02T13:00:00Z', { ...due, promiseId: 'large', promised: 1e300 }),
      made(1, '2026-01-02T14:00:00Z', { ...due, promiseId: 'small', promised: 1e-12 }),
      made(2, '2026-01-02T10:00:00Z', due),
      kept(1, '2026-01-08T10:00:00Z'),
    ]);
    await upkeep();
    await upkeep();
    const ofFirst = await promisesOf(1);
    expect(ofFirst).toHaveLength(5);
    expect(ofFirst.find(({ keptOn }) => keptOn === '2026-01-08')).toMatchObject({ what: 'Livrer' });
    expect(ofFirst.every(({ promised }) => promised === null)).toBe(true);
    expect(await promisesOf(2)).toHaveLength(1);
  });

  it('listens to names of one’s own, and to what is promised to an account', async () => {
    await told([
      {
        customer: 0,
        at: at('2026-01-02T10:00:00Z'),
        event: 'SLA',
        account: 'acme',
        properties: { ref: 7, n: 100, d: 5 },
      },
      {
        customer: 0,
        at: at('2026-01-05T10:00:00Z'),
        event: 'SLA met',
        account: 'acme',
        properties: { ref: 7, got: 125 },
      },
    ]);
    await ask('promises.listen', {
      made: 'SLA',
      kept: 'SLA met',
      reference: 'ref',
      promised: 'n',
      actual: 'got',
      days: 'd',
    });
    const { promises } = await ask<{ promises: Promised[] }>('promises.of', { about: { account: 'acme' } });
    expect(promises).toMatchObject([
      { promised: 100, actual: 125, surplusShare: 0.25, outcome: 'exceeded', surplusDays: 2 },
    ]);
  });

  it('leaves what was said by hand until an event says it, and takes up no promise without a day', async () => {
    await told([made(1, '2026-01-01T10:00:00Z', { days: 3 }), made(3, '2026-01-01T10:00:00Z', {})]);
    await upkeep();
    expect(await promisesOf(3)).toEqual([]);
    const [promise] = await promisesOf(1);
    await keep({ id: promise?.id, keptOn: '2026-01-03' });
    await upkeep();
    expect(await promisesOf(1)).toMatchObject([{ keptOn: '2026-01-03' }]);
    await told([kept(1, '2026-01-02T10:00:00Z')]);
    await upkeep();
    expect(await promisesOf(1)).toMatchObject([{ keptOn: '2026-01-02', surplusDays: 2 }]);
    expect((await tasks()).map(({ state }) => state)).toEqual(['dropped']); // it was overdue at first
  });
});

describe('who stays', () => {
  it('tells shares by what became of the first promise, with intervals, leaving out whose days are not over', async () => {
    engines.clock.set(at('2026-04-15T12:00:00Z'));
    const due = { madeOn: '2026-01-01', dueOn: '2026-01-10' };
    const promised = async (customer: number, keptOn: string | null, more: object = due) => {
      const { id } = await record({ about: { customer }, ...more });
      if (keptOn !== null) await keep({ id, keptOn });
    };
    await promised(1, '2026-01-05');
    await promised(1, '2026-02-20', { madeOn: '2026-02-01', dueOn: '2026-02-10' }); // a second promise, missed, counts not
    await promised(2, '2026-01-05');
    await promised(3, '2026-01-10');
    await promised(4, '2026-01-12');
    await promised(5, null); // overdue: missed
    await promised(6, null, { madeOn: '2026-02-01', dueOn: '2026-02-14' }); // day 60 is 15 April, which is not over
    const visit = (customer: number, time: string): ToldEvent => ({ customer, at: at(time) });
    // Days 31 to 60 after 10 January are 10 February to 11 March, in Paris.
    await told([
      visit(1, '2026-02-09T23:00:00Z'), // 10 February, 0:00
      visit(2, '2026-02-09T22:59:59Z'), // 9 February: too early
      visit(3, '2026-03-11T22:59:59Z'), // the last second
      visit(4, '2026-03-11T23:00:00Z'), // 12 March: too late
      visit(6, '2026-03-20T12:00:00Z'),
    ]);
    const { groups, words } = await ask<Retention>('promises.retention', {});
    expect(groups.map(({ group, people, stayed, waiting }) => ({ group, people, stayed, waiting }))).toEqual([
      { group: 'exceeded', people: 2, stayed: 1, waiting: 0 },
      { group: 'kept', people: 1, stayed: 1, waiting: 0 },
      { group: 'missed', people: 2, stayed: 0, waiting: 1 },
    ]);
    // Wilson for 1 of 2 at 95 %: 0.0945 to 0.9055.
    expect(groups[0]?.low).toBeCloseTo(0.0945, 4);
    expect(groups[0]?.high).toBeCloseTo(0.9055, 4);
    expect(words.en).toContain('not what it causes');
    const who = await ask<{ people: { customer: number }[] }>('promises.retention-people', {
      ask: {},
      group: 'missed',
      which: 'gone',
    });
    expect(who.people.map(({ customer }) => customer)).toEqual([4, 5]);
  });
});
