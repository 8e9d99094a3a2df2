import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { type Difference, operations } from './index.ts';
import { type Answer, approver, click, planAsker, planId, question, said } from './plan.test-data.ts';

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  engines.clock.set(testNow);
  context = asking(engines, await createTestWorkspace(engines));
});

const dayMs = 86_400_000;
const ask = planAsker(() => context);
const approved = approver(ask);

describe('an event of the plan', () => {
  it('cannot be collected without a purpose, an owner and a metric: the field is named', async () => {
    for (const lacks of ['purpose', 'owner', 'metric'] as const) {
      await expect(ask('plan.set-event', { event: { ...click, [lacks]: null } })).rejects.toMatchObject({
        code: 'plan.incomplete',
        details: { field: `event.${lacks}` },
      });
      await expect(ask('plan.set-event', { event: { ...click, [lacks]: '  ' } })).rejects.toMatchObject({
        details: { field: `event.${lacks}` },
      });
      await expect(
        ask('plan.set-event', { event: { ...click, properties: [{ ...planId, [lacks]: null }] } }),
      ).rejects.toMatchObject({ details: { field: `event.properties[0].${lacks}` } });
      await expect(
        ask('plan.save-draft', {
          revision: null,
          plan: { events: [{ name: 'a' }, { ...click, [lacks]: null }] },
        }),
      ).rejects.toMatchObject({ details: { field: `events[1].${lacks}` } });
    }
  });

  it('may be proposed without them, and is collected once they are said', async () => {
    const { missing } = await ask('plan.set-event', { event: { name: 'checkout_click' } });
    expect(missing.map(({ field }) => field)).toEqual([
      'events[0].purpose',
      'events[0].owner',
      'events[0].metric',
    ]);
    const { plan } = await ask('plan.set-event', { event: click });
    expect(plan.events).toMatchObject([{ name: 'checkout_click', active: true }]);
  });

  it('is renamed with the questions that need it, never over another and only where it is planned', async () => {
    await ask('plan.save-draft', {
      revision: null,
      plan: { events: [click, { name: 'other', description: 'kept' }], questions: [question] },
    });
    for (const [was, name, code, field] of [
      ['checkout_click', 'other', 'plan.named_twice', 'event.name'],
      ['gone', 'new', 'plan.not_planned', 'was'],
    ]) {
      await expect(ask('plan.set-event', { was, event: { ...click, name } })).rejects.toMatchObject({
        code,
        details: { field },
      });
    }
    const { plan } = await ask('plan.set-event', { was: 'checkout_click', event: { ...click, name: 'buy' } });
    expect(plan.events).toMatchObject([{ name: 'buy' }, { name: 'other', description: 'kept' }]);
    expect(plan.questions[0]?.needs).toEqual([{ event: 'buy', properties: ['plan_id'] }]);
    await ask('plan.set-event', { was: 'buy', event: { ...click, name: 'buy', description: 'again' } });
    expect((await ask('plan.get')).plan.events).toMatchObject([{ description: 'again' }, {}]);
  });

  it('of which only the action is kept has no properties in use', async () => {
    await expect(ask('plan.set-event', { event: { ...click, granularity: 'action' } })).rejects.toMatchObject(
      {
        code: 'plan.action_only',
        details: { field: 'event.properties[0].active' },
      },
    );
  });

  it('is planned once, and so is each of its properties and each question', async () => {
    const twice = [
      { events: [click, click] },
      { events: [{ ...click, properties: [planId, planId] }] },
      { questions: [question, question] },
    ];
    for (const plan of twice) {
      await expect(ask('plan.save-draft', { plan, revision: null })).rejects.toMatchObject({
        code: 'plan.named_twice',
      });
    }
    await expect(
      ask('plan.set-event', { event: { ...click, properties: [{ ...planId, values: [1] }] } }),
    ).rejects.toMatchObject({ code: 'plan.values_of_other_type' });
  });
});

describe('versions', () => {
  it('tell exactly what changed from the third to the fourth, and keep a log of changes', async () => {
    await approved({ events: [click] }, 'first');
    await approved({ events: [click, { name: 'b' }] });
    await approved({ events: [click, { name: 'b' }], questions: [question] });
    const four = {
      events: [{ ...click, properties: [{ ...planId, type: 'integer' }] }, { name: 'b' }],
      questions: [question],
    };
    expect(await approved(four, 'plan ids are numbers')).toBe(4);
    const { changes } = await ask<{ changes: Difference[] }>('plan.diff', { from: 3, to: 4 });
    expect(changes).toEqual([
      {
        kind: 'changed',
        what: 'property',
        name: 'checkout_click',
        property: 'plan_id',
        field: 'type',
        before: '"text"',
        after: '"integer"',
      },
    ]);
    const { versions } = await ask<{ versions: object[] }>('plan.versions');
    expect(versions).toHaveLength(4);
    expect(versions[0]).toMatchObject({
      version: 4,
      changes: 1,
      note: 'plan ids are numbers',
      approvedBy: 'user:tester',
    });
    await expect(ask('plan.diff', { from: 9 })).rejects.toMatchObject({ code: 'plan.unknown_version' });
  });

  it('are not made of nothing, and nobody overwrites what another changed meanwhile', async () => {
    await approved({ events: [click] });
    await expect(approved({ events: [click] })).rejects.toMatchObject({ code: 'plan.nothing_new' });
    const { draft } = await ask('plan.set-event', { event: { name: 'b' } });
    await expect(ask('plan.save-draft', { plan: {}, revision: draft.revision - 1 })).rejects.toMatchObject({
      code: 'plan.changed_meanwhile',
    });
    await ask('plan.discard-draft', { revision: draft.revision });
    await expect(ask('plan.approve', { revision: 1 })).rejects.toMatchObject({ code: 'plan.no_draft' });
    expect((await ask('plan.get')).plan.events).toHaveLength(1);
  });

  it('are approved by who saw the draft: its revision never comes back, however it ended', async () => {
    const first = await ask('plan.set-event', { event: click });
    await ask('plan.discard-draft', { revision: first.draft.revision });
    const second = await ask('plan.set-event', { event: { name: 'theirs' } });
    await expect(ask('plan.approve', { revision: first.draft.revision })).rejects.toMatchObject({
      code: 'plan.changed_meanwhile',
    });
    await ask('plan.approve', { revision: second.draft.revision });
    const third = await ask('plan.set-event', { event: { name: 'later' } });
    const revisions = [first, second, third].map(({ draft }) => draft.revision);
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    for (const seen of revisions.slice(0, 2)) {
      await expect(ask('plan.discard-draft', { revision: seen })).rejects.toMatchObject({
        code: 'plan.changed_meanwhile',
      });
    }
  });

  it('are not undone by a plan that was made before a draft came and was approved', async () => {
    const { plan, approved: seen } = await ask('plan.get');
    await approved({ events: [click] });
    await expect(ask('plan.save-draft', { plan, revision: null, approved: seen })).rejects.toMatchObject({
      code: 'plan.changed_meanwhile',
      details: { field: 'approved', got: seen },
    });
    const { approved: now } = await ask('plan.get');
    await ask('plan.save-draft', { plan, revision: null, approved: now });
  });

  it('and drafts are told as they were, whoever is quicker', async () => {
    const { records } = context;
    const whileRead = {
      ...context,
      records: {
        ...records,
        row: async <Row>(asked: Sql<Row>) => {
          const found = await records.row(asked);
          await ask('plan.set-event', { event: { name: `e${++added}` } });
          return found;
        },
      },
    };
    let added = 0;
    await ask('plan.set-event', { event: { name: 'e0' } });
    const { plan, draft } = await run<Answer>(operations, whileRead, 'plan.get', {});
    expect(plan.events).toHaveLength(draft.revision); // one more with each
    const putAway = {
      ...context,
      records: {
        ...records,
        transaction: async <T>(work: (tx: Transaction) => Promise<T>) => {
          const done = await records.transaction(work);
          await records.run(sql`delete from plan_drafts`);
          return done;
        },
      },
    };
    const kept = await run<Answer>(operations, putAway, 'plan.set-event', { event: { name: 'mine' } });
    expect(kept.plan.events.map(({ name }) => name)).toContain('mine');
  });

  it('have numbers that a number can have', async () => {
    for (const which of [99_999_999_999, 2 ** 31, 2 ** 31 - 1]) {
      for (const input of [{ which }, { from: which, to: 0 }])
        await expect(ask('which' in input ? 'plan.get' : 'plan.diff', input)).rejects.toMatchObject(
          which === 2 ** 31 - 1 ? { code: 'plan.unknown_version' } : { name: 'ZodError' },
        );
    }
  });

  it('are seen by their own workspace alone', async () => {
    await approved({ events: [click] });
    context = asking(engines, await createTestWorkspace(engines));
    expect((await ask('plan.get')).plan.events).toEqual([]);
    expect(await ask('plan.versions')).toEqual({ versions: [] });
    await ask('plan.set-event', { event: { name: 'ours' } });
  });
});

describe('a review', () => {
  it('of 181 days ago is overdue where 180 are agreed, and one of 180 days ago is not', async () => {
    const last = (days: number) => new Date(testNow - days * dayMs).toISOString().slice(0, 10);
    const event = (name: string, days: number) => ({
      ...click,
      name,
      review: { everyDays: 180, lastOn: last(days) },
    });
    engines.clock.set(testNow - 400 * dayMs); // approving is a review of its own day
    await approved({ events: [event('late', 181), event('today', 180), { name: 'proposed' }] });
    engines.clock.set(testNow);
    const { overdue } = await ask<{ overdue: object[] }>('plan.overdue');
    expect(overdue).toMatchObject([{ event: 'late', daysOver: 1, lastOn: last(181), dueOn: last(1) }]);
    await ask('plan.reviewed', { events: ['late'] });
    expect(await ask('plan.overdue')).toMatchObject({ overdue: [] });
    await expect(ask('plan.reviewed', { events: ['nobody'] })).rejects.toMatchObject({
      code: 'plan.not_planned',
    });
  });
});

describe('a question', () => {
  interface Questions {
    questions: { id: string; answerable?: boolean; now?: string; lacks: object[] }[];
  }

  it('can no longer be answered when a property it needs is dropped', async () => {
    await approved({ events: [click], questions: [question] });
    expect(await ask<Questions>('plan.questions')).toMatchObject({
      questions: [{ answerable: true, lacks: [] }],
    });
    const lost = {
      questions: [
        {
          id: 'abandoned',
          now: 'no longer answerable',
          lacks: [{ event: 'checkout_click', property: 'plan_id' }],
        },
      ],
    };
    expect(await ask('plan.drop-effect', { event: 'checkout_click', property: 'plan_id' })).toMatchObject(
      lost,
    );
    expect(await ask<Questions>('plan.questions')).toMatchObject({ questions: [{ answerable: true }] }); // only asked
    await ask('plan.remove', { event: 'checkout_click', property: 'plan_id' });
    expect(await ask<Questions>('plan.questions')).toMatchObject({ questions: [{ answerable: false }] });
    expect(await ask('plan.diff')).toMatchObject({
      ...lost,
      changes: [{ kind: 'removed', what: 'property', property: 'plan_id' }],
    });
    await expect(ask('plan.remove', { event: 'checkout_click', property: 'x' })).rejects.toMatchObject({
      code: 'plan.not_planned',
      details: { field: 'property' },
    });
  });

  it('cannot either when only the action is kept, or the event is only proposed', async () => {
    const action = { ...click, granularity: 'action', properties: [{ ...planId, active: false }] };
    await ask('plan.save-draft', { revision: null, plan: { events: [action], questions: [question] } });
    expect(await ask<Questions>('plan.questions')).toMatchObject({ questions: [{ answerable: false }] });
    await ask('plan.set-event', { event: { ...click, active: false } });
    expect(await ask<Questions>('plan.questions')).toMatchObject({
      questions: [{ answerable: false, lacks: [{ event: 'checkout_click', property: null }] }],
    });
  });
});

describe('what arrives', () => {
  const at = (daysAgo: number) => testNow - daysAgo * dayMs;
  const told = (event: string, daysAgo: number, properties: object = {}, customer = 1): ToldEvent => ({
    customer,
    at: at(daysAgo) - 1000,
    event,
    properties: properties as Record<string, unknown>,
    id: `${event}-${daysAgo}-${JSON.stringify(properties)}-${customer}`,
  });

  it('is implemented, silent after 7 days, or seen without being planned', async () => {
    await fill(engines.warehouse, context.workspace, [
      told('fresh', 1),
      told('quiet', 8),
      told('stray', 2),
      told('stray', 3),
      { ...told('Identify', 1), type: 'identify' },
      { ...told('never', 1), traffic: 'bot' },
    ]);
    await approved({ events: ['fresh', 'quiet', 'never'].map((name) => ({ ...click, name })) });
    const { events } = await ask<{ events: { event: string; state: string; toDo: { en: string } | null }[] }>(
      'plan.status',
    );
    expect(events.map(({ event, state }) => [event, state])).toEqual([
      ['fresh', 'implemented'],
      ['never', 'silent'],
      ['quiet', 'silent'],
      ['stray', 'seen'],
    ]);
    expect(events[1]?.toDo?.en).toBe('Add the call “never” with plan_id.');
    expect(events[2]?.toDo?.en).toBe('Check the call “quiet”: nothing since 2026-01-07.');
  });

  it('is silent since a day of the workspace, not of UTC', async () => {
    const night = { ...told('quiet', 9), at: Date.parse('2026-01-04T23:30:00Z') }; // 00:30 on the 5th in Paris
    await fill(engines.warehouse, context.workspace, [night]);
    await approved({ events: [{ ...click, name: 'quiet' }] });
    const { events } = await ask<{ events: { toDo: { fr: string } }[] }>('plan.status');
    expect(events[0]?.toDo.fr).toBe('Vérifier l’appel « quiet » : plus rien depuis le 2026-01-05.');
  });

  it('is proposed as a plan, whose purposes are then asked for', async () => {
    await fill(engines.warehouse, context.workspace, [
      ...Array.from({ length: 60 }, (_, i) =>
        told(
          'Order Completed',
          1,
          {
            total: i + 0.5,
            items: i,
            day: `2026-01-0${(i % 9) + 1}`,
            ...(i === 0 ? {} : { coupon: `c${i}`, first: i % 2 === 0 }),
            tags: ['a'],
          },
          i + 1,
        ),
      ),
      told('ping', 2),
      told('old', 90),
      { ...told('Identify', 1), type: 'identify' },
    ]);
    await ask('plan.set-event', { event: { ...click, name: 'ping', properties: [] } });
    const { plan, missing, added } = await ask<
      Answer & { added: { event: string; events: number; examples: object[] }[] }
    >('plan.infer');
    expect(added.map(({ event, events }) => [event, events])).toEqual([['Order Completed', 60]]);
    const [order, ping] = plan.events;
    expect(order).toMatchObject({
      name: 'Order Completed',
      active: false,
      purpose: null,
      granularity: 'context',
    });
    expect(order?.properties.map(({ name, type, required }) => [name, type, required])).toEqual([
      ['coupon', 'text', false],
      ['day', 'date', true],
      ['first', 'boolean', false],
      ['items', 'integer', true],
      ['tags', 'list', true],
      ['total', 'number', true],
    ]);
    expect(ping).toMatchObject({ name: 'ping', active: true, owner: 'Léa' });
    expect(missing.filter(({ event }) => event === 'Order Completed')).toHaveLength(7 * 3);
    expect(await ask('plan.get', { which: 'approved' })).toMatchObject({
      approved: null,
      plan: { events: [] },
    });
  });

  it('is told as proposed only where the plan has room for it', async () => {
    await fill(engines.warehouse, context.workspace, [
      told('visit', 1),
      told('visit', 1, {}, 2),
      told('order', 1),
    ]);
    const full = Array.from({ length: 999 }, (_, i) => ({ name: `e${i}` }));
    await ask('plan.save-draft', { revision: null, plan: { events: full } });
    const { plan, added, left } = await ask<Answer & { added: { event: string }[]; left: string[] }>(
      'plan.infer',
    );
    expect([plan.events.length, added.map(({ event }) => event), left]).toEqual([1000, ['visit'], ['order']]);
    await ask('plan.remove', { event: 'e0' });
    expect(await ask('plan.infer')).toMatchObject({ added: [{ event: 'order' }], left: [] });
  });

  it('is no 1,001st event of a plan: what is kept can be read again', async () => {
    const full = Array.from({ length: 1000 }, (_, i) => ({ name: `e${i}` }));
    await ask('plan.save-draft', { revision: null, plan: { events: full } });
    const one = { click: { event: '$autocapture', property: '$el_text', value: 'Buy' }, name: 'buy' };
    await expect(ask('plan.set-event', { event: { name: 'more' } })).rejects.toMatchObject({
      code: 'plan.too_many_events',
    });
    await expect(ask('plan.name-click', { ...one, ...said })).rejects.toMatchObject({
      code: 'plan.too_many_events',
    });
    expect((await ask('plan.get')).plan.events).toHaveLength(1000);
    await ask('plan.set-event', { event: { name: 'e0', description: 'still changed' } });
  });

  it('is proposed by its name alone where it was asked for and nothing of it is stored', async () => {
    await fill(engines.warehouse, context.workspace, [told('visit', 1, {}, 1), told('order', 1, {}, 1)]);
    const { plan } = await ask('plan.infer', { only: ['visit', 'quarantined'] });
    expect(plan.events.map(({ name }) => name)).toEqual(['quarantined', 'visit']);
    expect(await ask('plan.infer', { only: ['visit'] })).toMatchObject({ added: [] });
  });

  it('as clicks without a name is suggested, and none has a name before it is confirmed with a purpose', async () => {
    const clicked = (properties: object, customer: number) =>
      told('$autocapture', 1, { $event_type: 'click', ...properties }, customer);
    await fill(engines.warehouse, context.workspace, [
      clicked({ $el_text: 'Acheter' }, 1),
      clicked({ $el_text: 'Acheter' }, 2),
      clicked({ $el_text: 'Créer un compte' }, 1),
      clicked({ element_id: 'help', $el_text: 'Aide' }, 1),
      clicked({}, 1),
    ]);
    const { suggestions } = await ask<{ suggestions: { name: string; clicks: number }[] }>(
      'plan.suggestions',
    );
    expect(suggestions).toMatchObject([
      { name: 'acheter_click', property: '$el_text', value: 'Acheter', clicks: 2, customers: 2 },
      { name: 'creer_un_compte_click', value: 'Créer un compte', clicks: 1 },
      { name: 'help_click', property: 'element_id', value: 'help', clicks: 1 },
    ]);
    expect((await ask('plan.get')).plan.events).toEqual([]);
    const buy = {
      click: { event: '$autocapture', property: '$el_text', value: 'Acheter' },
      name: 'acheter_click',
    };
    await expect(ask('plan.name-click', { ...buy, owner: 'Léa', metric: 'Orders' })).rejects.toMatchObject({
      code: 'plan.incomplete',
      details: { field: 'event.purpose' },
    });
    await ask('plan.name-click', { ...buy, ...said });
    expect((await ask<{ suggestions: object[] }>('plan.suggestions')).suggestions).toHaveLength(2);
  });
});
