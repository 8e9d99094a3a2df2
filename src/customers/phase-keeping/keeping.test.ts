import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adoptedRules, adoptRule } from '#src/customers/phase-rules/index.ts';
import { PhaseRule } from '#src/customers/phases/index.ts';
import { everythingNew, type Kept, noNews } from '#src/customers/upkeep/index.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
import { keepLives } from './keeper.ts';
import {
  buys,
  comes,
  day,
  type KeptWorkspace,
  keptWorkspace,
  newsOf,
  six,
  sixStand,
  today,
} from './keeping.test-data.ts';
import { personalData } from './personal-data.ts';
import { keepingState } from './state.ts';

let engines: KeptBed;
let own: KeptWorkspace;
beforeAll(async () => {
  engines = await openKeptBed(today);
});
afterAll(() => engines?.close());
beforeEach(async () => {
  own = await keptWorkspace(engines);
});

describe('the lives of a workspace', () => {
  it('are told in one go, and by chunks of two numbers', async () => {
    await own.tell(six);
    await own.keep();
    expect(await own.standing()).toEqual(sixStand);
    expect(await keepingState(own.context.records)).toMatchObject({ computing: null, freshAt: today });
    await own.keep(everythingNew, 2);
    expect(await own.standing()).toEqual(sixStand);
    expect(own.announced).toEqual([]); // neither the first time nor what did not change
  });

  it('can be asked as bitmaps, now and as they stood', async () => {
    await own.tell(six);
    await own.keep();
    expect(await own.members({ phase: 'loyalty' })).toEqual([1]);
    expect(await own.members({ status: 'watch' })).toEqual([4]);
    expect(await own.members({ phase: 'conversion', asOf: today - 150 * day })).toEqual([1, 3, 4]);
    expect(await own.members({ phase: 'loyalty', asOf: today - 150 * day })).toEqual([]);
    expect(await own.members({})).toEqual([1, 2, 3, 4, 5]);
    expect(await own.members({ offer: 'Premium' })).toEqual([]);
  });

  it('follow what arrives, and announce it once, under the same id when the turn is repeated', async () => {
    await own.tell(six);
    await own.keep();
    engines.clock.advance(3_600_000);
    await own.tell([buys(5, -1 / 48)]); // half an hour after
    await own.keep(newsOf(5));
    expect(await own.standing()).toContain('5 conversion/none');
    expect(own.announced).toMatchObject([
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
    await own.keep(newsOf(5));
    expect(own.announced).toHaveLength(1);
  });

  it('are announced again under the same id where writing them was cut', async () => {
    await own.tell(six);
    await own.keep();
    await own.tell([buys(5, 1 / 48)]);
    const cut = own.kept({
      store: { ...engines.warehouse, insert: () => Promise.reject(new Error('cut')) } as never,
    }); // an engine that is lost
    await expect(keepLives(cut, newsOf(5), 1000)).rejects.toThrow('cut');
    await own.keep(newsOf(5));
    expect(own.announced.map(({ messageId }) => messageId)).toHaveLength(2);
    expect(new Set(own.announced.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('are moved by time alone, at the night that is due, and never before', async () => {
    await own.tell(six);
    await own.keep();
    const { dueAt } = await keepingState(own.context.records);
    expect(dueAt).toBeGreaterThan(today);
    engines.clock.set(Number(dueAt)); // the night itself is not over
    await own.keep(noNews);
    expect(own.announced).toEqual([]);
    engines.clock.set(Number(dueAt) + 1);
    await own.keep(noNews);
    expect(own.announced).toHaveLength(1);
    engines.clock.set(today + 30 * day);
    await own.keep(noNews);
    expect(await own.members({ status: 'warning' })).toEqual([1]);
    expect(await own.members({ status: 'warning', asOf: today + day })).toEqual([]);
    expect(own.announced.map(({ customer, properties }) => [customer, properties.status])).toContainEqual([
      1,
      'warning',
    ]);
  });

  it('are rewritten by what comes late, which is no news', async () => {
    await own.tell(six);
    await own.keep();
    engines.clock.advance(60_000);
    await own.tell(comes(3, 80, 70)); // with day 60 three in the last 90 days: she never left
    await own.keep(newsOf(3));
    expect(await own.standing()).toContain('3 conversion/watch');
    expect(await own.members({ phase: 'attrition', asOf: today - day })).toEqual([]);
    expect(own.announced).toEqual([]);
  });

  it('go over to the number that stands for both after a merge', async () => {
    await own.tell(six);
    await own.keep();
    // The prospect was customer 2: their events stand under 7 now.
    await own.tell([
      buys(7, 20),
      ...comes(7, 10),
      { customer: 7, event: 'Push Opened', at: today - 3 * day },
    ]);
    const retired = [2, 5].map((customer) =>
      JSON.stringify({ workspace_id: own.workspace.number, customer, at: '2026-01-15 12:00:00' }),
    );
    await engines.warehouse.insert('retired', Buffer.from(retired.join('\n')), { format: 'JSONEachRow' });
    await new Promise((resolve) => setTimeout(resolve, 1100)); // what is retired is looked at every second
    await own.keep(newsOf(2, 5, 7));
    expect(await own.standing()).toEqual([
      '1 loyalty/none',
      '3 attrition/none',
      '4 conversion/watch',
      '7 conversion/none',
    ]);
    expect(await own.members({})).toEqual([1, 3, 4, 7]);
  });

  it('hold nothing of somebody who is erased', async () => {
    await own.tell(six);
    await own.keep();
    const person = {
      workspace: own.workspace.number,
      userIds: ['user-1'],
      anonymousIds: [],
      numbers: [1],
      names: [],
    };
    const theirs = personalData.find(({ holds }) => holds === 'phases of life');
    expect(await theirs?.count(engines, person)).toBe(1);
    await theirs?.erase(engines, person, today);
    expect(await theirs?.count(engines, person)).toBe(0);
    expect(await own.standing()).toEqual(sixStand.slice(1));
  });

  it('leave with the person what rules say of them, and keep what they say of others', async () => {
    const bearing = (values: string[]) => ({
      event: 'Order Completed',
      where: [{ property: 'seller', how: 'is', values }],
    });
    const ruleOf = (values: string[]) =>
      PhaseRule.parse({ meant: { purchase: [bearing(values)] }, refundDays: 12 });
    await adoptRule(own.context, {
      offer: '',
      rule: ruleOf(['julie@example.com', 'marc@example.com']),
      holds: 'now',
    });
    const person = {
      workspace: own.workspace.number,
      userIds: ['julie@example.com'],
      anonymousIds: [],
      numbers: [12], // as many as the days of refunds
      names: [],
    };
    const theirs = personalData.find(({ holds }) => holds === 'questions in rules of phases');
    expect(await theirs?.count(engines, person)).toBe(1);
    await theirs?.erase(engines, person, today);
    expect(await theirs?.count(engines, person)).toBe(0);
    const [adopted] = await adoptedRules(own.context.records);
    expect(adopted?.rule.refundDays).toBe(12);
    expect(JSON.stringify(adopted?.rule.meant.purchase)).toContain('marc@example.com');
    expect(JSON.stringify(adopted?.rule)).not.toContain('julie');
  });
});

describe('a rule that is adopted', () => {
  const lenient = PhaseRule.parse({ attrition: { visits: 0, days: 90 } });

  it('judges everyone anew, is announced to nobody, and leaves the past as it was judged', async () => {
    await own.tell(six);
    await own.keep();
    await adoptRule(own.context, { offer: '', rule: lenient, holds: 'now' });
    engines.clock.advance(1000);
    await own.keep(noNews);
    expect(await own.standing()).toContain('3 conversion/watch'); // one visit in 90 days
    expect(await own.members({ phase: 'attrition', asOf: today })).toEqual([3]);
    expect(own.announced).toEqual([]);
    await adoptRule(own.context, {
      offer: '',
      rule: PhaseRule.parse({ ...lenient, recoveryDays: 30 }),
      holds: 'always',
    });
    await own.keep(noNews);
    expect(await own.members({ phase: 'attrition', asOf: today })).toEqual([]);
  });

  it('goes on where it was killed between two chunks', async () => {
    await own.tell(six);
    await own.keep();
    await adoptRule(own.context, { offer: '', rule: lenient, holds: 'now' });
    engines.clock.advance(1000);
    let left = 0; // nobody of the first two moved: nothing is written of them
    const insert: Kept['store']['insert'] = async (...given) => {
      left -= 1;
      if (left < 0) throw new Error('killed');
      await engines.warehouse.insert(...given);
    };
    await expect(keepLives(own.kept({ store: { ...engines.warehouse, insert } }), noNews, 2)).rejects.toThrow(
      'killed',
    );
    const cut = await keepingState(own.context.records);
    expect(cut.computing).not.toBeNull();
    expect(cut.nextCustomer).toBe(3);
    await own.keep(noNews, 2);
    expect(await keepingState(own.context.records)).toMatchObject({ computing: null, basis: cut.computing });
    expect(await own.standing()).toContain('3 conversion/watch');
  });
});

describe('what comes as events', () => {
  it('an action with a supposed cause opens reconquest, a visit ends it', async () => {
    await own.tell([
      ...six,
      {
        customer: 3,
        event: 'perdure.action_opened',
        at: today - day,
        properties: { action: 'call', cause: 'prix' },
      },
    ]);
    await own.keep();
    expect(await own.standing()).toContain('3 retention/none');
    engines.clock.advance(day);
    await own.tell([{ customer: 3, at: today + day / 2 }]);
    await own.keep(newsOf(3));
    expect(await own.standing()).toContain('3 loyalty/reconquered');
    expect(own.announced).toMatchObject([
      {
        customer: 3,
        properties: { from: 'retention', to: 'loyalty', status: 'reconquered', reason: 'recovered' },
      },
    ]);
  });
});
