import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { phaseKeeper } from '#src/customers/phase-keeping/index.ts';
import { adoptedRules, currentRule, settledAt } from '#src/customers/phase-rules/index.ts';
import { defaultRule } from '#src/customers/phases/index.ts';
import { everythingNew, noNews } from '#src/customers/upkeep/index.ts';
import { createDefinition } from '#src/customers/value/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import {
  operations,
  type PhaseBoard,
  type PhasePreview,
  type PhaseRules,
  type PhasesOf,
  type Warnings,
  warningOutcomes,
} from './index.ts';

const day = 86_400_000;
const today = Date.parse('2026-01-15T12:00:00.000Z');
const range = { from: '2025-12-16', to: '2026-01-15' };

let engines: TestEngines;
let context: Context;
const ask = <T>(name: string, input: unknown): Promise<T> => run<T>(operations, context, name, input);
interface Page {
  readonly total: number;
  readonly people: readonly { readonly customer: number }[];
}
const who = async (which: object, more: object = {}): Promise<number[]> => {
  const { total, people } = await ask<Page>('phases.people', { ask: { ...range, ...more }, which });
  expect(people).toHaveLength(total);
  return people.map(({ customer }) => customer);
};
const keep = (news = everythingNew): Promise<void> =>
  phaseKeeper.keep(
    {
      ...context,
      store: engines.warehouse,
      signal: new AbortController().signal,
      announce: async () => {},
    },
    news,
  );

const buys = (customer: number, daysAgo: number, revenue = 300): ToldEvent => ({
  customer,
  event: 'Order Completed',
  at: today - daysAgo * day,
  properties: { orderId: `o${customer}`, revenue, currency: 'EUR' },
});
const comes = (customer: number, from: number, to: number, step = 2): ToldEvent[] =>
  Array.from({ length: Math.floor((from - to) / step) + 1 }, (_, i) => ({
    customer,
    at: today - (from - i * step) * day,
  }));

beforeAll(async () => {
  engines = await openTestEngines({ now: today });
  const workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  await createDefinition(
    context,
    { name: 'Visites', offer: null },
    { match: { event: 'visit', where: [] }, rule: { kind: 'times', times: 1 }, period: 'day' },
  );
  await fill(engines.warehouse, workspace, [
    // 1 to 4 came every other day for 200 days; 3 stopped 40 days ago, 4 came back after a silence of 9 days.
    ...[1, 2].flatMap((customer) => [buys(customer, 201), ...comes(customer, 200, 1)]),
    ...[buys(3, 201, 120.5), ...comes(3, 200, 40)],
    ...[buys(4, 201), ...comes(4, 200, 100), ...comes(4, 91, 1)],
    buys(5, 10),
    { customer: 6, event: 'Push Opened', at: today - 3 * day },
    ...comes(7, 9, 1),
    ...[buys(8, 110), ...comes(8, 109, 108, 1)],
  ]);
  await engines.records.run(sql`
    insert into customer_numbers (workspace_id, next) values (${workspace.number}, 9)`);
  for (let customer = 1; customer < 9; customer++)
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      values (${workspace.number}, 'user', ${`user-${customer}`}, ${customer})`);
  await keep();
});
afterAll(() => engines?.close());

describe('the board of the phases', () => {
  it('tells how many stand where, and each number opens exactly these people', async () => {
    const board = await ask<PhaseBoard>('phases.board', range);
    expect(board.rows.filter(({ people }) => people > 0).map(({ phase, people }) => [phase, people])).toEqual(
      [
        ['conquest', 1],
        ['conversion', 1],
        ['loyalty', 4],
        ['attrition', 1],
      ],
    );
    expect([board.total, board.without]).toEqual([7, 1]);
    expect(await who({ kind: 'phase', phase: 'loyalty' })).toEqual([1, 2, 3, 4]);
    expect(await who({ kind: 'phase', phase: 'attrition' })).toEqual([8]);
    expect(await who({ kind: 'without' })).toEqual([7]);
    expect(await who({ kind: 'all' })).toHaveLength(board.total);
    for (const { from, to, people } of board.flows)
      expect(await who({ kind: 'flow', from, to })).toHaveLength(people);
    for (const { phase, statuses } of board.rows)
      for (const { status, people } of statuses)
        expect(await who({ kind: 'phase', phase, status })).toHaveLength(people);
  });

  it('tells money by phase and currency: 300 + 300 + 120.50 + 300 euros of loyal customers', async () => {
    const { rows } = await ask<PhaseBoard>('phases.board', range);
    const loyal = rows.find(({ phase }) => phase === 'loyalty');
    expect(loyal?.bought).toEqual([{ currency: 'EUR', amount: '102050', people: 4 }]);
    expect(loyal?.monthly).toEqual([]);
  });

  it('tells who went from where to where since 16 December', async () => {
    const { flows, verdict } = await ask<PhaseBoard>('phases.board', range);
    expect(flows).toContainEqual({ from: 'conversion', to: 'attrition', people: 1 });
    expect(flows).toContainEqual({ from: null, to: 'conquest', people: 1 });
    expect(flows).toContainEqual({ from: 'loyalty', to: 'loyalty', people: 4 });
    expect(verdict.fr).toBe(
      'Sur 6 clients, 67 % sont fidèles et 17 % en attrition ou en reconquête. Depuis le 16 décembre 2025, personne n’est devenu fidèle ni n’a cessé de l’être.',
    );
  });

  it('stands as it stood at an earlier instant', async () => {
    const asOf = '2025-09-01T00:00:00.000Z'; // 136 days before: tenures of 65 days
    const { rows } = await ask<PhaseBoard>('phases.board', { from: '2025-08-01', to: '2025-09-30', asOf });
    expect(rows.filter(({ people }) => people > 0).map(({ phase, people }) => [phase, people])).toEqual([
      ['conversion', 4],
    ]);
  });

  it('is told of those wanted alone, and of an offer nobody bought it is empty', async () => {
    const { total, verdict } = await ask<PhaseBoard>('phases.board', { ...range, offer: 'Piscine' });
    expect(total).toBe(0);
    expect(verdict.en).toContain('in no phase');
  });
});

describe('the life of one person', () => {
  it('names the rule, the reason and the facts of each move', async () => {
    const { lives, person } = await ask<PhasesOf>('phases.of', { customer: 3 });
    expect(person.id).toBe('user-3');
    expect(lives).toHaveLength(1);
    expect(lives[0]?.moves.map(({ phase, status, reason, rule }) => [phase, status, reason, rule])).toEqual([
      ['loyalty', 'warning', 'out_of_rhythm', 0],
      ['loyalty', 'none', 'regular', 0],
      ['conversion', 'none', 'purchase', 0],
    ]);
    expect(lives[0]?.moves[1]?.words.fr).toBe(
      'Vient régulièrement : 13 périodes sur 13, client depuis 90 jours',
    );
    expect(lives[0]?.moves[2]?.words.fr).toBe('Premier achat (commande o3)');
    await expect(ask('phases.of', { customer: 999 })).rejects.toThrow('customers.unknown');
  });
});

describe('early warnings', () => {
  it('open the people each number is about; how often they are wrong stands beside them, on the board and of a person', async () => {
    const asked = { from: '2025-09-01', to: '2026-01-15' };
    const told = await ask<Warnings>('phases.warnings', asked);
    const found = await Promise.all(
      warningOutcomes.map(
        async (outcome) => [outcome, await who({ kind: 'warned', outcome }, asked)] as const,
      ),
    );
    expect(Object.fromEntries(found)).toEqual({
      raised: [3, 4],
      wrong: [4],
      late: [],
      gone: [3],
      acted: [],
      open: [],
    });
    for (const [outcome, people] of found) expect(told.people[outcome]).toBe(people.length);
    expect(
      await who({ kind: 'warned', outcome: 'raised' }, { from: '2025-07-01', to: '2025-08-01' }),
    ).toEqual([]);
    const said = 'En un an, 50\u00a0% de ces alertes étaient fausses (2 jugées).';
    expect((await ask<PhaseBoard>('phases.board', range)).falseAlarms?.fr).toBe(said);
    const { lives } = await ask<PhasesOf>('phases.of', { customer: 3 });
    expect(lives[0]?.falseAlarms?.fr).toBe(said);
    expect((await ask<PhasesOf>('phases.of', { customer: 1 })).lives[0]?.falseAlarms).toBeNull();
    expect(
      (await ask<PhaseBoard>('phases.board', { from: '2025-07-01', to: '2025-08-01' })).falseAlarms,
    ).toBeNull();
  });

  it('are counted with what came of them: one was wrong, one is gone; the rate of few weeks is unknown', async () => {
    const told = await ask<Warnings>('phases.warnings', { from: '2025-09-01', to: '2026-01-15' });
    expect(told).toMatchObject({ raised: 2, wrong: 1, late: 0, gone: 1, open: 0, acted: 0, now: 1 });
    expect(told.wrongShare).toEqual({ known: true, value: 0.5 });
    expect(told.perThousandWeeks).toEqual({ known: false, why: 'too_few_customers' });
    expect(told.memberWeeks).toBeGreaterThan(40);
    expect(await who({ kind: 'status', status: 'warning' })).toEqual([3]);
    const before = await ask<Warnings>('phases.warnings', { from: '2025-07-01', to: '2025-08-01' });
    expect(before.raised).toBe(0);
  });
});

describe('a rule', () => {
  const strict = { ...defaultRule, tenureDays: 300 };

  it('is looked at before it is adopted, and adopted it moves as many as were said', async () => {
    const preview = await ask<PhasePreview>('phases.preview', { rule: strict, holds: 'always' });
    expect(preview).toMatchObject({
      changed: 4,
      total: 7,
      changes: [{ from: 'loyalty', to: 'conversion', people: 4 }],
    });
    expect(preview.sample.map(({ person }) => person.id)).toEqual(['user-1', 'user-2', 'user-3', 'user-4']);
    expect(preview.verdict.fr).toBe(
      'Avec cette règle, 4 personnes sur 7 changeraient de phase. Le plus souvent : fidélité → conversion (4).',
    );
    expect(await who({ kind: 'phase', phase: 'loyalty' })).toHaveLength(4); // looking changes nothing
    const { rules } = await ask<PhaseRules>('phases.adopt', { rule: strict, holds: 'always' });
    expect(rules.map(({ version, holds }) => [version, holds])).toEqual([
      [1, true],
      [0, false],
    ]);
    engines.clock.advance(1000);
    await keep(noNews);
    expect(await who({ kind: 'phase', phase: 'conversion' })).toEqual([1, 2, 3, 4, 5]);
    expect((await ask<PhasePreview>('phases.preview', { rule: strict, holds: 'always' })).changed).toBe(0);
    expect((await ask<PhasePreview>('phases.preview', { rule: defaultRule, holds: 'always' })).changed).toBe(
      4,
    );
  });

  it('is refused where it says the same, is about no offer, or about an event nobody knows', async () => {
    await expect(ask('phases.adopt', { rule: strict })).rejects.toThrow('phases.same_rule');
    await expect(ask('phases.adopt', { rule: strict, offer: 'Piscine' })).rejects.toThrow(
      'phases.unknown_offer',
    );
    const meant = { ...defaultRule.meant, purchase: [{ event: 'Achat', where: [] }] };
    await expect(ask('phases.preview', { rule: { ...strict, meant } })).rejects.toThrow(
      'insights.unknown_event',
    );
  });

  it('that means other events judges the whole past, looked at as adopted; for one offer it is refused', async () => {
    const gone = { property: 'orderId', how: 'is_not', values: ['o1'] };
    const meant = { ...defaultRule.meant, purchase: [{ event: 'Order Completed', where: [gone] }] };
    const other = { ...strict, meant };
    const { offers } = await ask<PhaseRules>('phases.rules', {});
    expect(offers).toEqual([]);
    const seen = await ask<PhasePreview>('phases.preview', { rule: other, holds: 'now' });
    expect(seen).toMatchObject({ changed: 1, changes: [{ from: 'conversion', to: null, people: 1 }] });
    const { rules } = await ask<PhaseRules>('phases.adopt', { rule: other, holds: 'now' });
    expect(rules[0]).toMatchObject({ version: 2, holdsFrom: null });
    // Nothing is kept yet, and what is looked at is the rule alone.
    expect((await ask<PhasePreview>('phases.preview', { rule: other, holds: 'now' })).changed).toBe(0);
    engines.clock.advance(1000);
    await keep(noNews);
    expect(await who({ kind: 'phase', phase: 'conversion' })).toEqual([2, 3, 4, 5]);
  });

  it('of one offer takes the events of all, and is refused where it says others', async () => {
    const all = await adoptedRules(context.records);
    const { meant } = currentRule(all, '').rule;
    const at = engines.clock.now();
    const own = { offer: 'Piscine', rule: strict, holds: 'now' } as const; // with the standard events, as nobody said any
    expect(settledAt(all, own, at)).toEqual({ offer: 'Piscine', rule: { ...strict, meant }, holdsFrom: at });
    expect(settledAt(all, { ...own, holds: 'always' }, at).holdsFrom).toBeNull();
    const other = { ...strict, meant: { ...meant, cart: [{ event: 'Basket', where: [] }] } };
    expect(() => settledAt(all, { ...own, rule: other }, at)).toThrow('phases.meant_of_one_offer');
  });
});
