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

it('of two links of a browser at the same millisecond, the one that arrived last holds, whichever is loaded last', async () => {
  const linked = (userId: string, messageId: string, receivedAt: number) => ({
    ...identify('kiosk', userId, noon),
    messageId,
    receivedAt,
  });
  const [anna, ben] = [linked('anna', 'z', noon + 5), linked('ben', 'a', noon + 6)];
  for (const batches of [[[anna, ben]], [[anna], [ben]], [[ben], [anna]]]) {
    const workspace = await createTestWorkspace(engines);
    const parts = loadingParts(engines);
    const { number, source } = workspace;
    const visits = [anonymousVisit('kiosk', noon - 1), anonymousVisit('kiosk', noon + 1)];
    for (const [i, events] of [...batches, visits].entries())
      await loadEvents(parts, { workspace: number, source, batch: BigInt(i + 1), events });
    const lives = await engines.warehouse.of(number).rows(sql<{ who: string; visits: string[] }>`
      select max(user_id) as who, arraySort(groupArrayIf(toString(time), event = 'Visit')) as visits
      from ${scoped('events_by_customer')}
      group by customer
      order by who`);
    // Before the first link it was the first one's, after the last the last one's.
    expect(lives).toEqual([
      { who: 'anna', visits: ['2026-01-15 11:59:59.999'] },
      { who: 'ben', visits: ['2026-01-15 12:00:00.001'] },
    ]);
  }
});

it('of two links that arrived in one instant too, the one behind in its batch holds', async () => {
  const workspace = await createTestWorkspace(engines);
  const linked = (userId: string, messageId: string) => ({ ...identify('kiosk', userId, noon), messageId });
  await loadEvents(loadingParts(engines), {
    workspace: workspace.number,
    source: workspace.source,
    batch: 1n,
    events: [linked('anna', 'z'), linked('ben', 'a'), anonymousVisit('kiosk', noon + 1)],
  });
  const [life] = await engines.warehouse.of(workspace.number).rows(sql<{ who: string }>`
    select max(user_id) as who
    from ${scoped('events_by_customer')}
    group by customer
    having countIf(event = 'Visit') = 1`);
  expect(life).toEqual({ who: 'ben' });
});
