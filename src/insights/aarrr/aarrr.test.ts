import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { operations as ahaOperations } from '../aha/index.ts';
import { type GroupsCompared, operations as groupOperations } from '../groups/index.ts';
import { ByHand, onAllPages, passes } from '../value/by-hand.test-data.ts';
import { askFor, historiesFrom, questionsEach, stored } from '../value/histories.test-data.ts';
import { boardOf } from './board.ts';
import {
  type Board,
  BoardAsk,
  type BoardAskInput,
  type BoardGroup,
  BoardPeopleAsk,
  operations,
} from './index.ts';
import { byChannel, day, lives, question, start } from './lives.test-data.ts';
import { boardPeople } from './people.ts';

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines();
  context = asking(engines, await createTestWorkspace(engines));
  await fill(engines.warehouse, context.workspace, lives);
});
afterAll(() => engines.close());

const boardOn = (input: Partial<BoardAskInput> = {}) =>
  run<Board>(operations, context, 'aarrr.board', { ...question, ...input });

const shareOf = ({ stages }: BoardGroup, name: string) => {
  const share = stages.find(({ stage }) => stage === name)?.reached.share;
  return share?.known ? share.value : undefined;
};

describe('B05: 400 sign-ups of whom 180 are activated', () => {
  it('are 45.0 %, with channel A at 30 % and B at 60 %, compared with corrected p-values', async () => {
    const { total, groups } = await boardOn({ apart: byChannel });
    expect(shareOf(total, 'activation')).toBe(0.45);
    expect(groups.map((group) => [group.group.value, group.customers, shareOf(group, 'activation')])).toEqual(
      [
        ['A', 200, 0.3],
        ['B', 200, 0.6],
      ],
    );
    // z = 0.3 / √(2 · 0.45 · 0.55 / 200) = 6.03: p about 1.6e-9, the same for both groups, corrected for two.
    const against = groups[0]?.stages.find(({ stage }) => stage === 'activation')?.against;
    expect(against?.verdict).toBe('different');
    expect(against?.correctedP).toBeLessThan(1e-8);
    expect(against?.difference).toBeCloseTo(-0.3, 12);
    expect(groups.map(({ weak }) => weak)).toEqual([true, false]);
  });

  it('is a reason to leave that one controls, as those who are activated stay more', async () => {
    const { groups, matters, verdict } = await boardOn({ apart: byChannel });
    expect(groups[0]?.words?.en).toContain(
      'weak activation, 30% against 60% elsewhere. A reason to leave that you control',
    );
    expect(groups[1]?.words).toBeNull();
    const activated = lives.filter(({ event }) => event === 'team set up').map(({ customer }) => customer);
    const stayed = new Set(lives.filter(({ event }) => event === 'use').map(({ customer }) => customer));
    expect([matters?.activated.hits, matters?.activated.total]).toEqual([
      activated.filter((one) => stayed.has(one)).length,
      180,
    ]);
    expect(matters?.others.total).toBe(220);
    expect(verdict.fr).toContain('vous pouvez agir');
  });

  it('stand beside revenue and referral, in money and people', async () => {
    const { total, worthDays } = await boardOn();
    expect(worthDays).toBe(30); // the question names no days
    expect(
      total.stages.map(({ stage, reached, open, state }) => [
        stage,
        reached.hits,
        reached.total,
        open,
        state,
      ]),
    ).toEqual([
      ['acquisition', 400, 400, 0, 'complete'],
      ['activation', 180, 400, 0, 'complete'],
      ['retention', lives.filter(({ event }) => event === 'use').length, 400, 0, 'complete'],
      ['revenue', 80, 400, 0, 'complete'],
      ['referral', 10, 400, 0, 'complete'],
    ]);
    // 80 orders of 20 € among 400: 4 € each.
    expect(total.stages[3]?.worth).toMatchObject({ total: { value: 160_000 }, perCustomer: { value: 400 } });
  });

  it('are running while days are not over, and nothing is then said of who stays', async () => {
    const { total, matters } = await boardOn({ asOf: new Date(start + 10 * day).toISOString() });
    expect(total.stages.map(({ reached, open, state }) => [reached.total, open, state])).toEqual([
      [400, 0, 'running'],
      [400, 0, 'running'],
      [0, 400, 'running'],
      [0, 400, 'running'],
      [0, 400, 'running'],
    ]);
    expect(matters?.words.en).toContain('cannot say yet');
    const overlapping = await boardOn({
      activation: { by: 'event', match: { event: 'team set up' }, days: 30 },
    });
    expect(overlapping.matters).toBeNull();
  });

  it('may be activated by an adopted aha moment', async () => {
    const { definition } = await run<{ definition: { id: string } }>(ahaOperations, context, 'aha.adopt', {
      name: 'Team',
      rule: { start: { event: 'sign up' }, match: { event: 'team set up' }, times: 1, days: 7 },
    });
    const { total, activation } = await boardOn({ activation: { by: 'aha', definition: definition.id } });
    expect(shareOf(total, 'activation')).toBe(0.45);
    expect(activation.definition).toEqual({ id: definition.id, name: 'Team', version: 1 });
    await expect(boardOn({ apart: { by: 'trait', name: 'offre' } })).rejects.toMatchObject({
      code: 'traits.unknown',
      details: { field: 'apart.name' },
    });
    const without = { ask: { ...question, referral: null }, stage: 'referral' };
    await expect(run(operations, context, 'aarrr.people', without)).rejects.toMatchObject({
      code: 'aarrr.no_such_stage',
    });
  });
});

describe('compared by groups', () => {
  const comparing = (ask: Partial<BoardAskInput> = {}) =>
    run<GroupsCompared>(groupOperations, context, 'compare.groups', {
      question: { of: 'aarrr.board', ask: { ...question, ...ask } },
      arms: ['A', 'B'].map((name) => ({
        kind: 'people',
        name,
        people: [{ kind: 'trait', trait: 'channel', how: 'is', values: [name] }],
      })),
    });

  it('channel A at 30 % and B at 60 % differ in activation; in revenue, 40 of 200 each, they do not', async () => {
    const { pairs, figures, verdict } = await comparing({ apart: byChannel });
    expect(figures.map(({ key }) => key)).toEqual(['activation', 'retention', 'revenue', 'referral']);
    expect(pairs[0]?.cells.map((cell) => cell.verdict === 'different')).toEqual([true, true, false, false]);
    expect(pairs[0]?.cells[0]?.z).toMatchObject({ value: expect.closeTo(-6.03, 2) });
    expect(verdict.fr).toMatch(/^Différence significative : B dépasse A \(60\s% contre 30\s%/);
  });

  it('2 of 5 against 3 of 5 cannot be told apart yet; what all ten did is no figure', async () => {
    const few = { kind: 'trait', trait: 'host', how: 'set' } as const;
    const { verdict, figures } = await comparing({ people: [few] });
    expect(figures[0]?.groups.map(({ hits, total }) => [hits, total])).toEqual([
      [2, 5],
      [3, 5],
    ]);
    expect(figures.map(({ key }) => key)).toEqual(['activation', 'retention']);
    expect(verdict.en).toMatch(/^We cannot say yet/);
  });
});

/** One statement, and a recount one person after the other, must tell the same of every stage of every group. */
const activations = (definitions: Readonly<Record<string, { id: string }>>) => [
  { by: 'event', match: { event: 'look', where: [] }, times: 1, days: 6 },
  { by: 'event', match: { event: null, where: [] }, times: 2, days: 3 },
  { by: 'value', definition: definitions['twoOfAny week']?.id, period: 'week', periods: 2 },
  { by: 'value', definition: definitions['spending day']?.id, period: 'day', periods: 3 },
];

const histories = historiesFrom(0, 431);
let judged = 0;

it.each(histories)(
  'tells what a recount tells: history $seed in $zone',
  { timeout: 300_000 },
  async ({ place, history, seed }) => {
    const told = await stored(engines, place, history, async () => undefined);
    const wishes = fc.record({
      activation: fc.constantFrom(...activations(told.definitions)),
      nth: fc.constantFrom(0, 1, 2).map((n) => n + 1),
      apart: fc.constantFrom(
        byChannel,
        { by: 'period' as const, period: 'month' as const },
        { by: 'nothing' as const },
      ),
    });
    const asks = fc.sample(fc.tuple(askFor(told), wishes), { seed: 210 + seed, numRuns: questionsEach });
    for (const [early, { activation, nth, apart }] of asks) {
      const common = { ...early, asOf: new Date(Date.parse(early.asOf) + 15 * day).toISOString() };
      const { period, activeBy, ...frame } = common;
      const ask = BoardAsk.parse({
        ...frame,
        start: { event: 'visit' },
        activation,
        retention: { activeBy, period, nth },
        revenue: { match: { event: 'order' }, property: 'amount', days: 5 },
        referral: { match: { event: 'look' }, days: 4 },
        apart,
      });
      const about = JSON.stringify(ask);
      const hand = new ByHand(told, common);
      const found = livesByHand(hand, ask);
      const board = await boardOf(told.context, ask);
      const groups =
        apart.by === 'nothing' ? [board.total] : board.groups.filter(({ customers }) => customers > 0);
      expect(
        groups.reduce((sum, { customers }) => sum + customers, 0),
        about,
      ).toBe(found.length);
      for (const group of groups) {
        const own = found.filter(({ name }) => apart.by === 'nothing' || name === (group.group.value ?? ''));
        for (const { stage, reached, open } of group.stages.slice(1)) {
          const at = own.map(({ unit, stages }) => ({ unit, ...stages[stage as keyof typeof stages] }));
          const over = at.filter((one) => one.over);
          judged += over.length;
          expect([stage, reached.total, reached.hits, open], about).toEqual([
            stage,
            over.length,
            over.filter(({ did }) => did).length,
            at.length - over.length,
          ]);
        }
      }
      const page = await onAllPages((cursor) =>
        boardPeople(
          told.context,
          BoardPeopleAsk.parse({
            ask,
            stage: 'retention',
            limit: 2,
            ...(cursor === undefined ? {} : { cursor }),
          }),
        ),
      );
      expect(page.units, about).toEqual(
        found
          .filter(({ stages }) => stages.retention.over && stages.retention.did)
          .map(({ unit }) => unit)
          .sort(),
      );
    }
  },
);

it('had somebody to judge', () => expect(judged).toBeGreaterThan(20));

/** Everybody who began in the range, and how far they came, from the definitions alone. */
function livesByHand(hand: ByHand, ask: BoardAsk) {
  const today = hand.dateOf(hand.asOf);
  return [...hand.byUnit].flatMap(([unit, own]) => {
    const first = own.find(({ event }) => event === 'visit');
    const began = first === undefined ? '' : hand.dateOf(first.at);
    if (first === undefined || began < ask.from || began > ask.to) return [];
    const plus = (days: number) => hand.plus(began, days, 'day');
    const within = (days: number) =>
      own.filter(({ at }) => hand.dateOf(at) >= began && hand.dateOf(at) < plus(days));
    const over = (days: number) => plus(days) <= today;
    const { activation, retention, apart } = ask;
    const period = (n: number, length: 'day' | 'week' | 'month') =>
      hand.plus(hand.begin(began, length), n, length);
    const enough = (begin: string, length: 'day' | 'week' | 'month') => {
      const inside = own.filter(
        ({ at }) => hand.dateOf(at) >= begin && hand.dateOf(at) < hand.plus(begin, 1, length),
      );
      if (length === 'week') return inside.length >= 2;
      return (
        inside.reduce((sum, { properties }) => sum + Math.round(Number(properties?.amount ?? 0) * 100), 0) >=
        4000
      );
    };
    const act =
      activation.by === 'event'
        ? {
            over: over(activation.days),
            did: within(activation.days).filter(passes(activation.match)).length >= activation.times,
          }
        : activation.by === 'value'
          ? {
              over: hand.isOver(period(activation.periods - 1, activation.period), activation.period),
              did: Array.from({ length: activation.periods }, (_, n) => n).some((n) =>
                enough(period(n, activation.period), activation.period),
              ),
            }
          : { over: false, did: false };
    const stay = period(retention.nth, retention.period);
    const name =
      apart.by === 'period'
        ? hand.begin(began, 'month')
        : apart.by === 'start_property'
          ? String(first.properties?.channel ?? '')
          : '';
    return [
      {
        unit,
        name,
        stages: {
          activation: act,
          retention: { over: hand.isOver(stay), did: hand.active(stay).has(unit) },
          revenue: {
            over: over(5),
            did: within(5).some(
              ({ event, properties }) => event === 'order' && properties?.amount !== undefined,
            ),
          },
          referral: { over: over(4), did: within(4).some(({ event }) => event === 'look') },
        },
      },
    ];
  });
}

describe('where accounts are counted', () => {
  it('nothing is said of customers, and one is one', async () => {
    const own = asking(engines, await createTestWorkspace(engines));
    await fill(engines.warehouse, own.workspace, [
      { customer: 1, account: 'acme', at: start, event: 'sign up', properties: { channel: 'A' } },
      { customer: 1, account: 'acme', at: start + day, event: 'team set up' },
      { customer: 1, account: 'acme', at: start + 3 * day, event: 'order', properties: { total: 20 } },
      { customer: 1, account: 'acme', at: start + 4 * day, event: 'invited' },
    ]);
    const { verdict, matters, definition } = await run<Board>(operations, own, 'aarrr.board', {
      ...question,
      unit: 'account',
    });
    expect(verdict.fr).toMatch(/^1 nouveau compte : /);
    expect(verdict.en).toMatch(/^1 new account: /);
    expect(matters?.words.fr).toContain('il faut 30 comptes jugés');
    expect(JSON.stringify([verdict, matters?.words, definition])).not.toMatch(
      /client|customer|personnes|people/i,
    );
  });
});
