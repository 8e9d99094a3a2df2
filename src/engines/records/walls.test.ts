import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';

interface Table {
  readonly name: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  /** The house's own: no workspace sees any of it, its own row included. */
  readonly closed: boolean;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

let engines: TestEngines;
let direct: pg.Client;
let mine: TestWorkspace;
let theirs: TestWorkspace;
let tables: Table[];

beforeAll(async () => {
  engines = await openTestEngines();
  direct = new pg.Client({ connectionString: engines.records.url });
  await direct.connect();
  mine = await createTestWorkspace(engines);
  theirs = await createTestWorkspace(engines);
  tables = await tablesOfWorkspaces();
  await dropRulesOfContent();
  for (const { name } of tables) {
    await direct.query(`alter table ${name} disable trigger user`);
    await direct.query(`delete from ${name}`);
    await insertRow(name, mine.number);
    await insertRow(name, theirs.number);
  }
});
afterAll(async () => {
  await direct.end();
  await engines.close();
});

/** Every table that says whose its rows are: a new one is tested without being named here. */
async function tablesOfWorkspaces(): Promise<Table[]> {
  const { rows } = await direct.query<Table>(`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      (select bool_and(polname = 'whole_only') from pg_policy where polrelid = c.oid) is true as closed
    from pg_class c
    join information_schema.columns i on i.table_schema = 'public' and i.table_name = c.relname
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and i.column_name = 'workspace_id'
    order by 1`);
  return rows;
}

/** Checks, references and triggers would refuse made-up rows before the wall is reached. */
async function dropRulesOfContent(): Promise<void> {
  await direct.query(`
    do $$ declare rule record;
    begin
      for rule in
        select conrelid::regclass as of, conname as name
        from pg_constraint
        where contype in ('c', 'f') and connamespace = 'public'::regnamespace
      loop
        execute format('alter table %s drop constraint %I', rule.of, rule.name);
      end loop;
    end $$`);
}

let made = 0;

async function insertRow(table: string, workspace: number): Promise<void> {
  await direct.query(await insertion(table, workspace));
}

/** A statement that inserts a row of which every value is new. */
async function insertion(table: string, workspace: number): Promise<string> {
  const { rows: columns } = await direct.query<Column>(
    `select column_name as name, case when data_type = 'ARRAY' then 'list' else data_type end as type
    from information_schema.columns
    where table_schema = 'public' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER'
      and (column_name = 'workspace_id' or (is_nullable = 'NO' and column_default is null))`,
    [table],
  );
  made += 1;
  const values = columns.map(({ name, type }) =>
    name === 'workspace_id' ? `${workspace}` : madeUp(type, made),
  );
  return `insert into ${table} (${columns.map(({ name }) => name).join(', ')}) values (${values.join(', ')})`;
}

function madeUp(type: string, n: number): string {
  if (['integer', 'bigint', 'smallint', 'numeric', 'double precision', 'real'].includes(type)) return `${n}`;
  if (type === 'text' || type === 'character varying') return `'made up ${n}'`;
  if (type === 'bytea') return `'\\x${n.toString(16).padStart(8, '0')}'`;
  if (type === 'boolean') return 'true';
  if (type === 'list') return `'{}'`;
  if (type === 'json' || type === 'jsonb') return `'{"n": ${n}}'`;
  if (type === 'uuid') return `'00000000-0000-0000-0000-${n.toString(16).padStart(12, '0')}'`;
  if (type === 'date') return `date '2026-01-01' + ${n}`;
  if (type.startsWith('timestamp')) return `timestamp '2026-01-01 00:00:00' + interval '1 second' * ${n}`;
  throw new Error(`no made-up value for ${type} yet: add one here`);
}

/** Statements over a table of the list, as the owner role's workspace connection runs them. */
const text = (statement: string) => ({ kind: 'sql', parts: [{ text: statement }] }) as const;

describe('the wall between workspaces', () => {
  it('stands on every table that says whose its rows are, and binds the owner too', () => {
    expect(tables.length).toBeGreaterThanOrEqual(8);
    expect(tables.filter(({ enabled, forced }) => !(enabled && forced))).toEqual([]);
    expect(tables.filter(({ closed }) => !closed).length).toBeGreaterThanOrEqual(8);
  });

  it('hides the other workspace in every table: 1 row of 2 is seen', async () => {
    for (const { name, closed } of tables) {
      const rows = await engines.records.of(mine.number).rows(text(`select workspace_id from ${name}`));
      expect({ name, rows }).toEqual({ name, rows: closed ? [] : [{ workspace_id: mine.number }] });
      expect({ name, rows: await engines.records.rows(text(`select 1 as x from ${name}`)) }).toEqual({
        name,
        rows: [{ x: 1 }, { x: 1 }],
      });
    }
  });

  it('refuses a row under the name of the other workspace in every table', async () => {
    for (const { name } of tables) {
      const insert = engines.records.of(mine.number).run(text(await insertion(name, theirs.number)));
      await expect(insert, name).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('refuses to give a row of its own to the other workspace in every table', async () => {
    for (const { name, closed } of tables) {
      const give = engines.records
        .of(mine.number)
        .run(text(`update ${name} set workspace_id = ${theirs.number}`));
      if (closed) expect({ name, given: await give }).toEqual({ name, given: 0 });
      else await expect(give, name).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('changes and deletes only its own row of 2 in every table', async () => {
    for (const { name, closed } of tables) {
      const own = engines.records.of(mine.number);
      const changed = await own.run(text(`update ${name} set workspace_id = workspace_id`));
      const foreign = await own.run(text(`delete from ${name} where workspace_id = ${theirs.number}`));
      const deleted = await own.run(text(`delete from ${name}`));
      const rows = closed ? 0 : 1;
      expect({ name, changed, foreign, deleted }).toEqual({ name, changed: rows, foreign: 0, deleted: rows });
      if (!closed) await insertRow(name, mine.number);
    }
  });

  it('is closed to a connection that says neither workspace nor whole', async () => {
    await direct.query(`set perdure.whole = 'off'`);
    for (const { name } of tables) {
      expect({ name, rows: (await direct.query(`select 1 from ${name}`)).rows }).toEqual({ name, rows: [] });
    }
    await direct.query(`set perdure.whole = 'on'`);
  });

  it('leaves nothing of a workspace on the connection: the next whole call sees both', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () => engines.records.of(mine.number).rows(sql`select number from sources`)),
    );
    const counts = await Promise.all(
      Array.from({ length: 20 }, () =>
        engines.records.row(sql<{ n: number }>`select count(*) as n from sources`),
      ),
    );
    expect(new Set(counts.map((count) => count?.n))).toEqual(new Set([2]));
  });
});
