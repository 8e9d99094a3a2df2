import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { asking, paperWorkspace } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { framed, oftenEnough } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

it('counts days done often in one entry, in several above 8000, and as they were stored before', async () => {
  const context = asking(engines, paperWorkspace(1));
  const frame = await framed(context, { people: [], includeMarked: false });
  const day = 20_000; // 4 October 2024
  const at = day * 86_400_000 + 10 * 3_600_000;
  await fill(engines.warehouse, context.workspace, [
    ...Array.from({ length: 16_001 }, (_, i) => ({ customer: 1, at: at + i })),
    { customer: 2, at },
    { customer: 2, at: at + 86_400_000 },
  ]);
  // Customer 3 as before entries held how often: the bare day, once per event. Customer 4 before 1970.
  await engines.warehouse.run(sql`
    insert into customer_days values (1, ${frame.layout}, 3, [${day}, ${day}, ${day}]), (1, ${frame.layout}, 4, [-3, -3])`);
  const who = async (least: number, from = day, to = day + 1): Promise<number[]> => {
    const [row] = await context.warehouse.rows(
      sql<{ who: number[] }>`
        select arraySort(bitmapToArray(groupBitmapMergeState(people))) as who
        from (${oftenEnough(frame, { from, to }, () => sql`toInt32(0)`, least)})`,
    );
    return row?.who ?? [];
  };
  expect(await who(1)).toEqual([1, 2, 3]);
  expect(await who(2)).toEqual([1, 2, 3]);
  expect(await who(2, day, day)).toEqual([1, 3]);
  expect(await who(3)).toEqual([1, 3]);
  expect(await who(4)).toEqual([1]);
  expect(await who(16_001)).toEqual([1]);
  expect(await who(16_002)).toEqual([]);
  expect(await who(2, -3, -3)).toEqual([4]);
  const [stored] = await engines.warehouse.rows(
    sql<{
      entries: number;
    }>`select toUInt32(sum(length(days))) as entries from customer_days where customer = 1`,
  );
  expect(stored?.entries).toBe(3); // 8000 + 8000 + 1
});
