import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoped, sql } from '#src/basics/sql.ts';
import type { Warehouse } from './port.ts';
import { hasProperty, propertyNumber, propertyText } from './property.ts';
import { asLines, doorRow, layTables, type OwnEngine, openOwnEngine } from './test-bed.ts';

/** Names as clients send them, and as somebody might who wants to read or break what is not his. */
const names = [
  'plan',
  'Plan',
  "it's",
  'a"b',
  'a`b',
  '`a`',
  'a.b',
  'a..b',
  '.a',
  'a.',
  '',
  '^a',
  'a.:String',
  'a.:`Int64`',
  '$price',
  'a b',
  'a\\b',
  'a\nb',
  '@x',
  '[]',
  'a[0]',
  'null',
  'size0',
  'deep.null',
  'deep.size0',
  'é漢🙂',
  'naïve-name',
  '%41',
  ' ',
  "x') or 1=1 --",
  '{p1:String}',
  'workspace_id',
  'perdure_property_1',
  'x.y.z.1',
];

/** What a value is as text and as a number. */
const values: [unknown, string | null, number | null][] = [
  [12, '12', 12],
  [12.5, '12.5', 12.5],
  [-3, '-3', -3],
  [0, '0', 0],
  ['12.5', '12.5', 12.5],
  ['1e3', '1e3', 1000],
  ['pro', 'pro', null],
  ['', '', null],
  ['NaN', 'NaN', null],
  ['inf', 'inf', null],
  ['1,5', '1,5', null],
  [true, 'true', null],
  [null, null, null],
  [{ inner: 1 }, null, null],
  [[1, 2], '[1,2]', null],
  [['a', "b'c"], '["a","b\'c"]', null],
  ['2026-01-10', '2026-01-10', null],
  ['2026-01-10T10:00:00Z', '2026-01-10T10:00:00Z', null],
  [18446744073709551615n, '18446744073709551615', 18446744073709552000],
];

let engine: OwnEngine;
let warehouse: Warehouse;

beforeAll(async () => {
  engine = await openOwnEngine();
  warehouse = engine.warehouse;
  await layTables(warehouse);
  const named = names.map((name, i) =>
    doorRow(i, {
      event: 'named',
      message_id: String(i),
      properties: JSON.stringify({ [name]: `value ${i}` }),
    }),
  );
  const valued = values.map(([value], i) =>
    doorRow(1000 + i, { event: 'valued', message_id: String(i), properties: `{"v":${jsonText(value)}}` }),
  );
  await warehouse.insert('door', asLines([...named, ...valued]), { token: 'b1' });
});

afterAll(async () => {
  await engine?.close();
});

const jsonText = (value: unknown): string =>
  typeof value === 'bigint' ? String(value) : JSON.stringify(value);

const namesOfAnother = new Map([['a.:`Int64`', 'the engine reads it as the path "a" as an integer']]);

describe('a property', () => {
  it.each(names.filter((name) => !namesOfAnother.has(name)))(
    'is found under its name, and nothing else is: %j',
    async (name) => {
      const rows = await warehouse.of(1).rows(sql`
      select message_id, ${propertyText(name)} as value
      from ${scoped('events')}
      where event = 'named' and ${hasProperty(name)}`);
      const place = names.indexOf(name);
      expect(rows).toEqual([{ message_id: String(place), value: `value ${place}` }]);
    },
  );

  it('whose name cannot be a path is missing, and breaks nothing', async () => {
    for (const name of namesOfAnother.keys()) {
      const rows = await warehouse.of(1).rows(sql`
        select message_id
        from ${scoped('events')}
        where event = 'named' and ${hasProperty(name)}`);
      expect(rows).toEqual([]);
    }
  });

  it('that no event has is null', async () => {
    const [row] = await warehouse.of(1).rows(sql`
      select count() as n, count(${propertyText('nothing of this name')}) as texts, count(${propertyNumber('nor this')}) as numbers
      from ${scoped('events')}`);
    expect(row).toEqual({ n: String(names.length + values.length), texts: '0', numbers: '0' });
  });

  it('is read from nested values by a dot', async () => {
    const [row] = await warehouse.of(1).rows(sql`
      select ${propertyNumber('v.inner')} as value
      from ${scoped('events')}
      where event = 'valued' and ${hasProperty('v.inner')}`);
    expect(row).toEqual({ value: 1 });
  });
});

describe('values of mixed types', () => {
  it('have a text and a number, or none', async () => {
    const rows = await warehouse.of(1).rows<{ text: string | null; number: number | null }>(sql`
      select ${propertyText('v')} as text, ${propertyNumber('v')} as number
      from ${scoped('events')}
      where event = 'valued'
      order by toUInt32(message_id)`);
    expect(rows).toEqual(values.map(([, text, number]) => ({ text, number })));
  });

  it('are summed together: 12 + 12.5 − 3 + 0 + 12.5 + 1000 = 1034', async () => {
    const [row] = await warehouse.of(1).rows(sql`
      select sum(${propertyNumber('v')}) as total
      from ${scoped('events')}
      where event = 'valued' and ${propertyNumber('v')} < 1e6`);
    expect(row).toEqual({ total: 1034 });
  });

  it('are the same where a query passes the properties on', async () => {
    const [row] = await warehouse.of(1).rows(sql`
      select sum(${propertyNumber('v')}) as total, uniqExact(${propertyText('v')}) as different
      from (select event, properties from ${scoped('events')})
      where event = 'valued' and ${propertyNumber('v')} < 1e6`);
    expect(row).toEqual({ total: 1034, different: '5' });
  });

  it('are grouped and joined as any column', async () => {
    const rows = await warehouse.of(1).rows(sql`
      with paying as (select customer, ${propertyText('plan')} as plan from ${scoped('events')} where ${hasProperty('plan')})
      select plan, count() as people
      from paying as p
      any left join ${scoped('customer_events')} as e on p.customer = e.customer
      group by plan`);
    expect(rows).toEqual([{ plan: 'value 0', people: '1' }]);
  });
});
