import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { asking, run } from '../../../test/asking.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
  testNow,
} from '../../../test/engines.ts';
import { received, refused } from '../../../test/received.ts';
import { KnownNumbers } from '../identity/index.ts';
import type { Decoded, ReceivedEvent } from '../intake/index.ts';
import { type LoadingParts, type LoadPlace, loadEvents, RecentIds } from '../loading/index.ts';
import { operations as aside, replaySetAside } from '../set-aside/index.ts';
import { operations } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let context: Context;
let parts: LoadingParts;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  engines.clock.set(testNow);
  workspace = await createTestWorkspace(engines);
  context = { ...asking(engines, workspace), jobs: { add: async () => {} } };
  parts = {
    ...engines,
    recent: new RecentIds(7 * 86_400_000),
    known: new KnownNumbers(),
    placeOf: (number) =>
      engines.records.row(sql<LoadPlace & { rules: [] }>`
        select timezone, layout, internal_rules as rules, plan_version as plan
        from workspaces
        where number = ${number}`),
  };
  parts.recent.whole = true;
});

const ask = <T>(name: string, input: unknown = {}): Promise<T> =>
  run<T>([...operations, ...aside], context, name, input);
const load = (batch: bigint, events: readonly Decoded[]) =>
  loadEvents(parts, { workspace: workspace.number, source: workspace.source, batch, events });

const why = { purpose: 'What is bought?', owner: 'Léa', metric: 'Orders' };
const said = { ...why, active: true };
const order = {
  name: 'order',
  ...said,
  properties: [{ name: 'items', type: 'integer', required: true, ...said }],
};

async function approve(plan: object): Promise<void> {
  const { draft: before } = await ask<{ draft: { revision: number } | null }>('plan.get');
  const { draft } = await ask<{ draft: { revision: number } }>('plan.save-draft', {
    plan,
    revision: before?.revision ?? null,
  });
  await ask('plan.approve', { revision: draft.revision });
}

const track = (event: string, properties: object = {}, rest: Partial<ReceivedEvent> = {}) =>
  received({ event, userId: 'julie', properties: JSON.stringify(properties), ...rest });

/** What is stored, as name and properties, in the order of names. */
async function stored(): Promise<string[]> {
  const rows = await engines.warehouse.rows(sql<{ event: string; properties: string }>`
    select event, properties
    from events_by_customer
    where workspace_id = ${workspace.number}
    order by event, message_id`);
  return rows.map(({ event, properties }) => `${event} ${properties}`);
}

const sums = async () => {
  const { bySource: _, ...all } = await ask<Record<string, unknown>>('events.accounting');
  return all;
};

interface Kept {
  events: {
    id: string;
    kind: string;
    reason: string;
    field: string;
    expected: string;
    got: string;
    event: string;
  }[];
}

async function replayAll(reason: string): Promise<void> {
  await ask('rejects.replay', { reason });
  await replaySetAside(parts, workspace.number);
}

describe('an arriving event', () => {
  it('that is unknown waits in quarantine with its reason, and is stored once the plan has it', async () => {
    await approve({ events: [order], rules: { unknownEvent: 'quarantine' } });
    const late = track('surprise', { a: 1 }, { messageId: 'm-late', originalTime: testNow - 3_600_000 });
    const outcome = await load(1n, [late, late, track('order', { items: 2 }), refused()]);
    expect(outcome).toEqual({ accepted: 4, stored: 1, rejected: 1, quarantined: 2, duplicate: 0 });
    const { events } = await ask<Kept>('rejects.list', { reason: 'plan.unknown_event' });
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({
      kind: 'quarantined',
      field: 'event',
      expected: 'an event of the plan',
      got: 'surprise',
    });

    await replayAll('plan.unknown_event'); // nothing has changed: it waits on
    expect(await sums()).toEqual({ accepted: 4, stored: 1, rejected: 1, quarantined: 2, duplicate: 0 });

    await approve({
      events: [order, { ...order, name: 'surprise', properties: [] }],
      rules: { unknownEvent: 'quarantine' },
    });
    await replayAll('plan.unknown_event');
    // The same message twice: stored once, and nothing is lost from the count.
    expect(await sums()).toEqual({ accepted: 4, stored: 2, rejected: 1, quarantined: 0, duplicate: 1 });
    expect(await stored()).toEqual(['order {"items":2}', 'surprise {"a":1}']);
    const [row] = await engines.warehouse.rows(sql<{ time: string }>`
      select toString(time) as time
      from events_by_customer
      where workspace_id = ${workspace.number}
        and message_id = 'm-late'`);
    expect(row?.time).toBe('2026-01-15 11:00:00.000'); // its own time, not that of its receipt or replay
  });

  it('is fixed, flagged or refused as the rules say, and what they did is told', async () => {
    await approve({
      events: [order],
      rules: {
        unknownEvent: 'refuse',
        wrongType: 'fix',
        missingProperty: 'quarantine',
        unplannedProperty: 'flag',
      },
    });
    const outcome = await load(1n, [
      track('order', { items: '12' }),
      track('order', { items: 3, 'odd\u0000': 1 }),
      track('order', { items: 'a dozen' }),
      track('order'),
      track('surprise'),
      received({ type: 'identify', event: 'Identify', userId: 'julie', anonymousId: 'browser' }),
    ]);
    expect(outcome).toEqual({ accepted: 6, stored: 3, rejected: 1, quarantined: 2, duplicate: 0 });
    expect((await stored()).filter((text) => text.startsWith('order'))).toEqual([
      'order {"items":12}',
      'order {"items":3,"odd\\u0000":1}',
    ]);
    const { noticed } = await ask<{ noticed: object[] }>('plan.noticed');
    expect(noticed).toHaveLength(5);
    expect(noticed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          event: 'order',
          property: 'items',
          reason: 'plan.wrong_type',
          did: 'fixed',
          events: 1,
        }),
        expect.objectContaining({
          event: 'order',
          property: 'items',
          reason: 'plan.wrong_type',
          did: 'quarantined',
        }),
        expect.objectContaining({
          event: 'order',
          property: 'items',
          reason: 'plan.missing_property',
          did: 'quarantined',
        }),
        expect.objectContaining({
          event: 'order',
          property: 'odd␀',
          reason: 'plan.unplanned_property',
          did: 'flagged',
        }),
        expect.objectContaining({
          event: 'surprise',
          property: '',
          reason: 'plan.unknown_event',
          did: 'refused',
        }),
      ]),
    );
    expect(await ask('plan.status')).toMatchObject({
      events: [
        {
          event: 'order',
          state: 'implemented',
          noticed: { flagged: 1, fixed: 1, quarantined: 2, refused: 0 },
        },
        { event: 'surprise', state: 'seen', noticed: { refused: 1 } },
      ],
    });
  });

  it('that is a recorded click is stored under its name from the approval on, and not before', async () => {
    const click = { event: '$autocapture', property: '$el_text', value: 'Acheter' };
    const clicked = (text: string, at = testNow) =>
      track('$autocapture', { $el_text: text }, { receivedAt: at });
    await load(
      1n,
      ['Acheter', 'Aide', 'Compte'].map((text) => clicked(text)),
    );
    expect((await ask<{ suggestions: object[] }>('plan.suggestions')).suggestions).toHaveLength(3);
    expect((await stored()).map((text) => text.split(' ')[0])).toEqual([
      '$autocapture',
      '$autocapture',
      '$autocapture',
    ]);
    const { draft } = await ask<{ draft: { revision: number } }>('plan.name-click', {
      click,
      name: 'buy_click',
      ...why,
    });
    await load(2n, [clicked('Acheter')]);
    engines.clock.advance(1000);
    await ask('plan.approve', { revision: draft.revision });
    await load(3n, [clicked('Acheter', testNow + 2000), clicked('Aide', testNow + 2000)]);
    expect((await stored()).filter((text) => text.startsWith('buy_click'))).toHaveLength(1);
  });
});

describe('a batch that is cut and done again', () => {
  it('is judged by the plan in force when it was received, and is counted once', async () => {
    await approve({ events: [order], rules: { unknownEvent: 'flag' } });
    const events = [track('surprise', {}, { messageId: 'm-1' }), track('order', { items: 1 })];
    const first = await load(7n, events);
    engines.clock.advance(60_000);
    await approve({ events: [order], rules: { unknownEvent: 'refuse' } });
    expect(await load(7n, events)).toEqual(first);
    expect(await sums()).toEqual({ accepted: 2, stored: 2, rejected: 0, quarantined: 0, duplicate: 0 });
    expect(await ask('plan.noticed')).toMatchObject({
      noticed: [{ event: 'surprise', did: 'flagged', events: 1 }],
    });
    const now = track('surprise', {}, { receivedAt: engines.clock.now() });
    expect(await load(8n, [now])).toMatchObject({ stored: 0, rejected: 1 });
  });

  it('as a replay is judged by the version of its first try', async () => {
    await approve({ events: [order], rules: { unknownEvent: 'quarantine' } });
    await load(1n, [track('surprise', {}, { messageId: 'm-1' })]);
    await approve({ events: [order], rules: { unknownEvent: 'flag' } });
    const { events } = await ask<Kept>('rejects.list');
    await ask('rejects.replay', { reason: 'plan.unknown_event' });
    const broken: LoadingParts = {
      ...parts,
      onLoaded: () => {
        throw new Error('cut');
      },
    };
    await expect(replaySetAside(broken, workspace.number)).rejects.toThrow('cut');
    await approve({ events: [order], rules: { unknownEvent: 'refuse' } });
    await replaySetAside(parts, workspace.number);
    expect(events).toHaveLength(1);
    expect(await sums()).toEqual({ accepted: 1, stored: 1, rejected: 0, quarantined: 0, duplicate: 0 });
  });
});

describe('a workspace without a plan', () => {
  it('stores what comes, and one of imported files does too', async () => {
    expect(await load(1n, [track('anything', { x: '1' })])).toMatchObject({ stored: 1 });
    await approve({ events: [order], rules: { unknownEvent: 'refuse' } });
    expect(await load(2n ** 62n + 5n, [track('history')])).toMatchObject({ stored: 1 });
  });
});
