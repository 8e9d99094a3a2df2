import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { framed } from '#src/customers/frame/index.ts';
import {
  type ActiveBy,
  activePeriods,
  activeReading,
  activityOf,
  type Definition,
} from '#src/customers/value/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { operations } from './index.ts';

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines({ now: Date.parse('2025-08-15T12:00:00Z') });
  context = asking(engines, await createTestWorkspace(engines));
  await fill(engines.warehouse, context.workspace, listening);
});
afterAll(() => engines.close());

const at = (text: string): number => Date.parse(text);
const played = (customer: number, when: string, minutes: number | string): ToldEvent => ({
  customer,
  at: at(when),
  event: 'play',
  properties: { minutes },
});

/** H01: what each customer listened to. */
const listening: ToldEvent[] = [
  // 1: 14 min 59 s in July.
  played(1, '2025-07-03T10:00:00Z', 10),
  played(1, '2025-07-20T10:00:00Z', 4.983333),
  // 2: 15 min in July, told as text and in tenths that no binary fraction adds up to.
  ...Array.from({ length: 3 }, (_, i) => played(2, `2025-07-0${i + 1}T10:00:00Z`, '0.1')),
  played(2, '2025-07-28T10:00:00Z', 14.7),
  // 3: 40 log-ins, no minute.
  ...Array.from({ length: 40 }, (_, i) => ({
    customer: 3,
    at: at('2025-07-01T08:00:00Z') + i * 3_600_000,
    event: 'User Logged In',
    properties: { device: 'phone' },
  })),
  // 4: 10 minutes in July and 10 in August; the last of July is 23:30 in Paris, the first of August 00:30.
  played(4, '2025-07-31T21:30:00Z', 10),
  played(4, '2025-07-31T22:30:00Z', 10),
  // 5: 20 minutes of a bot.
  { ...played(5, '2025-07-10T10:00:00Z', 20), traffic: 'bot' },
];

const ask = <T>(name: string, input: unknown = {}): Promise<T> => run<T>(operations, context, name, input);
const minutes = {
  match: { event: 'play' },
  rule: { kind: 'quantity', property: 'minutes', quantity: 15 },
  period: 'month',
};
let created = 0;
const create = async (wishes: object): Promise<Definition> =>
  (
    await ask<{ definition: Definition }>('value.create', {
      name: `Écoute ${++created}`,
      counted: minutes,
      ...wishes,
    })
  ).definition;

/** Who was active in July 2025, as period 2025 × 12 + 6. */
async function activeInJuly(activeBy: ActiveBy): Promise<number[]> {
  const frame = await framed(context, { people: [], includeMarked: false });
  const reading = await activeReading(context, frame, await activityOf(context, activeBy, 'month'));
  const july = { period: 'month', first: 24_306, last: 24_306 } as const;
  const [row] = await context.warehouse.rows(
    sql<{
      who: number[];
    }>`select arraySort(bitmapToArray(people)) as who from ${activePeriods(reading, july)}`,
  );
  return row?.who.map(Number) ?? [];
}

describe('a definition of value', () => {
  it('counts 15 minutes in July, not 14 min 59 s, nor 40 log-ins, nor 10 + 10 over two months', async () => {
    const { id } = await create({});
    expect(await activeInJuly({ by: 'value', definition: id })).toEqual([2]);
    // Whom the log-ins would have counted.
    expect(await activeInJuly({ by: 'event', match: { event: 'User Logged In', where: [] } })).toEqual([3]);
    expect(await activeInJuly({ by: 'any' })).toEqual([1, 2, 3, 4]);
  });

  it('says beforehand how many would have been active in the last whole period', async () => {
    expect(await ask('value.preview', { counted: minutes })).toMatchObject({
      from: '2025-07-01',
      to: '2025-07-31',
      active: 1,
      known: 4,
      share: { known: true, value: 0.25 },
      warning: null,
    });
    expect(
      await ask('value.preview', { counted: { ...minutes, rule: { kind: 'times', times: 2 } } }),
    ).toMatchObject({
      active: 2, // customers 1 and 2 played twice or more
    });
  });

  it('is the default when it is the first, and gives it up when it is retired', async () => {
    const [first] = (await ask<{ definitions: Definition[] }>('value.list')).definitions;
    expect(first?.isDefault).toBe(true);
    expect(await activeInJuly({ by: 'value', definition: null })).toEqual([2]);
    const second = await create({
      name: 'Une écoute',
      offer: 'Premium',
      counted: { ...minutes, rule: undefined },
    });
    expect(second.isDefault).toBe(false);
    await ask('value.set-default', { id: second.id });
    expect(await activeInJuly({ by: 'value', definition: null })).toEqual([1, 2, 4]);
    await ask('value.retire', { id: second.id });
    await expect(activeInJuly({ by: 'value', definition: null })).rejects.toThrow(/value.no_default/);
    expect(await activeInJuly({ by: 'value', definition: second.id })).toEqual([1, 2, 4]); // saved questions go on
    await expect(ask('value.set-default', { id: second.id })).rejects.toThrow(/value.retired/);
    await expect(ask('value.change', { id: second.id, name: 'x' })).rejects.toThrow(/value.retired/);
    await ask('value.restore', { id: second.id });
    await ask('value.set-default', { id: second.id });
    expect(await activeInJuly({ by: 'value', definition: null })).toEqual([1, 2, 4]);
  });

  it('gets a new version when it counts something else, and answers by the old one too', async () => {
    const { id } = await create({ name: 'Versions' });
    const change = async (wishes: object) =>
      (await ask<{ definition: Definition }>('value.change', { id, ...wishes })).definition;
    expect(await change({ name: 'Renommée' })).toMatchObject({ name: 'Renommée', current: { version: 1 } });
    expect(await change({ counted: minutes })).toMatchObject({ current: { version: 1 } });
    const changed = await change({ counted: { ...minutes, rule: { ...minutes.rule, quantity: 10 } } });
    expect(changed.versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(await activeInJuly({ by: 'value', definition: id })).toEqual([1, 2, 4]);
    expect(await activeInJuly({ by: 'value', definition: id, version: 1 })).toEqual([2]);
    await expect(activeInJuly({ by: 'value', definition: id, version: 3 })).rejects.toThrow(
      /value.unknown_version/,
    );
  });

  it('is refused where the question counts by another period, which it names', async () => {
    const { id } = await create({});
    await expect(activityOf(context, { by: 'value', definition: id }, 'week')).rejects.toMatchObject({
      code: 'value.other_period',
      details: { field: 'period', expected: expect.stringContaining('"month"'), got: 'week' },
    });
  });

  it('is refused for a log-in, unless kept anyway, and then says so wherever it is used', async () => {
    const login = { match: { event: 'User Logged In' }, period: 'month' };
    await expect(create({ counted: login })).rejects.toThrow(/value.mere_presence/);
    await expect(create({ counted: { match: { event: null }, period: 'week' } })).rejects.toThrow(
      /mere_presence/,
    );
    const kept = await create({ counted: login, anyway: true });
    expect(kept.warning?.en).toContain('mere presence');
    const activity = await activityOf(context, { by: 'value', definition: kept.id }, 'month');
    expect(activity.warning?.fr).toContain('simple présence');
    await expect(ask('value.change', { id: kept.id, counted: { ...login, period: 'week' } })).rejects.toThrow(
      /mere_presence/,
    );
  });

  it('is refused for an event or a quantity that never arrived', async () => {
    await expect(create({ counted: { ...minutes, match: { event: 'played' } } })).rejects.toThrow(
      /perhaps “play”/,
    );
    await expect(
      create({ counted: { ...minutes, rule: { ...minutes.rule, property: 'minuts' } } }),
    ).rejects.toThrow(/perhaps “minutes”/);
    const text = {
      ...minutes,
      match: { event: 'User Logged In' },
      rule: { ...minutes.rule, property: 'device' },
    };
    const onlyText = /insights.not_a_number \(counted.match\).*“device” holds is text/s;
    await expect(create({ counted: text, anyway: true })).rejects.toThrow(onlyText);
    await expect(ask('value.preview', { counted: text })).rejects.toThrow(onlyText);
    const { id } = await create({});
    await expect(ask('value.change', { id, counted: text, anyway: true })).rejects.toThrow(onlyText);
    await expect(ask('value.retire', { id: 'val_none' })).rejects.toThrow(/value.unknown/);
  });

  it('bears a name of its own among those in use, one for each offer', async () => {
    const taken = { code: 'value.name_taken', details: { field: 'name' } };
    const { id } = await create({ name: 'Minutes' });
    await expect(create({ name: 'minutes' })).rejects.toMatchObject(taken);
    const other = await create({ name: 'Minutes', offer: 'premium' });
    await expect(ask('value.change', { id: other.id, offer: null })).rejects.toMatchObject(taken);
    await ask('value.retire', { id });
    await create({ name: 'MINUTES' });
    await expect(ask('value.restore', { id })).rejects.toMatchObject(taken);
  });

  it('belongs to one workspace', async () => {
    const other = asking(engines, await createTestWorkspace(engines));
    const { id } = await create({});
    await expect(run(operations, other, 'value.retire', { id })).rejects.toThrow(/value.unknown/);
    expect(await run(operations, other, 'value.list', {})).toEqual({ definitions: [] });
  });
});
