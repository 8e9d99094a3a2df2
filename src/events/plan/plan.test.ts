import { describe, expect, it } from 'vitest';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import { run } from '../../../test/asking.ts';
import { testNow } from '../../../test/engines.ts';
import { type Difference, operations } from './index.ts';
import { type Answer, click, planBed, planId, question } from './plan.test-data.ts';

const bed = planBed();
const { ask, approved } = bed;

const dayMs = 86_400_000;

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
    const { records } = bed.context;
    const whileRead = {
      ...bed.context,
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
      ...bed.context,
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
    await bed.anew();
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
    bed.engines.clock.set(testNow - 400 * dayMs); // approving is a review of its own day
    await approved({ events: [event('late', 181), event('today', 180), { name: 'proposed' }] });
    bed.engines.clock.set(testNow);
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
