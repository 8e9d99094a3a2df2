import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql, typed } from '#src/basics/sql.ts';
import { hostile, running, until } from './client.test-data.ts';
import { isWarehouseFault } from './fault.ts';
import type { Warehouse } from './port.ts';
import { asLines, type OwnEngine, openOwnEngine } from './test-bed.ts';

let engine: OwnEngine;
let warehouse: Warehouse;

beforeAll(async () => {
  engine = await openOwnEngine();
  warehouse = engine.warehouse;
});

afterAll(async () => {
  await engine?.close();
});

const value = async (query: Parameters<Warehouse['rows']>[0]): Promise<unknown> => {
  const [row] = await warehouse.rows<{ value: unknown }>(query as never);
  return row?.value;
};

describe('values', () => {
  it.each(hostile)('arrive as they are: %j', async (text) => {
    expect(await value(sql`select ${text} as value`)).toBe(text);
    expect(await value(sql`select ${[text, 'b', text]} as value`)).toEqual([text, 'b', text]);
    expect(await value(sql`select ${typed('Nullable(String)', text)} as value`)).toBe(text);
    expect(await value(sql`select ${typed('Array(Array(String))', [[text], []])} as value`)).toEqual([
      [text],
      [],
    ]);
    expect(await value(sql`select ${typed('LowCardinality(String)', text)} as value`)).toBe(text);
  });

  it.each([
    ['UInt8', 255, 255],
    ['Int64', -1, '-1'],
    ['UInt64', 18446744073709551615n, '18446744073709551615'],
    ['Int128', -170141183460469231731687303715884105728n, '-170141183460469231731687303715884105728'],
    ['Float64', 0.1, 0.1],
    ['Float64', 1e300, 1e300],
    ['Float64', 5e-324, 5e-324],
    ['Decimal(18, 4)', '12345678901234.5678', '12345678901234.5678'],
    ['Bool', true, true],
    ['Bool', false, false],
    ['Date', '2026-02-28', '2026-02-28'],
    ['Date32', '1923-05-01', '1923-05-01'],
    ["DateTime64(3, 'UTC')", '1923-05-01 23:59:59.999', '1923-05-01 23:59:59.999'],
    ['Nullable(Int64)', null, null],
    ['Array(Nullable(Int64))', [1, null], ['1', null]],
    ['Array(Bool)', [true, false], [true, false]],
    ['Array(UInt64)', [18446744073709551615n], ['18446744073709551615']],
    ['UUID', '01890a5d-ac96-774b-bcce-b302099a8057', '01890a5d-ac96-774b-bcce-b302099a8057'],
  ])('of type %s keep their digits: %s', async (type, given, back) => {
    expect(await value(sql`select ${typed(type, given)} as value`)).toEqual(back);
  });

  it('keep the milliseconds of an instant', async () => {
    const at = new Date('2026-01-15T12:00:00.007Z');
    expect(await value(sql`select ${at} as value`)).toBe('2026-01-15 12:00:00.007');
  });

  it('count 64-bit integers as text: 2^53 + 1 keeps its last digit', async () => {
    expect(await value(sql`select toUInt64(9007199254740993) as value`)).toBe('9007199254740993');
  });

  it('may be a list of 300,000 numbers', async () => {
    const numbers = Array.from({ length: 300_000 }, (_, i) => i * 2);
    const query = sql`
      select count() as value
      from numbers(1000000)
      where number in ${typed('Array(UInt64)', numbers)}`;
    expect(await value(query)).toBe('300000');
    await warehouse.run(sql`create table long_lists (n UInt64) engine = MergeTree order by n`);
    await warehouse.run(sql`
      insert into long_lists
      select number
      from numbers(1000000)
      where number in ${typed('Array(UInt64)', numbers)}`);
    expect(await value(sql`select count() as value from long_lists`)).toBe('300000');
  });
});

describe('settings', () => {
  const threads = sql`select getSetting('max_threads') as value`;

  it('hold for their statement and not for the next', async () => {
    const before = await value(threads);
    const rows = await warehouse.rows<{ value: number }>(sql`select getSetting('max_threads') as value`, {
      settings: { max_threads: 7 },
    });
    expect(rows[0]?.value).toBe(7);
    for (let i = 0; i < 5; i += 1) expect(await value(threads)).toBe(before);
  });

  it('that do not exist are a fault, and the next statement is well', async () => {
    const asked = warehouse.rows(sql`select 1`, { settings: { no_such_setting: 1 } });
    await expect(asked).rejects.toMatchObject({ name: 'WarehouseError', code: 115, retryable: false });
    expect(await value(sql`select 1 as value`)).toBe(1);
  });
});

describe('faults', () => {
  it('say what the engine says, with its code', async () => {
    const fault = await warehouse.rows(sql`select nothing_of_this_name`).catch((error: unknown) => error);
    expect(isWarehouseFault(fault)).toBe(true);
    expect(fault).toMatchObject({ kind: 'statement', code: 47, retryable: false });
  });

  it('of time are timeouts', async () => {
    const asked = warehouse.rows(sql`select count() from numbers(100000000000) where sipHash64(number) = 1`, {
      seconds: 1,
    });
    await expect(asked).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('of memory are typed, and the engine goes on', async () => {
    const asked = warehouse.rows(sql`select uniqExact(sipHash64(number)) from numbers(20000000)`, {
      memory: 20 * 1024 * 1024,
      settings: { max_bytes_ratio_before_external_group_by: 0 },
    });
    await expect(asked).rejects.toMatchObject({ kind: 'memory', retryable: true });
    await warehouse.ping();
  });

  it('of a second statement in one text are refused', async () => {
    await expect(warehouse.rows(sql`select 1; select 2`)).rejects.toMatchObject({ code: 62 });
  });

  it('in the middle of a stream reach the reader', async () => {
    let rows = 0;
    const read = async () => {
      const statement = sql`select throwIf(number = 300000) from numbers(400000)`;
      // By one thread: of two, the other one may come to the fault first.
      for await (const _row of warehouse.stream(statement, { settings: { max_threads: 1 } })) rows += 1;
    };
    await expect(read()).rejects.toMatchObject({ name: 'WarehouseError', code: 395 });
    expect(rows).toBeGreaterThan(0);
  });
});

describe('streams', () => {
  it('give every row, in order', async () => {
    let next = 0;
    for await (const row of warehouse.stream(
      sql<{ n: number }>`select toUInt32(number) as n from numbers(200000)`,
    )) {
      if (row.n !== next) throw new Error(`${row.n} instead of ${next}`);
      next += 1;
    }
    expect(next).toBe(200_000);
  });

  it('may be empty', async () => {
    const rows = [];
    for await (const row of warehouse.stream(sql`select 1 as n where 0`)) rows.push(row);
    expect(rows).toEqual([]);
  });

  it('end in the engine when the reader stops', async () => {
    for await (const _row of warehouse.stream(sql`select number as stopped from numbers(100000000000)`))
      break;
    await until(async () => (await running(warehouse, 'stopped')) === 0);
  });
});

describe('a statement whose asker has gone', () => {
  it('ends in the engine', async () => {
    const asker = new AbortController();
    const asked = warehouse.rows(
      sql`select count() as abandoned from numbers(100000000000) where sipHash64(number) = 1`,
      {
        signal: asker.signal,
      },
    );
    asked.catch(() => undefined);
    await until(async () => (await running(warehouse, 'abandoned')) === 1);
    asker.abort(new Error('left'));
    await expect(asked).rejects.toThrow('left');
    await until(async () => (await running(warehouse, 'abandoned')) === 0);
  });

  it('while it writes ends in the engine too', async () => {
    await warehouse.run(sql`create table heap (n UInt64) engine = Null`);
    const asker = new AbortController();
    const asked = warehouse.run(sql`insert into heap select number as given_up from numbers(100000000000)`, {
      signal: asker.signal,
    });
    asked.catch(() => undefined);
    await until(async () => (await running(warehouse, 'given_up')) === 1);
    asker.abort();
    await expect(asked).rejects.toThrow();
    await until(async () => (await running(warehouse, 'given_up')) === 0);
  });

  it('before it begins is not asked at all', async () => {
    await expect(
      warehouse.rows(sql`select 1`, { signal: AbortSignal.abort(new Error('never')) }),
    ).rejects.toThrow('never');
  });
});

describe('rows', () => {
  beforeAll(async () => {
    await warehouse.run(
      sql`create table goods (id UInt64, name String, price Nullable(Float64)) engine = MergeTree order by id`,
    );
  });

  const goods = () => warehouse.rows(sql`select id, name, price from goods order by id`);
  const expected = [
    { id: '1', name: "l'été; --", price: 1.5 },
    { id: '18446744073709551615', name: 'a\tb\n"c"', price: null },
  ];

  it.each([
    [
      'JSONEachRow',
      `{"id":1,"name":"l'été; --","price":1.5}\n{"id":"18446744073709551615","name":"a\\tb\\n\\"c\\"","price":null}\n`,
    ],
    ['CSV', `1,"l'été; --",1.5\n18446744073709551615,"a\tb\n""c""",\\N\n`],
    ['TSV', `1\tl'été; --\t1.5\n18446744073709551615\ta\\tb\\n"c"\t\\N\n`],
  ] as const)('come in as %s', async (format, text) => {
    await warehouse.run(sql`truncate table goods`);
    const columns = format === 'JSONEachRow' ? {} : { columns: ['id', 'name', 'price'] };
    await warehouse.insert('goods', Buffer.from(text), { format, ...columns });
    expect(await goods()).toEqual(expected);
  });

  it('come in as Parquet', async () => {
    await warehouse.run(sql`truncate table goods`);
    const path = join(engine.folder, 'goods.parquet');
    await warehouse.run(sql`
      insert into function file(${path}, 'Parquet')
      select number + 1 as id, concat('p', toString(number)) as name, 1.5 as price
      from numbers(1000)`);
    const { readFile } = await import('node:fs/promises');
    await warehouse.insert('goods', await readFile(path), { format: 'Parquet' });
    expect(
      await value(sql`select count() as value from goods where name = concat('p', toString(id - 1))`),
    ).toBe('1000');
  });

  it('come in from a stream of bytes', async () => {
    await warehouse.run(sql`truncate table goods`);
    async function* lines() {
      for (let i = 0; i < 100; i += 1)
        yield asLines(Array.from({ length: 100 }, (_, j) => ({ id: i * 100 + j, name: 'x' })));
    }
    const spaced = async function* () {
      for await (const chunk of lines()) {
        yield chunk;
        yield Buffer.from('\n');
      }
    };
    await warehouse.insert('goods', spaced());
    expect(await value(sql`select uniqExact(id) as value from goods`)).toBe('10000');
  });

  it('with a fault in them are refused whole', async () => {
    await warehouse.run(sql`truncate table goods`);
    const asked = warehouse.insert('goods', Buffer.from('{"id":1,"name":"a"}\n{"id":"x"}'));
    await expect(asked).rejects.toMatchObject({ name: 'WarehouseError', kind: 'statement' });
    expect(await value(sql`select count() as value from goods`)).toBe('0');
  });

  it('are read from a file of this machine', async () => {
    const path = join(engine.folder, "it's.csv");
    await writeFile(path, 'a,b\n1,x\n2,y\n');
    const rows = await warehouse.rows(sql`select a, b from file(${path}, 'CSVWithNames') order by a`);
    expect(rows).toEqual([
      { a: '1', b: 'x' },
      { a: '2', b: 'y' },
    ]);
  });
});

describe('beside a long read', () => {
  it('inserts and small reads go on', async () => {
    await warehouse.run(sql`create table beside (n UInt64) engine = MergeTree order by n`);
    const asker = new AbortController();
    const long = Array.from({ length: 6 }, () =>
      warehouse.rows(
        sql`select count() as beside_long from numbers(100000000000) where sipHash64(number) = ${1}`,
        {
          signal: asker.signal,
          settings: { max_threads: 1 },
        },
      ),
    );
    for (const asked of long) asked.catch(() => undefined);
    await until(async () => (await running(warehouse, 'beside_long')) === 6);
    for (let i = 0; i < 10; i += 1) {
      await warehouse.insert('beside', asLines([{ n: i }]));
      await value(sql`select ${i} as value`);
    }
    expect(await value(sql`select count() as value from beside`)).toBe('10');
    expect(await running(warehouse, 'beside_long')).toBe(6);
    asker.abort();
    await Promise.allSettled(long);
  });
});

describe('the engine of this machine', () => {
  it('lets nobody in without the secret', async () => {
    const { url } = engine.warehouse.address('default');
    const answer = await fetch(`${url}/?query=select%201`);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-clickhouse-exception-code')).toBe('516');
    expect(await (await fetch(`${url}/ping`)).text()).toBe('Ok.\n');
  });

  it('takes gzip bodies and gives gzip answers, as ClickHouse does', async () => {
    await warehouse.run(sql`create table zipped (n UInt64) engine = MergeTree order by n`);
    const { url, user, password } = engine.warehouse.address('default');
    const headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
    const sent = await fetch(`${url}/?query=${encodeURIComponent('insert into zipped format CSV')}`, {
      method: 'POST',
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: gzipSync('1\n2\n'),
    });
    expect(sent.status).toBe(200);
    const got = await fetch(
      `${url}/?enable_http_compression=1&query=${encodeURIComponent('select n from zipped order by n format JSONCompact')}`,
      { headers },
    );
    expect(got.headers.get('content-encoding')).toBe('gzip');
    expect(got.headers.get('x-clickhouse-format')).toBe('JSONCompact');
    expect(((await got.json()) as { data: unknown }).data).toEqual([[1], [2]]);
  });
});
