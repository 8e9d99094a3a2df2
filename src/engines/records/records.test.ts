import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { type OpenRecords, openPostgres } from './index.ts';

let engines: TestEngines;
let records: OpenRecords;
beforeAll(async () => {
  engines = await openTestEngines();
  records = engines.records;
  await records.run(sql`create table accounts (name text primary key, amount numeric not null)`);
});
afterAll(() => engines.close());

beforeEach(async () => {
  await records.run(sql`truncate accounts; insert into accounts values ('a', 10.50), ('b', 0)`);
});

const add = (name: string, amount: string) => sql`
  update accounts set amount = amount + ${amount}::numeric where name = ${name}`;
const amounts = () => records.rows(sql`select name, amount from accounts order by name`);

describe('what arrives', () => {
  it('counts as numbers, amounts with their digits, instants in UTC with their microseconds', async () => {
    const row = await records.row(sql`
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
    await expect(records.rows(sql`select 9007199254740992::int8 as n`)).rejects.toThrow('::text');
  });

  it('is one row, none, or a fault', async () => {
    expect(await records.row(sql`select amount from accounts where name = 'a'`)).toEqual({ amount: '10.50' });
    expect(await records.row(sql`select amount from accounts where name = 'z'`)).toBeUndefined();
    await expect(records.row(sql`select amount from accounts`)).rejects.toThrow(
      'one row was expected and 2 came',
    );
  });

  it('is what went in: dates, instants, lists, bytes and texts with quotes', async () => {
    const at = new Date('2026-10-25T00:30:00.123Z');
    const row = await records.row(sql`
      select ${at}::timestamptz as at, ${['it’s', '"x"', 'a,b']}::text[] as words, ${Buffer.from([0, 39])}::bytea as bytes,
        ${JSON.stringify({ a: "it's" })}::jsonb as kept, ${2n ** 62n}::text as big`);
    expect(row).toEqual({
      at: '2026-10-25T00:30:00.123Z',
      words: ['it’s', '"x"', 'a,b'],
      bytes: Buffer.from([0, 39]),
      kept: { a: "it's" },
      big: '4611686018427387904',
    });
  });
});

describe('a transaction', () => {
  it('is all or nothing', async () => {
    const half = records.transaction(async (tx) => {
      expect(await tx.run(add('a', '-5'))).toBe(1);
      throw new Error('the power is gone');
    });
    await expect(half).rejects.toThrow('the power is gone');
    expect(await amounts()).toEqual([
      { name: 'a', amount: '10.50' },
      { name: 'b', amount: '0' },
    ]);
  });

  it('is done again when two lock one another: both moves of 5 hold', async () => {
    const met = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const move = (from: string, into: string, [mine, other]: readonly (typeof met)[number][]) =>
      records.transaction(async (tx) => {
        await tx.run(add(from, '-5'));
        mine?.resolve();
        await other?.promise;
        await tx.run(add(into, '5'));
      });
    await Promise.all([move('a', 'b', met), move('b', 'a', [...met].reverse())]);
    expect(await amounts()).toEqual([
      { name: 'a', amount: '10.50' },
      { name: 'b', amount: '0' },
    ]);
  });

  it('is given up after 5 tries', async () => {
    let tries = 0;
    const hopeless = records.transaction(async (tx) => {
      tries += 1;
      await tx.run(sql`do $$ begin raise exception 'no order' using errcode = '40001'; end $$`);
    });
    await expect(hopeless).rejects.toMatchObject({ code: '40001' });
    expect(tries).toBe(5);
  });

  it('of a workspace cannot be opened under a number that is none', () => {
    for (const number of [0, -1, 1.5, Number.NaN])
      expect(() => records.of(number)).toThrow('workspace number');
  });
});

describe('a connection that breaks', () => {
  it('within a transaction is a refusal to be tried again, and nothing is kept', async () => {
    const broken = records.transaction(async (tx) => {
      await tx.run(add('a', '1'));
      await tx.run(sql`select pg_terminate_backend(pg_backend_pid())`);
    });
    await expect(broken).rejects.toMatchObject({ code: 'engines.records_unavailable', kind: 'unavailable' });
    expect((await amounts())[0]).toEqual({ name: 'a', amount: '10.50' });
  });

  it('between two statements of a transaction ends the transaction, not the process', async () => {
    const broken = records.transaction(async (tx) => {
      const own = await tx.row(sql<{ pid: number }>`select pg_backend_pid() as pid`);
      await records.run(sql`select pg_terminate_backend(${own?.pid ?? 0})`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await tx.run(add('a', '1'));
    });
    await expect(broken).rejects.toMatchObject({ code: 'engines.records_unavailable' });
  });

  it('while idle is replaced', async () => {
    const other = await openPostgres(records.url, { connections: 2 });
    await Promise.all([other.ping(), other.ping()]);
    await records.run(sql`
      select pg_terminate_backend(pid)
      from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state = 'idle'`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.ping();
    await other.close();
  });
});
