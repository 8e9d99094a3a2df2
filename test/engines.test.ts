import { expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { createTestWorkspace, openTestEngines, testNow } from './engines.ts';

it('gives every test file stores of its own, empty and migrated', async () => {
  const [one, two] = await Promise.all([openTestEngines(), openTestEngines({ now: testNow + 1 })]);
  const workspace = await createTestWorkspace(one, { timezone: 'America/New_York', currency: 'USD' });
  expect(workspace).toMatchObject({
    timezone: 'America/New_York',
    currency: 'USD',
    weekStart: 'monday',
    layout: 1,
  });
  expect(await one.records.rows(sql`select number, name from sources`)).toEqual([
    { number: workspace.source, name: 'test' },
  ]);
  expect(await two.records.rows(sql`select number from workspaces`)).toEqual([]);
  expect(await two.warehouse.rows(sql`select count() as n from events`)).toEqual([{ n: '0' }]);
  expect(two.clock.now() - one.clock.now()).toBe(1);
  await Promise.all([one.close(), two.close()]);
});
