import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import {
  type Announcement,
  everythingNew,
  type Kept,
  type News,
  noNews,
} from '#src/customers/upkeep/index.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { keeper, type Milestone, operations, personalData } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;
/** What was announced, repeats too. */
let announced: Announcement[];

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const at = (text: string): number => Date.parse(text);
const created = at('2026-01-15T12:00:00Z');

beforeEach(async () => {
  engines.clock.set(created);
  workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  announced = [];
  for (const customer of [1, 2, 3]) {
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      values (${workspace.number}, 'user', ${`user-${customer}`}, ${customer})`);
  }
});

const ask = <T>(name: string, input: unknown, of = context) => run<T>(operations, of, name, input);
const told = (events: readonly ToldEvent[]) => fill(engines.warehouse, workspace, events);
const sessions = (customer: number, times: number, from: number): ToldEvent[] =>
  Array.from({ length: times }, (_, n) => ({ customer, at: from + n * 60_000, event: 'Session' }));
const create = async (rule: object, more: object = {}) =>
  (await ask<{ milestone: Milestone }>('milestones.create', { name: 'Fidèle', rule, ...more })).milestone;
const hundredth = { kind: 'times', match: { event: 'Session' }, times: 100 };

const upkeep = (
  news: News = everythingNew,
  announce = async (events: readonly Announcement[]) => void announced.push(...events),
) => {
  const kept: Kept = {
    ...context,
    store: engines.warehouse,
    signal: new AbortController().signal,
    announce,
  };
  return keeper.keep(kept, news);
};
const newsOf = (...customers: number[]): News => ({ ...noNews, customers, events: new Set(['Session']) });
/** As the warehouse stores them: a message id once. */
const stored = () => [...new Map(announced.map((one) => [one.messageId, one])).values()];

describe('the 100th session', () => {
  it('is announced once: at the 99th not, at the 100th, and not again at the 101st, replayed or late', async () => {
    await told(sessions(1, 1, at('2026-01-01T00:00:00Z')));
    const milestone = await create(hundredth);
    await told(sessions(1, 98, at('2026-01-16T08:00:00Z')));
    engines.clock.set(at('2026-01-17T08:00:00Z'));
    await upkeep();
    expect(announced).toEqual([]);
    const last = at('2026-01-16T20:00:00Z');
    await told([{ customer: 1, at: last, event: 'Session' }]);
    await upkeep(newsOf(1));
    expect(announced).toMatchObject([
      {
        event: 'perdure.milestone_reached',
        at: last,
        customer: 1,
        properties: { milestone: milestone.id, name: 'Fidèle', claimable: false, version: 1 },
      },
    ]);
    expect(announced[0]?.messageId).not.toContain('user-1');
    await told(sessions(1, 5, at('2026-01-02T08:00:00Z'))); // late: the 100th is another one now
    await upkeep(newsOf(1));
    await upkeep();
    await upkeep();
    expect(announced).toHaveLength(1);
  });

  it('is announced once where the turn dies between telling and noting it: the same message again', async () => {
    await told(sessions(1, 1, at('2026-01-01T00:00:00Z')));
    await create(hundredth);
    await told(sessions(1, 99, at('2026-01-16T08:00:00Z')));
    engines.clock.set(at('2026-01-17T08:00:00Z'));
    const killed = upkeep(everythingNew, async (events) => {
      announced.push(...events);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    await upkeep();
    await upkeep();
    expect(announced).toHaveLength(2);
    expect(stored()).toHaveLength(1);
  });

  it('is announced once for a person of two ids: neither after they turn out to be one, nor by both together', async () => {
    await told(sessions(1, 1, at('2026-01-01T00:00:00Z')));
    await create(hundredth);
    await told([
      ...sessions(1, 99, at('2026-01-16T08:00:00Z')),
      ...sessions(2, 60, at('2026-01-16T08:00:30Z')),
    ]);
    engines.clock.set(at('2026-01-17T08:00:00Z'));
    await upkeep();
    expect(announced.map(({ customer }) => customer)).toEqual([1]);
    // One person now, of a new number, with 160 sessions.
    await engines.records.run(
      sql`update identities set customer = 9 where workspace_id = ${workspace.number} and customer in (1, 2)`,
    );
    await told(sessions(9, 160, at('2026-01-16T08:00:00Z')));
    await upkeep(newsOf(9));
    await upkeep();
    expect(announced).toHaveLength(1);
  });

  it('is not announced for whoever had it before it was kept, to the millisecond; the preview says how many', async () => {
    await told([
      ...sessions(1, 100, at('2026-01-10T08:00:00Z')),
      ...sessions(2, 99, at('2026-01-10T08:00:00Z')),
      ...sessions(3, 99, at('2026-01-10T08:00:00Z')),
    ]);
    expect(await ask('milestones.preview', { rule: hundredth })).toMatchObject({
      reached: 1,
      near: 2,
      words: { fr: '« Session » pour la 100ᵉ fois', en: '“Session” for the 100th time' },
    });
    await create(hundredth);
    await told([
      { customer: 2, at: created, event: 'Session' }, // as it is kept
      { customer: 3, at: created - 1, event: 'Session' },
    ]);
    engines.clock.advance(1000);
    await upkeep();
    expect(announced.map(({ customer }) => customer)).toEqual([2]);
    const who = await ask<{ people: { customer: number }[] }>('milestones.people', {
      rule: hundredth,
      which: 'reached',
    });
    expect(who.people.map(({ customer }) => customer)).toEqual([1, 2, 3]);
  });

  it('changed to the 50th, is announced to those who get there since, not again to those who were told', async () => {
    await told(sessions(1, 1, at('2026-01-01T00:00:00Z')));
    const { id } = await create(hundredth);
    await told([
      ...sessions(1, 99, at('2026-01-16T08:00:00Z')),
      ...sessions(2, 60, at('2026-01-16T08:00:00Z')),
    ]);
    engines.clock.set(at('2026-01-17T08:00:00Z'));
    await upkeep();
    await ask('milestones.change', { id, rule: { ...hundredth, times: 70 } });
    engines.clock.set(at('2026-01-18T08:00:00Z'));
    await told(sessions(2, 10, at('2026-01-17T09:00:00Z')));
    await upkeep(noNews); // a new version: everybody is looked at
    expect(announced.map(({ customer, properties }) => [customer, properties.version])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});

describe('other milestones', () => {
  const single = async (rule: object) => {
    engines.clock.set(at('2025-01-01T00:00:00Z'));
    await create(rule);
  };

  it('is a quantity at the event with which it adds up', async () => {
    const bought = (time: string, amount: unknown): ToldEvent => ({
      customer: 1,
      at: at(time),
      event: 'Order Completed',
      properties: { revenue: amount },
    });
    await told([
      bought('2025-02-01T00:00:00Z', 0.1),
      bought('2025-02-02T00:00:00Z', 'soon'),
      bought('2025-02-03T00:00:00Z', 0.2),
    ]);
    await single({
      kind: 'quantity',
      match: { event: 'Order Completed' },
      property: 'revenue',
      quantity: 0.3,
    });
    engines.clock.set(created);
    await upkeep();
    expect(announced.map((one) => one.at)).toEqual([at('2025-02-03T00:00:00Z')]); // 0.1 + 0.2 is 0.3, exactly
  });

  it('is so many local days: two visits on one, before and after midnight in Paris, are two', async () => {
    await told([
      { customer: 1, at: at('2025-03-29T22:59:00Z'), event: 'Session' }, // 29 March 23:59
      { customer: 1, at: at('2025-03-29T23:01:00Z'), event: 'Session' }, // 30 March 0:01, the day of 23 hours
      { customer: 2, at: at('2025-03-29T23:01:00Z'), event: 'Session' },
      { customer: 2, at: at('2025-03-30T21:59:00Z'), event: 'Session' }, // 30 March 23:59
    ]);
    await single({ kind: 'days', of: { event: 'Session' }, days: 2 });
    engines.clock.set(created);
    await upkeep();
    expect(announced.map((one) => [one.customer, one.at])).toEqual([[1, at('2025-03-29T23:01:00Z')]]);
  });

  it('is an anniversary from local midnight of its day on, without any news; of 29 February, the 28th', async () => {
    await told([
      { customer: 1, at: at('2024-02-29T10:00:00Z'), event: 'Session' },
      { customer: 2, at: at('2025-03-30T10:00:00Z'), event: 'Session' },
    ]);
    await single({ kind: 'anniversary', match: { event: 'Session' }, months: 12 });
    engines.clock.set(at('2025-02-27T22:59:59Z'));
    await upkeep(noNews);
    expect(announced).toEqual([]);
    engines.clock.set(at('2025-02-27T23:00:00Z'));
    await upkeep(noNews);
    await upkeep(noNews);
    expect(announced.map((one) => [one.customer, one.at])).toEqual([[1, at('2025-02-27T23:00:00Z')]]);
    engines.clock.set(at('2026-03-29T22:00:00Z')); // 30 March 0:00 in summer time
    expect(await ask('milestones.of', { about: { customer: 2 } })).toMatchObject({
      milestones: [{ reachedAt: '2026-03-29T22:00:00.000Z', announced: false }],
    });
    await upkeep(noNews);
    expect(announced.map(({ customer }) => customer)).toEqual([1, 2]);
  });
});

describe('what comes of it', () => {
  const reached = async (more: object) => {
    await told([
      ...sessions(1, 1, at('2026-01-01T00:00:00Z')),
      ...sessions(2, 40, at('2026-01-01T00:00:00Z')),
    ]);
    const { id } = await create(hundredth, more);
    await told(sessions(1, 99, at('2026-01-16T08:00:00Z')));
    engines.clock.set(at('2026-01-17T08:00:00Z'));
    await upkeep();
    return id;
  };

  it('can be claimed once where it is claimable, by whoever reached it, and taken back', async () => {
    const id = await reached({ claimable: true });
    const claim = { id, about: { id: 'user-1' } };
    await ask('milestones.claim', claim);
    await expect(ask('milestones.claim', claim)).rejects.toThrow(/milestones.claimed/);
    expect(await ask('milestones.list', {})).toMatchObject({ milestones: [{ reached: 1, claimed: 1 }] });
    expect(await ask('milestones.reached', { id })).toMatchObject({
      total: 1,
      people: [{ id: 'user-1', claimedAt: '2026-01-17T08:00:00.000Z' }],
    });
    await ask('milestones.unclaim', claim);
    await ask('milestones.claim', claim);
    await expect(ask('milestones.claim', { id, about: { id: 'user-2' } })).rejects.toThrow(
      /milestones.not_reached/,
    );
    expect(await ask('milestones.of', { about: { id: 'user-2' } })).toMatchObject({
      milestones: [{ reachedAt: null, soFar: 40, takes: 100, announced: false }],
    });
    await ask('milestones.change', { id, claimable: false });
    await expect(ask('milestones.claim', claim)).rejects.toThrow(/milestones.not_claimable/);
  });

  it('is nothing of another workspace, and forgotten with the person', async () => {
    const id = await reached({});
    const other = asking(engines, await createTestWorkspace(engines));
    await expect(ask('milestones.reached', { id }, other)).rejects.toThrow(/milestones.unknown/);
    expect(await ask('milestones.list', {}, other)).toEqual({ milestones: [] });
    const person = {
      workspace: workspace.number,
      userIds: ['user-1'],
      anonymousIds: [],
      numbers: [1],
      names: [],
    };
    const held = () => Promise.all(personalData.map((one) => one.count(engines, person)));
    expect(await held()).toEqual([1, 0, 0]);
    for (const one of personalData) await one.erase(engines, person, 0);
    expect(await held()).toEqual([0, 0, 0]);
  });

  it('refuses what never arrived and a name in use; a retired one is looked for no more', async () => {
    const id = await reached({});
    await expect(create(hundredth)).rejects.toThrow(/milestones.name_taken/);
    await expect(create({ ...hundredth, match: { event: 'Sesion' } }, { name: 'x' })).rejects.toThrow(
      /unknown_event/,
    );
    await ask('milestones.retire', { id });
    await told(sessions(2, 60, at('2026-01-17T09:00:00Z')));
    engines.clock.set(at('2026-01-18T09:00:00Z'));
    await upkeep();
    expect(announced).toHaveLength(1);
    await expect(ask('milestones.change', { id, name: 'y' })).rejects.toThrow(/milestones.retired/);
  });
});
