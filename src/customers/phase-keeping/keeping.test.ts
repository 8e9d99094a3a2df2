import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { scoped, sql } from '#src/basics/sql.ts';
import { adoptedRules, adoptRule } from '#src/customers/phase-rules/index.ts';
import { PhaseRule } from '#src/customers/phases/index.ts';
import {
  type Announcement,
  everythingNew,
  type Kept,
  type News,
  noNews,
} from '#src/customers/upkeep/index.ts';
import { createDefinition } from '#src/customers/value/index.ts';
import { asking } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { customersInPhase, type InPhase, keepingState } from './index.ts';
import { keepLives } from './keeper.ts';
import { buys, comes, createOffer, day, everything, often, today } from './keeping.test-data.ts';
import { personalData } from './personal-data.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;
let announced: Announcement[];

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines?.close());
beforeEach(async () => {
  engines.clock.set(today);
  workspace = await createTestWorkspace(engines);
  context = asking(engines, workspace);
  announced = [];
  await createDefinition(
    context,
    { name: 'Visites', offer: null },
    { match: { event: 'visit', where: [] }, rule: { kind: 'times', times: 1 }, period: 'day' },
  );
});

const kept = (instead: Partial<Kept> = {}): Kept => ({
  workspace,
  warehouse: engines.warehouse.of(workspace.number),
  store: engines.warehouse,
  records: engines.records.of(workspace.number),
  clock: engines.clock,
  signal: new AbortController().signal,
  announce: async (events) => void announced.push(...events),
  ...instead,
});
const newsOf = (...customers: number[]): News => ({ ...noNews, customers });
const keep = (news: News = everythingNew, size = 1000) => keepLives(kept(), news, size);

async function tell(events: readonly ToldEvent[]): Promise<void> {
  await fill(engines.warehouse, workspace, events);
  const most = Math.max(...events.map(({ customer }) => customer));
  await engines.records.run(sql`
    insert into customer_numbers (workspace_id, next) values (${workspace.number}, ${most + 1})
    on conflict (workspace_id) do update set next = greatest(customer_numbers.next, excluded.next)`);
}
interface Standing {
  readonly customer: number;
  readonly phase: string;
  readonly status: string;
}
const standing = async (): Promise<string[]> => {
  const rows = await context.warehouse.rows(
    sql<Standing>`
      select customer, phase, status
      from ${scoped('phase_lives')}
      where known
      order by customer, offer`,
    { settings: { final: 1 } },
  );
  return rows.map(({ customer, phase, status }) => `${customer} ${phase}/${status}`);
};
const members = async (asked: Partial<InPhase>): Promise<number[]> => {
  const [row] = await context.warehouse.rows(
    sql<{
      who: number[];
    }>`select bitmapToArray(${customersInPhase({ asOf: engines.clock.now(), ...asked })}) as who`,
  );
  return [...(row?.who ?? [])].sort((a, b) => a - b);
};

/** Six customers: loyal, converted, gone, on watch, a prospect, and one who only came. */
const six: readonly ToldEvent[] = [
  buys(1, 200),
  ...often(1, 199, 1),
  buys(2, 20),
  ...comes(2, 10),
  buys(3, 200),
  ...comes(3, 150, 149, 60),
  buys(4, 200),
  ...comes(4, 40, 39, 38, 2, 1),
  { customer: 5, event: 'Push Opened', at: today - 3 * day },
  ...comes(6, 3),
];
const sixStand = [
  '1 loyalty/none',
  '2 conversion/none',
  '3 attrition/none',
  '4 conversion/watch',
  '5 conquest/none',
];

describe('the lives of a workspace', () => {
  it('are told in one go, and by chunks of two numbers', async () => {
    await tell(six);
    await keep();
    expect(await standing()).toEqual(sixStand);
    expect(await keepingState(context.records)).toMatchObject({ computing: null, freshAt: today });
    await keep(everythingNew, 2);
    expect(await standing()).toEqual(sixStand);
    expect(announced).toEqual([]); // neither the first time nor what did not change
  });

  it('can be asked as bitmaps, now and as they stood', async () => {
    await tell(six);
    await keep();
    expect(await members({ phase: 'loyalty' })).toEqual([1]);
    expect(await members({ status: 'watch' })).toEqual([4]);
    expect(await members({ phase: 'conversion', asOf: today - 150 * day })).toEqual([1, 3, 4]);
    expect(await members({ phase: 'loyalty', asOf: today - 150 * day })).toEqual([]);
    expect(await members({})).toEqual([1, 2, 3, 4, 5]);
    expect(await members({ offer: 'Premium' })).toEqual([]);
  });

  it('follow what arrives, and announce it once, under the same id when the turn is repeated', async () => {
    await tell(six);
    await keep();
    engines.clock.advance(3_600_000);
    await tell([buys(5, -1 / 48)]); // half an hour after
    await keep(newsOf(5));
    expect(await standing()).toContain('5 conversion/none');
    expect(announced).toMatchObject([
      {
        event: 'perdure.stage_changed',
        customer: 5,
        properties: {
          offer: '',
          from: 'conquest',
          to: 'conversion',
          status: 'none',
          reason: 'purchase',
          rule: 0,
        },
      },
    ]);
    await keep(newsOf(5));
    expect(announced).toHaveLength(1);
  });

  it('are announced again under the same id where writing them was cut', async () => {
    await tell(six);
    await keep();
    await tell([buys(5, 1 / 48)]);
    const cut = kept({
      store: { ...engines.warehouse, insert: () => Promise.reject(new Error('cut')) } as never,
    }); // an engine that is lost
    await expect(keepLives(cut, newsOf(5), 1000)).rejects.toThrow('cut');
    await keep(newsOf(5));
    expect(announced.map(({ messageId }) => messageId)).toHaveLength(2);
    expect(new Set(announced.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('are moved by time alone, at the night that is due, and never before', async () => {
    await tell(six);
    await keep();
    const { dueAt } = await keepingState(context.records);
    expect(dueAt).toBeGreaterThan(today);
    engines.clock.set(Number(dueAt)); // the night itself is not over
    await keep(noNews);
    expect(announced).toEqual([]);
    engines.clock.set(Number(dueAt) + 1);
    await keep(noNews);
    expect(announced).toHaveLength(1);
    engines.clock.set(today + 30 * day);
    await keep(noNews);
    expect(await members({ status: 'warning' })).toEqual([1]);
    expect(await members({ status: 'warning', asOf: today + day })).toEqual([]);
    expect(announced.map(({ customer, properties }) => [customer, properties.status])).toContainEqual([
      1,
      'warning',
    ]);
  });

  it('are rewritten by what comes late, which is no news', async () => {
    await tell(six);
    await keep();
    engines.clock.advance(60_000);
    await tell(comes(3, 80, 70)); // with day 60 three in the last 90 days: she never left
    await keep(newsOf(3));
    expect(await standing()).toContain('3 conversion/watch');
    expect(await members({ phase: 'attrition', asOf: today - day })).toEqual([]);
    expect(announced).toEqual([]);
  });

  it('go over to the number that stands for both after a merge', async () => {
    await tell(six);
    await keep();
    // The prospect was customer 2: their events stand under 7 now.
    await tell([buys(7, 20), ...comes(7, 10), { customer: 7, event: 'Push Opened', at: today - 3 * day }]);
    const retired = [2, 5].map((customer) =>
      JSON.stringify({ workspace_id: workspace.number, customer, at: '2026-01-15 12:00:00' }),
    );
    await engines.warehouse.insert('retired', Buffer.from(retired.join('\n')), { format: 'JSONEachRow' });
    await new Promise((resolve) => setTimeout(resolve, 1100)); // what is retired is looked at every second
    await keep(newsOf(2, 5, 7));
    expect(await standing()).toEqual([
      '1 loyalty/none',
      '3 attrition/none',
      '4 conversion/watch',
      '7 conversion/none',
    ]);
    expect(await members({})).toEqual([1, 3, 4, 7]);
  });

  it('hold nothing of somebody who is erased', async () => {
    await tell(six);
    await keep();
    const person = {
      workspace: workspace.number,
      userIds: ['user-1'],
      anonymousIds: [],
      numbers: [1],
      names: [],
    };
    const own = personalData.find(({ holds }) => holds === 'phases of life');
    expect(await own?.count(engines, person)).toBe(1);
    await own?.erase(engines, person, today);
    expect(await own?.count(engines, person)).toBe(0);
    expect(await standing()).toEqual(sixStand.slice(1));
  });

  it('leave with the person what rules say of them, and keep what they say of others', async () => {
    const bearing = (values: string[]) => ({
      event: 'Order Completed',
      where: [{ property: 'seller', how: 'is', values }],
    });
    const ruleOf = (values: string[]) =>
      PhaseRule.parse({ meant: { purchase: [bearing(values)] }, refundDays: 12 });
    await adoptRule(context, {
      offer: '',
      rule: ruleOf(['julie@example.com', 'marc@example.com']),
      holds: 'now',
    });
    const person = {
      workspace: workspace.number,
      userIds: ['julie@example.com'],
      anonymousIds: [],
      numbers: [12], // as many as the days of refunds
      names: [],
    };
    const own = personalData.find(({ holds }) => holds === 'questions in rules of phases');
    expect(await own?.count(engines, person)).toBe(1);
    await own?.erase(engines, person, today);
    expect(await own?.count(engines, person)).toBe(0);
    const [adopted] = await adoptedRules(context.records);
    expect(adopted?.rule.refundDays).toBe(12);
    expect(JSON.stringify(adopted?.rule.meant.purchase)).toContain('marc@example.com');
    expect(JSON.stringify(adopted?.rule)).not.toContain('julie');
  });
});

describe('a rule that is adopted', () => {
  const lenient = PhaseRule.parse({ attrition: { visits: 0, days: 90 } });

  it('judges everyone anew, is announced to nobody, and leaves the past as it was judged', async () => {
    await tell(six);
    await keep();
    await adoptRule(context, { offer: '', rule: lenient, holds: 'now' });
    engines.clock.advance(1000);
    await keep(noNews);
    expect(await standing()).toContain('3 conversion/watch'); // one visit in 90 days
    expect(await members({ phase: 'attrition', asOf: today })).toEqual([3]);
    expect(announced).toEqual([]);
    await adoptRule(context, {
      offer: '',
      rule: PhaseRule.parse({ ...lenient, recoveryDays: 30 }),
      holds: 'always',
    });
    await keep(noNews);
    expect(await members({ phase: 'attrition', asOf: today })).toEqual([]);
  });

  it('goes on where it was killed between two chunks', async () => {
    await tell(six);
    await keep();
    await adoptRule(context, { offer: '', rule: lenient, holds: 'now' });
    engines.clock.advance(1000);
    let left = 0; // nobody of the first two moved: nothing is written of them
    const insert: Kept['store']['insert'] = async (...given) => {
      left -= 1;
      if (left < 0) throw new Error('killed');
      await engines.warehouse.insert(...given);
    };
    await expect(keepLives(kept({ store: { ...engines.warehouse, insert } }), noNews, 2)).rejects.toThrow(
      'killed',
    );
    const cut = await keepingState(context.records);
    expect(cut.computing).not.toBeNull();
    expect(cut.nextCustomer).toBe(3);
    await keep(noNews, 2);
    expect(await keepingState(context.records)).toMatchObject({ computing: null, basis: cut.computing });
    expect(await standing()).toContain('3 conversion/watch');
  });
});

describe('offers', () => {
  it('have lives of their own; the headline is that of the highest recurring value', async () => {
    await tell([...comes(1, 3), ...comes(2, 3)]);
    const contract = (holder: string, offer: string, price: number) =>
      JSON.stringify({
        workspace_id: workspace.number,
        holder_kind: 'customer',
        holder,
        contract: `${holder}-${offer}`,
        version: 1,
        offer,
        starts_at: '2026-01-02 10:00:00',
        price,
        currency: 'EUR',
        period: 'month',
        effective_at: '2026-01-02 10:00:00',
        recorded_at: '2026-01-02 10:00:00',
        stamp: 1,
      });
    const rows = [
      contract('user-1', 'Piscine', 2900),
      contract('user-1', 'Salle', 4900),
      contract('user-2', 'Piscine', 2900),
    ];
    await engines.warehouse.insert('contract_versions', Buffer.from(rows.join('\n')), {
      format: 'JSONEachRow',
    });
    for (const offer of ['Piscine', 'Salle'])
      await context.records.run(sql`
        insert into contracts (workspace_id, contract, version, holder_kind, holder, offer, starts_at, currency, effective_at, recorded_at)
        values (${workspace.number}, ${offer}, 1, 'customer', 'user-1', ${offer}, now(), 'EUR', now(), now())`);
    await keep();
    expect(await standing()).toEqual(['1 conversion/none', '1 conversion/none', '2 conversion/none']);
    expect(await members({ phase: 'conversion' })).toEqual([1, 2]);
    expect(await members({ offer: 'Salle' })).toEqual([1]);
    const headlines = await context.warehouse.rows(
      sql<{ offer: string; monthly: string }>`
        select offer, monthly from ${scoped('phase_lives')} where headline and customer = 1`,
      { settings: { final: 1 } },
    );
    expect(headlines).toEqual([{ offer: 'Salle', monthly: '4900' }]);
  });
});

describe('what comes as events', () => {
  it('an action with a supposed cause opens reconquest, a visit ends it', async () => {
    await tell([
      ...six,
      {
        customer: 3,
        event: 'perdure.action_opened',
        at: today - day,
        properties: { action: 'call', cause: 'prix' },
      },
    ]);
    await keep();
    expect(await standing()).toContain('3 retention/none');
    engines.clock.advance(day);
    await tell([{ customer: 3, at: today + day / 2 }]);
    await keep(newsOf(3));
    expect(await standing()).toContain('3 loyalty/reconquered');
    expect(announced).toMatchObject([
      {
        customer: 3,
        properties: { from: 'retention', to: 'loyalty', status: 'reconquered', reason: 'recovered' },
      },
    ]);
  });

  it('an offer of seasons that nobody declared: read from three winters, in July nobody is gone, in March who did not come is', async () => {
    await createOffer(context, 'Ski', 'discontinuous');
    const winters = Array.from({ length: 30 }, (_, i) => i + 1).flatMap((customer) =>
      [2023, 2024, 2025]
        .filter((year) => customer > 1 || year < 2025)
        .map(
          (year): ToldEvent => ({
            customer,
            event: 'visit',
            at: Date.parse(`${year}-12-${10 + (customer % 15)}T12:00:00Z`),
          }),
        ),
    );
    const bought = Array.from(
      { length: 30 },
      (_, i): ToldEvent => ({
        customer: i + 1,
        event: 'Order Completed',
        at: Date.parse('2023-12-01T12:00:00Z'),
      }),
    );
    await tell([...winters, ...bought]);
    engines.clock.set(Date.parse('2026-07-14T12:00:00Z'));
    await keep();
    expect(await members({ phase: 'attrition', status: 'missed_season' })).toEqual([1]);
    expect(await members({ phase: 'loyalty', status: 'out_of_season' })).toHaveLength(29);
    expect(await members({ status: 'missed_season', asOf: Date.parse('2025-12-31T12:00:00Z') })).toEqual([]);
  });
});

/** Random histories: so many, unless PERDURE_LONG asks for more. */
const histories = process.env.PERDURE_LONG === '1' ? 30 : 2;

it('kept as events arrive, late and in any order, lives are what one computation of everything tells', async () => {
  const offsets = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom(
        'visit',
        'visit',
        'visit',
        'Order Completed',
        'Push Opened',
        'Product Added',
        'Order Refunded',
        'perdure.action_opened',
      ),
      fc.integer({ min: 0, max: 420 * 24 }),
    ),
    { minLength: 60, maxLength: 160 },
  );
  await fc.assert(
    fc.asyncProperty(
      offsets,
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 3, maxLength: 5 }),
      async (told, steps) => {
        workspace = await createTestWorkspace(engines); // Paris: two changes of clocks a year lie within
        context = asking(engines, workspace);
        await createDefinition(
          context,
          { name: 'Visites', offer: null },
          { match: { event: 'visit', where: [] }, rule: { kind: 'times', times: 1 }, period: 'day' },
        );
        const events = told.map(
          ([customer, event, hours], i): ToldEvent => ({
            customer,
            event,
            id: `e${i}`,
            at: today - 200 * day + hours * 3_600_000,
            properties: { orderId: `o${i % 7}`, action: `a${i % 3}`, cause: i % 2 === 0 ? 'prix' : '' },
          }),
        );
        engines.clock.set(today - 100 * day);
        let rest = events;
        for (const [turn, step] of steps.entries()) {
          // Of what happened so far most has come; a part comes a turn late.
          const comesNow = rest.filter(({ at }, i) => at < engines.clock.now() && (i + turn) % 4 !== 0);
          rest = rest.filter((one) => !comesNow.includes(one));
          if (comesNow.length > 0) await tell(comesNow);
          await keepLives(
            kept(),
            turn === 0 ? everythingNew : newsOf(...new Set(comesNow.map(({ customer }) => customer))),
            3,
          );
          engines.clock.advance(step * day + 12_345);
        }
        if (rest.length > 0) await tell(rest);
        await keepLives(kept(), newsOf(...new Set(rest.map(({ customer }) => customer))), 1000);
        const live = await everything(context.warehouse);
        await engines.warehouse.run(
          sql`alter table phase_lives delete where workspace_id = ${workspace.number} settings mutations_sync = 2`,
        );
        await keepLives(kept(), everythingNew, 1000);
        expect(await everything(context.warehouse)).toEqual(live);
      },
    ),
    { seed: 11, numRuns: histories },
  );
});
