import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Jobs } from '#src/engines/jobs/port.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import type { Actor } from '../actor.ts';
import { answer } from '../asking/index.ts';
import { openAudit } from '../audit/index.ts';
import { permissions } from '../permissions.ts';
import { workspaceOperations } from './operations.ts';
import { openWorkspaces, type Workspaces } from './workspaces.ts';

let engines: TestEngines;
let workspaces: Workspaces;

beforeAll(async () => {
  engines = await openTestEngines();
  workspaces = openWorkspaces(engines.records, engines.clock);
});
afterAll(() => engines?.close());

const cli: Actor = { kind: 'cli', id: 'cli', permissions: new Set(permissions), language: 'fr' };

async function change(slug: string, input: unknown, instead: { readonly jobs?: Jobs } = {}) {
  const workspace = await workspaces.find(slug);
  const operation = workspaceOperations({ workspaces, seatsOf: async () => [] }).find(
    (one) => one.name === 'workspaces.update',
  );
  if (!workspace || !operation) throw new Error('nothing to change');
  const asking = {
    ...engines,
    ...instead,
    audit: openAudit(engines.records, engines.clock),
    checksAnswers: true,
  };
  return answer(asking, { operation: operation as never, workspace, actor: cli, input });
}

describe('a workspace', () => {
  it('is made in Paris, with weeks from Monday and in euros unless told, with a source and a key', async () => {
    const made = await workspaces.create({ name: 'Café Brûlé' }, { createdBy: 'cli' });
    expect(made).toMatchObject({
      workspace: 'cafe-brule',
      writeKey: expect.stringMatching(/^wk_/),
      apiKey: expect.stringMatching(/^pk_/),
    });
    const found = await workspaces.find('cafe-brule');
    expect(found).toMatchObject({
      id: made.id,
      timezone: 'Europe/Paris',
      weekStart: 'monday',
      currency: 'EUR',
      smallestDifference: 0.05,
      layout: 1,
    });
    expect(await workspaces.find(made.id)).toEqual(found);
    expect(await workspaces.byNumber(found?.number ?? 0)).toEqual(found);
  });

  it('has an address of its own, also when ten of one name are made at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 10 }, () => workspaces.create({ name: 'Shop' }, { createdBy: 'cli' })),
    );
    expect(made.map((one) => one.workspace).sort()).toEqual(
      ['shop', ...Array.from({ length: 9 }, (_, i) => `shop-${i + 2}`)].sort(),
    );
    await expect(workspaces.create({ name: 'Shop' }, { createdBy: 'cli', slug: 'shop' })).rejects.toThrow(
      'workspaces.slug_taken',
    );
  });

  it('is rebuilt when its time zone or first day of the week changes, once for both, and not for its name', async () => {
    expect(await change('shop', { name: 'Boutique' })).toMatchObject({
      rebuilding: false,
      workspace: { name: 'Boutique', slug: 'shop' },
    });
    expect(await engines.jobs.waiting()).toEqual([]);
    expect(await change('shop', { timezone: 'America/New_York' })).toMatchObject({ rebuilding: true });
    expect(await change('shop', { weekStart: 'sunday' })).toMatchObject({ rebuilding: true });
    expect(await change('shop', { weekStart: 'sunday' })).toMatchObject({ rebuilding: false });
    const { number } = (await workspaces.find('shop')) ?? { number: 0 };
    expect(await engines.jobs.waiting()).toMatchObject([
      { name: 'derived.rebuild', payload: { workspace: number } },
    ]);
  });

  it('keeps its zone where the rebuild cannot be put in the queue: both or neither', async () => {
    const before = await engines.jobs.waiting();
    const zone = (await workspaces.find('shop'))?.timezone;
    const jobs: Jobs = {
      add: async (...given) => {
        await engines.jobs.add(...given);
        throw new Error('killed');
      },
    };
    await expect(change('shop', { timezone: 'Asia/Tokyo' }, { jobs })).rejects.toThrow('killed');
    expect((await workspaces.find('shop'))?.timezone).toBe(zone);
    expect(await engines.jobs.waiting()).toEqual(before);
  });

  it.each([
    [{ timezone: 'Europe/Atlantis' }, 'timezone'],
    [{ weekStart: 'friday' }, 'weekStart'],
    [{ currency: 'EURO' }, 'currency'],
    [{ smallestDifference: 1 }, 'smallestDifference'],
    [{ slug: 'x' }, 'slug'],
    [{ name: ' ' }, 'name'],
  ])('refuses %j and says which setting is at fault', async (input, field) => {
    await expect(change('shop', input)).rejects.toMatchObject({
      code: 'access.invalid_input',
      details: { field },
    });
  });
});
