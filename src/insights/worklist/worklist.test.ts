import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { recordContracts } from '#src/customers/contracts/index.ts';
import { operations as goals } from '#src/customers/goals/index.ts';
import { operations as offers } from '#src/customers/offers/index.ts';
import { operations as promises } from '#src/customers/promises/index.ts';
import { operations as tasks } from '#src/customers/tasks/index.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
  testNow,
} from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { holdContracts } from '../../../test/holding.ts';
import { operations, personalData, type Reason, type Row, type Standing, type Worklist } from './index.ts';

const day = 86_400_000;
const people = 9;

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;

beforeAll(async () => {
  engines = await openTestEngines();
  await engines.records.run(
    sql`insert into users (id, name, email) values ('usr_julie', 'Julie', 'julie@example.com')`,
  );
});
afterAll(() => engines?.close());

beforeEach(async () => {
  engines.clock.set(testNow);
  workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  await engines.records.run(
    sql`insert into members (workspace_id, user_id, role) values (${workspace.number}, 'usr_julie', 'editor')`,
  );
  for (let customer = 1; customer <= people; customer++) {
    await engines.records.run(sql`
      insert into identities (workspace_id, kind, external_id, customer)
      values (${workspace.number}, 'user', ${`user-${customer}`}, ${customer})`);
  }
});

const all = [...operations, ...offers, ...promises, ...tasks, ...goals, recordContracts];
const ask = <T>(name: string, input: unknown, of = context) => run<T>(all, of, name, input);
const list = (input: object = {}, of = context) => ask<Worklist>('worklist.list', input, of);
const ids = ({ rows }: Worklist) => rows.map(({ holder }) => holder.id);
const who = async (reason: Reason, more: object = {}) => ids(await list({ reasons: [reason], ...more }));
const causesOf = (row: Row | undefined) =>
  (row?.causes ?? []).map(({ reason, occurrence }) => ({ reason, occurrence }));
const date = (days: number) => new Date(testNow + days * day).toISOString();
const localDate = (days: number) => date(days).slice(0, 10);

/** A headline life as the keeper of phases writes it. */
interface Life {
  readonly customer: number;
  readonly phase?: string;
  readonly status?: string;
  readonly reason?: string;
  /** Days since it came into its phase. */
  readonly ago: number;
  readonly bought?: number;
}
const lives = (told: readonly Life[]) => {
  const time = (ago: number) =>
    new Date(testNow - ago * day).toISOString().replace('T', ' ').replace('Z', '');
  const rows = told.map(
    ({ customer, phase = 'loyalty', status = 'none', reason = 'out_of_rhythm', ago, bought }) => ({
      workspace_id: workspace.number,
      customer,
      offer: '',
      known: true,
      headline: true,
      phase,
      status,
      since: time(ago),
      last_visit: time(ago + 20),
      bought: bought === undefined ? [] : [String(bought * 1_000_000)],
      bought_in: bought === undefined ? [] : ['EUR'],
      moves_at: [time(ago + 300), time(ago)],
      moves_phase: ['conversion', phase],
      moves_status: ['none', status],
      moves_rule: [0, 0],
      moves_reason: ['purchase', reason],
      moves_facts: ['{}', '{"lastDay":20000,"limit":9}'],
      stamp: '1',
    }),
  );
  const body = new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return engines.warehouse.insert('phase_lives', body, { format: 'JSONEachRow' });
};

/** Asks an hour before now: what is told at an instant is known after it. */
const earlier = async (name: string, input: unknown) => {
  engines.clock.set(testNow - 3_600_000);
  await ask(name, input);
  engines.clock.set(testNow);
};

/** Records contracts, in euros a year unless told. */
const sells = (...told: readonly (readonly [holder: string, more?: object])[]) =>
  earlier('contracts.record', {
    contracts: told.map(([holder, more], at) => ({
      contract: `c${at}-${holder}`,
      ...(holder.startsWith('user') ? { customer: holder } : { account: holder }),
      offer: 'Pro',
      startsAt: localDate(-400),
      price: 12_000,
      period: 'year',
      ...more,
    })),
  });
const id = (customer: number) => ({ id: `user-${customer}` });

describe('whom the list names, on both sides of each border', () => {
  it('names early warnings; attrition for 28 days, a missed season for 92', async () => {
    await lives([
      { customer: 1, status: 'warning', ago: 200 },
      { customer: 2, phase: 'attrition', reason: 'few_visits', ago: 28 },
      { customer: 3, phase: 'attrition', reason: 'few_visits', ago: 29 },
      { customer: 4, status: 'missed_season', reason: 'season_missed', ago: 92 },
      { customer: 5, status: 'missed_season', reason: 'season_missed', ago: 93 },
      { customer: 6, ago: 1 },
    ]);
    expect(await who('early_warning')).toEqual(['user-1']);
    expect(await who('attrition')).toEqual(['user-2']);
    expect(await who('missed_season')).toEqual(['user-4']);
    const [row] = (await list({ reasons: ['early_warning'] })).rows;
    expect(row?.causes[0]?.words.fr).toMatch(/Silence hors de son rythme/);
  });

  it('names renewals of contracts of a quarter or longer 60 days ahead, by their notice where one is told', async () => {
    await sells(
      ['user-1', { renewsAt: localDate(60) }],
      ['user-2', { renewsAt: localDate(61) }],
      ['user-3', { renewsAt: localDate(10), period: 'month' }],
      ['user-4', { renewsAt: localDate(90), noticeAt: localDate(60) }],
      ['user-5', { renewsAt: localDate(90), noticeAt: localDate(61) }],
      ['user-6', { renewsAt: localDate(10), cancelledAt: localDate(-3), endsAt: localDate(10) }],
      ['acme', { renewsAt: localDate(5) }],
    );
    expect(await who('renewal')).toEqual(['acme', 'user-1', 'user-4']);
    expect(await who('renewal', { ahead: 9 })).toEqual(['acme']);
    const [first, , third] = (await list({ reasons: ['renewal'] })).rows;
    expect(first?.causes[0]?.words.en).toBe('“Pro” renews on 20 January 2026');
    expect(third?.causes[0]?.words.fr).toContain('préavis jusqu’au 16 mars 2026');
  });

  it('names payments that failed, while the contract runs', async () => {
    await sells(
      ['user-1', { pastDueSince: localDate(-1) }],
      ['user-2', { pastDueSince: localDate(1) }],
      ['user-3', { pastDueSince: localDate(-9), endsAt: localDate(-1) }],
    );
    expect(await who('past_due')).toEqual(['user-1']);
  });

  it('names missions that end within the days asked, and those over until their grace is', async () => {
    await earlier('offers.create', { name: 'Mission', kind: 'intentional', terms: { graceDays: 10 } });
    // From the day after its last on it holds no more.
    const ends = (days: number) => ({
      offer: 'Mission',
      endsAt: localDate(days + 1),
      period: null,
      price: null,
    });
    await sells(['acme', ends(60)], ['later', ends(61)], ['user-1', ends(-10)], ['user-2', ends(-11)]);
    expect(await who('mission_ending')).toEqual(['acme']);
    expect(await who('mission_grace')).toEqual(['user-1']);
    expect(await who('renewal')).toEqual([]);
  });

  it('names red accounts by their dimensions, and features paid for and left unused past their grace', async () => {
    await earlier('offers.create', {
      name: 'Pro',
      kind: 'continuous',
      terms: {
        entitlements: [
          {
            key: 'a',
            name: 'Alertes',
            match: { event: 'alert' },
            price: '4000',
            currency: 'EUR',
            differentiating: true,
          },
        ],
      },
    });
    const told = { offer: 'Pro', recorded: testNow - 300 * day };
    await holdContracts(engines.warehouse, workspace, [
      { holder: 'acme', starts: testNow - 300 * day, ...told },
      { holder: 'fresh', starts: testNow - 29 * day, ...told },
    ]);
    await sells(['acme'], ['fresh']);
    await fill(engines.warehouse, workspace, [
      { customer: 1, at: testNow - 250 * day, event: 'alert', account: 'acme' },
      { customer: 1, at: testNow - 2 * day, event: 'visit', account: 'acme' },
      { customer: 2, at: testNow - 2 * day, event: 'visit', account: 'fresh' },
    ]);
    expect(await who('unused')).toEqual(['acme']);
    const [row] = (await list({ reasons: ['unused'] })).rows;
    expect(row?.causes.find(({ reason }) => reason === 'unused')?.words.en).toBe(
      'Paid for and not used in 90 days: Alertes, €40.00 a month',
    );
    expect(await who('health_red')).toContain('acme');
  });

  it('names tasks on their day, promises overdue or missed for 28 days, goals of which nothing was done for 30', async () => {
    await ask('tasks.create', { title: 'today', due: localDate(0), about: id(1) });
    await ask('tasks.create', { title: 'tomorrow', due: localDate(1), about: id(2) });
    await ask('tasks.create', { title: 'about nobody', due: localDate(0) });
    expect(await who('task_due')).toEqual(['user-1']);
    const promise = (customer: number, dueOn: string) =>
      ask<{ promise: { id: string } }>('promises.record', {
        about: id(customer),
        what: 'x',
        madeOn: localDate(-60),
        dueOn,
      });
    await promise(3, localDate(-1));
    await promise(4, localDate(0));
    for (const [customer, kept] of [
      [5, -28],
      [6, -29],
    ] as const) {
      const { promise: made } = await promise(customer, localDate(-50));
      await ask('promises.keep', { id: made.id, keptOn: localDate(kept) });
    }
    expect(await who('promise_broken')).toEqual(['user-5', 'user-3']); // by the day it was due
    await fill(engines.warehouse, workspace, [
      { customer: 7, at: testNow - 100 * day, event: 'import' },
      ...[7, 8].map((customer) => ({ customer, at: testNow - 27 * day })),
      { customer: 9, at: testNow - 30 * day }, // not seen in the last 28 days
    ]);
    const { goal } = await ask<{ goal: { id: string } }>('goals.create', {
      name: 'Délais',
      actions: [
        { name: 'Importer', match: { event: 'import' } },
        { name: 'Automatiser', match: { event: 'import' }, times: 2 },
      ],
    });
    for (const customer of [7, 8, 9]) {
      engines.clock.set(testNow - (customer === 8 ? 29 : 31) * day);
      await ask('goals.set', { about: id(customer), goal: goal.id });
    }
    engines.clock.set(testNow);
    expect(await who('goal_stuck')).toEqual(['user-7']);
  });
});

describe('the list', () => {
  it('has one row per holder, most at stake first, and as many rows per reason as it counts', async () => {
    await sells(
      ['user-1', { renewsAt: localDate(5) }],
      ['user-2', { renewsAt: localDate(3), price: 60_000, currency: 'USD' }],
      ['acme', { renewsAt: localDate(9), price: 24_000 }],
    );
    await lives([
      { customer: 1, status: 'warning', ago: 3, bought: 900 },
      { customer: 3, status: 'warning', ago: 3, bought: 6000 },
      { customer: 4, status: 'warning', ago: 3 },
    ]);
    const found = await list();
    // 60 € a month of purchases is 500, a year of 12,000 cents is 1,000 cents a month.
    expect(ids(found)).toEqual(['user-3', 'acme', 'user-1', 'user-2', 'user-4']);
    expect(found.rows.map(({ stakes }) => stakes)).toEqual([
      [{ currency: 'EUR', amount: '50000', by: 'purchases' }],
      [{ currency: 'EUR', amount: '2000', by: 'contracts' }],
      [{ currency: 'EUR', amount: '1000', by: 'contracts' }],
      [{ currency: 'USD', amount: '5000', by: 'contracts' }],
      [],
    ]);
    expect(found.rows[2]?.causes.map(({ reason }) => reason)).toEqual(['early_warning', 'renewal']);
    for (const { reason, rows } of found.reasons) {
      const own = await list({ reasons: [reason], limit: 1000 });
      expect([reason, own.total, own.rows.length]).toEqual([reason, rows, rows]);
    }
    expect(found.reasons.find(({ reason }) => reason === 'renewal')?.stakes).toEqual([
      { currency: 'EUR', amount: '3000', by: 'contracts' },
      { currency: 'USD', amount: '5000', by: 'contracts' },
    ]);
    const pages = [
      await list({ limit: 2 }),
      await list({ limit: 2, from: 2 }),
      await list({ limit: 2, from: 4 }),
    ];
    expect(pages.flatMap(ids)).toEqual(ids(found));
    expect(pages.map(({ next }) => next)).toEqual([2, 4, null]);
    expect(ids(await list({ kind: 'account' }))).toEqual(['acme']);
  });

  it('leaves out what was dealt with, and what was put off until its day; both are taken back', async () => {
    await lives([{ customer: 1, status: 'warning', ago: 3 }]);
    await ask('tasks.create', { title: 'call', due: localDate(0), about: id(1) });
    const [row] = (await list()).rows;
    const causes = causesOf(row);
    const { id: mark } = await ask<{ id: string }>('worklist.snooze', {
      about: id(1),
      causes,
      until: localDate(2),
    });
    expect(await list()).toMatchObject({ total: 0, aside: 1 });
    expect((await list({ show: 'aside' })).rows[0]?.causes[0]?.mark).toMatchObject({
      kind: 'snoozed',
      until: localDate(2),
    });
    engines.clock.advance(2 * day);
    expect(await list()).toMatchObject({ total: 1, aside: 0 });
    engines.clock.set(testNow);
    await ask('worklist.undo', { id: mark });
    const { id: done } = await ask<{ id: string }>('worklist.done', { about: { customer: 1 }, causes });
    engines.clock.advance(40 * day);
    expect(await list()).toMatchObject({ total: 0 });
    expect(await ask('tasks.list', {})).toMatchObject({ total: 0 });
    await ask('worklist.undo', { id: done });
    expect((await list()).rows[0]?.causes.map(({ reason }) => reason)).toEqual(['task_due', 'early_warning']);
    await expect(ask('worklist.undo', { id: done })).rejects.toThrow(/worklist.unknown_mark/);
    await expect(
      ask('worklist.snooze', { about: id(1), causes, until: localDate(40) }), // that is today
    ).rejects.toThrow(/worklist.until_past/);
  });

  it('tells whose it is, and lists one’s own', async () => {
    await lives([1, 2].map((customer) => ({ customer, status: 'warning', ago: 3 })));
    const julie = { ...context, actor: { ...context.actor, id: 'usr_julie' } };
    expect(await ask('worklist.assign', { about: id(2), assignee: 'me' }, julie)).toEqual({
      assignee: 'usr_julie',
      before: null,
    });
    expect(ids(await list({ mine: true }, julie))).toEqual(['user-2']);
    expect((await list({ mine: true }, julie)).rows[0]?.assignee).toEqual({ id: 'usr_julie', name: 'Julie' });
    expect(await list({ mine: true })).toMatchObject({ total: 0 });
    await expect(ask('worklist.assign', { about: id(2), assignee: 'me' })).rejects.toThrow(
      /worklist.unknown_assignee/,
    );
    expect(await ask('worklist.assign', { about: id(2), assignee: null }, julie)).toMatchObject({
      before: 'usr_julie',
    });
  });

  it('holds nothing of a person who was erased', async () => {
    await ask('worklist.assign', { about: id(1), assignee: 'usr_julie' });
    await ask('worklist.done', { about: id(1), causes: [{ reason: 'early_warning', occurrence: 'x' }] });
    const person = {
      workspace: workspace.number,
      userIds: ['user-1'],
      anonymousIds: [],
      numbers: [1],
      names: [],
    };
    const held = () => Promise.all(personalData.map((own) => own.count(engines, person)));
    expect(await held()).toEqual([1, 1]);
    for (const own of personalData) await own.erase(engines, person, testNow);
    expect(await held()).toEqual([0, 0]);
  });
});

it('tells who is active, new, back and leaving, beside as many days before; accounts where these are counted', async () => {
  const came = (customer: number, ...ago: readonly number[]) =>
    ago.map((days) => ({ customer, at: testNow - days * day - 1000, account: `a${customer}` }));
  await fill(engines.warehouse, workspace, [
    ...came(1, 0), // new
    ...came(2, 6, 7), // stayed
    ...came(3, 2, 14), // back: away for the 7 days before
    ...came(4, 13), // leaving; new then
    ...came(5, 20), // left before
  ]);
  const expected = {
    current: { from: '2026-01-09', to: '2026-01-15', active: 3, new: 1, back: 1, leaving: 1 },
    previous: { from: '2026-01-02', to: '2026-01-08', active: 2, new: 2, back: 0, leaving: 2 },
  };
  expect(await ask<Standing>('worklist.standing', { days: 7 })).toEqual({ unit: 'customer', ...expected });
  const counting = { ...context, workspace: { ...workspace, countingUnit: 'account' as const } };
  expect(await ask<Standing>('worklist.standing', { days: 7 }, counting)).toEqual({
    unit: 'account',
    ...expected,
  });
});
