import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { personalData as importsData } from '../imports/index.ts';
import { countHeld, personalData } from './personal-data.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let position = 0;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  workspace = await createTestWorkspace(engines);
});

/** An event that was set aside, as it came and perhaps as it was mended. */
async function aside(event: string, mended: string | null = null): Promise<void> {
  position += 1;
  await engines.records.run(sql`
    insert into set_aside (workspace_id, source, batch, position, kind, reason, expected, event, mended, shape, received_at)
    values (${workspace.number}, ${workspace.source}, 1, ${position}, 'rejected', 'intake.no_event_name', 'a name',
      ${Buffer.from(event)}, ${mended === null ? null : Buffer.from(mended)}, 'segment.track', ${new Date(engines.clock.now())})`);
}

const left = async (): Promise<string[]> =>
  (
    await engines.records.rows(sql<{ event: Uint8Array }>`
      select event from set_aside where workspace_id = ${workspace.number} order by position`)
  ).map(({ event }) => Buffer.from(event).toString());

const person = (userIds: string[], anonymousIds: string[] = []): Person => ({
  workspace: workspace.number,
  userIds,
  anonymousIds,
  numbers: [],
  names: [],
});

async function erase(whom: Person): Promise<void> {
  for (const holder of personalData) await holder.erase(engines, whom, engines.clock.now());
  const held = await countHeld(personalData, engines, whom);
  expect(Object.values(held)).toEqual(Object.values(held).map(() => 0));
}

describe('an erasure of events set aside', () => {
  it('finds an id that is a number however it is written, and not longer numbers', async () => {
    const own = [
      '{"userId":42}',
      '{"userId": 42 }',
      '{"userId":42,"x":1}',
      '{"userId":"42"}',
      '{"userId":42\n}',
    ];
    const others = ['{"userId":420}', '{"userId":142}', '{"userId":"x42"}', '{"userId":4.2}'];
    for (const event of [...own, ...others]) await aside(event);
    expect((await countHeld(personalData, engines, person(['42']))).set_aside).toBe(own.length);
    await erase(person(['42']));
    expect(await left()).toEqual(others);
  });

  it('finds an id with accents, quotes and slashes, escaped or not, also where only the mended text names it', async () => {
    const id = 'rené "r"/x';
    const own = [
      JSON.stringify({ userId: id }),
      String.raw`{"userId":"ren\u00e9 \"r\"/x"}`,
      String.raw`{"userId":"ren${'é'} \"r\"\/x"}`,
    ];
    for (const event of own) await aside(event);
    await aside('{"userId":""}', JSON.stringify({ userId: id }));
    await aside('{"userId":"rene"}');
    await erase(person([id]));
    expect(await left()).toEqual(['{"userId":"rene"}']);
  });

  it('takes what was asked for and not yet done along: a merge by hand', async () => {
    await engines.records.run(sql`
      insert into identity_asks (workspace_id, id, from_user, into_user, actor, asked_at)
      values (${workspace.number}, 'mrg_1', 'julie', 'other', 'user:x', ${new Date(engines.clock.now())}),
        (${workspace.number}, 'mrg_2', 'a', 'b', 'user:x', ${new Date(engines.clock.now())})`);
    await erase(person(['julie'], ['phone']));
    const asks = await engines.records.rows(sql`
      select id from identity_asks where workspace_id = ${workspace.number}`);
    expect(asks).toEqual([{ id: 'mrg_2' }]);
  });
});

it('an erasure takes refused rows that name the person, and none of a longer id or of an amount', async () => {
  const own = ['7', 'julie@x.fr', '{"id":7,"amount":"x"}', '{"id":"7"', '2025-01-07;Julie@x.fr;12'];
  const others = ['17', '70', '7.5', '2025-01-07', '{"id":17,"amount":7.5}', 'a;17;b', 'jjulie@x.fr'];
  await engines.records.run(sql`
    with made as (
      insert into imports (id, workspace_id, name, path, bytes, source, settled, chunk_rows, asked_by, created_at)
      values ('imp_x', ${workspace.number}, 'x', 'x', 1, ${workspace.source}, '{}', 1, 'test', now())
      returning number
    )
    insert into import_rejects (workspace_id, import, row, reason, field, expected, got)
    select ${workspace.number}, number, place, 'imports.bad_date', 'x', 'x', got
    from made, unnest(${[...own, ...others]}::text[]) with ordinality as given (got, place)`);
  const whom = person(['7', 'julie@x.fr']);
  const stores = { records: engines.records, warehouse: engines.warehouse };
  expect((await countHeld(importsData, stores, whom))['import rejects']).toBe(own.length);
  for (const holder of importsData) await holder.erase(stores, whom, engines.clock.now());
  const left = await engines.records.rows(sql<{ got: string }>`
    select got from import_rejects where workspace_id = ${workspace.number} order by import_rejects.row`);
  expect(left.map(({ got }) => got)).toEqual(others);
});
