import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { insertingBy, loadingParts } from '../../../test/loading.ts';
import { alias, visit } from '../../../test/received.ts';
import { type LoadingParts, loadEvents } from '../loading/index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

/** A warehouse whose inserts are told of before they are made. */
function watched(before: (table: string) => void): Warehouse {
  const { warehouse } = engines;
  const insert: Warehouse['insert'] = async (table, rows, wishes) => {
    before(table);
    return warehouse.insert(table, rows, wishes);
  };
  return insertingBy(warehouse, insert);
}

const loading = (warehouse: Warehouse): LoadingParts => loadingParts(engines, { warehouse });

describe('a storm of 1,050 merges in one batch', () => {
  it('moves the events in 2 inserts, each once, also where the move was cut before it was noted', async () => {
    const workspace = await createTestWorkspace(engines);
    const load = (parts: LoadingParts, batch: bigint, events: ReturnType<typeof visit>[]) =>
      loadEvents(parts, { workspace: workspace.number, source: workspace.source, batch, events });
    const people = Array.from({ length: 1_050 }, (_, i) => `storm-${i}`);
    await load(loading(engines.warehouse), 1n, [visit('one'), ...people.map((id) => visit(id))]);
    const storm = people.map((id) => alias(id, 'one'));
    const cut = loading(
      watched((table) => {
        if (table === 'retired') throw new Error('cut');
      }),
    );
    await expect(load(cut, 2n, storm)).rejects.toThrow('cut');
    let inserts = 0;
    const counting = watched((table) => {
      if (table === 'door') inserts += 1;
    });
    await load(loading(counting), 2n, storm);
    expect(inserts).toBe(3); // the batch itself, 1,000 numbers, 50 numbers
    const lives = await engines.warehouse.of(workspace.number).rows(sql<{ n: string; ids: string }>`
      select count() as n, uniqExact(message_id) as ids
      from ${scoped('events_by_customer')}
      group by customer`);
    expect(lives.map(({ n, ids }) => [Number(n), Number(ids)])).toEqual([[2_101, 2_101]]);
  });
});
