import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sql, sql } from '#src/basics/sql.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { migrate, pendingMigrations } from './index.ts';

let engines: TestEngines;
let schema: string;

beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

/** A schema of the test's own, in stores that know of no file yet. */
beforeEach(async () => {
  schema = await mkdtemp(join(tmpdir(), 'perdure-schema-'));
  await mkdir(join(schema, 'records'));
  await mkdir(join(schema, 'warehouse'));
  await engines.records.run(sql`drop table if exists schema_migrations, pets, toys`);
  for (const name of ['schema_migrations', 'door_to_seen', 'seen', 'hall', 'foreign_one']) {
    await engines.warehouse.run(text(`drop table if exists ${name} sync`));
  }
});
afterEach(() => rm(schema, { recursive: true }));

const text = (statement: string): Sql => ({ kind: 'sql', parts: [{ text: statement }] });
const write = (name: string, content: string) => writeFile(join(schema, name), content);
const stores = (warehouse?: Warehouse) => ({
  records: engines.records,
  schema,
  ...(warehouse ? { warehouse } : {}),
});

const pets = "create table pets (name text primary key);\ninsert into pets values ('Rex; the dog');";
const toys = 'create table toys (name text primary key);';

describe('records', () => {
  it('get each file once, in the order of the numbers', async () => {
    await write('records/0002-toys.sql', toys);
    await write('records/0001-pets.sql', pets);
    expect(await pendingMigrations(stores())).toEqual({
      records: ['0001-pets.sql', '0002-toys.sql'],
      warehouse: [],
    });
    expect((await migrate(stores())).records).toEqual(['0001-pets.sql', '0002-toys.sql']);
    expect((await migrate(stores())).records).toEqual([]);
    expect(await engines.records.rows(sql`select name from pets`)).toEqual([{ name: 'Rex; the dog' }]);
  });

  it('show what would be done without doing it', async () => {
    await write('records/0001-pets.sql', pets);
    await pendingMigrations(stores());
    expect(
      await engines.records.rows(
        sql`select to_regclass('pets') as pets, to_regclass('schema_migrations') as notes`,
      ),
    ).toEqual([{ pets: null, notes: null }]);
  });

  it('keep nothing of a file that fails half-way, and name it', async () => {
    await write('records/0001-pets.sql', pets);
    await write('records/0002-toys.sql', `${toys}\ninsert into nowhere values (1);`);
    await expect(migrate(stores())).rejects.toThrow('0002-toys.sql: relation "nowhere" does not exist');
    expect(
      await engines.records.rows(
        sql`select to_regclass('toys') as toys, (select count(*) from pets) as pets`,
      ),
    ).toEqual([{ toys: null, pets: 1 }]);
    await write('records/0002-toys.sql', toys);
    expect((await migrate(stores())).records).toEqual(['0002-toys.sql']);
  });

  it('are brought up once when 4 processes start together', async () => {
    await write('records/0001-pets.sql', pets);
    await write('records/0002-toys.sql', toys);
    const done = await Promise.all([1, 2, 3, 4].map(() => migrate(stores())));
    expect(done.flatMap(({ records }) => records).sort()).toEqual(['0001-pets.sql', '0002-toys.sql']);
  });

  it('refuse a shipped file that was edited; other line ends are no edit', async () => {
    await write('records/0001-pets.sql', pets);
    await migrate(stores());
    await write('records/0001-pets.sql', pets.replaceAll('\n', '\r\n'));
    expect((await migrate(stores())).records).toEqual([]);
    await write('records/0001-pets.sql', `${pets} -- more`);
    await expect(migrate(stores())).rejects.toMatchObject({
      code: 'engines.schema_changed',
      kind: 'unavailable',
    });
    await expect(pendingMigrations(stores())).rejects.toMatchObject({ code: 'engines.schema_changed' });
  });

  it('refuse a program older than they are', async () => {
    await write('records/0001-pets.sql', pets);
    await write('records/0002-toys.sql', toys);
    await migrate(stores());
    await rm(join(schema, 'records/0002-toys.sql'));
    await expect(migrate(stores())).rejects.toMatchObject({
      code: 'engines.schema_newer',
      kind: 'unavailable',
    });
  });

  it('refuse a file under a number already passed, a number that stands twice, and a name without one', async () => {
    await write('records/0002-toys.sql', toys);
    await migrate(stores());
    await write('records/0001-pets.sql', pets);
    await expect(migrate(stores())).rejects.toMatchObject({ code: 'engines.schema_out_of_order' });
    await write('records/0002-pets.sql', pets);
    await expect(migrate(stores())).rejects.toThrow('have the number');
    await rm(join(schema, 'records/0002-pets.sql'));
    await write('records/pets.sql', pets);
    await expect(migrate(stores())).rejects.toThrow('is not named like');
  });
});

const hall = `
create table hall (n UInt32) engine = Null;  -- a comment; with a semicolon
create table seen (n UInt32, word String) engine = MergeTree order by n;
create materialized view door_to_seen to seen as
select n, 'a;b' as word
from hall;`;
const rebuilt = `
drop view door_to_seen;
drop table seen;
create table seen (n UInt32, word String, twice UInt32) engine = MergeTree order by n;
create materialized view door_to_seen to seen as
select n, 'a;b' as word, n * 2 as twice
from hall;
alter table seen add column if not exists late UInt8;`;

/** The real warehouse in a process that dies just after its n-th statement that writes; before any where n is 0. */
function dying(warehouse: Warehouse, n: number): Warehouse {
  let left = n;
  const rest = { rows: warehouse.rows, stream: warehouse.stream, insert: warehouse.insert, of: warehouse.of };
  for (const [name, method] of Object.entries(rest)) Object.assign(rest, { [name]: method.bind(warehouse) });
  return {
    ...rest,
    local: warehouse.local,
    ping: () => warehouse.ping(),
    close: () => warehouse.close(),
    run: async (statement, options) => {
      left -= 1;
      if (left >= 0) await warehouse.run(statement, options);
      if (left <= 0) throw new Error('killed');
    },
  };
}

const columnsOfSeen = sql<{ name: string }>`
  select name from system.columns where database = currentDatabase() and table = 'seen' order by position`;

describe('the warehouse', () => {
  // Just before a statement is just after the one before it: the stores are all that a start goes by.
  it('is finished by the next start when killed before or after any of its statements', async () => {
    // 1 for the table of notes; a file of k statements writes 2k + 2: begun, each with its note, finished.
    const writes = 1 + (2 * 3 + 2) + (2 * 5 + 2);
    await write('warehouse/0001-hall.sql', hall);
    await write('warehouse/0002-rebuilt.sql', rebuilt);
    for (let n = 0; n <= writes; n += 1) {
      for (const name of ['schema_migrations', 'door_to_seen', 'seen', 'hall']) {
        await engines.warehouse.run(text(`drop table if exists ${name} sync`));
      }
      await expect(migrate(stores(dying(engines.warehouse, n)))).rejects.toThrow('killed');
      await migrate(stores(engines.warehouse));
      await engines.warehouse.run(sql`insert into hall values (21)`);
      const row = { n, seen: await engines.warehouse.rows(sql`select n, word, twice, late from seen`) };
      expect(row).toEqual({ n, seen: [{ n: 21, word: 'a;b', twice: 42, late: 0 }] });
      expect((await migrate(stores(engines.warehouse))).warehouse).toEqual([]);
    }
  }, 120_000);

  it('shows what would be done without doing it', async () => {
    await write('warehouse/0001-hall.sql', hall);
    expect((await pendingMigrations(stores(engines.warehouse))).warehouse).toEqual(['0001-hall.sql']);
    expect(await engines.warehouse.rows(columnsOfSeen)).toEqual([]);
  });

  it('refuses a file that was edited after a kill half-way', async () => {
    await write('warehouse/0001-hall.sql', hall);
    await expect(migrate(stores(dying(engines.warehouse, 4)))).rejects.toThrow('killed');
    await write('warehouse/0001-hall.sql', `${hall} -- more`);
    await expect(migrate(stores(engines.warehouse))).rejects.toMatchObject({
      code: 'engines.schema_changed',
    });
  });

  it('is left alone where it holds a table of another program under one of our names', async () => {
    await engines.warehouse.run(sql`create table seen (mine String) engine = MergeTree order by mine`);
    await write('warehouse/0001-hall.sql', hall);
    await expect(migrate(stores(engines.warehouse))).rejects.toMatchObject({
      code: 'engines.schema_foreign',
    });
    expect(await engines.warehouse.rows(columnsOfSeen)).toEqual([{ name: 'mine' }]);
  });

  it('refuses a file with a statement that must not be run twice, before anything is changed', async () => {
    await write('warehouse/0001-hall.sql', hall);
    await write('warehouse/0002-more.sql', 'insert into seen select 1, 2;');
    await expect(migrate(stores(engines.warehouse))).rejects.toThrow('cannot be run twice');
    expect(await engines.warehouse.rows(columnsOfSeen)).toEqual([]);
  });
});
