import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { FunnelAsk, gridOf as funnelOf } from '#src/insights/funnels/index.ts';
import { asking, fill, paperWorkspace, run, type ToldEvent } from '#src/insights/testing/index.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { everyoneBehind, operations, PathAsk, type PathTree, type PathWhich } from './index.ts';

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines();
  const workspace = paperWorkspace(450);
  context = asking(engines, workspace);
  await fill(engines.warehouse, workspace, planted());
});
afterAll(() => engines.close());

const minute = 60_000;
const noon = Date.parse('2025-03-10T12:00:00Z');

/** 600 search and order, 300 read help twice, 100 do nothing more; each signs up once. */
function planted(): ToldEvent[] {
  return Array.from({ length: 1000 }, (_, i): ToldEvent[] => {
    const next = i < 600 ? ['search', 'order'] : i < 900 ? ['help', 'help'] : [];
    return ['sign up', ...next].map((event, n) => ({
      customer: i + 1,
      at: noon + i * 1000 + n * 5 * minute,
      event,
    }));
  }).flat();
}

const question = {
  anchor: { event: 'sign up' },
  from: '2025-03-10',
  to: '2025-03-10',
  asOf: '2025-04-01T00:00:00Z',
};
const tree = (more: object = {}) =>
  run<PathTree>(operations, context, 'paths.tree', { ...question, ...more });
const named = (name: string) => ({ kind: 'named', name });

describe('the paths of 1,000 people who take three of them', () => {
  it('are exactly those three, of 600, 300 and 100', async () => {
    const { entered, paths, edges, elsewhere, verdict } = await tree();
    expect(entered).toBe(1000);
    expect(paths).toEqual([
      { names: ['sign up', 'search', 'order'], tail: 'ended', people: 600, share: 0.6 },
      { names: ['sign up', 'help'], tail: 'ended', people: 300, share: 0.3 },
      { names: ['sign up'], tail: 'ended', people: 100, share: 0.1 },
    ]);
    expect(elsewhere).toBe(0);
    expect(edges).toEqual([
      { depth: 0, from: named('sign up'), to: named('search'), people: 600 },
      { depth: 0, from: named('sign up'), to: named('help'), people: 300 },
      { depth: 0, from: named('sign up'), to: { kind: 'ended' }, people: 100 },
      { depth: 1, from: named('search'), to: named('order'), people: 600 },
      { depth: 1, from: named('help'), to: { kind: 'ended' }, people: 300 },
      { depth: 2, from: named('order'), to: { kind: 'ended' }, people: 600 },
    ]);
    expect(verdict.en).toContain('Of 1,000 people, 600 (60%)');
    expect(verdict.fr).toContain('« sign up » → « search » → « order »');
  });

  it('lead back from the last order to the sign-up', async () => {
    const { paths } = await tree({ anchor: { event: 'order' }, direction: 'to' });
    expect(paths).toEqual([{ names: ['order', 'search', 'sign up'], tail: 'ended', people: 600, share: 1 }]);
  });

  it('may go on while the limit is not over, and not a millisecond longer', async () => {
    const lastSignUp = noon + 999 * 1000;
    const limit = { kind: 'window', amount: 1, of: 'day' };
    const at = async (end: number) => {
      const { paths } = await tree({ limit, asOf: new Date(end).toISOString() });
      return paths.filter(({ tail }) => tail === 'open').reduce((sum, { people }) => sum + people, 0);
    };
    expect(await at(lastSignUp + 24 * 60 * minute)).toBe(1); // exactly at its end an event may still count
    expect(await at(lastSignUp + 24 * 60 * minute + 1)).toBe(0);
  });

  it('are as many as a strict funnel finds on the same steps', async () => {
    const limit = { kind: 'window', amount: 1, of: 'day' } as const;
    const { edges, steps } = await tree({ limit, collapse: false });
    for (const [second, third] of [
      ['search', 'order'],
      ['help', 'help'],
    ]) {
      const funnel = await funnelOf(
        context,
        FunnelAsk.parse({
          ...question,
          steps: ['sign up', second, third].map((event) => ({ event })),
          order: 'strict',
          window: { amount: 1, of: 'day' },
        }),
      );
      const reached = funnel.series[0]?.steps.map((step) => step.reached);
      const edge = (depth: number, to = '') =>
        edges.find((one) => one.depth === depth && one.to.kind === 'named' && one.to.name === to)?.people;
      expect(reached).toEqual([steps[0]?.people, edge(0, second), edge(1, third)]);
    }
  });

  it('can be kept, person by person', async () => {
    const which: PathWhich = { kind: 'path', names: ['sign up', 'help'], tail: 'ended' };
    const members = await everyoneBehind(context, { ask: PathAsk.parse(question), which });
    expect(members).toEqual({
      unit: 'customer',
      customers: Array.from({ length: 300 }, (_, i) => 601 + i),
    });
  });
});

describe('a question that cannot be answered', () => {
  it.each([
    ['an event that never came', { anchor: { event: 'sing up' } }, /insights.unknown_event.*sign up/],
    ['a name left out that never came', { leaveOut: ['serch'] }, /insights.unknown_event.*search/],
    ['dates the wrong way round', { from: '2025-03-11' }, /insights.empty_range/],
    ['no step', { steps: 0 }, /one step or more/],
    ['eleven steps', { steps: 11 }, /at most 10 steps/],
    ['three years', { limit: { kind: 'window', amount: 1000, of: 'day' } }, /paths.impossible_window/],
    [
      'an event in two groups',
      {
        groups: [
          { name: 'a', events: ['help'] },
          { name: 'b', events: ['help'] },
        ],
      },
      /paths.impossible_group/,
    ],
    [
      'a group called as an event',
      { groups: [{ name: 'order', events: ['help'] }] },
      /paths.impossible_group/,
    ],
  ])('is refused: %s', async (_, more, message) => {
    await expect(tree(more)).rejects.toThrow(message);
  });

  it('answers nobody for days that have not begun', async () => {
    const { entered, paths, verdict } = await tree({ from: '2030-01-01', to: '2030-01-02' });
    expect({ entered, paths }).toEqual({ entered: 0, paths: [] });
    expect(verdict.fr).toBe('Personne n’a fait « sign up » pendant cette période.');
  });

  it('is refused where people of no such step are asked for', async () => {
    const people = (which: object) => run(operations, context, 'paths.people', { ask: question, which });
    await expect(people({ kind: 'node', depth: 1, place: named('nothing') })).rejects.toThrow(
      /paths.no_such_place/,
    );
    await expect(people({ kind: 'node', depth: 6, place: named('help') })).rejects.toThrow(
      /paths.no_such_place/,
    );
  });
});
