import { afterAll, beforeAll, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { loadingParts } from '../../../test/loading.ts';
import { anonymousVisit, identify, received } from '../../../test/received.ts';
import type { Decoded } from '../intake/index.ts';
import { loadEvents } from './load.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const noon = Date.UTC(2026, 0, 15, 12);

it('of events at the same millisecond, the one that arrived first comes first, also after a change of owner', async () => {
  const workspace = await createTestWorkspace(engines);
  const parts = loadingParts(engines);
  const load = (batch: bigint, events: readonly Decoded[]) =>
    loadEvents(parts, { workspace: workspace.number, source: workspace.source, batch, events });
  const at = (messageId: string, receivedAt: number) => ({
    ...anonymousVisit('browser', noon),
    messageId,
    receivedAt,
  });
  await load(2n, [at('z', noon + 5), at('m', noon + 5), at('a', noon + 6)]);
  await load(3n, [at('b', noon + 4)]); // arrived before, loaded later
  const inOrder = async () => {
    const rows = await engines.warehouse.of(workspace.number).rows(sql<{ id: string }>`
      select message_id as id
      from ${scoped('events')}
      where event = 'Visit'
      order by time, arrival`);
    return rows.map(({ id }) => id);
  };
  expect(await inOrder()).toEqual(['b', 'z', 'm', 'a']);
  await load(4n, [received({ userId: 'anna', time: noon - 1 })]);
  await load(5n, [{ ...identify('browser', 'anna', noon + 60_000), receivedAt: noon + 60_000 }]);
  expect((await inOrder()).slice(1)).toEqual(['b', 'z', 'm', 'a']);
});
