import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

describe('what arrives', () => {
  it('counts as numbers, amounts with their digits, instants in UTC with their microseconds', async () => {
    const row = await engines.records.row(sql`
      select 9007199254740991::int8 as most, count(*) as count, 19.90::numeric as amount,
        timestamptz '2026-03-29 02:30:00.123456+02' as at, timestamptz '2026-03-29 02:30:00+02' as on_the_second,
        date '2026-01-15' as day, '{"a": [1]}'::jsonb as kept, array[1, null]::int8[] as numbers,
        array[timestamptz '2026-01-01 00:00:00+00'] as instants, '\\x00ff'::bytea as bytes`);
    expect(row).toEqual({
      most: 2 ** 53 - 1,
      count: 1,
      amount: '19.90',
      at: '2026-03-29T00:30:00.123456Z',
      on_the_second: '2026-03-29T00:30:00.000Z',
      day: '2026-01-15',
      kept: { a: [1] },
      numbers: [1, null],
      instants: ['2026-01-01T00:00:00.000Z'],
      bytes: Buffer.from([0, 255]),
    });
  });

  it('never a number that lost digits: an int8 above 2^53 is a fault', async () => {
    await expect(engines.records.rows(sql`select 9007199254740992::int8 as n`)).rejects.toThrow('::text');
  });
});
